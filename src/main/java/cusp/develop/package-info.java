/**
 * How a model develops: {@link cusp.develop.Timeline} follows quantities over the checkpoints of a
 * run (Hoogland et al. 2024, arXiv:2402.02364).
 */
package cusp.develop;

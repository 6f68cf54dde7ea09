/**
 * What there is to learn: {@link cusp.task.SparseFeatures} makes the inputs of toy models of
 * superposition (Elhage et al. 2022, arXiv:2209.10652).
 */
package cusp.task;

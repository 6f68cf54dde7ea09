/**
 * How a model develops: {@link cusp.develop.Timeline} follows quantities over the checkpoints of a
 * run (Hoogland et al. 2024, arXiv:2402.02364); {@link cusp.develop.TransitionDetector} finds and
 * dates the transitions of any series, with a known rate of false alarms, and {@link
 * cusp.develop.Stages} says at how few moments several series changed; {@link
 * cusp.develop.PhasePath} reads off the phases that a run visits, and {@link
 * cusp.develop.TransitionCounts} counts the changes over many runs.
 */
package cusp.develop;

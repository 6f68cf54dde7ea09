package cusp.model;

/** What a loss is, which decides what may be computed from it. */
public enum Loss {
  /**
   * A mean of −log p(xᵢ|w), in nats: the only kind with a likelihood, and so with WAIC, ISCV, LOO
   * and ν.
   */
  LOG_LOSS,
  /**
   * A mean over samples of the mean of −log p over the parts of each, in nats, as over the tokens
   * of a sequence (Hoogland et al. 2024, arXiv:2402.02364): a tempered posterior exists, its
   * likelihood would take the sum.
   */
  MEAN_LOG_LOSS,
  /** A mean of squared errors over samples; a tempered posterior exists, a likelihood does not. */
  SQUARED,
  /** A function K(w) with no samples behind it: an nβ has to be given. */
  POTENTIAL
}

package cusp.model;

/** What a loss is, which decides what may be computed from it. */
public enum Loss {
  /**
   * A mean of −log p(xᵢ|w), in nats: the only kind with a likelihood, and so with WAIC, ISCV, LOO
   * and ν.
   */
  LOG_LOSS,
  /** A mean of squared errors over samples; a tempered posterior exists, a likelihood does not. */
  SQUARED,
  /** A function K(w) with no samples behind it: an nβ has to be given. */
  POTENTIAL
}

package cusp.posterior;

/**
 * Unadjusted Langevin dynamics w ← w − (ε/2)·h·w + √ε·N(0, 1) on the potential h·w²/2, in closed
 * form: an autoregression w ← φw + √ε·N(0, 1) with φ = 1 − εh/2. It is what plain SGLD is held to:
 * its stationary variance is not 1/h.
 */
public final class Langevin {
  private Langevin() {}

  /**
   * The variance ε/(1 − φ²) = 1/(h(1 − εh/4)) in which the dynamics settle.
   *
   * @param curvature h > 0, of the whole potential: nβ times the Hessian's eigenvalue, plus the
   *     localization γ
   * @param stepSize ε, 0 &lt; ε &lt; 4/h, beyond which the dynamics diverge
   */
  public static double stationaryVariance(double curvature, double stepSize) {
    return biasFactor(curvature, stepSize) / curvature;
  }

  /**
   * The stationary variance over the exact one, 1/(1 − εh/4); the same for the mean of the
   * potential.
   */
  public static double biasFactor(double curvature, double stepSize) {
    if (!(curvature > 0 && curvature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the curvature is finite and above 0, not " + curvature);
    }
    if (!(stepSize > 0 && stepSize < 4 / curvature)) {
      throw new IllegalArgumentException(
          "at curvature "
              + curvature
              + " the step size lies between 0 and "
              + 4 / curvature
              + ", not "
              + stepSize);
    }
    return 1 / (1 - stepSize * curvature / 4);
  }
}

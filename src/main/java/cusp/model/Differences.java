package cusp.model;

import cusp.base.Interrupts;

/** Derivatives by central differences, for models that give no formula. */
final class Differences {
  /**
   * The cube root of the unit roundoff: balances truncation against cancellation in a central
   * difference.
   */
  private static final double RELATIVE_STEP = Math.cbrt(Math.ulp(1.0));

  private Differences() {}

  /** The distance between an objective's gradient and central differences of its loss. */
  static double gradientError(Objective objective, double[] at) {
    double[] w = at.clone();
    double[] gradient = new double[objective.dimension()];
    objective.gradient(w, gradient);
    double distance = 0;
    double length = 0;
    for (int i = 0; i < gradient.length; i++) {
      double step = RELATIVE_STEP * Math.max(1, Math.abs(at[i]));
      w[i] = at[i] + step;
      double above = objective.loss(w);
      w[i] = at[i] - step;
      double slope = (above - objective.loss(w)) / (2 * step);
      w[i] = at[i];
      distance = Math.hypot(distance, gradient[i] - slope);
      length = Math.hypot(length, gradient[i]);
    }
    return distance / Math.max(1, length);
  }

  /**
   * Central differences of the gradient, symmetrised.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  static double[][] hessian(Objective objective, double[] at) {
    int d = objective.dimension();
    double[] w = at.clone();
    double[] above = new double[d];
    double[] below = new double[d];
    double[][] hessian = new double[d][d];
    for (int i = 0; i < d; i++) {
      Interrupts.endIfInterrupted("the Hessian");
      double step = RELATIVE_STEP * Math.max(1, Math.abs(at[i]));
      w[i] = at[i] + step;
      objective.gradient(w, above);
      w[i] = at[i] - step;
      objective.gradient(w, below);
      w[i] = at[i];
      for (int j = 0; j < d; j++) {
        double slope = (above[j] - below[j]) / (2 * step);
        hessian[i][j] += slope / 2;
        hessian[j][i] += slope / 2;
      }
    }
    return hessian;
  }
}

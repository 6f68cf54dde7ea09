package cusp.landscape;

import cusp.model.Objective;

/**
 * The Hessian at a point times vectors: in low dimensions by the matrix that the objective gives,
 * which is exact for a formula, and otherwise by central differences of the gradient along the
 * vector.
 */
final class HessianProduct {

  private static final int MOST_FOR_MATRIX = 64;

  /** Balances truncation against cancellation in a central difference. */
  private static final double STEP = Math.cbrt(Math.ulp(1.0));

  private final Objective objective;
  private final double[] w;
  private final double[][] matrix;
  private final double[] above;
  private final double[] below;

  HessianProduct(Objective objective, double[] w) {
    this.objective = objective;
    this.w = w;
    int d = w.length;
    matrix = d <= MOST_FOR_MATRIX ? objective.hessian(w) : null;
    above = new double[d];
    below = new double[d];
  }

  /** H v for a vector of length 1. */
  double[] times(double[] unit) {
    if (matrix != null) {
      return Linear.product(matrix, unit);
    }
    double step = STEP * Math.max(1, Linear.norm(w));
    objective.gradient(Linear.plus(w, step, unit), above);
    objective.gradient(Linear.plus(w, -step, unit), below);
    return Linear.times(1 / (2 * step), Linear.plus(above, -1, below));
  }
}

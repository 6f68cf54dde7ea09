package cusp.landscape;

import cusp.base.Interrupts;
import cusp.model.Objective;

/**
 * Newton's method with the whole spectrum of the Hessian, damped so that flat directions do no
 * harm.
 */
final class Newton {

  private static final int ITERATIONS = 200;
  private static final int REJECTIONS = 30;
  private static final double FIRST_DAMPING = 1e-2;
  private static final double LEAST_DAMPING = 1e-22;
  private static final double ROUNDING = 1e-15;

  /** Of the scale of curvature; below it an eigenvalue is noise that no step is taken on. */
  private static final double FLOOR = 1e-10;

  private static final double AT_THE_FLOOR = 1e-11;

  private final Objective objective;
  private final double[] gradient;

  Newton(Objective objective) {
    this.objective = objective;
    gradient = new double[objective.dimension()];
  }

  /** A point with what is known of it. */
  record Landing(double[] w, double loss, double gradientNorm) {}

  private Landing at(double[] w) {
    double loss = objective.gradient(w, gradient);
    return new Landing(w, loss, Linear.norm(gradient));
  }

  /**
   * Towards a point without gradient, be it a minimum, a saddle or a maximum: Levenberg–Marquardt
   * on |∇L|² (Moré 1978), whose Jacobian is the Hessian. Ends where rounding does; whether the
   * gradient is small there is for the caller to judge.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  Landing toCriticalPoint(double[] start) {
    Landing here = at(start);
    double damping = FIRST_DAMPING;
    for (int k = 0; k < ITERATIONS && here.gradientNorm > 0; k++) {
      if (!Double.isFinite(here.gradientNorm + here.loss)) {
        return here;
      }
      objective.gradient(here.w, gradient);
      double[] slope = gradient.clone();
      Eigen eigen = Eigen.of(objective.hessian(here.w));
      double square = eigen.norm() * eigen.norm();
      Landing next = null;
      for (int r = 0; r < REJECTIONS && next == null; r++) {
        Interrupts.endIfInterrupted("the search for a critical point");
        double delta = damping * square;
        if (delta == 0) {
          return here;
        }
        double[] step = eigen.apply(value -> -value / (value * value + delta), slope);
        Landing there = at(Linear.plus(here.w, 1, step));
        if (there.gradientNorm < here.gradientNorm && Double.isFinite(there.loss)) {
          next = there;
          damping = Math.max(damping / 10, LEAST_DAMPING);
        } else if (Linear.norm(step) <= ROUNDING * (1 + Linear.norm(here.w))) {
          return here;
        } else {
          damping *= 4;
        }
      }
      if (next == null) {
        return here;
      }
      here = next;
    }
    return here;
  }

  /**
   * Down to a minimum, within the plane through the start that a unit vector is normal to, or
   * anywhere if that is null. Directions of negative curvature are followed downwards; the damping
   * by the length of the gradient keeps the convergence quadratic at minima that are not isolated
   * (Yamashita and Fukushima 2001).
   *
   * @param scale of the Hessian's eigenvalues
   */
  Landing toMinimum(double[] start, double[] normal, double scale) {
    double[] w = start;
    double loss = objective.gradient(w, gradient);
    double[] slope = within(normal, gradient);
    for (int k = 0; k < ITERATIONS; k++) {
      double size = Linear.norm(slope);
      if (!Double.isFinite(size + loss) || size == 0) {
        break;
      }
      double[][] hessian = objective.hessian(w);
      if (normal != null) {
        project(hessian, normal);
      }
      double delta = Math.max(size, FLOOR * scale);
      double[] step = Eigen.of(hessian).apply(value -> -1 / (Math.abs(value) + delta), slope);
      double factor = 1;
      double[] there = null;
      for (int r = 0; r < REJECTIONS; r++, factor /= 2) {
        Interrupts.endIfInterrupted("the descent into a valley");
        double[] candidate = Linear.plus(w, factor, step);
        double reached = objective.gradient(candidate, gradient);
        double[] slopeThere = within(normal, gradient);
        if (reached < loss || (reached <= loss && Linear.norm(slopeThere) < size)) {
          there = candidate;
          loss = reached;
          slope = slopeThere;
          break;
        }
      }
      if (there == null) {
        break;
      }
      w = there;
      // So near the floor a step that does not halve the slope is rounding.
      if (size <= AT_THE_FLOOR * scale && Linear.norm(slope) > size / 2) {
        break;
      }
    }
    return at(w);
  }

  private static double[] within(double[] normal, double[] a) {
    return normal == null ? a.clone() : Linear.without(a, normal);
  }

  /** P H P with P = 1 − n nᵀ, in place. */
  private static void project(double[][] hessian, double[] n) {
    double[] hn = Linear.product(hessian, n);
    double along = Linear.dot(n, hn);
    for (int i = 0; i < n.length; i++) {
      for (int j = 0; j <= i; j++) {
        hessian[i][j] += along * n[i] * n[j] - (n[i] * hn[j] + hn[i] * n[j]);
        hessian[j][i] = hessian[i][j];
      }
    }
  }
}

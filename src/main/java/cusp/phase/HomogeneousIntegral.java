package cusp.phase;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * −ln ∫ exp(−q(v)) dv over the m held directions beside the rotation, for the leading part q of a
 * loss that is homogeneous of degree two there but no quadratic form. With v drawn from the normal
 * law of a form A, the radius can be integrated by hand:
 *
 * <pre>∫ exp(−q) = (2π)^(m/2) det(A)^(−1/2) E[(½vᵀAv / q(v))^(m/2)]</pre>
 */
final class HomogeneousIntegral {
  private static final double STEP = 1e-4;
  private static final int AVERAGED = 1_000;
  private static final int FITS = 3;
  private static final int FIT_DRAWS = 40_000;
  private static final int DRAWS = 200_000;

  private HomogeneousIntegral() {}

  static PhaseExpansion.Term at(Objective loss, double[] w, boolean[] held) {
    double[] tangent = BesideRotation.tangent(w, held);
    int d = tangent.length;
    RandomStream random = Seed.of(0).stream("homogeneous").random();
    double[] at = new double[w.length];
    double[] v = new double[d];
    double[][] form = new double[d][d];
    for (int draw = 0; draw < AVERAGED; draw++) {
      random.gaussians(v, d);
      place(w, held, v, at);
      double[][] hessian = BesideRotation.to(held, loss.hessian(at));
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          form[i][j] += hessian[i][j] / AVERAGED;
        }
      }
    }
    Pass pass = new Pass(loss, w, held, tangent, random);
    for (int fit = 0; fit < FITS; fit++) {
      pass.run(form, FIT_DRAWS);
      // What exp(−q) itself has as its inverse covariance fits better than the first average.
      RealMatrix covariance = MatrixUtils.createRealMatrix(pass.moments);
      form =
          new CholeskyDecomposition(BesideRotation.form(covariance.getData(), tangent))
              .getSolver()
              .getInverse()
              .getData();
    }
    pass.run(form, DRAWS);
    double gaussian = pass.logDeterminant / 2 - (d - 1) / 2.0 * Math.log(2 * Math.PI);
    return new PhaseExpansion.Term(
        "curvature", gaussian - Math.log(pass.mean), pass.error / pass.mean);
  }

  /** Draws from one form after another. */
  private static final class Pass {
    private final Objective loss;
    private final double[] w;
    private final boolean[] held;
    private final double[] tangent;
    private final RandomStream random;
    private final double level;
    private double logDeterminant;
    private double mean;
    private double error;

    /** The covariance of exp(−q). */
    private double[][] moments;

    Pass(Objective loss, double[] w, boolean[] held, double[] tangent, RandomStream random) {
      this.loss = loss;
      this.w = w;
      this.held = held;
      this.tangent = tangent;
      this.random = random;
      level = loss.loss(w);
    }

    void run(double[][] form, int draws) {
      int d = tangent.length;
      double power = (d - 1) / 2.0;
      CholeskyDecomposition decomposition =
          new CholeskyDecomposition(BesideRotation.form(form, tangent));
      logDeterminant = BesideRotation.logDeterminant(decomposition);
      double[][] root = decomposition.getL().getData();
      double[] at = new double[w.length];
      double[] v = new double[d];
      double sum = 0;
      double squares = 0;
      moments = new double[d][d];
      for (int draw = 0; draw < draws; draw++) {
        if (draw % 1024 == 0) {
          Interrupts.endIfInterrupted("the integral around a square");
        }
        random.gaussians(v, d);
        double half = 0;
        for (double x : v) {
          half += x * x / 2;
        }
        BesideRotation.solveTransposed(root, v);
        double along = BesideRotation.takeOut(tangent, v);
        half -= along * along / 2;
        place(w, held, v, at);
        double q = (loss.loss(at) - level) / (STEP * STEP);
        double ratio = Math.pow(half / q, power);
        sum += ratio;
        squares += ratio * ratio;
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            moments[i][j] += ratio * power / q * v[i] * v[j];
          }
        }
      }
      mean = sum / draws;
      error = Math.sqrt((squares / draws - mean * mean) / draws);
      for (double[] row : moments) {
        for (int j = 0; j < d; j++) {
          row[j] /= sum;
        }
      }
    }
  }

  /** w + STEP v in the held coordinates. */
  private static void place(double[] w, boolean[] held, double[] v, double[] into) {
    int next = 0;
    for (int i = 0; i < w.length; i++) {
      into[i] = held[i] ? w[i] + STEP * v[next++] : w[i];
    }
  }
}

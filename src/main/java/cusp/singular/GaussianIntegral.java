package cusp.singular;

import cusp.model.Formula;
import cusp.posterior.LocalPosterior;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/** Closed forms where L is a quadratic function and nothing but γ confines w. */
final class GaussianIntegral {
  private GaussianIntegral() {}

  static Quadrature.Values of(LocalPosterior posterior, Formula loss) {
    double[] gradient = new double[posterior.center().length];
    loss.gradient(posterior.center(), gradient);
    double[][] hessian = loss.hessian(posterior.center());
    int[] free = posterior.free();
    Quadrature.Values sum = new Quadrature.Values(0, 0, 0, 0, 0);
    for (int[] group : loss.interactingGroups()) {
      int[] at = IntStream.of(group).filter(i -> Arrays.binarySearch(free, i) >= 0).toArray();
      double[] slope = IntStream.of(at).mapToDouble(i -> gradient[i]).toArray();
      double[][] block =
          IntStream.of(at)
              .mapToObj(i -> IntStream.of(at).mapToDouble(j -> hessian[i][j]).toArray())
              .toArray(double[][]::new);
      if (at.length > 0) {
        sum = sum.plus(of(slope, block, posterior.nBeta(), posterior.localization()));
      }
    }
    return sum;
  }

  /**
   * For L(w* + δ) − L(w*) = gδ + δHδ/2, in the eigenvectors of H: a coordinate of curvature h and
   * slope g has precision p = nβh + γ and mean −nβg/p; it contributes ½ ln(2π/p) + (nβg)²/2p to ln
   * Z and nβh/2p + (nβg)²(nβh/2p − 1)/p to the mean excess.
   */
  static Quadrature.Values of(
      double[] gradient, double[][] hessian, double nBeta, double localization) {
    int d = gradient.length;
    var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(hessian));
    double[] curvatures = eigen.getEigenvalues();
    double rounding =
        d * Math.ulp(1.0) * nBeta * Arrays.stream(curvatures).map(Math::abs).max().orElseThrow();
    double log = 0;
    double excess = 0;
    double error = 0;
    for (int k = 0; k < d; k++) {
      double precision = nBeta * curvatures[k] + localization;
      if (!(precision > rounding)) {
        throw new IllegalArgumentException(
            "the posterior is improper: its density does not fall off where L has curvature "
                + curvatures[k]
                + ", with γ = "
                + localization
                + "; set a box, a proper prior or a larger γ");
      }
      double pull = 0;
      for (int i = 0; i < d; i++) {
        pull += nBeta * gradient[i] * eigen.getV().getEntry(i, k);
      }
      double share = nBeta * curvatures[k] / precision;
      double shift = pull * pull / precision;
      log += Math.log(2 * Math.PI / precision) / 2 + shift / 2;
      excess += share / 2 + shift * (share / 2 - 1);
      error += (rounding / precision + d * Math.ulp(1.0)) * (1 + shift);
    }
    return new Quadrature.Values(log, error, excess, error, 0);
  }
}

package cusp.singular;

import java.util.Arrays;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Finds a {@link ScalingFit} by Levenberg and Marquardt's method, in the parameters λ, coefficients
 * of P in the depth below the first level, and b, ln κ. Gaussian priors keep what the levels leave
 * open within bounds.
 */
final class ScalingSolver {

  private static final int STEPS = 100;
  private static final double CONVERGED = 1e-9;

  /** Prior scale of the coefficients of P and of b, where V is 1 in the middle of the levels. */
  private static final double COEFFICIENT_SCALE = 1;

  /** Prior of ln κ: most corrections lie between ε^(1/10) and ε. */
  private static final double MEAN_LOG_KAPPA = Math.log(0.3);

  /** Logarithms of a law that has set in start above this depth: their zeros lie there. */
  private static final double DEEPEST_START = 0.5;

  /** At the lowest level a correction is at most this share of the leading terms. */
  private static final double LARGEST_CORRECTION = 0.25;

  /** Where the search begins, the share of the highest power of the logarithm. */
  private static final double LEADING = 0.8;

  private final ScalingFit.Data data;
  private final int from;
  private final int m;
  private final boolean corrected;
  private final int n;
  private final int reference;
  private final double[] parameters;
  private final double[] means;
  private final double[] scales;
  private double[][] jacobian;
  private double[] residuals;

  ScalingSolver(ScalingFit.Data data, int from, int m, double kappa, int dimension) {
    this.data = data;
    this.from = from;
    this.m = m;
    corrected = !Double.isNaN(kappa);
    n = 1 + m + (corrected ? 2 : 0);
    reference = (from + data.size() - 1) / 2;
    parameters = new double[n];
    means = new double[n];
    scales = new double[n];
    Arrays.fill(scales, COEFFICIENT_SCALE);
    scales[0] = 1 + dimension / 2.0;
    double power = m - 1;
    double depth = depth(reference);
    double logarithms = power == 0 ? 0 : power / (depth * span());
    parameters[0] = data.slope(from) + logarithms;
    // Leading alone, a logarithm would vanish at the first level.
    parameters[1] = power == 0 ? 1 : 1 - LEADING;
    if (power > 0) {
      parameters[m] = LEADING * Math.pow(depth, -power);
    }
    if (corrected) {
      means[n - 1] = MEAN_LOG_KAPPA;
      scales[n - 1] = 1;
      parameters[n - 1] = Math.log(kappa);
    }
  }

  private double span() {
    return data.logLevels()[0] - data.logLevels()[data.size() - 1];
  }

  /** 0 at the first level, 1 at the last. */
  private double depth(int i) {
    return (data.logLevels()[0] - data.logLevels()[i]) / span();
  }

  /** Twice the negative log of the posterior; ∞ where a volume would not be positive. */
  private double linearize(double[] p) {
    int size = data.size();
    residuals = new double[size];
    jacobian = new double[n][size];
    for (int i = from; i < size; i++) {
      double total = 0;
      double x = depth(i);
      for (int j = 0; j < m; j++) {
        jacobian[1 + j][i] = Math.pow(x, j);
        total += p[1 + j] * jacobian[1 + j][i];
      }
      if (corrected) {
        double kappa = Math.exp(p[n - 1]);
        double decay = Math.exp(-kappa * x * span());
        jacobian[n - 2][i] = decay;
        jacobian[n - 1][i] = -p[n - 2] * decay * kappa * x * span();
        total += p[n - 2] * decay;
      }
      if (!(total > 0)) {
        return Double.POSITIVE_INFINITY;
      }
      for (int j = 1; j < n; j++) {
        jacobian[j][i] /= total;
      }
      jacobian[0][i] = data.logLevels()[i] - data.logLevels()[reference];
      residuals[i] =
          data.logVolumes()[i]
              - data.logVolumes()[reference]
              - p[0] * jacobian[0][i]
              - Math.log(total);
    }
    data.whiten(residuals, from);
    double sum = 0;
    for (int i = from; i < size; i++) {
      sum += residuals[i] * residuals[i];
    }
    for (int j = 0; j < n; j++) {
      data.whiten(jacobian[j], from);
      sum += Math.pow((p[j] - means[j]) / scales[j], 2);
    }
    return sum;
  }

  private RealMatrix curvature() {
    RealMatrix hessian = MatrixUtils.createRealMatrix(n, n);
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double sum = a == b ? 1 / (scales[a] * scales[a]) : 0;
        for (int i = from; i < data.size(); i++) {
          sum += jacobian[a][i] * jacobian[b][i];
        }
        hessian.setEntry(a, b, sum);
      }
    }
    return hessian;
  }

  private double[] descent() {
    double[] descent = new double[n];
    for (int j = 0; j < n; j++) {
      descent[j] = (means[j] - parameters[j]) / (scales[j] * scales[j]);
      for (int i = from; i < data.size(); i++) {
        descent[j] += jacobian[j][i] * residuals[i];
      }
    }
    return descent;
  }

  ScalingFit fit() {
    double objective = linearize(parameters);
    double damping = 1e-3;
    for (int step = 0; step < STEPS && damping < 1e12 && Double.isFinite(objective); step++) {
      RealMatrix damped = curvature();
      double[] descent = descent();
      double[] tried;
      double there;
      do {
        tried = parameters.clone();
        RealVector move = solve(damped, damping, descent);
        for (int j = 0; j < n; j++) {
          tried[j] += move.getEntry(j);
        }
        there = linearize(tried);
        damping *= there < objective ? 0.1 : 10;
      } while (!(there <= objective) && damping < 1e12);
      if (there <= objective) {
        double gain = objective - there;
        System.arraycopy(tried, 0, parameters, 0, n);
        objective = there;
        if (gain <= CONVERGED * (1 + objective)) {
          break;
        }
      }
    }
    return Double.isFinite(objective) && hasSetIn() ? result(linearize(parameters)) : null;
  }

  /**
   * Whether the law is its own leading term at the lowest level, but for what shrinks from there
   * on: the logarithms (−ln ε + c)^(m−1) steepen no more than they can, and the correction is
   * small. What has not set in where it is seen is a way to draw a curve, and says nothing of λ.
   */
  private boolean hasSetIn() {
    double leading = 0;
    double rise = 0;
    for (int j = 0; j < m; j++) {
      leading += parameters[1 + j];
      rise += j * parameters[1 + j];
    }
    double correction =
        corrected ? parameters[n - 2] * Math.exp(-Math.exp(parameters[n - 1]) * span()) : 0;
    return leading > 0
        && parameters[m] > 0
        && rise >= 0
        && rise * (1 - DEEPEST_START) <= (m - 1) * leading
        && Math.abs(correction) <= LARGEST_CORRECTION * leading;
  }

  private RealVector solve(RealMatrix curvature, double damping, double[] descent) {
    RealMatrix damped = curvature.copy();
    for (int j = 0; j < n; j++) {
      damped.multiplyEntry(j, j, 1 + damping);
    }
    return decompose(damped).getSolver().solve(MatrixUtils.createRealVector(descent));
  }

  /** Levels are known so differently that any positive pivot counts. */
  private static CholeskyDecomposition decompose(RealMatrix matrix) {
    return new CholeskyDecomposition(matrix, 1e-9, 0);
  }

  private ScalingFit result(double objective) {
    CholeskyDecomposition curvature = decompose(curvature());
    RealVector unit = MatrixUtils.createRealVector(n);
    unit.setEntry(0, 1);
    RealVector row = curvature.getSolver().solve(unit);
    double logEvidence = -objective / 2 - from - Math.log(curvature.getDeterminant()) / 2;
    for (double scale : scales) {
      logEvidence -= Math.log(scale);
    }
    double[] weights = new double[data.size()];
    double fromData = 0;
    for (int i = from; i < data.size(); i++) {
      double whitened = 0;
      for (int j = 0; j < n; j++) {
        whitened += row.getEntry(j) * jacobian[j][i];
      }
      fromData += whitened * whitened;
      boolean walks = i > from && !Double.isNaN(data.step()[i]);
      weights[i] += whitened / (walks ? data.step()[i] : data.first()[i]);
      if (walks) {
        weights[i - 1] -= whitened / data.step()[i];
      }
    }
    double remainder = Math.max(0, row.getEntry(0) - fromData);
    return new ScalingFit(parameters[0], m, logEvidence, weights, remainder, curve());
  }

  private double[] curve() {
    double[] curve = new double[data.size()];
    Arrays.fill(curve, Double.NaN);
    double[] plain = residuals.clone();
    for (int i = from; i < data.size(); i++) {
      boolean walks = i > from && !Double.isNaN(data.step()[i]);
      plain[i] =
          walks ? plain[i - 1] + residuals[i] * data.step()[i] : residuals[i] * data.first()[i];
      curve[i] = data.logVolumes()[i] - plain[i];
    }
    return curve;
  }
}

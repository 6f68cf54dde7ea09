package cusp.magnet;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/** The two factors that bring one magnet's scaling function onto that of another. */
final class MetricFit {
  private static final int DEGREE = 5;
  private static final int STEPS = 30;
  private static final double PRECISION = 1e-10;

  private MetricFit() {}

  /** a and b with errors; b is 1 where it is not free. */
  static Measured[] of(ScaledPoints first, ScalingEstimate other, boolean free) {
    ScaledPoints wide = new ScaledPoints(other, first.quantity, first.nu, first.exponent, 1);
    double[] reference = curve(first, first.values(-1, 0));
    double rough = curve(wide, wide.values(-1, 0))[1] / reference[1];
    ScaledPoints second =
        new ScaledPoints(other, first.quantity, first.nu, first.exponent, Math.max(1, rough));
    double[] start = {rough, 0};
    double[] best = factors(second, second.values(-1, 0), reference, start, free);
    double[] variance = new double[2];
    for (ScaledPoints side : new ScaledPoints[] {first, second}) {
      int sizes = side.estimate.reweightings().size();
      for (int s = sizes - side.estimate.lengths().size(); s < sizes; s++) {
        double[][] samples = new double[2][side.replicates(s)];
        for (int r = 0; r < samples[0].length; r++) {
          double[] factors =
              side == first
                  ? factors(
                      second, second.values(-1, 0), curve(first, first.values(s, r)), best, free)
                  : factors(second, second.values(s, r), reference, best, free);
          samples[0][r] = factors[0];
          samples[1][r] = factors[1];
        }
        variance[0] += Replicates.covariance(samples[0], samples[0]);
        variance[1] += Replicates.covariance(samples[1], samples[1]);
      }
    }
    // y₁(ax) = ln b + y₂(x), of logarithms.
    double b = Math.exp(-best[1]);
    return new Measured[] {
      new Measured(best[0], Math.sqrt(variance[0])), new Measured(b, b * Math.sqrt(variance[1]))
    };
  }

  private static double[] curve(ScaledPoints points, double[] values) {
    double[][] design = new double[values.length][DEGREE + 1];
    double[] right = new double[values.length];
    for (int r = 0; r < values.length; r++) {
      ScaledPoints.Point point = points.points.get(r);
      right[r] = values[r] / point.error();
      for (int k = 0; k <= DEGREE; k++) {
        design[r][k] = Math.pow(point.x(), k) / point.error();
      }
    }
    return solve(design, right);
  }

  /** a and the shift of the second's values over the first's curve, by Gauss and Newton. */
  private static double[] factors(
      ScaledPoints points, double[] values, double[] curve, double[] start, boolean free) {
    double[] factors = start.clone();
    double largest = 1;
    for (int step = 0; step < STEPS && largest > PRECISION; step++) {
      double[][] design = new double[values.length][free ? 2 : 1];
      double[] right = new double[values.length];
      for (int r = 0; r < values.length; r++) {
        ScaledPoints.Point point = points.points.get(r);
        double x = factors[0] * point.x();
        double value = 0;
        double slope = 0;
        for (int k = DEGREE; k >= 0; k--) {
          slope = slope * x + value;
          value = value * x + curve[k];
        }
        right[r] = (values[r] - factors[1] - value) / point.error();
        design[r][0] = slope * point.x() / point.error();
        if (free) {
          design[r][1] = 1 / point.error();
        }
      }
      double[] change = solve(design, right);
      largest = 0;
      for (int k = 0; k < change.length; k++) {
        factors[k] += change[k];
        largest = Math.max(largest, Math.abs(change[k]));
      }
    }
    return factors;
  }

  private static double[] solve(double[][] design, double[] right) {
    return new QRDecomposition(new Array2DRowRealMatrix(design, false))
        .getSolver()
        .solve(new ArrayRealVector(right, false))
        .toArray();
  }
}

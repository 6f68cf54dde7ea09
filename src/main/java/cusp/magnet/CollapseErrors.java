package cusp.magnet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.special.Gamma;

/**
 * How well a collapse is known, and how well it fits. Reweighted points of a length are correlated,
 * so that neither the covariance of a least-squares fit nor its χ² is that of independent points:
 * both come from the replicates of each length, carried through the fit to first order. Lengths are
 * independent, and what they contribute adds up.
 */
final class CollapseErrors {
  private final double chiSquared;
  private final double expected;
  private final double probability;

  /** By length, then replicate: what leaving a block out does to the parameters. */
  private final List<double[][]> moved = new ArrayList<>();

  CollapseErrors(
      List<CollapseFit.Row> rows,
      List<Reweighting> sizes,
      double[] residuals,
      RealMatrix jacobian,
      RealMatrix inverse) {
    chiSquared = Arrays.stream(residuals).map(z -> z * z).sum();
    RealMatrix covariance = MatrixUtils.createRealMatrix(rows.size(), rows.size());
    for (Reweighting size : sizes) {
      int replicates = size.histograms().replicates();
      double[][] shifts = new double[replicates][];
      double[][] left = new double[replicates][];
      for (int b = 0; b < replicates; b++) {
        double[] change = change(rows, size.magnet().lattice().length(), b);
        shifts[b] = inverse.operate(change);
        double[] fitted = jacobian.operate(shifts[b]);
        left[b] = new double[change.length];
        for (int r = 0; r < change.length; r++) {
          left[b][r] = change[r] - fitted[r];
        }
      }
      moved.add(shifts);
      covariance = covariance.add(covariance(left));
    }
    // A quadratic form of normal deviates is nearly a multiple of χ² with its mean and variance.
    expected = covariance.getTrace();
    double variance = 2 * covariance.multiply(covariance).getTrace();
    double freedom = 2 * expected * expected / variance;
    probability = Gamma.regularizedGammaQ(freedom / 2, freedom / 2 * chiSquared / expected);
  }

  private static double[] change(List<CollapseFit.Row> rows, double length, int b) {
    double[] change = new double[rows.size()];
    for (int r = 0; r < change.length; r++) {
      CollapseFit.Row row = rows.get(r);
      change[r] = row.length() == length ? (row.sample()[b] - row.sample()[0]) / row.error() : 0;
    }
    return change;
  }

  private static RealMatrix covariance(double[][] samples) {
    int size = samples[0].length;
    int blocks = samples.length - 1;
    double[][] centered = new double[blocks][size];
    double factor = Math.sqrt((blocks - 1.0) / blocks);
    for (int r = 0; r < size; r++) {
      double mean = 0;
      for (int b = 1; b <= blocks; b++) {
        mean += samples[b][r] / blocks;
      }
      for (int b = 0; b < blocks; b++) {
        centered[b][r] = (samples[b + 1][r] - mean) * factor;
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(centered, false);
    return matrix.transposeMultiply(matrix);
  }

  double chiSquared() {
    return chiSquared;
  }

  /** The mean of χ² where the law holds. */
  double expected() {
    return expected;
  }

  /** How often χ² is larger where the law holds. */
  double probability() {
    return probability;
  }

  /** The variance of what has a gradient by the parameters. */
  double variance(double[] gradient) {
    double variance = 0;
    for (double[][] shifts : moved) {
      double[] sample = new double[shifts.length];
      for (int b = 0; b < sample.length; b++) {
        for (int p = 0; p < gradient.length; p++) {
          sample[b] += gradient[p] * shifts[b][p];
        }
      }
      variance += Replicates.covariance(sample, sample);
    }
    return variance;
  }
}

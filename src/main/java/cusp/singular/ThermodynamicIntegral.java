package cusp.singular;

import cusp.posterior.Diagnostics;
import java.util.List;

/**
 * F(nβ) along a ladder from the draws at its rungs: with x = ln nβ and f = nβ E[L − L*], whose
 * slope is f − (nβ)² Var L, F is the integral of f by the trapezoidal rule with the correction of
 * its ends (Euler and Maclaurin), of fourth order in the distance of the rungs. It is linear in
 * means over the draws, so that its sampling error is that of the mean of one series a rung,
 * correlations between rungs included.
 */
final class ThermodynamicIntegral {
  private static final double RICHARDSON = 15;

  /** F at each rung. */
  final double[] value;

  /** Its sampling error. */
  final double[] standardError;

  /** Its error from finite distances. */
  final double[] integrationError;

  private final double[] nBeta;
  private final double[] mean;
  private final double[] variance;

  /**
   * @param fromZero whether to begin at nβ = 0, which the lowest rung is close to
   */
  ThermodynamicIntegral(
      double[] nBeta, List<Ensemble> runs, int draws, double baseline, boolean fromZero) {
    this.nBeta = nBeta;
    int rungs = nBeta.length;
    mean = new double[rungs];
    variance = new double[rungs];
    double count = (double) runs.size() * draws;
    for (int k = 0; k < rungs; k++) {
      for (Ensemble run : runs) {
        for (int t = 0; t < draws; t++) {
          mean[k] += nBeta[k] * (run.losses()[k][t] - baseline) / count;
        }
      }
      for (Ensemble run : runs) {
        for (int t = 0; t < draws; t++) {
          double away = nBeta[k] * (run.losses()[k][t] - baseline) - mean[k];
          variance[k] += away * away / count;
        }
      }
    }
    value = new double[rungs];
    standardError = new double[rungs];
    integrationError = new double[rungs];
    double first = fromZero ? mean[0] + variance[0] / 2 : 0;
    for (int k = 0; k < rungs; k++) {
      value[k] = first + between(0, k, 1);
      integrationError[k] = error(k, fromZero);
    }
    errors(runs, draws, baseline, fromZero);
  }

  /** F between two rungs from every stride-th of them, the last step being shorter. */
  private double between(int from, int to, int stride) {
    double sum = 0;
    for (int k = from; k < to; k += stride) {
      int next = Math.min(to, k + stride);
      double h = Math.log(nBeta[next] / nBeta[k]);
      double slopes = mean[k] - variance[k] - mean[next] + variance[next];
      sum += h / 2 * (mean[k] + mean[next]) + h * h / 12 * slopes;
    }
    return sum;
  }

  private double error(int k, boolean fromZero) {
    // The cumulants left out at the beginning are of third order in a small number.
    double beginning = fromZero ? Math.pow(Math.abs(mean[0]) + Math.sqrt(variance[0]), 3) : 0;
    double coarse = 0;
    for (int from = 0; from + 2 <= k; from += 2) {
      coarse += Math.abs(between(from, from + 2, 2) - between(from, from + 2, 1)) / RICHARDSON;
    }
    if (k % 2 == 1 && k > 1) {
      // The last interval as half of the pair that it ends.
      coarse += Math.abs(between(k - 2, k, 2) - between(k - 2, k, 1)) / RICHARDSON / 2;
    }
    return beginning + coarse;
  }

  private void errors(List<Ensemble> runs, int draws, double baseline, boolean fromZero) {
    int rungs = nBeta.length;
    int chains = runs.size();
    double[] series = new double[chains * draws];
    for (int k = fromZero ? 0 : 1; k < rungs; k++) {
      // Rung k's weight changes once the next is there: what is added belongs to both.
      for (int j = Math.max(0, k - 1); j <= k; j++) {
        double byMean = 0;
        double byVariance = 0;
        if (k == 0) {
          byMean = 1;
          byVariance = 0.5;
        } else {
          double h = Math.log(nBeta[k] / nBeta[k - 1]);
          double slope = h * h / 12 * (j == k ? -1 : 1);
          byMean = h / 2 + slope;
          byVariance = -slope;
        }
        for (int c = 0; c < chains; c++) {
          double[] losses = runs.get(c).losses()[j];
          for (int t = 0; t < draws; t++) {
            double away = nBeta[j] * (losses[t] - baseline) - mean[j];
            series[c * draws + t] += byMean * away + byVariance * (away * away - variance[j]);
          }
        }
      }
      double squares = 0;
      for (double s : series) {
        squares += s * s;
      }
      double time = squares > 0 ? Diagnostics.autocorrelationTime(series, chains) : 0;
      standardError[k] = Math.sqrt(squares * time) / series.length;
    }
  }
}

package cusp.singular;

import java.util.Arrays;

/**
 * Pareto-smoothed importance sampling (Vehtari et al. 2024, arXiv:1507.02646): the largest of many
 * importance ratios are replaced by the quantiles of a generalised Pareto distribution fitted to
 * them, whose shape k̂ says how far the ratios can be trusted. Keeps workspace; not thread-safe.
 */
final class ParetoSmoothing {
  /** Fewer exceedances give no shape. */
  private static final int LEAST_TAIL = 5;

  /** The share of the draws that a tail has at most. */
  private static final double MOST_TAIL = 0.2;

  private final double[] sorted;
  private final int wanted;

  /**
   * @param draws how many ratios there are
   * @param efficiency effective draws a draw, which lengthens the tail of correlated ones
   */
  ParetoSmoothing(int draws, double efficiency) {
    sorted = new double[draws];
    wanted = (int) Math.ceil(Math.min(MOST_TAIL * draws, 3 * Math.sqrt(draws / efficiency)));
  }

  /**
   * Smooths the tail in place.
   *
   * @param logRatios ln of the ratios up to a constant, replaced by those of the smoothed weights,
   *     of which none is larger than the largest ratio
   * @return k̂; ∞ where the tail is too short to tell, and nothing is smoothed; −∞ where all of the
   *     tail are equal
   */
  double smooth(double[] logRatios) {
    System.arraycopy(logRatios, 0, sorted, 0, sorted.length);
    int size = sorted.length;
    int from = Math.max(1, size - wanted);
    Selection.select(sorted, from - 1);
    double cutoff = sorted[from - 1];
    Arrays.sort(sorted, from, size);
    double top = sorted[size - 1];
    while (from < size && sorted[from] == cutoff) {
      from++;
    }
    if (from == size) {
      return Double.NEGATIVE_INFINITY;
    }
    int length = size - from;
    if (length < LEAST_TAIL) {
      return Double.POSITIVE_INFINITY;
    }
    double threshold = Math.exp(cutoff - top);
    double[] excess = new double[length];
    for (int i = 0; i < length; i++) {
      excess[i] = Math.exp(sorted[from + i] - top) - threshold;
    }
    GeneralizedPareto fit = GeneralizedPareto.fit(excess);
    if (!Double.isFinite(fit.shape())) {
      return fit.shape();
    }
    replace(logRatios, cutoff, from, threshold, top, fit);
    return fit.shape();
  }

  private void replace(
      double[] logRatios,
      double cutoff,
      int from,
      double threshold,
      double top,
      GeneralizedPareto fit) {
    int length = sorted.length - from;
    for (int s = 0; s < logRatios.length; s++) {
      if (logRatios[s] > cutoff) {
        // Tied ratios get the quantile of the first of them.
        int rank = firstNotBelow(logRatios[s], from) - from;
        double quantile = fit.quantile((rank + 0.5) / length);
        logRatios[s] = Math.min(top, top + Math.log(threshold + quantile));
      }
    }
  }

  private int firstNotBelow(double value, int from) {
    int low = from;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

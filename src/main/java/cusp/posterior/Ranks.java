package cusp.posterior;

import java.util.Arrays;

/** What the diagnostics figure draws of the chains' draws. */
final class Ranks {
  /** Lags shown, in integrated autocorrelation times. */
  private static final double TIMES = 4;

  private static final int FEWEST_LAGS = 10;

  private Ranks() {}

  /** For each chain the share of its draws in each bin of the ranks of all, times the bins. */
  static double[][] shares(double[][] chains, int bins) {
    int draws = chains[0].length;
    double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    int[] order = Sorting.order(all);
    double[][] shares = new double[chains.length][bins];
    for (int rank = 0; rank < order.length; rank++) {
      int bin = (int) ((long) rank * bins / order.length);
      shares[order[rank] / draws][bin] += (double) bins / draws;
    }
    return shares;
  }

  /**
   * ρ̂ by lag of the halved chains, as in the ESS, for as long as it takes to see it fall; empty
   * for draws that do not differ.
   */
  static double[] autocorrelation(double[][] chains, double ess) {
    SplitChains split = SplitChains.of(chains);
    int size = split.values().length;
    int n = size / split.halves();
    Autocovariance covariance = new Autocovariance(split.values(), split.halves());
    double within = covariance.at(0) * n / (n - 1);
    double pooled = covariance.at(0) + covariance.varianceOfMeans();
    if (!(pooled > 0)) {
      return new double[0];
    }
    int lags = (int) Math.min(Math.max(FEWEST_LAGS, TIMES * size / ess), n - 1.0);
    double[] byLag = new double[lags + 1];
    Arrays.setAll(byLag, t -> t == 0 ? 1 : 1 - (within - covariance.at(t)) / pooled);
    return byLag;
  }
}

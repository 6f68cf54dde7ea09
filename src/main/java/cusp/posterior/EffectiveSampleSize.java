package cusp.posterior;

/** The number of independent draws that give a mean as precisely as correlated ones do. */
final class EffectiveSampleSize {
  /** Draws that span less count as constant; absolute, as in ArviZ. */
  private static final double CONSTANT_SPAN = 1e-15;

  /** Of an autocorrelation. */
  private static final double ROUNDING = 1e-13;

  private EffectiveSampleSize() {}

  /** S/τ for chains of equal length that lie one after the other; NaN if a draw is not finite. */
  static double of(double[] values, int chains) {
    int size = values.length;
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!Double.isFinite(high - low)) {
      return Double.NaN;
    }
    if (high - low < CONSTANT_SPAN) {
      return size;
    }
    int n = size / chains;
    Autocovariance covariance = new Autocovariance(values, chains);
    double within = covariance.at(0) * n / (n - 1);
    double pooled = covariance.at(0) + covariance.varianceOfMeans();
    double tau =
        Diagnostics.integratedTime(
            lag -> lag == 0 ? 1 : 1 - (within - covariance.at(lag)) / pooled, n, ROUNDING);
    return size / Math.max(tau, 1 / Math.log10(size));
  }
}

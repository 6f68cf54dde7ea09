package cusp.posterior;

import java.util.function.IntToDoubleFunction;

/**
 * Whether the draws of one quantity can be believed, and how precisely they give its mean: R̂,
 * effective sample sizes (ESS) and Monte Carlo standard errors (MCSE) of Vehtari et al. 2021
 * (arXiv:1903.08008), with the numbers of ArviZ.
 *
 * <p>Each chain is split in halves, an odd chain losing its middle draw, so that a drift within a
 * chain counts as much as a disagreement between chains. The ESS is S/τ, with S the number of draws
 * after splitting and τ = 1 + 2Σρ̂ₜ cut off by Geyer's initial monotone sequence; it is at most
 * S·log₁₀S, which antithetic chains reach. Draws that span less than 10⁻¹⁵ count as constant, with
 * ESS = S: that bound is absolute, so bring a quantity to order one first (nβL rather than L).
 *
 * <p>A diagnostic that does not exist is {@link Double#NaN}: every one if a draw is NaN; R̂ of a
 * single chain or of equal draws; the MCSE of the standard deviation of equal draws. R̂ is ∞ for
 * chains stuck at different values. The cost is that of a sort, and of a few FFTs for slowly mixing
 * chains: some milliseconds for 8 × 5,000 draws.
 *
 * <pre>{@code
 * double[][] draws = new double[4][1000];
 * for (int c = 0; c < 4; c++) {
 *   seed(1).stream("chain", c).random().gaussians(draws[c], 1000);
 * }
 * show(Diagnostics.of(draws));
 * }</pre>
 *
 * @param chains number of chains
 * @param draws draws a chain
 * @param mean mean of all draws
 * @param sd standard deviation of all draws, with divisor chains·draws − 1
 * @param rHat rank-normalised split R̂, the larger of that of the draws and of their distances from
 *     the median; near 1 when the chains agree in place and in spread
 * @param essBulk ESS of the rank-normalised draws: how well the centre of the distribution is known
 * @param essTail the smaller ESS of the indicators of the lowest 5 % and the highest 5 %
 * @param essMean ESS for estimating the mean
 * @param essSd ESS for estimating the standard deviation
 * @param essMedian ESS for estimating the median
 * @param mcseMean standard error of {@code mean}, sd/√essMean
 * @param mcseSd standard error of {@code sd}, by the delta method
 */
public record Diagnostics(
    int chains,
    int draws,
    double mean,
    double sd,
    double rHat,
    double essBulk,
    double essTail,
    double essMean,
    double essSd,
    double essMedian,
    double mcseMean,
    double mcseSd) {

  /**
   * The diagnostics of draws {@code [chain][draw]}.
   *
   * @throws IllegalArgumentException if there is no chain, a chain has fewer than 4 draws, or their
   *     lengths differ
   */
  public static Diagnostics of(double[][] chains) {
    SplitChains split = SplitChains.of(chains);
    double[] deviations = split.squaredDeviations();
    double essMean = EffectiveSampleSize.of(split.values(), split.halves());
    double essSd = EffectiveSampleSize.of(split.halved(deviations), split.halves());
    double[] scores = split.scores();
    return new Diagnostics(
        split.chains(),
        split.draws(),
        split.mean(),
        split.sd(),
        RHat.rank(split, scores),
        EffectiveSampleSize.of(scores, split.halves()),
        Math.min(essAtQuantile(split, 0.05), essAtQuantile(split, 0.95)),
        essMean,
        essSd,
        essAtQuantile(split, 0.5),
        split.sd() / Math.sqrt(essMean),
        mcseSd(deviations, essSd));
  }

  /** ESS of the indicator of the draws up to a quantile. */
  private static double essAtQuantile(SplitChains split, double probability) {
    return EffectiveSampleSize.of(split.upTo(split.quantile(probability)), split.halves());
  }

  /** The delta method: Var(sd) = Var(variance) / (4·variance). */
  private static double mcseSd(double[] squaredDeviations, double essSd) {
    double second = 0;
    double fourth = 0;
    for (double square : squaredDeviations) {
      second += square;
      fourth += square * square;
    }
    second /= squaredDeviations.length;
    fourth /= squaredDeviations.length;
    return Math.sqrt((fourth - second * second) / essSd / second / 4);
  }

  /** τ, the number of draws that are worth one independent draw for the mean: S / essMean. */
  public double autocorrelationTime() {
    return (double) chains * (draws - draws % 2) / essMean;
  }

  /**
   * τ as {@link #autocorrelationTime()} of draws alone, without the cost of sorting them: S /
   * essMean.
   *
   * @param draws chains of equal length, at least 4, one after the other; of an odd chain the last
   *     draw is left out
   * @throws IllegalArgumentException if the draws are not so many equal chains
   */
  public static double autocorrelationTime(double[] draws, int chains) {
    int length = chains < 1 ? 0 : draws.length / chains;
    if (length < 4 || draws.length % chains != 0) {
      throw new IllegalArgumentException(
          "chains have equal lengths of at least 4, not "
              + draws.length
              + " draws in "
              + chains
              + " chains");
    }
    int even = length - length % 2;
    double[] values = even == length ? draws : new double[chains * even];
    for (int c = 0; c < chains && even < length; c++) {
      System.arraycopy(draws, c * length, values, c * even, even);
    }
    return values.length / EffectiveSampleSize.of(values, 2 * chains);
  }

  /**
   * The integrated autocorrelation time τ = 1 + 2Σρₜ of a process from its autocorrelations at lags
   * 0 … lags−1, by Geyer's initial monotone sequence (Geyer 1992, section 3.3): sums of
   * neighbouring pairs ρ₂ₖ + ρ₂ₖ₊₁ are made non-increasing and added while they are positive. The
   * first even term beyond them is added once if it is positive, which lowers the variance for
   * antithetic chains.
   *
   * <p>The time of estimated autocorrelations may come out as 0 or below; {@code of} bounds it by
   * 1/log₁₀S.
   *
   * @param rho autocorrelation by lag, with {@code rho(0) = 1}
   * @param lags how many lags are known, at least 2; {@link Integer#MAX_VALUE} where a formula
   *     gives them all
   */
  public static double integratedTime(IntToDoubleFunction rho, int lags) {
    return integratedTime(rho, lags, 0);
  }

  /**
   * The same with autocorrelations, or sums of pairs, that are below {@code rounding} taken for 0:
   * else the order of the chains would decide where the sum ends, as those of an indicator are
   * often 0 but for rounding.
   */
  static double integratedTime(IntToDoubleFunction rho, int lags, double rounding) {
    if (lags < 2) {
      throw new IllegalArgumentException("the number of known lags is at least 2, not " + lags);
    }
    double even = rho.applyAsDouble(0);
    double pair = settled(even + rho.applyAsDouble(1), rounding);
    double smallest = pair;
    double sum = 0;
    double lost = 0;
    for (int lag = 2; pair > 0 && lag <= lags - 3; lag += 2) {
      smallest = Math.min(smallest, pair);
      // Neumaier's compensation: a slowly decaying sequence has millions of terms.
      double next = sum + smallest;
      lost += sum >= smallest ? sum - next + smallest : smallest - next + sum;
      sum = next;
      even = settled(rho.applyAsDouble(lag), rounding);
      pair = settled(even + rho.applyAsDouble(lag + 1), rounding);
    }
    double last = even > 0 || pair >= 0 ? even : 0;
    return 2 * (sum - 0.5 + lost) + last;
  }

  private static double settled(double correlation, double rounding) {
    return Math.abs(correlation) < rounding ? 0 : correlation;
  }

  @Override
  public String toString() {
    return String.format(
        "%.5g ± %.2g (%d chains of %d draws: R̂ %.3f, ESS %.0f in the bulk, %.0f in the tails)",
        mean, mcseMean, chains, draws, rHat, essBulk, essTail);
  }
}

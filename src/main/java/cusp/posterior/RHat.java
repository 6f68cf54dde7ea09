package cusp.posterior;

/**
 * The potential scale reduction R̂ in its five variants: √(variance over all chains / mean variance
 * within a chain). It tends to 1 when the chains sample one distribution. {@link #rank} is the one
 * to judge by; the others show what moves it.
 *
 * <p>Input is {@code [chain][draw]}, at least 4 draws a chain; the value is {@link Double#NaN} for
 * a single chain, for equal draws and if any draw is NaN. Source: Vehtari et al. 2021
 * (arXiv:1903.08008), sections 3 and 4.
 *
 * <pre>{@code
 * double[][] draws = new double[4][1000];
 * for (int c = 0; c < 4; c++) {
 *   seed(1).stream("chain", c).random().gaussians(draws[c], 1000);
 * }
 * show(RHat.rank(draws));
 * }</pre>
 */
public final class RHat {
  private RHat() {}

  /** The larger of {@link #zScale} and {@link #folded}: {@link Diagnostics#rHat()}. */
  public static double rank(double[][] chains) {
    SplitChains split = SplitChains.of(chains);
    return rank(split, split.scores());
  }

  static double rank(SplitChains split, double[] scores) {
    double bulk = several(split, scores);
    double spread = several(split, split.foldedScores());
    // Not Math.max: the distances from the median may all be equal, and then the bulk alone
    // decides.
    return spread > bulk ? spread : bulk;
  }

  /** Of halved chains. */
  public static double split(double[][] chains) {
    SplitChains split = SplitChains.of(chains);
    return several(split, split.values());
  }

  /**
   * Of halved, rank-normalised distances from the median: sees chains that differ in spread alone.
   */
  public static double folded(double[][] chains) {
    SplitChains split = SplitChains.of(chains);
    return several(split, split.foldedScores());
  }

  /** Of halved, rank-normalised draws: exists where the variance does not. */
  public static double zScale(double[][] chains) {
    SplitChains split = SplitChains.of(chains);
    return several(split, split.scores());
  }

  /** Of the chains as they are: the original R̂ of Gelman and Rubin (1992). */
  public static double identity(double[][] chains) {
    SplitChains split = SplitChains.of(chains);
    return split.chains() < 2 ? Double.NaN : of(split.whole(), split.chains());
  }

  private static double several(SplitChains split, double[] values) {
    return split.chains() < 2 ? Double.NaN : of(values, split.halves());
  }

  /** R̂ of chains that lie one after the other. */
  private static double of(double[] values, int chains) {
    int n = values.length / chains;
    double[] means = new double[chains];
    double within = 0;
    for (int c = 0; c < chains; c++) {
      Moments chain = Moments.of(values, c * n, (c + 1) * n);
      means[c] = chain.mean();
      within += chain.variance() / chains;
    }
    double between = Moments.of(means, 0, chains).variance();
    // var⁺/W = (n−1)/n + between/W
    return Math.sqrt(between / within + (n - 1.0) / n);
  }
}

package cusp.posterior;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Points with weights that stand for a posterior: draws of chains, all of equal weight, or the
 * nodes of a quadrature rule. Whatever is a function of posterior means is computed from either in
 * the same way, exactly from a rule, with a Monte Carlo error from chains.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2"), new double[] {0}, 100);
 * var plan = new Chains.Plan(4, 200, 1000, 1000);
 * var sample = PosteriorSample.of(posterior, Chains.sample(posterior, Mala.defaults(), plan, seed(1)));
 * show(sample.diagnostics(sample.values(w -> w[0] * w[0])));
 * }</pre>
 *
 * @param posterior what they stand for
 * @param points parameters, of shape [points][d]; draws are ordered chain after chain
 * @param weights not negative, with sum 1
 * @param chains how many chains of equal length the points are; 0 for the nodes of a rule
 */
public record PosteriorSample(
    LocalPosterior posterior, double[][] points, double[] weights, int chains) {
  private static final double ROUNDING = 1e-9;
  private static final int LEAST_DRAWS = 4;

  /** The arrays are taken over, not copied: nothing else may write to them. */
  public PosteriorSample {
    if (points.length == 0 || weights.length != points.length) {
      throw new IllegalArgumentException(
          "there is a weight for each of at least 1 points, not "
              + weights.length
              + " for "
              + points.length);
    }
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("weights are not negative, but one is " + weight);
      }
      sum += weight;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException("weights have the sum 1, not " + sum);
    }
    if (chains < 0 || (chains > 0 && points.length % chains != 0)) {
      throw new IllegalArgumentException(
          points.length + " draws are not " + chains + " chains of equal length");
    }
    if (chains > 0 && points.length / chains < LEAST_DRAWS) {
      throw new IllegalArgumentException(
          "chains have at least " + LEAST_DRAWS + " draws, not " + points.length / chains);
    }
  }

  /**
   * The draws of chains that kept all of their positions; of interrupted ones those that were
   * recorded.
   *
   * @throws IllegalArgumentException if they kept fewer positions than they have draws, or have
   *     fewer than 4
   */
  public static PosteriorSample of(LocalPosterior posterior, Chains chains) {
    int count = chains.losses().length;
    int draws = count == 0 ? 0 : chains.losses()[0].length;
    if (draws < LEAST_DRAWS) {
      throw new IllegalArgumentException(
          "a sample needs at least " + LEAST_DRAWS + " draws a chain, not " + draws);
    }
    for (double[][] kept : chains.positions()) {
      if (kept.length < draws) {
        throw new IllegalArgumentException(
            "the chains kept "
                + kept.length
                + " positions of "
                + draws
                + " draws: let the plan keep them all");
      }
    }
    return first(draws, posterior, chains);
  }

  /**
   * The positions that chains kept, evenly spaced over their draws.
   *
   * @throws IllegalArgumentException if they kept fewer than 4 each
   */
  public static PosteriorSample kept(LocalPosterior posterior, Chains chains) {
    return first(
        chains.positions().length == 0 ? 0 : chains.positions()[0].length, posterior, chains);
  }

  /** The first so many of the kept positions of each chain. */
  private static PosteriorSample first(int each, LocalPosterior posterior, Chains chains) {
    int count = chains.positions().length;
    double[][] points = new double[count * each][];
    for (int c = 0; c < count; c++) {
      System.arraycopy(chains.positions()[c], 0, points, c * each, each);
    }
    double[] weights = new double[points.length];
    Arrays.fill(weights, 1.0 / points.length);
    return new PosteriorSample(posterior, points, weights, count);
  }

  /** The number of points. */
  public int size() {
    return points.length;
  }

  /**
   * Whether they are the nodes of a rule, so that nothing computed from them has a sampling error.
   */
  public boolean exact() {
    return chains == 0;
  }

  /** β = nβ/n, of a loss that has samples. */
  public double inverseTemperature() {
    return posterior.nBeta() / posterior.objective().samples();
  }

  /** A function of w at each point. */
  public double[] values(ToDoubleFunction<double[]> function) {
    double[] values = new double[points.length];
    for (int s = 0; s < values.length; s++) {
      values[s] = function.applyAsDouble(points[s]);
    }
    return values;
  }

  /** The weighted mean of a number a point. */
  public double mean(double[] values) {
    requireOneEach(values);
    double sum = 0;
    for (int s = 0; s < values.length; s++) {
      sum += weights[s] * values[s];
    }
    return sum;
  }

  /**
   * The covariance of two numbers a point, as an estimate of the posterior's where they are draws.
   */
  public double covariance(double[] one, double[] other) {
    double meanOne = mean(one);
    double meanOther = mean(other);
    double sum = 0;
    for (int s = 0; s < one.length; s++) {
      sum += weights[s] * (one[s] - meanOne) * (other[s] - meanOther);
    }
    return bessel() * sum;
  }

  /** What a variance about the sample's own mean is to be multiplied by. */
  public double bessel() {
    return exact() ? 1 : points.length / (points.length - 1.0);
  }

  /**
   * The Monte Carlo standard error of the mean of a number a point, 0 for a rule. Of a smooth
   * function of means it is that of its influence values, one a draw (the delta method).
   */
  public double standardError(double[] values) {
    return exact() ? 0 : diagnostics(values).mcseMean();
  }

  /**
   * The diagnostics of a number a draw.
   *
   * @throws IllegalStateException for the nodes of a rule
   */
  public Diagnostics diagnostics(double[] values) {
    if (exact()) {
      throw new IllegalStateException("the nodes of a rule are no chains, and need no diagnostics");
    }
    requireOneEach(values);
    int draws = points.length / chains;
    double[][] byChain = new double[chains][];
    for (int c = 0; c < chains; c++) {
      byChain[c] = Arrays.copyOfRange(values, c * draws, (c + 1) * draws);
    }
    return Diagnostics.of(byChain);
  }

  private void requireOneEach(double[] values) {
    if (values.length != points.length) {
      throw new IllegalArgumentException(
          "there are " + values.length + " values for " + points.length + " points");
    }
  }

  @Override
  public String toString() {
    return exact()
        ? points.length + " nodes of a quadrature rule"
        : chains + " chains of " + points.length / chains + " draws";
  }
}

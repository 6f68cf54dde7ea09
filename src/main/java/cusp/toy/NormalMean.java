package cusp.toy;

import cusp.base.Seed;
import cusp.model.Formula;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.RegressionSamples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Points y ~ N(μ(w), I) whose mean μ(w) lies on a curve or surface that w runs along: the plainest
 * model with phases. Where the curve lingers, passes through the truth, crosses itself or ends, the
 * posterior has a singularity of its own.
 *
 * <p>The loss is the log-loss in nats, ½|y − μ(w)|² + k/2 ln 2π a sample. It depends on the data
 * through their mean alone, up to a constant, so that no evaluation goes through the samples.
 *
 * <pre>{@code
 * var road = NormalMean.of("(w+1)^2*(w-1)", "0.3*(1-((w+1)/2)^4)");
 * var data = road.sample(new double[] {0, 0}, 100, seed(1));
 * show(road.on(data).loss(new double[] {1}));
 * show(LearningCoefficient.of(road.potential(0, 0), 1));
 * }</pre>
 *
 * @param means μ₁ … μ_k, all in the same variables
 */
public record NormalMean(List<Formula> means) implements Model<RegressionSamples> {

  public NormalMean {
    means = List.copyOf(means);
    if (means.isEmpty()) {
      throw new IllegalArgumentException("a mean has at least 1 coordinate, not 0");
    }
    for (Formula mean : means) {
      if (!mean.variables().equals(means.get(0).variables())) {
        throw new IllegalArgumentException(
            "all coordinates of the mean have the same variables, not %s and %s"
                .formatted(means.get(0).variables(), mean.variables()));
      }
    }
  }

  /**
   * Of the coordinates of the mean, in the variables of all of them, by first appearance.
   *
   * @throws IllegalArgumentException if one is malformed, or none has a variable
   */
  public static NormalMean of(String... means) {
    List<String> variables = Formula.of(String.join("+", parenthesised(means))).variables();
    return new NormalMean(Arrays.stream(means).map(mean -> Formula.of(mean, variables)).toList());
  }

  private static List<String> parenthesised(String... means) {
    return Arrays.stream(means).map(mean -> "(" + mean + ")").toList();
  }

  @Override
  public Parameters parameters() {
    return means.get(0).parameters();
  }

  /** All parameters standard normal. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[means.get(0).dimension()];
    seed.stream("initial").random().gaussians(w, w.length);
    return w;
  }

  /** μ(w). */
  public double[] mean(double[] w) {
    return means.stream().mapToDouble(mean -> mean.fork().loss(w)).toArray();
  }

  /** n points about a true mean, which need not lie on the curve; more of them begin alike. */
  public RegressionSamples sample(double[] truth, int n, Seed seed) {
    requireTruth(truth);
    if (n < 1) {
      throw new IllegalArgumentException("there is at least one sample, not " + n);
    }
    double[] y = new double[Math.multiplyExact(n, truth.length)];
    seed.stream("normal").random().gaussians(y, y.length);
    for (int i = 0; i < y.length; i++) {
      y[i] += truth[i % truth.length];
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return new RegressionSamples(1, truth.length, ones, y);
  }

  /**
   * K(w) = ½|μ(w) − θ|², by how much the expected loss exceeds that of the truth θ: 0 where the
   * curve passes through it.
   */
  public Formula potential(double... truth) {
    requireTruth(truth);
    String squares =
        IntStream.range(0, truth.length)
            .mapToObj(j -> "((" + means.get(j) + ")-(" + truth[j] + "))^2")
            .collect(Collectors.joining("+"));
    return Formula.of("(" + squares + ")/2", means.get(0).variables());
  }

  private void requireTruth(double[] truth) {
    if (truth.length != means.size()) {
      throw new IllegalArgumentException(
          "the truth has %d coordinates, the mean %d".formatted(truth.length, means.size()));
    }
    for (int j = 0; j < truth.length; j++) {
      if (!Double.isFinite(truth[j])) {
        throw new IllegalArgumentException(
            "coordinate %d of the truth is finite, not %s".formatted(j, truth[j]));
      }
    }
  }

  @Override
  public Objective on(RegressionSamples data) {
    return NormalMeanObjective.of(means, data.require(1, means.size()));
  }

  @Override
  public String toString() {
    return "N(μ(w), I) with μ = " + means;
  }
}

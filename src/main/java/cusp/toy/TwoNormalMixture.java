package cusp.toy;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.model.Prior;

/**
 * A mixture of two normal distributions of which one is fixed, p(x|a, b) = (1 − a) N(0, 1) + a N(b,
 * 1), with log-loss. Where the truth is N(0, 1), the set of true parameters is ab = 0, with λ = ½
 * and m = 2 at a = b = 0.
 *
 * <pre>{@code
 * var model = new TwoNormalMixture();
 * var loss = model.on(model.sample(0, 0, 40, seed(1)));
 * var start = new double[] {0.5, 0};
 * var posterior = LocalPosterior.at(loss, start, 40).withPrior(model.prior(5));
 * show(posterior.potential(start));
 * }</pre>
 */
public record TwoNormalMixture() implements Model<double[]> {

  @Override
  public Parameters parameters() {
    return Parameters.none().and("a").and("b");
  }

  /** The weight uniform on [0, 1], the mean standard normal. */
  @Override
  public double[] initial(Seed seed) {
    RandomStream random = seed.stream("initial").random();
    return new double[] {random.nextDouble(), random.nextGaussian()};
  }

  /** The prior a ~ U[0, 1], b ~ U[−bound, bound]. */
  public Prior prior(double bound) {
    if (!(bound > 0) || Double.isInfinite(bound)) {
      throw new IllegalArgumentException(
          "the bound of the mean is positive and finite, not " + bound);
    }
    return Prior.uniform(new double[] {0, -bound}, new double[] {1, bound});
  }

  /** The log-loss, defined for 0 ≤ a ≤ 1; NaN or not finite elsewhere. */
  @Override
  public Objective on(double[] data) {
    if (data.length < 1) {
      throw new IllegalArgumentException("there are no samples (n = 0)");
    }
    for (int i = 0; i < data.length; i++) {
      if (!Double.isFinite(data[i])) {
        throw new IllegalArgumentException("samples are finite, but x[" + i + "] = " + data[i]);
      }
    }
    return new TwoNormalMixtureObjective(data.clone());
  }

  /** n samples from the mixture with weight a and mean b. */
  public double[] sample(double a, double b, int n, Seed seed) {
    if (!(a >= 0 && a <= 1) || !Double.isFinite(b)) {
      throw new IllegalArgumentException(
          "a weight lies in [0, 1] and a mean is finite, not " + a + ", " + b);
    }
    if (n < 1) {
      throw new IllegalArgumentException("the number of samples is at least 1, not " + n);
    }
    RandomStream random = seed.stream("samples").random();
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian() + (random.nextDouble() < a ? b : 0);
    }
    return x;
  }
}

package cusp.toy;

import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.RegressionSamples;

/**
 * The simplest singular regression, y = abx + N(0, 1), with log-loss: a linear network of two
 * layers and one neuron each. Where the truth is ab = 0, λ = ½ and m = 2 at the crossing a = b = 0;
 * for any other slope the set of true parameters is a smooth hyperbola, with λ = ½ and m = 1
 * (Watanabe 2009, chapter 1).
 *
 * <pre>{@code
 * var model = new ProductRegression();
 * var loss = model.on(model.sample(0, 30, seed(1)));
 * var posterior = LocalPosterior.at(loss, new double[2], 30).withPrior(Prior.normal(0, 1));
 * show(Quadrature.defaults().of(posterior).freeEnergy());
 * }</pre>
 */
public record ProductRegression() implements Model<RegressionSamples> {

  @Override
  public Parameters parameters() {
    return Parameters.none().and("a").and("b");
  }

  /** Both parameters standard normal. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[2];
    seed.stream("initial").random().gaussians(w, 2);
    return w;
  }

  @Override
  public Objective on(RegressionSamples data) {
    return new ProductRegressionObjective(data.require(1, 1));
  }

  /** n samples with standard normal inputs, the true slope ab given. */
  public RegressionSamples sample(double slope, int n, Seed seed) {
    return LinearRegression.samples(new double[] {slope}, 1, n, seed);
  }
}

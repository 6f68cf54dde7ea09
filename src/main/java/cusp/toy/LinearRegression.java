package cusp.toy;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Parameters;
import cusp.model.QuadraticLoss;
import cusp.task.RegressionSamples;

/**
 * Linear regression with known noise, y = xᵀw + N(0, σ²), with the log-loss (y − xᵀw)²/2σ² + ½ ln
 * 2πσ². The mean of a normal distribution is the special case of one input that is 1 ({@link
 * RegressionSamples#ofMean}). Under a normal prior its posterior is known in closed form.
 *
 * <pre>{@code
 * var model = new LinearRegression(2, 0.25);
 * var data = model.sample(new double[] {1, -2}, 50, seed(1));
 * var loss = model.on(data);
 * var posterior = LocalPosterior.at(loss, new double[2], 50).withPrior(Prior.normal(0, 1));
 * show(GaussianPosterior.of(posterior).mean());
 * }</pre>
 *
 * @param features d, the number of inputs
 * @param noiseVariance σ² &gt; 0
 */
public record LinearRegression(int features, double noiseVariance)
    implements Model<RegressionSamples> {

  public LinearRegression {
    if (features < 1) {
      throw new IllegalArgumentException("the number of features is at least 1, not " + features);
    }
    if (!(noiseVariance > 0) || Double.isInfinite(noiseVariance)) {
      throw new IllegalArgumentException(
          "the noise variance is positive and finite, not " + noiseVariance);
    }
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().and("w", features);
  }

  /** All parameters standard normal. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[features];
    seed.stream("initial").random().gaussians(w, features);
    return w;
  }

  @Override
  public QuadraticLoss on(RegressionSamples data) {
    return new LinearRegressionObjective(data.require(features, 1), noiseVariance);
  }

  /** n samples with standard normal inputs from the model at w. */
  public RegressionSamples sample(double[] w, int n, Seed seed) {
    if (w.length != features) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; this model has " + features + " parameters");
    }
    return samples(w, Math.sqrt(noiseVariance), n, seed);
  }

  static RegressionSamples samples(double[] w, double sd, int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("the number of samples is at least 1, not " + n);
    }
    double[] x = new double[n * w.length];
    seed.stream("inputs").random().gaussians(x, x.length);
    RandomStream noise = seed.stream("noise").random();
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double mean = 0;
      for (int j = 0; j < w.length; j++) {
        mean += x[i * w.length + j] * w[j];
      }
      y[i] = mean + sd * noise.nextGaussian();
    }
    return new RegressionSamples(w.length, 1, x, y);
  }
}

package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.task.RegressionSamples;

/** The log-loss of y = abx + N(0, 1); over all samples from three sums. */
final class ProductRegressionObjective implements Objective {
  private static final double CONSTANT = Math.log(2 * Math.PI) / 2;

  private final double[] x;
  private final double[] y;

  /** Means of x², and of the squared residual about the best slope, and that slope. */
  private final double inputs;

  private final double residual;
  private final double best;

  ProductRegressionObjective(RegressionSamples data) {
    x = data.x();
    y = data.y();
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < y.length; i++) {
      xx += x[i] * x[i];
      xy += x[i] * y[i];
    }
    best = xx == 0 ? 0 : xy / xx;
    inputs = xx / y.length;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      double error = y[i] - best * x[i];
      squares += error * error;
    }
    residual = squares / y.length;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Loss kind() {
    return Loss.LOG_LOSS;
  }

  @Override
  public int samples() {
    return y.length;
  }

  @Override
  public double loss(double[] w) {
    double off = w[0] * w[1] - best;
    return (off * off * inputs + residual) / 2 + CONSTANT;
  }

  @Override
  public double gradient(double[] w, double[] into) {
    double off = w[0] * w[1] - best;
    double slope = off * inputs;
    into[0] = slope * w[1];
    into[1] = slope * w[0];
    return (off * slope + residual) / 2 + CONSTANT;
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    double product = w[0] * w[1];
    double slope = 0;
    double squares = 0;
    for (int k = 0; k < batch.size(); k++) {
      int i = batch.sample(k);
      double error = product * x[i] - y[i];
      squares += error * error;
      slope += error * x[i];
    }
    slope /= batch.size();
    into[0] = slope * w[1];
    into[1] = slope * w[0];
    return squares / (2 * batch.size()) + CONSTANT;
  }

  @Override
  public void losses(double[] w, double[] into) {
    double product = w[0] * w[1];
    for (int i = 0; i < y.length; i++) {
      double error = product * x[i] - y[i];
      into[i] = error * error / 2 + CONSTANT;
    }
  }

  /** Itself: it has no workspace. */
  @Override
  public ProductRegressionObjective fork() {
    return this;
  }
}

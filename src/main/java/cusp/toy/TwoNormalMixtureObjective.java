package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;

/**
 * The log-loss of (1 − a) N(0, 1) + a N(b, 1): ½x² + ½ ln 2π − ln r, with the ratio r = 1 − a + a
 * exp(bx − b²/2) to the fixed component.
 */
final class TwoNormalMixtureObjective implements Objective {
  private static final double CONSTANT = Math.log(2 * Math.PI) / 2;

  /** Ratios whose product is taken before its logarithm, which costs as much as an exponential. */
  private static final int GROUP = 8;

  private static final double SMALLEST = 1e-280;
  private static final double LARGEST = 1e280;

  /** Where the fixed component has no share left that a double could tell from 0. */
  private static final double MOST_SHIFT = 600;

  private final double[] x;
  private final double squares;

  TwoNormalMixtureObjective(double[] x) {
    this.x = x;
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    squares = sum / x.length;
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
    return x.length;
  }

  @Override
  public double loss(double[] w) {
    double a = w[0];
    double b = w[1];
    double sum = 0;
    for (int from = 0; from < x.length; from += GROUP) {
      int to = Math.min(x.length, from + GROUP);
      double product = 1;
      for (int i = from; i < to; i++) {
        product *= 1 - a + a * Math.exp(b * (x[i] - b / 2));
      }
      sum += product > SMALLEST && product < LARGEST ? Math.log(product) : logs(a, b, from, to);
    }
    return squares / 2 + CONSTANT - sum / x.length;
  }

  private double logs(double a, double b, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += logRatio(a, b, x[i]);
    }
    return sum;
  }

  private static double logRatio(double a, double b, double x) {
    double shift = b * (x - b / 2);
    return shift > 0
        ? shift + Math.log(a + (1 - a) * Math.exp(-shift))
        : Math.log(1 - a + a * Math.exp(shift));
  }

  @Override
  public double gradient(double[] w, double[] into) {
    double a = w[0];
    double b = w[1];
    double byWeight = 0;
    double byMean = 0;
    for (double value : x) {
      double second = Math.exp(Math.min(MOST_SHIFT, b * (value - b / 2)));
      double share = 1 / (1 - a + a * second);
      byWeight -= (second - 1) * share;
      byMean -= a * second * (value - b) * share;
    }
    into[0] = byWeight / x.length;
    into[1] = byMean / x.length;
    return loss(w);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    double a = w[0];
    double b = w[1];
    double byWeight = 0;
    double byMean = 0;
    double sum = 0;
    for (int k = 0; k < batch.size(); k++) {
      double value = x[batch.sample(k)];
      double second = Math.exp(Math.min(MOST_SHIFT, b * (value - b / 2)));
      double share = 1 / (1 - a + a * second);
      byWeight -= (second - 1) * share;
      byMean -= a * second * (value - b) * share;
      sum += value * value / 2 - logRatio(a, b, value);
    }
    into[0] = byWeight / batch.size();
    into[1] = byMean / batch.size();
    return sum / batch.size() + CONSTANT;
  }

  @Override
  public void losses(double[] w, double[] into) {
    for (int i = 0; i < x.length; i++) {
      into[i] = x[i] * x[i] / 2 + CONSTANT - logRatio(w[0], w[1], x[i]);
    }
  }

  /** Itself: it has no workspace. */
  @Override
  public TwoNormalMixtureObjective fork() {
    return this;
  }
}

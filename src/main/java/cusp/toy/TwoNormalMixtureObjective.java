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
      sum += inRange(product) ? Math.log(product) : logRatios(w, from, to);
    }
    return squares / 2 + CONSTANT - sum / x.length;
  }

  private static boolean inRange(double product) {
    return product > SMALLEST && product < LARGEST;
  }

  private double logRatios(double[] w, int from, int to) {
    double logFixed = Math.log(1 - w[0]);
    double logFree = Math.log(w[0]);
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += logSum(logFixed, logFree + w[1] * (x[i] - w[1] / 2));
    }
    return sum;
  }

  /** ln(exp(one) + exp(other)), of which at most one is −∞. */
  private static double logSum(double one, double other) {
    double larger = Math.max(one, other);
    return larger + Math.log(1 + Math.exp(Math.min(one, other) - larger));
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, null, x.length, into);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    return gradient(w, batch, batch.size(), into);
  }

  private double gradient(double[] w, Batch batch, int size, double[] into) {
    double a = w[0];
    double b = w[1];
    double logFixed = Math.log(1 - a);
    double logFree = Math.log(a);
    double byWeight = 0;
    double byMean = 0;
    double sum = 0;
    for (int k = 0; k < size; k++) {
      double value = x[batch == null ? k : batch.sample(k)];
      double shift = b * (value - b / 2);
      double second = Math.exp(shift);
      double ratio = 1 - a + a * second;
      double share = second / ratio;
      double logRatio;
      if (inRange(ratio)) {
        logRatio = Math.log(ratio);
        byWeight -= share - 1 / ratio;
      } else {
        logRatio = logSum(logFixed, logFree + shift);
        share = Math.exp(shift - logRatio);
        byWeight -= share - Math.exp(-logRatio);
      }
      byMean -= a * share * (value - b);
      sum += value * value / 2 - logRatio;
    }
    into[0] = byWeight / size;
    into[1] = byMean / size;
    return sum / size + CONSTANT;
  }

  @Override
  public void losses(double[] w, double[] into) {
    double logFixed = Math.log(1 - w[0]);
    double logFree = Math.log(w[0]);
    for (int i = 0; i < x.length; i++) {
      double shift = w[1] * (x[i] - w[1] / 2);
      into[i] = x[i] * x[i] / 2 + CONSTANT - logSum(logFixed, logFree + shift);
    }
  }

  /** Itself: it has no workspace. */
  @Override
  public TwoNormalMixtureObjective fork() {
    return this;
  }
}

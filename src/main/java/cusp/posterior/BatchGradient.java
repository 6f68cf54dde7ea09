package cusp.posterior;

import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Loss;
import java.util.Arrays;

/** ∇U with the loss on one batch after the other, what it has cost, and how it varies. */
final class BatchGradient {
  private static final int MOST_BATCHES = 32;

  private final LocalPosterior posterior;
  private final Batch.Shuffle batches;
  private final Batch.Shuffle others;
  private final int size;
  private final int[] free;
  private final double[] gradient;
  private final double[] mean;
  private final double[] variances;
  private Batch current;
  private long step;
  private double cost;
  private double noise;

  /**
   * @param size of the batches, 0 for all samples
   */
  BatchGradient(LocalPosterior posterior, int size, Seed seed) {
    this.posterior = posterior;
    this.size = size;
    free = posterior.free();
    int n = posterior.objective().samples();
    if (posterior.objective().kind() == Loss.POTENTIAL || size == 0) {
      batches = null;
      others = null;
      gradient = null;
      mean = null;
      variances = null;
    } else {
      batches = new Batch.Shuffle(n, size, seed);
      others = new Batch.Shuffle(n, size, seed.stream("gradient noise"));
      int d = posterior.center().length;
      gradient = new double[d];
      mean = new double[d];
      variances = new double[d];
      noise = Double.NaN;
    }
  }

  /** On the next batch; returns its loss. */
  double next(double[] w, double[] into) {
    current = batches == null ? null : batches.at(step);
    step++;
    return again(w, into);
  }

  /** On the same batch as before. */
  double again(double[] w, double[] into) {
    cost += current == null ? 1 : (double) current.size() / posterior.objective().samples();
    return posterior.gradient(w, current, into);
  }

  void addCost(double gradients) {
    cost += gradients;
  }

  double cost() {
    return cost;
  }

  /** Measures how the gradient at w varies from batch to batch, if there are batches. */
  void measureNoise(double[] w) {
    if (batches == null) {
      return;
    }
    int n = posterior.objective().samples();
    // The batches of one epoch share no samples, so that they differ by more than independent ones:
    // by S²/b in the mean, where the variance of one is S²(1/b − 1/n). Where an epoch has no two
    // whole batches, each is from an epoch of its own.
    boolean oneEpoch = n / size >= 2;
    int count = oneEpoch ? Math.min(MOST_BATCHES, n / size) : MOST_BATCHES;
    int stride = oneEpoch ? 1 : others.perEpoch();
    double share = (oneEpoch ? 1 - (double) size / n : 1) / (count - 1);
    Arrays.fill(mean, 0);
    Arrays.fill(variances, 0);
    for (int k = 0; k < count; k++) {
      posterior.gradient(w, others.at((long) k * stride), gradient);
      for (int i : free) {
        double away = gradient[i] - mean[i];
        mean[i] += away / (k + 1);
        variances[i] += share * away * (gradient[i] - mean[i]);
      }
    }
    noise = 0;
    for (int i : free) {
      noise += variances[i];
    }
    cost += (double) count * size / n;
  }

  /** tr Cov(ĝ); 0 without batches, NaN before it is measured. */
  double noise() {
    return noise;
  }

  /** tr(G Cov(ĝ)) for a diagonal G. */
  double noise(double[] weights) {
    if (batches == null || Double.isNaN(noise)) {
      return noise;
    }
    double sum = 0;
    for (int i : free) {
      sum += weights[i] * variances[i];
    }
    return sum;
  }
}

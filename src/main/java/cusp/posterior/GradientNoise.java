package cusp.posterior;

import cusp.base.Seed;
import cusp.model.Batch;

/** Measures how the gradient of U varies from batch to batch. */
final class GradientNoise {
  private static final int MOST_BATCHES = 32;

  private final LocalPosterior posterior;
  private final Batch.Shuffle batches;
  private final int[] free;
  private final int count;
  private final int stride;
  private final double correction;
  private final double cost;
  private final double[] gradient;
  private final double[] mean;

  GradientNoise(LocalPosterior posterior, int batch, Seed seed) {
    this.posterior = posterior;
    int n = posterior.objective().samples();
    batches = new Batch.Shuffle(n, batch, seed.stream("gradient noise"));
    free = posterior.free();
    // The batches of one epoch share no samples, so that they differ by more than independent ones:
    // S²/b in the mean where the variance of one is S²(1/b − 1/n). Where an epoch has no two whole
    // batches, each is from an epoch of its own.
    boolean oneEpoch = n / batch >= 2;
    count = oneEpoch ? Math.min(MOST_BATCHES, n / batch) : MOST_BATCHES;
    stride = oneEpoch ? 1 : batches.perEpoch();
    correction = oneEpoch ? 1 - (double) batch / n : 1;
    cost = (double) count * batch / n;
    gradient = new double[posterior.center().length];
    mean = new double[gradient.length];
  }

  /** The trace of the covariance of the gradient of U on a batch. */
  double at(double[] w) {
    java.util.Arrays.fill(mean, 0);
    double squares = 0;
    for (int k = 0; k < count; k++) {
      posterior.gradient(w, batches.at((long) k * stride), gradient);
      for (int i : free) {
        double away = gradient[i] - mean[i];
        mean[i] += away / (k + 1);
        squares += away * (gradient[i] - mean[i]);
      }
    }
    return correction * squares / (count - 1);
  }

  /** Of one measurement, in gradients of the whole objective. */
  double cost() {
    return cost;
  }
}

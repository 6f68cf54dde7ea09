package cusp.develop;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.List;

/**
 * How often noise alone gives a statistic of {@link Design#scan} as large as one that was seen: by
 * simulation of the very design. The statistic does not depend on the background's coefficients or
 * on the scale of the noise.
 */
final class NullDistribution {
  /**
   * So many larger statistics settle it: p is known to a fifth of itself, and simulating on would
   * only say more precisely how insignificant the change is (Besag and Clifford 1991,
   * doi:10.1093/biomet/78.2.301).
   */
  private static final int ENOUGH = 25;

  private static final int BATCH = 50;

  private NullDistribution() {}

  /**
   * The p-value, at least 1/(replicates + 1).
   *
   * @param phi correlation of the noise
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  static double pValue(Design design, double statistic, double phi, int replicates, Seed seed) {
    int larger = 0;
    for (int done = 0; done < replicates; done += BATCH) {
      int from = done;
      List<Double> batch =
          Parallel.map(
              Math.min(BATCH, replicates - done),
              i -> simulated(design, phi, seed.stream("replicate", from + i)));
      Interrupts.endIfInterrupted("the calibration of the detector");
      for (int i = 0; i < batch.size(); i++) {
        larger += batch.get(i) >= statistic ? 1 : 0;
        if (larger == ENOUGH) {
          return (double) ENOUGH / (done + i + 1);
        }
      }
    }
    return (larger + 1.0) / (replicates + 1.0);
  }

  private static double simulated(Design design, double phi, Seed seed) {
    RandomStream random = seed.random();
    double[] deviates = new double[design.rows()];
    random.gaussians(deviates, deviates.length);
    return design.scan(Autoregression.correlated(deviates, phi)).statistic();
  }
}

package cusp.magnet;

import java.util.Arrays;

/**
 * Errors from the scatter of estimates that each leave out one block of the data (Quenouille 1956,
 * Tukey 1958). Entry 0 of a sample is the estimate from all data, entry b that without block b.
 */
final class Replicates {
  private Replicates() {}

  static Measured observable(double[] sample) {
    return new Measured(sample[0], Math.sqrt(covariance(sample, sample)));
  }

  /** (B − 1)/B Σ (x_b − x̄)(y_b − ȳ). */
  static double covariance(double[] x, double[] y) {
    int blocks = x.length - 1;
    double meanX = mean(x);
    double meanY = mean(y);
    double sum = 0;
    for (int b = 1; b <= blocks; b++) {
      sum += (x[b] - meanX) * (y[b] - meanY);
    }
    return sum * (blocks - 1) / blocks;
  }

  private static double mean(double[] sample) {
    // About the estimate, so that equal draws have exactly no error.
    double first = sample[0];
    return first
        + Arrays.stream(sample, 1, sample.length).map(x -> x - first).average().orElseThrow();
  }
}

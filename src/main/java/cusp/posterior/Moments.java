package cusp.posterior;

/**
 * Mean and variance of some numbers.
 *
 * @param mean arithmetic mean
 * @param variance with divisor n − 1
 */
record Moments(double mean, double variance) {

  /** Of {@code values[from] … values[to−1]}. */
  static Moments of(double[] values, int from, int to) {
    // Taken from the first value, so that equal numbers have exactly their own mean and no
    // variance.
    double origin = values[from];
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] - origin;
    }
    double mean = origin + sum / (to - from);
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new Moments(mean, squares / (to - from - 1));
  }
}

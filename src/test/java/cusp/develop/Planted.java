package cusp.develop;

import cusp.base.Seed;
import java.util.stream.IntStream;

/**
 * Series with a change that is known, in noise whose correlation is known and whose deviation is 1.
 */
record Planted(double[] values, double at) {

  /** Noise alone. */
  static Planted none(int n, double phi, Seed seed) {
    double[] deviates = new double[n];
    seed.stream("noise").random().gaussians(deviates, n);
    return new Planted(Autoregression.correlated(deviates, phi), Double.NaN);
  }

  /** A step at a random place in the middle six tenths. */
  static Planted jump(int n, double phi, double height, Seed seed) {
    int row = (int) place(n, 0.6, seed);
    // Between two points: anywhere there is right.
    return none(n, phi, seed).plus(i -> i >= row ? height : 0, row - 0.5);
  }

  /**
   * A bend in the middle half, whose slope would change the series by {@code rise} over its length.
   */
  static Planted kink(int n, double phi, double rise, Seed seed) {
    double at = place(n, 0.5, seed);
    return none(n, phi, seed).plus(i -> Math.max(0, i - at) * rise / n, at);
  }

  /**
   * A passage of a height in the middle half, three quarters of it over twice the width's share.
   */
  static Planted crossover(int n, double phi, double height, double width, Seed seed) {
    double at = place(n, 0.5, seed);
    return none(n, phi, seed).plus(i -> height / (1 + Math.exp(-2 * (i - at) / (width * n))), at);
  }

  private static double place(int n, double share, Seed seed) {
    return n * ((1 - share) / 2 + share * seed.stream("place").random().nextDouble());
  }

  private Planted plus(java.util.function.IntToDoubleFunction change, double where) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += change.applyAsDouble(i);
    }
    return new Planted(sum, where);
  }

  Series series() {
    double[] x = IntStream.range(0, values.length).asDoubleStream().toArray();
    return Series.of("y", x, values);
  }

  Transitions found() {
    return TransitionDetector.defaults().detect(series(), Seed.of(1));
  }
}

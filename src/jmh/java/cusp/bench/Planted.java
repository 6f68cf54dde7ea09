package cusp.bench;

import cusp.base.Seed;
import cusp.develop.Series;
import cusp.develop.TransitionDetector;
import cusp.develop.Transitions;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Series with a change that is known, in noise xᵢ = φxᵢ₋₁ + … whose standard deviation is 1.
 *
 * @param values at 0, 1, 2, …
 * @param at where the change is; NaN where there is none
 */
public record Planted(double[] values, double at) {

  /** Noise alone. */
  public static Planted none(int n, double phi, Seed seed) {
    double[] noise = new double[n];
    seed.stream("noise").random().gaussians(noise, n);
    for (int i = 1; i < n; i++) {
      noise[i] = phi * noise[i - 1] + Math.sqrt(1 - phi * phi) * noise[i];
    }
    return new Planted(noise, Double.NaN);
  }

  /** A step at a random place in the middle six tenths. */
  static Planted jump(int n, double phi, double height, Seed seed) {
    int row = (int) place(n, 0.6, seed);
    // Anywhere between two points is right.
    return none(n, phi, seed).plus(i -> i >= row ? height : 0, row - 0.5);
  }

  /**
   * A bend in the middle half, whose slope would change the series by {@code rise} over its length.
   */
  static Planted kink(int n, double phi, double rise, Seed seed) {
    double at = place(n, 0.5, seed);
    return none(n, phi, seed).plus(i -> Math.max(0, i - at) * rise / n, at);
  }

  /** A passage in the middle half, three quarters of which happen within 0.16 of the series. */
  static Planted crossover(int n, double phi, double height, Seed seed) {
    double at = place(n, 0.5, seed);
    return none(n, phi, seed).plus(i -> height / (1 + Math.exp(-2 * (i - at) / (0.08 * n))), at);
  }

  private static double place(int n, double share, Seed seed) {
    return n * ((1 - share) / 2 + share * seed.stream("place").random().nextDouble());
  }

  private Planted plus(IntToDoubleFunction change, double where) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += change.applyAsDouble(i);
    }
    return new Planted(sum, where);
  }

  Transitions found(TransitionDetector detector) {
    double[] x = IntStream.range(0, values.length).asDoubleStream().toArray();
    return detector.detect(Series.of("y", x, values), Seed.of(1));
  }
}

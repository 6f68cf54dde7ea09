package cusp.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The optimizers against their papers' update rules, written out for one number at a time. */
class OptimizerTest {
  private static final double RATE = 0.01;

  private static double[] walk(Optimizer optimizer, double from, double[] gradients) {
    double[] w = {from, 7};
    double[] memory = new double[optimizer.memory(2)];
    double[] path = new double[gradients.length];
    for (int step = 0; step < gradients.length; step++) {
      optimizer.step(w, new double[] {gradients[step], 0}, RATE, step, memory);
      path[step] = w[0];
    }
    return path;
  }

  @Test
  void sgdByHand() {
    assertArrayEquals(
        new double[] {0.99, 1.01, 1.005},
        walk(new Optimizer.Sgd(0), 1, new double[] {1, -2, 0.5}),
        1e-15);
  }

  @Test
  void momentumByHand() {
    // v = 1, −1.5, −0.25
    assertArrayEquals(
        new double[] {0.99, 1.005, 1.0075},
        walk(new Optimizer.Sgd(0.5), 1, new double[] {1, -2, 0.5}),
        1e-15);
  }

  @Test
  void adamByHand() {
    // The first step has the length of the rate, whatever the gradient.
    double[] path = walk(new Optimizer.Adam(0.9, 0.999, 1e-8, 0), 1, new double[] {3, 3, 3});
    double step = 0.01 * 3 / (3 + 1e-8);
    assertArrayEquals(new double[] {1 - step, 1 - 2 * step, 1 - 3 * step}, path, 1e-15);
    // m = 0.1·4, 0.9·0.4 − 0.1·2 = 0.16; v = 0.016, 0.999·0.016 + 0.004 = 0.019984
    double first = 4 / (4 + 1e-8);
    double second = 0.16 / 0.19 / (Math.sqrt(0.019984 / 0.001999) + 1e-8);
    path = walk(new Optimizer.Adam(0.9, 0.999, 1e-8, 0), 1, new double[] {4, -2});
    assertEquals(1 - 0.01 * first - 0.01 * second, path[1], 1e-15);
  }

  @Test
  void decayOfAdamWActsApartFromTheGradient() {
    // With no gradient only the decay is left: w ← (1 − ηλ)w.
    double[] path = walk(new Optimizer.Adam(0.9, 0.999, 1e-8, 0.5), 2, new double[] {0, 0});
    assertArrayEquals(new double[] {2 * 0.995, 2 * 0.995 * 0.995}, path, 1e-15);
  }

  @Property(tries = 200)
  void followsItsPaper(
      @ForAll long seed,
      @ForAll @IntRange(max = 999) int firstThousandths,
      @ForAll @IntRange(max = 999) int secondThousandths,
      @ForAll @IntRange(max = 20) int decayTenths) {
    double first = firstThousandths / 1e3;
    double second = secondThousandths / 1e3;
    double decay = decayTenths / 10.0;
    double[] gradients = new SplittableRandom(seed).doubles(30, -5, 5).toArray();
    Optimizer adam = new Optimizer.Adam(first, second, 1e-8, decay);
    assertClose(adam(first, second, decay, gradients), walk(adam, 1, gradients));
    Optimizer sgd = new Optimizer.Sgd(first);
    assertClose(momentum(first, gradients), walk(sgd, 1, gradients));
  }

  private static void assertClose(double[] expected, double[] actual) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], 1e-12 * Math.max(1, Math.abs(expected[k])));
    }
  }

  /** Sums over the whole history instead of running means: Kingma and Ba 2015, equation 1. */
  private static double[] adam(double b1, double b2, double decay, double[] g) {
    double[] path = new double[g.length];
    double w = 1;
    for (int t = 1; t <= g.length; t++) {
      double mean = 0;
      double square = 0;
      for (int i = 1; i <= t; i++) {
        mean += (1 - b1) * Math.pow(b1, t - i) * g[i - 1];
        square += (1 - b2) * Math.pow(b2, t - i) * g[i - 1] * g[i - 1];
      }
      double unbiased = mean / (1 - Math.pow(b1, t));
      double scale = Math.sqrt(square / (1 - Math.pow(b2, t))) + 1e-8;
      w -= RATE * (unbiased / scale + decay * w);
      path[t - 1] = w;
    }
    return path;
  }

  private static double[] momentum(double mu, double[] g) {
    double[] path = new double[g.length];
    double w = 1;
    for (int t = 0; t < g.length; t++) {
      double velocity = 0;
      for (int i = 0; i <= t; i++) {
        velocity += Math.pow(mu, t - i) * g[i];
      }
      w -= RATE * velocity;
      path[t] = w;
    }
    return path;
  }
}

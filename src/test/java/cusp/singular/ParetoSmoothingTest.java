package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoSmoothingTest {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** ln of ratios with P(r > x) = x^(−1/k), evenly spread. */
  private static double[] logRatios(double shape, int size) {
    return IntStream.range(0, size)
        .mapToDouble(s -> -shape * Math.log((s + 0.5) * GOLDEN % 1.0))
        .toArray();
  }

  /** k̂, the largest normalised weight and the sum of their squares are those of ArviZ 0.22. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 2000, 1.0, 0.2912440600885451, -5.67961987798681, 0.0005959300215330441",
    "0.8, 2000, 1.0, 0.7415656871370924, -2.921884060464434, 0.006690526907412244",
    "0.5, 4000, 0.4, 0.521321524580196, -4.402665159210014, 0.0006872867555099849",
    "1.2, 500, 1.0, 1.0524592217013486, -1.1843930146223607, 0.11141166766508914"
  })
  void agreesWithArviz(
      double shape, int size, double efficiency, double found, double largest, double squares) {
    double[] ratios = logRatios(shape, size);
    assertEquals(found, new ParetoSmoothing(size, efficiency).smooth(ratios), 1e-9);
    double[] weights = weights(ratios);
    assertEquals(largest, Math.log(Arrays.stream(weights).max().orElseThrow()), 1e-8);
    assertEquals(squares, Arrays.stream(weights).map(w -> w * w).sum(), 1e-8 * squares);
  }

  private static double[] weights(double[] logRatios) {
    double top = Arrays.stream(logRatios).max().orElseThrow();
    double sum = Arrays.stream(logRatios).map(x -> Math.exp(x - top)).sum();
    return Arrays.stream(logRatios).map(x -> Math.exp(x - top) / sum).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.3, 0.7, 1.2})
  void findsTheShapeOfKnownTails(double shape) {
    int n = 20_000;
    GeneralizedPareto law = new GeneralizedPareto(shape, 2);
    double[] rising = IntStream.range(0, n).mapToDouble(i -> law.quantile((i + 0.5) / n)).toArray();
    GeneralizedPareto fit = GeneralizedPareto.fit(rising);
    // Asymptotically sd(k̂) = (1 + k)/√n; evenly spread quantiles come nearer.
    assertEquals(shape, fit.shape(), Math.max(0.3, 1 + shape) / Math.sqrt(n));
    assertEquals(2, fit.scale(), 0.02);
  }

  @Test
  void theQuantileInvertsTheDistribution() {
    for (double k : new double[] {-0.4, 1e-12, 0.5}) {
      double x = new GeneralizedPareto(k, 3).quantile(0.9);
      assertEquals(0.1, Math.pow(1 + k * x / 3, -1 / k), 1e-3, "k = " + k);
    }
    assertEquals(-3 * Math.log(0.1), new GeneralizedPareto(0, 3).quantile(0.9), 1e-12);
  }

  @Test
  void leavesAllButTheTailAloneAndKeepsItsOrder() {
    double[] ratios = logRatios(0.8, 1000);
    double[] before = ratios.clone();
    new ParetoSmoothing(1000, 1).smooth(ratios);
    double[] sorted = before.clone();
    Arrays.sort(sorted);
    double cutoff = sorted[1000 - 95 - 1];
    double top = sorted[999];
    for (int s = 0; s < 1000; s++) {
      assertTrue(before[s] > cutoff || ratios[s] == before[s]);
      assertTrue(ratios[s] <= top && (before[s] <= cutoff || ratios[s] > cutoff));
    }
  }

  @Test
  void equalRatiosAndShortTailsAreNotSmoothed() {
    double[] equal = new double[500];
    assertEquals(Double.NEGATIVE_INFINITY, new ParetoSmoothing(500, 1).smooth(equal));
    double[] few = logRatios(0.5, 20);
    double[] same = few.clone();
    assertEquals(Double.POSITIVE_INFINITY, new ParetoSmoothing(20, 1).smooth(few));
    assertArrayEquals(same, few);
  }

  @Test
  void selectionPutsANumberInItsPlace() {
    RandomStream random = Seed.of(1).random();
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(60);
      double[] values = IntStream.range(0, n).mapToDouble(i -> random.nextInt(20)).toArray();
      int place = random.nextInt(n);
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      Selection.select(values, place);
      assertEquals(sorted[place], values[place]);
      for (int i = 0; i < n; i++) {
        assertTrue(i < place ? values[i] <= values[place] : values[i] >= values[place]);
      }
    }
  }
}

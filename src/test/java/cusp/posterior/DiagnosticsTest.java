package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

  /** Stationary chains x ← φx + √(1−φ²)·N(0, 1), of unit variance. */
  private static double[][] autoregressive(int chains, int draws, double phi, long seed) {
    RandomStream random = Seed.of(seed).random();
    double[][] x = new double[chains][draws];
    for (double[] chain : x) {
      double value = random.nextGaussian();
      for (int i = 0; i < draws; i++) {
        chain[i] = value;
        value = phi * value + Math.sqrt(1 - phi * phi) * random.nextGaussian();
      }
    }
    return x;
  }

  private static double[][] map(double[][] chains, DoubleUnaryOperator f) {
    return Arrays.stream(chains)
        .map(c -> Arrays.stream(c).map(f).toArray())
        .toArray(double[][]::new);
  }

  private static double[] numbers(Diagnostics d) {
    return new double[] {
      d.mean(),
      d.sd(),
      d.rHat(),
      d.essBulk(),
      d.essTail(),
      d.essMean(),
      d.essSd(),
      d.essMedian(),
      d.mcseMean(),
      d.mcseSd()
    };
  }

  @Property(tries = 100)
  void rankQuantitiesSeeOnlyTheOrder(
      @ForAll @IntRange(min = 2, max = 5) int chains,
      @ForAll @IntRange(min = 4, max = 200) int draws,
      @ForAll long seed) {
    double[][] x = autoregressive(chains, draws, 0.5, seed);
    Diagnostics plain = Diagnostics.of(x);
    Diagnostics cubed = Diagnostics.of(map(x, v -> v * v * v));
    assertEquals(RHat.zScale(x), RHat.zScale(map(x, Math::exp)));
    assertEquals(plain.essBulk(), cubed.essBulk());
    // Interpolated quantiles move within their gap only, so the indicators stay the same.
    assertEquals(plain.essTail(), cubed.essTail());
    assertEquals(plain.essMedian(), cubed.essMedian());
  }

  @Property(tries = 100)
  void shiftAndScaleChangeNothingButTheScale(
      @ForAll @IntRange(min = 1, max = 5) int chains,
      @ForAll @IntRange(min = 4, max = 200) int draws,
      @ForAll long seed) {
    double[][] x = autoregressive(chains, draws, 0.5, seed);
    double[] plain = numbers(Diagnostics.of(x));
    // A power of two, and no shift, so that not even rounding differs.
    double[] scaled = numbers(Diagnostics.of(map(x, v -> -8 * v)));
    double[] back = numbers(Diagnostics.of(map(x, v -> 8 * v)));
    for (int i = 2; i < 8; i++) {
      assertEquals(plain[i], back[i], 0, "number " + i);
    }
    assertEquals(-8 * plain[0], scaled[0]);
    assertEquals(8 * plain[1], scaled[1]);
    assertEquals(8 * plain[8], scaled[8]);
    assertEquals(8 * plain[9], scaled[9]);
  }

  @Property(tries = 100)
  void theOrderOfTheChainsDoesNotMatter(
      @ForAll @IntRange(min = 2, max = 6) int chains,
      @ForAll @IntRange(min = 4, max = 300) int draws,
      @ForAll long seed) {
    requireSameTurned(chains, draws, seed);
  }

  @Test
  void correlationsThatAreZeroButForRoundingEndNoSum() {
    requireSameTurned(6, 18, 3);
    requireSameTurned(6, 18, 145);
  }

  private static void requireSameTurned(int chains, int draws, long seed) {
    double[][] x = autoregressive(chains, draws, 0.8, seed);
    double[][] turned =
        IntStream.range(0, chains).mapToObj(c -> x[(c + 1) % chains]).toArray(double[][]::new);
    double[] one = numbers(Diagnostics.of(x));
    double[] other = numbers(Diagnostics.of(turned));
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i], other[i], 1e-10 * Math.abs(one[i]) + 1e-12, "number " + i);
    }
  }

  @Test
  void independentDrawsAreWorthThemselves() {
    Diagnostics d = Diagnostics.of(autoregressive(8, 5000, 0, 1));
    assertEquals(1, d.rHat(), 0.002);
    assertEquals(40_000, d.essBulk(), 2000);
    assertEquals(40_000, d.essTail(), 3000);
    assertEquals(1, d.autocorrelationTime(), 0.05);
    assertEquals(1 / Math.sqrt(40_000), d.mcseMean(), 3e-4);
    assertEquals(1 / Math.sqrt(80_000), d.mcseSd(), 3e-4);
  }

  @Test
  void autoregressionsHaveTheTimeThatTheoryGivesThem() {
    for (double phi : new double[] {-0.5, 0.5, 0.9, 0.98}) {
      double time = Diagnostics.of(autoregressive(8, 20_000, phi, 2)).autocorrelationTime();
      double exact = (1 + phi) / (1 - phi);
      assertEquals(exact, time, 0.15 * exact, "phi " + phi);
    }
  }

  @Test
  void theErrorOfTheMeanIsTheSpreadOfMeans() {
    double squares = 0;
    int inside = 0;
    int repetitions = 400;
    for (int seed = 0; seed < repetitions; seed++) {
      Diagnostics d = Diagnostics.of(autoregressive(4, 500, 0.7, 100 + seed));
      double z = d.mean() / d.mcseMean();
      squares += z * z / repetitions;
      inside += Math.abs(z) < 1.96 ? 1 : 0;
    }
    // χ²/400 has standard deviation 0.07; 95 % of 400 has one of 4.4.
    assertEquals(1, squares, 0.28);
    assertEquals(380, inside, 18);
  }

  @Test
  void aShiftedChainAndAWiderChainAreSeen() {
    double[][] shifted = autoregressive(4, 500, 0, 3);
    shifted[0] = map(new double[][] {shifted[0]}, v -> v + 2)[0];
    assertTrue(Diagnostics.of(shifted).rHat() > 1.1);
    double[][] wider = autoregressive(4, 500, 0, 4);
    wider[0] = map(new double[][] {wider[0]}, v -> 5 * v)[0];
    assertTrue(RHat.zScale(wider) < 1.02);
    assertTrue(RHat.folded(wider) > 1.1);
    assertEquals(RHat.folded(wider), Diagnostics.of(wider).rHat());
  }

  @Test
  void aDriftWithinChainsIsSeenBySplittingAlone() {
    double[][] x = autoregressive(4, 500, 0, 5);
    for (double[] chain : x) {
      for (int i = 0; i < chain.length; i++) {
        chain[i] += i / 100.0;
      }
    }
    assertTrue(RHat.identity(x) < 1.01);
    // Half means ±5/4 over 2·4 halves, each half of variance 1 + 2.5²/12.
    double exact = Math.sqrt(1 + 25.0 / 16 * 8 / 7 / (1 + 6.25 / 12));
    assertEquals(exact, RHat.split(x), 0.05);
  }

  @Test
  void antitheticDrawsAreWorthAtMostTheCap() {
    double[][] x = new double[2][100];
    for (double[] chain : x) {
      Arrays.setAll(chain, i -> i % 2 == 0 ? 1 : -1);
    }
    assertEquals(200 * Math.log10(200), Diagnostics.of(x).essMean(), 1e-9);
  }

  @Test
  void aSingleChainHasNoRHat() {
    double[][] x = autoregressive(1, 50, 0, 6);
    assertEquals(Double.NaN, Diagnostics.of(x).rHat());
    assertEquals(Double.NaN, RHat.identity(x));
    assertTrue(Diagnostics.of(x).essBulk() > 0);
  }

  @Test
  void equalDrawsAreAllWorthThemselvesAndHaveNoRHat() {
    double[][] x = new double[3][51];
    for (double[] chain : x) {
      Arrays.fill(chain, 0.1);
    }
    Diagnostics d = Diagnostics.of(x);
    assertEquals(0.1, d.mean());
    assertEquals(0, d.sd());
    assertEquals(Double.NaN, d.rHat());
    assertEquals(150, d.essBulk());
    assertEquals(150, d.essTail());
    assertEquals(150, d.essMean());
    assertEquals(0, d.mcseMean());
    assertEquals(Double.NaN, d.mcseSd());
  }

  @Test
  void chainsStuckAtDifferentValuesHaveAnInfiniteRHat() {
    double[][] x = new double[3][50];
    for (int c = 0; c < 3; c++) {
      Arrays.fill(x[c], 0.1 * c);
    }
    assertEquals(Double.POSITIVE_INFINITY, Diagnostics.of(x).rHat());
  }

  @Test
  void oneNaNSpoilsEverythingEvenInTheDroppedMiddle() {
    double[][] x = autoregressive(2, 51, 0, 7);
    x[1][25] = Double.NaN;
    double[] all = numbers(Diagnostics.of(x));
    for (int i = 0; i < all.length; i++) {
      assertEquals(Double.NaN, all[i], "number " + i);
    }
    assertEquals(Double.NaN, RHat.split(x));
    assertEquals(Double.NaN, RHat.identity(x));
  }

  @Test
  void tiedDrawsShareTheirRank() {
    // Negative zero ties with zero; two equal halves have R̂ below 1 by the factor of n − 1 over n.
    double[][] x = {{0.0, 1, 0.0, 1}, {-0.0, 1, 0.0, 1}};
    assertEquals(Math.sqrt(0.5), RHat.zScale(x), 1e-15);
  }

  @Test
  void refusesWhatHasNoDiagnostics() {
    assertRefused(new double[0][], "at least 1 chain");
    assertRefused(new double[][] {{1, 2, 3}}, "at least 4 draws a chain, not 3");
    assertRefused(
        new double[][] {{1, 2, 3, 4}, {1, 2, 3, 4, 5}}, "chain 1 has 5 draws and chain 0 has 4");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Diagnostics.integratedTime(lag -> 1, 1));
    assertTrue(refusal.getMessage().contains("at least 2, not 1"));
  }

  private static void assertRefused(double[][] chains, String reason) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Diagnostics.of(chains));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Property(tries = 200)
  void theTimeOfAnAutoregressionIsExact(
      @ForAll @DoubleRange(min = -0.95, max = 0.995) @Scale(3) double phi) {
    double time = Diagnostics.integratedTime(lag -> Math.pow(phi, lag), Integer.MAX_VALUE);
    assertEquals((1 + phi) / (1 - phi), time, 1e-12);
  }

  @Test
  void aReadableLine() {
    Diagnostics d = new Diagnostics(4, 100, 2.5, 1, 1.0012, 300, 250, 320, 310, 290, 0.056, 0.04);
    assertEquals(
        "2.5000 ± 0.056 (4 chains of 100 draws: R̂ 1.001, ESS 300 in the bulk, 250 in the tails)",
        d.toString());
  }

  @Test
  void theTimeAloneIsThatOfTheDiagnostics() {
    for (int draws : new int[] {4, 1_000}) {
      double[][] chains = autoregressive(3, draws, 0.8, 5);
      double[] inOneRow = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
      assertEquals(
          Diagnostics.of(chains).autocorrelationTime(),
          Diagnostics.autocorrelationTime(inOneRow, 3),
          1e-12);
    }
    // Of an odd chain one draw is left out, here the last.
    double[] odd = autoregressive(1, 1_001, 0.8, 5)[0];
    assertEquals(
        Diagnostics.autocorrelationTime(Arrays.copyOf(odd, 1_000), 1),
        Diagnostics.autocorrelationTime(odd, 1),
        1e-12);
    assertThrows(
        IllegalArgumentException.class, () -> Diagnostics.autocorrelationTime(new double[10], 3));
    assertThrows(
        IllegalArgumentException.class, () -> Diagnostics.autocorrelationTime(new double[6], 2));
  }
}

package cusp.landscape;

import static cusp.landscape.ValleyTracerTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanczosTest {

  private static final Lanczos LANCZOS = Lanczos.defaults();
  private static final Seed SEED = Seed.of(1);

  /** Ten in front, one behind, and a bulk of 289 near 0. */
  private static final double[] SPIKED =
      IntStream.range(0, 300)
          .mapToDouble(i -> i < 10 ? 10 + 2 * i : i == 10 ? -5 : 0.5 * i / 300)
          .toArray();

  private static double[] point(int d) {
    return IntStream.range(0, d).mapToDouble(i -> Math.sin(i + 1)).toArray();
  }

  @Test
  void allEigenvaluesOfASmallMatrixAreKnown() {
    double[] values = {-3, -1, 0, 0, 2, 7};
    HessianSpectrum spectrum = HessianSpectrum.of(Quadratic.of(values, 1), point(6));
    assertArrayEquals(values, spectrum.eigenvalues(), 1e-8);
    assertEquals(4, spectrum.effectiveRank(1e-6));
    assertEquals(2, spectrum.effectiveRank(0.3));
    assertEquals(7, spectrum.norm(), 1e-8);
    assertTrue(Arrays.stream(spectrum.residuals()).max().orElse(1) < 1e-12);
    HessianSpectrum exact = HessianSpectrum.of(Objective.of("(a*b-1)^2/2"), new double[] {2, 0.5});
    assertArrayEquals(new double[] {0, 4.25}, exact.eigenvalues(), 1e-14);
  }

  @Test
  void theOutermostEigenvaluesLieWithinTheirResiduals() {
    HessianSpectrum spectrum =
        LANCZOS.withSteps(60).extremes(Quadratic.of(SPIKED, 2), point(300), SEED);
    assertFalse(spectrum.isComplete());
    double[] known = SPIKED.clone();
    Arrays.sort(known);
    for (int k = 0; k < spectrum.eigenvalues().length; k++) {
      double found = spectrum.eigenvalues()[k];
      double off = Arrays.stream(known).map(x -> Math.abs(x - found)).min().orElseThrow();
      assertTrue(off <= spectrum.residuals()[k] + 1e-9, found + " is off by " + off);
    }
    assertEquals(-5, spectrum.eigenvalues()[0], 1e-7);
    for (int k = 0; k < 5; k++) {
      assertEquals(20 + 2 * k, spectrum.eigenvalues()[5 + k], 1e-7);
    }
  }

  @Test
  void tooFewStepsAreNamed() {
    HessianSpectrum spectrum =
        LANCZOS.withSteps(6).withCount(2).extremes(Quadratic.of(SPIKED, 2), point(300), SEED);
    assertTrue(spectrum.verdict().toString().contains("have not converged"), spectrum::toString);
    String message =
        assertThrows(IllegalStateException.class, () -> spectrum.effectiveRank(0.1)).getMessage();
    assertTrue(message.contains("only 4 of 300"), message);
  }

  @Test
  void aFewDistinctEigenvaluesEndTheIterationEarly() {
    double[] values = new double[100];
    Arrays.fill(values, 0, 50, 3);
    HessianSpectrum spectrum =
        LANCZOS.withCount(1).extremes(Quadratic.of(values, 3), new double[100], SEED);
    assertArrayEquals(new double[] {0, 3}, spectrum.eigenvalues(), 1e-9);
  }

  /**
   * 200 densities of 8 probes each; the interval of Student's law with 7 degrees of freedom covers
   * in 95 % of them, so that outside 178 … 199 lies less than one series in a thousand.
   */
  @Test
  void theErrorOverProbesCoversTheTrace() {
    double trace = Arrays.stream(SPIKED).sum();
    double squares = Arrays.stream(SPIKED).map(x -> x * x).sum() / 300;
    Quadratic loss = Quadratic.of(SPIKED, 4);
    Lanczos lanczos = LANCZOS.withSteps(4).withProbes(8);
    int covered = 0;
    int squaresCovered = 0;
    for (int k = 0; k < 200; k++) {
      SpectralDensity density = lanczos.density(loss, new double[300], Seed.of(k));
      SpectralDensity.Mean mean = density.trace();
      covered += Math.abs(mean.value() - trace) < 2.3646 * mean.standardError() ? 1 : 0;
      SpectralDensity.Mean square = density.mean(x -> x * x);
      squaresCovered +=
          Math.abs(square.value() - squares) < 2.3646 * square.standardError() ? 1 : 0;
    }
    assertTrue(covered >= 178 && covered <= 199, covered + " of 200 cover the trace");
    assertTrue(
        squaresCovered >= 178 && squaresCovered <= 199, squaresCovered + " cover the squares");
  }

  @Test
  void sharesAndRanksAreThoseOfTheSpectrum() {
    SpectralDensity density =
        LANCZOS.withProbes(30).density(Quadratic.of(SPIKED, 5), new double[300], SEED);
    SpectralDensity.Mean rank = density.effectiveRank(0.1);
    assertEquals(11, rank.value(), 4 * rank.standardError());
    SpectralDensity.Mean half = density.share(-0.01, 0.25);
    assertEquals(140 / 300.0, half.value(), 4 * half.standardError() + 0.02);
    for (double[] weights : density.weights()) {
      assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
    }
    assertEquals(28, density.norm(), 1e-6);
  }

  @Test
  void chartsAndTablesShowWhatThereIs() {
    SpectralDensity density = LANCZOS.density(Quadratic.of(SPIKED, 6), new double[300], SEED);
    assertEquals(List.of("probe", "node", "weight"), density.toTable().columnNames());
    assertEquals(10 * 80, density.toTable().rowCount());
    assertTrue(density.chart().toTable().rowCount() > 100);
    HessianSpectrum spectrum = HessianSpectrum.of(Objective.of("x^2+y^2"), new double[2]);
    assertEquals(2, spectrum.toTable().rowCount());
    assertEquals(3, spectrum.chart().toTable().rowCount());
    SpectralDensity one = LANCZOS.density(Objective.of("x^2"), new double[1], SEED);
    assertEquals(2, one.trace().value(), 1e-12);
    assertFalse(one.chart().toTable().isEmpty());
  }

  @Test
  void theThreadsChangeNothing() {
    Quadratic loss = Quadratic.of(SPIKED, 7);
    double[][] one =
        Parallel.withThreads(1, () -> LANCZOS.density(loss, new double[300], SEED).nodes());
    double[][] three =
        Parallel.withThreads(3, () -> LANCZOS.density(loss, new double[300], SEED).nodes());
    assertArrayEquals(one, three);
  }

  @Test
  void anInterruptEndsIt() {
    Quadratic loss = Quadratic.of(SPIKED, 8);
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class, () -> LANCZOS.extremes(loss, new double[300], SEED));
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays set");
    }
  }

  @Test
  void wrongInputIsRefused() {
    Objective loss = Objective.of("log(x)");
    assertRefused("the point has length 2", () -> HessianSpectrum.of(loss, new double[2]));
    assertRefused(
        "the loss at the point must be finite, not NaN",
        () -> HessianSpectrum.of(loss, new double[] {-1}));
    assertRefused(
        "the loss at the point must be finite",
        () -> LANCZOS.density(loss, new double[] {-1}, SEED));
    assertRefused("the point has length 2", () -> LANCZOS.extremes(loss, new double[2], SEED));
    assertRefused(
        "at most 2000 dimensions, not 2001: use Lanczos",
        () -> HessianSpectrum.of(Quadratic.of(new double[2001], 1), new double[2001]));
    assertRefused("steps must be at least 1, not 0", () -> LANCZOS.withSteps(0));
    assertRefused("probes must be at least 2, not 1", () -> LANCZOS.withProbes(1));
    assertRefused("count must be at least 1", () -> LANCZOS.withCount(0));
    SpectralDensity density = LANCZOS.density(loss, new double[] {1}, SEED);
    assertRefused("low <= high, not 1.0, 0.0", () -> density.share(1, 0));
    assertRefused("between 0 and 1, not 1.0", () -> density.effectiveRank(1));
  }
}

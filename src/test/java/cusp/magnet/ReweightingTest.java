package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReweightingTest {
  private static final Magnet SMALL = Magnet.ising(Lattice.square(4));
  private static final BruteForce EXACT = new BruteForce(SMALL);
  private static final double[] RUNS = {2.2, 2.8};
  private static final double[] BETWEEN_AND_BESIDE = {1.9, 2.2, 2.5, 3.2};
  private static final int SEEDS = 60;
  private static final List<Reweighting> MANY =
      IntStream.range(0, SEEDS).mapToObj(s -> reweighting(1_000, s)).toList();

  private static Reweighting reweighting(int sweeps, long seed) {
    return Reweighting.of(simulation(sweeps).run(SMALL, RUNS, Seed.of(seed)));
  }

  private static Simulation simulation(int sweeps) {
    return Simulation.wolff().withChains(2).withBurnIn(100).withSweeps(sweeps);
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  /** The mean of 60 pulls errs by 1/√60, their deviation by 1/√120: four of each. */
  private static void assertStandard(double[] pulls, String what) {
    double mean = Arrays.stream(pulls).average().orElseThrow();
    double square = Arrays.stream(pulls).map(p -> p * p).average().orElseThrow();
    assertEquals(0, mean, 4 / Math.sqrt(SEEDS), what);
    assertEquals(1, Math.sqrt(square), 4 / Math.sqrt(2.0 * SEEDS), what);
    long covered = Arrays.stream(pulls).filter(p -> Math.abs(p) < 1.96).count();
    // Fewer than 50 of 60 intervals of 95 % hold the truth less than once in a thousand times.
    assertTrue(covered >= 50, what + " covered " + covered);
  }

  @ParameterizedTest
  @EnumSource
  void theIntervalCoversTheExactValueBetweenAndBesideTheRuns(Quantity quantity) {
    for (double t : BETWEEN_AND_BESIDE) {
      double truth = EXACT.value(quantity, t);
      double[] pulls = MANY.stream().mapToDouble(r -> r.at(t).get(quantity).pull(truth)).toArray();
      assertStandard(pulls, quantity + " at " + t);
    }
  }

  @Test
  void freeEnergyDifferencesAreExact() {
    for (double t : new double[] {1.9, 2.5, 3.2}) {
      double truth = EXACT.logPartition(t) - EXACT.logPartition(2.2);
      double[] pulls =
          MANY.stream().mapToDouble(r -> r.logPartitionRatio(2.2, t).pull(truth)).toArray();
      assertStandard(pulls, "ln Z at " + t);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SPECIFIC_HEAT", "SUSCEPTIBILITY"})
  void theMaximumIsWhereItIs(Quantity quantity) {
    double at = Search.maximum(t -> EXACT.value(quantity, t), 2, 4);
    List<Peak> peaks = MANY.stream().map(r -> r.peak(quantity)).toList();
    assertStandard(
        peaks.stream().mapToDouble(p -> p.temperature().pull(at)).toArray(), quantity + ", where");
    double height = EXACT.value(quantity, at);
    assertStandard(
        peaks.stream().mapToDouble(p -> p.height().pull(height)).toArray(), quantity + ", height");
  }

  @Test
  void oneRunAtItsOwnTemperatureIsItsOwnMean() {
    Measurements run = simulation(2_000).run(SMALL, 2.5, Seed.of(1));
    Reweighted at = Reweighting.of(run).at(2.5);
    assertEquals(run.energy().value(), at.energy().value(), 1e-12);
    assertEquals(run.specificHeat().value(), at.specificHeat().value(), 1e-12);
    assertEquals(run.magnetization().value(), at.magnetization().value(), 1e-12);
    assertEquals(run.susceptibility().value(), at.susceptibility().value(), 1e-11);
    assertEquals(run.binder().value(), at.binder().value(), 1e-12);
    double worth = run.energies().length / run.autocorrelationTime();
    assertEquals(worth, at.independentSamples(), 1e-6);
  }

  /** Energy, specific heat and ln Z are derivatives of each other, of the same samples. */
  @Test
  void slopesAreSlopes() {
    Reweighting reweighting = reweighting(1_000, 3);
    double b = 1 / 2.4;
    double h = 1e-4;
    Reweighted at = reweighting.at(2.4);
    DoubleUnaryOperator binder = x -> reweighting.at(1 / x).binder().value();
    DoubleUnaryOperator order = x -> Math.log(reweighting.at(1 / x).magnetization().value());
    DoubleUnaryOperator energy = x -> reweighting.at(1 / x).energy().value();
    assertEquals(slope(binder, b, h), at.binderSlope().value(), 1e-6);
    assertEquals(slope(order, b, h), at.logSlope().value(), 1e-6);
    assertEquals(-b * b * slope(energy, b, h), at.specificHeat().value(), 1e-6);
    double ratio = reweighting.logPartitionRatio(1 / (b - h), 1 / (b + h)).value();
    assertEquals(-16 * at.energy().value(), ratio / (2 * h), 1e-5);
  }

  private static double slope(DoubleUnaryOperator f, double x, double h) {
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }

  @Test
  void theOrderOfTheRunsDoesNotMatter() {
    List<Measurements> runs =
        simulation(1_000).run(SMALL, new double[] {2.2, 2.4, 2.8}, Seed.of(1));
    double straight = Reweighting.of(runs).at(2.5).energy().value();
    double mixed = Reweighting.of(runs.get(2), runs.get(0), runs.get(1)).at(2.5).energy().value();
    assertEquals(straight, mixed, 1e-12);
  }

  @Test
  void aFieldIsKept() {
    Measurements run = simulation(2_000).run(SMALL.withField(0.1), 2.5, Seed.of(1));
    Reweighted at = Reweighting.of(run).at(2.5);
    assertEquals(run.energy().value(), at.energy().value(), 1e-12);
    assertEquals(run.magnetization().value(), at.magnetization().value(), 1e-12);
  }

  @Test
  void beyondTheOverlapThereIsARefusalThatNamesTheRange() {
    Measurements run = simulation(500).run(Magnet.ising(Lattice.square(24)), 2.3, Seed.of(1));
    Reweighting reweighting = Reweighting.of(run);
    assertTrue(reweighting.lowest() < 2.3 && 2.3 < reweighting.highest());
    reweighting.at(reweighting.lowest());
    reweighting.at(reweighting.highest());
    String range = "%.6g to %.6g".formatted(reweighting.lowest(), reweighting.highest());
    for (double t : new double[] {2, 2.6, 0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message = refusal(() -> reweighting.at(t));
      assertTrue(message.contains(range) && message.contains("" + t), message);
    }
    assertTrue(refusal(() -> reweighting.logPartitionRatio(2.3, 2.7)).contains("2.7"));
  }

  @Test
  void aGapBetweenRunsIsRefused() {
    Magnet magnet = Magnet.ising(Lattice.square(24));
    List<Measurements> runs = simulation(500).run(magnet, new double[] {2.0, 2.6}, Seed.of(1));
    String message = refusal(() -> Reweighting.of(runs));
    assertTrue(message.contains("2.0") && message.contains("2.6"), message);
    assertTrue(message.contains("between them"), message);
  }

  @Test
  void badRunsAreRefused() {
    assertTrue(refusal(() -> Reweighting.of(List.of())).contains("at least one"));
    Measurements run = simulation(500).run(SMALL, 2.5, Seed.of(1));
    Measurements other = simulation(500).run(SMALL.withLength(5), 2.5, Seed.of(1));
    assertTrue(refusal(() -> Reweighting.of(run, other)).contains("5 × 5"));
    Measurements brief = simulation(20).run(SMALL, 2.5, Seed.of(1));
    assertTrue(refusal(() -> Reweighting.of(brief)).contains("run it longer"));
    double[] same = new double[run.energies().length];
    Arrays.fill(same, -2);
    assertTrue(refusal(() -> Reweighting.of(with(run, same, Verdict.ok()))).contains("-2.0"));
    double[] broken = run.energies().clone();
    broken[7] = Double.NaN;
    String message = refusal(() -> with(run, broken, Verdict.ok()));
    assertTrue(message.contains("number 7 is NaN"), message);
    Verdict invalid = Verdict.invalid(List.of("chains disagree"));
    message = refusal(() -> Reweighting.of(with(run, run.energies(), invalid)));
    assertTrue(message.contains("chains disagree"), message);
  }

  private static Measurements with(Measurements run, double[] energies, Verdict verdict) {
    return new Measurements(
        run.magnet(),
        run.temperature(),
        energies,
        run.magnetizations(),
        run.settings(),
        run.seed(),
        verdict);
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  @Test
  void fewBlocksAreSaidToBeFew() {
    Reweighting reweighting = Reweighting.of(simulation(90).run(SMALL, 2.5, Seed.of(1)));
    assertFalse(reweighting.verdict().isOk());
    assertTrue(reweighting.verdict().toString().contains("blocks only"), reweighting::toString);
  }

  @Test
  void noMaximumIsMadeUp() {
    Measurements run = simulation(500).run(Magnet.ising(Lattice.square(24)), 2.0, Seed.of(1));
    Reweighting reweighting = Reweighting.of(run);
    Executable peak = () -> reweighting.peak(Quantity.SUSCEPTIBILITY);
    String message = assertThrows(IllegalStateException.class, peak).getMessage();
    assertTrue(message.contains("run at higher temperatures too"), message);
  }

  @Test
  void anInterruptEndsIt() {
    List<Measurements> runs = simulation(500).run(SMALL, RUNS, Seed.of(1));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> Reweighting.of(runs));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  @Test
  void theTableAndTheChartShowTheCurve() {
    Reweighting reweighting = reweighting(1_000, 1);
    assertEquals(61, reweighting.toTable().rowCount());
    assertEquals(1 + 2 * Quantity.values().length, reweighting.toTable().columnCount());
    assertTrue(reweighting.chart(Quantity.BINDER).alt().contains("Binder"));
  }
}

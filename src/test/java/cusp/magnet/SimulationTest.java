package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final Magnet MAGNET = Magnet.ising(Lattice.square(8));

  @AfterEach
  void clear() {
    Thread.interrupted();
    Progress.setStandard(Progress.silent());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY})
  void aTemperatureIsAboveZeroAndFinite(double temperature) {
    for (Simulation.Algorithm algorithm : Simulation.Algorithm.values()) {
      Simulation simulation = Simulation.metropolis().withAlgorithm(algorithm);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> simulation.run(MAGNET, new double[] {1, temperature}, Seed.of(1)))
              .getMessage();
      assertTrue(message.endsWith("not " + temperature), message);
    }
    assertThrows(
        IllegalArgumentException.class, () -> Spins.ordered(MAGNET, Seed.of(1)).sweep(temperature));
  }

  @Test
  void settingsAreWithinTheirRanges() {
    Simulation good = Simulation.wolff();
    assertThrows(IllegalArgumentException.class, () -> good.withChains(0));
    assertThrows(IllegalArgumentException.class, () -> good.withBurnIn(-1));
    assertThrows(IllegalArgumentException.class, () -> good.withEvery(0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> good.withSweeps(10).withEvery(11))
            .getMessage();
    assertTrue(message.contains("every 11 of 10 sweeps"), message);
    message =
        assertThrows(
                IllegalArgumentException.class, () -> good.withChains(4).withSweeps(2_000_000_000))
            .getMessage();
    assertTrue(message.contains("not 4 × 2000000000"), message);
  }

  @Test
  void chainsThatDisagreeGiveNoNumber() {
    // Far below the Curie point stripes that formed from disorder stay.
    Magnet magnet = Magnet.ising(Lattice.square(64));
    Measurements stuck =
        Simulation.heatBath().withBurnIn(50).withSweeps(200).run(magnet, 0.5, Seed.of(1));
    assertEquals(Verdict.Level.INVALID, stuck.verdict().level());
    String message = assertThrows(IllegalStateException.class, stuck::energy).getMessage();
    assertTrue(message.contains("disagree"), message);
    assertTrue(Measurements.table(List.of(stuck)).doubleColumn("energy").isMissing(0));
  }

  @Test
  void tooFewDrawsHaveNoErrors() {
    Measurements few = Simulation.wolff().withChains(1).withSweeps(20).run(MAGNET, 3, Seed.of(1));
    assertEquals(Verdict.Level.QUALIFIED, few.verdict().level());
    assertTrue(few.verdict().toString().contains("too few for errors"), few::toString);
    assertTrue(Double.isNaN(few.energy().standardError()));
    assertTrue(Double.isFinite(few.energy().value()));
    Measurements one = Simulation.wolff().withSweeps(2).withChains(1).run(MAGNET, 3, Seed.of(1));
    assertTrue(one.verdict().toString().contains("one chain"), one::toString);
    assertTrue(Double.isNaN(one.autocorrelationTime()));
  }

  @Test
  void equalDrawsAreSaidToBeEqual() {
    Measurements frozen = Simulation.swendsenWang().withSweeps(200).run(MAGNET, 0.01, Seed.of(1));
    assertEquals(Verdict.Level.QUALIFIED, frozen.verdict().level());
    String reason = "all 800 draws have the energy -2.0";
    assertTrue(frozen.verdict().toString().contains(reason), frozen::toString);
    assertEquals(-2, frozen.energy().value());
    assertEquals(0, frozen.energy().standardError());
    assertEquals(0, frozen.specificHeat().value());
  }

  /** Single spins keep the sign that they froze with: that of few chains is no mean of them. */
  @Test
  void aSignThatNeverTurnsHasNoError() {
    Magnet magnet = Magnet.ising(Lattice.triangular(2));
    Measurements stuck =
        Simulation.heatBath().withChains(8).withSweeps(1_000).run(magnet, 0.4, Seed.of(5));
    double m = stuck.signedMagnetization().value();
    assertTrue(Math.abs(m) < 1, () -> "of both signs, but " + m);
    assertTrue(Double.isNaN(stuck.signedMagnetization().standardError()), stuck::toString);
    assertEquals(1, stuck.magnetization().value());
  }

  /** Without a rest, Metropolis's rule would turn both spins in every sweep. */
  @Test
  void twoSpinsOfTheCompleteGraphMeetFarAboveTheBonds() {
    Magnet pair = Magnet.ising(Lattice.completeGraph(2));
    Measurements hot = Simulation.metropolis().withSweeps(2_000).run(pair, 1e6, Seed.of(1));
    assertTrue(hot.verdict().isOk(), hot::toString);
    // |M| is 2 in half of the states.
    assertEquals(0, hot.magnetization().pull(0.5), 4, hot::toString);
  }

  @Test
  void measurementsAreFiniteAndNotToBeChanged() {
    Measurements good = Simulation.wolff().withSweeps(50).run(MAGNET, 3, Seed.of(1));
    double energy = good.energies()[0];
    good.energies()[0] = 7;
    good.magnetizations()[0] = 7;
    assertEquals(energy, good.energies()[0]);
    double[] broken = good.magnetizations();
    broken[3] = Double.POSITIVE_INFINITY;
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> measurements(good, good.temperature(), good.energies(), broken))
            .getMessage();
    assertTrue(message.contains("number 3 is Infinity"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> measurements(good, -1, good.energies(), good.magnetizations()));
    assertThrows(
        IllegalArgumentException.class,
        () -> measurements(good, 3, new double[10], good.magnetizations()));
  }

  private static Measurements measurements(
      Measurements like, double temperature, double[] energies, double[] magnetizations) {
    return new Measurements(
        like.magnet(),
        temperature,
        energies,
        magnetizations,
        like.settings(),
        like.seed(),
        like.verdict());
  }

  @Test
  void anErrorSaysHowManyDigitsAreShown() {
    assertEquals("2.26918 ± 0.00021", new Measured(2.269183, 0.000213).toString());
    assertEquals("1.033 ± 0.050", new Measured(1.03333, 0.05).toString());
    assertEquals("124 ± 15", new Measured(123.6, 15).toString());
    assertEquals("1.0000e+09 ± 1.2e+07", new Measured(1e9, 1.2e7).toString());
    assertEquals("-2.0000 ± 0.0", new Measured(-2, 0).toString());
    assertEquals("1.5000 ± NaN", new Measured(1.5, Double.NaN).toString());
  }

  @Test
  void anInterruptBeforeTheFirstMeasurementCancels() {
    Thread.currentThread().interrupt();
    Parallel.withThreads(
        1,
        () -> {
          Simulation wolff = Simulation.wolff();
          assertThrows(CancellationException.class, () -> wolff.run(MAGNET, 2, Seed.of(1)));
          assertEquals(List.of(), wolff.run(MAGNET, new double[] {2, 3}, Seed.of(1)));
          return null;
        });
    assertTrue(Thread.currentThread().isInterrupted(), "the flag stays set");
  }

  /** Interrupts when so many units of progress are reported. */
  private static void interruptAfter(long units) {
    AtomicLong done = new AtomicLong();
    Progress.setStandard(
        (what, total) ->
            new Progress.Task() {
              @Override
              public void advance(long more) {
                if (done.addAndGet(more) >= units) {
                  Thread.currentThread().interrupt();
                }
              }

              @Override
              public void close() {}
            });
  }

  @Test
  void anInterruptLeavesWhatThereIs() {
    Simulation asked = Simulation.wolff().withChains(3).withBurnIn(10).withSweeps(3_000);
    // In the second chain of the second temperature.
    interruptAfter(4 * 3_010 + 2_000);
    List<Measurements> all =
        Parallel.withThreads(1, () -> asked.run(MAGNET, new double[] {2, 3, 4}, Seed.of(1)));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(2, all.size());
    assertTrue(all.get(0).verdict().isOk(), all.get(0)::toString);
    Measurements partial = all.get(1);
    assertTrue(partial.verdict().toString().contains("partial"), partial::toString);
    assertEquals(
        partial.settings().draws() * partial.settings().chains(), partial.energies().length);
    assertTrue(partial.energies().length >= 2_990 && partial.energies().length < 6_000);
    assertTrue(Double.isFinite(partial.energy().value()));
  }

  @Test
  void chainsThatAreKeptAreTheFirst() {
    Simulation asked = Simulation.wolff().withChains(4).withSweeps(10);
    int[] lengths = {10, 6, 10, 5};
    List<Chain> chains = new ArrayList<>();
    for (int c = 0; c < lengths.length; c++) {
      Chain chain = new Chain(10);
      for (int i = 0; i < lengths[c]; i++) {
        chain.add(c, i);
      }
      chains.add(chain);
    }
    // 20 draws of all four; 18 of the first three, 20 of the first and the third.
    Chain.Draws all = Chain.collect(chains, asked).orElseThrow();
    assertEquals(asked.withSweeps(5), all.done());
    Chain.Draws three = Chain.collect(chains.subList(0, 3), asked.withChains(3)).orElseThrow();
    assertEquals(asked.withChains(3).withSweeps(6), three.done());
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2}, three.energies());
    assertEquals(Optional.empty(), Chain.collect(List.of(new Chain(3)), asked));
  }

  @Test
  void resultsBecomeTablesAndFigures() {
    Measurements measured = Simulation.heatBath().withSweeps(500).run(MAGNET, 3, Seed.of(1));
    assertEquals(5, measured.toTable().rowCount());
    assertEquals(measured.energy().value(), measured.toTable().doubleColumn("value").get(0));
    assertTrue(measured.chart().svg().contains("sweep"));
    assertEquals(12, Measurements.table(List.of(measured)).columnCount());
  }
}

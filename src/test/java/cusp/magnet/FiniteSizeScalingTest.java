package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteSizeScalingTest {
  private static final Simulation BRIEF =
      Simulation.wolff().withChains(2).withBurnIn(50).withSweeps(500);
  private static final FiniteSizeScaling STUDY =
      FiniteSizeScaling.defaults().withLengths(12, 16, 24, 32).withSimulation(BRIEF);
  private static final Magnet ISING = Magnet.ising(Lattice.square(8));
  private static final ScalingEstimate SQUARE = STUDY.estimate(ISING, Seed.of(1));

  static Stream<Lattice> lattices() {
    return Stream.of(Lattice.square(8), Lattice.triangular(8), Lattice.honeycomb(8));
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  /** Four standard errors of each; errors themselves are held to a known truth by the benchmark. */
  @ParameterizedTest
  @MethodSource("lattices")
  void theExponentsOfIsingsMagnetAreFound(Lattice lattice) {
    Magnet magnet = Magnet.ising(lattice);
    ScalingEstimate estimate = STUDY.estimate(magnet, Seed.of(2));
    for (Exponents found : List.of(estimate.exponents(), estimate.atFixedBinder())) {
      double exact = magnet.criticalTemperature().orElseThrow();
      assertEquals(0, found.criticalTemperature().pull(exact), 4, estimate::toString);
      assertEquals(0, found.nu().pull(1), 4, estimate::toString);
      assertEquals(0, found.beta().pull(1.0 / 8), 4, estimate::toString);
      assertEquals(0, found.gamma().pull(7.0 / 4), 4, estimate::toString);
      assertTrue(found.nu().standardError() < 0.2, estimate::toString);
      assertTrue(found.criticalTemperature().standardError() < 0.01 * exact, estimate::toString);
    }
  }

  /** Potts's magnet of three states: ν = 5/6, β = 1/9, γ = 13/9 (Wu 1982), another class. */
  @Test
  void anotherClassHasOtherExponents() {
    ScalingEstimate potts =
        STUDY
            .withLengths(8, 12, 16, 24)
            .withSpread(0.5)
            .withSimulation(BRIEF.withSweeps(1_500))
            .estimate(Magnet.potts(Lattice.square(8), 3), Seed.of(1));
    Exponents found = potts.exponents();
    double exact = potts.magnet().criticalTemperature().orElseThrow();
    assertEquals(0, found.criticalTemperature().pull(exact), 4, potts::toString);
    assertEquals(0, found.nu().pull(5.0 / 6), 4, potts::toString);
    assertEquals(0, found.gamma().pull(13.0 / 9), 4, potts::toString);
    assertTrue(found.nu().value() < 0.95, potts::toString);
  }

  @Test
  void crossingsAreOfAllPairsAndNearTheCriticalPoint() {
    assertTrue(SQUARE.crossings().size() >= 3, SQUARE.crossings()::toString);
    double exact = ISING.criticalTemperature().orElseThrow();
    for (Crossing crossing : SQUARE.crossings()) {
      assertEquals(0, crossing.temperature().pull(exact), 5, crossing::toString);
      assertEquals(0.61, crossing.binder().value(), 0.02, crossing::toString);
      assertTrue(crossing.smaller() < crossing.larger());
    }
    assertEquals(SQUARE.crossings().size(), SQUARE.crossingTable().rowCount());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    ScalingEstimate again = STUDY.estimate(ISING, Seed.of(1));
    assertEquals(SQUARE.exponents(), again.exponents());
  }

  @Test
  void theOrderOfReweightingsDoesNotMatter() {
    List<Reweighting> reversed = new ArrayList<>(SQUARE.reweightings());
    Collections.reverse(reversed);
    assertEquals(SQUARE.exponents(), STUDY.fit(reversed).exponents());
  }

  @Test
  void fewLengthsAreSaidToBeFew() {
    ScalingEstimate few = STUDY.fit(SQUARE.reweightings().subList(0, 3));
    assertFalse(few.verdict().isOk());
    assertTrue(few.verdict().toString().contains("3 lengths from 12 to 24"), few::toString);
  }

  @Test
  void aGivenTemperatureIsWhereTheRunsAre() {
    FiniteSizeScaling study = STUDY.withNear(2.27);
    ScalingEstimate estimate = study.estimate(ISING, Seed.of(3));
    for (Reweighting size : estimate.reweightings()) {
      assertEquals(2.27, size.runs().get(1).temperature());
    }
    assertEquals(0, estimate.exponents().nu().pull(1), 4);
  }

  @Test
  void badInputIsRefused() {
    assertTrue(refusal(() -> STUDY.withLengths(8, 12)).contains("at least 3 lengths"));
    assertTrue(refusal(() -> STUDY.withLengths(8, 12, 12)).contains("ascend"));
    assertTrue(refusal(() -> STUDY.withLengths(1, 12, 16)).contains("at least 2"));
    assertTrue(refusal(() -> STUDY.withNear(-1)).contains("-1.0"));
    assertTrue(refusal(() -> STUDY.withNear(Double.NaN)).contains("NaN"));
    assertTrue(refusal(() -> STUDY.withSpread(0)).contains("spread"));
    assertTrue(refusal(() -> STUDY.withWindow(Double.POSITIVE_INFINITY)).contains("window"));
    Seed seed = Seed.of(1);
    assertTrue(refusal(() -> STUDY.estimate(ISING.withField(0.1), seed)).contains("field 0.1"));
    assertTrue(refusal(() -> STUDY.fit(List.of())).contains("at least 3 lengths"));
    assertTrue(refusal(() -> STUDY.fit(SQUARE.reweightings().subList(0, 1))).contains("[12]"));
    Magnet other = Magnet.ising(Lattice.triangular(48));
    List<Reweighting> mixed = new ArrayList<>(SQUARE.reweightings().subList(0, 3));
    mixed.add(Reweighting.of(BRIEF.run(other, 3.64, seed)));
    assertTrue(refusal(() -> STUDY.fit(mixed)).contains("triangular"));
    assertTrue(refusal(() -> STUDY.fit(far())).contains("cross"));
    FiniteSizeScaling wide = STUDY.withWindow(20);
    assertTrue(refusal(() -> wide.fit(SQUARE.reweightings())).contains("smaller window"));
  }

  /** Runs of the disordered phase, where cumulants do not cross. */
  private static List<Reweighting> far() {
    return Stream.of(8, 12, 16)
        .map(l -> Reweighting.of(BRIEF.run(ISING.withLength(l), 4, Seed.of(l))))
        .toList();
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  @Test
  void otherQuantitiesDoNotCollapse() {
    assertTrue(refusal(() -> SQUARE.collapse(Quantity.ENERGY)).contains("energy"));
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> STUDY.estimate(ISING, Seed.of(1)));
    assertTrue(Thread.interrupted(), "the flag stays set");
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> STUDY.fit(SQUARE.reweightings()));
  }

  @Test
  void theTableAndTheChartShowBothReadings() {
    assertEquals(2, SQUARE.toTable().rowCount());
    assertEquals(9, SQUARE.toTable().columnCount());
    assertTrue(SQUARE.chart().alt().contains("one curve"));
    assertTrue(SQUARE.collapse(Quantity.BINDER).alt().contains("L^(1/ν)"));
  }
}

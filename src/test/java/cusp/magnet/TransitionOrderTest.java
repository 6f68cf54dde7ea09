package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.magnet.TransitionOrder.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TransitionOrderTest {
  private static final Simulation CLUSTERS =
      Simulation.swendsenWang().withChains(2).withBurnIn(200).withSweeps(4_000);
  private static final TransitionOrder STUDY =
      TransitionOrder.defaults().withLengths(8, 12, 16, 24).withSimulation(CLUSTERS);
  private static final OrderEstimate ISING =
      STUDY.estimate(Magnet.ising(Lattice.square(8)), Seed.of(1));

  private static Magnet potts(int states) {
    return Magnet.potts(Lattice.square(8), states);
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Tag("seeds")
  @Test
  void isingsMagnetIsContinuous() {
    assertEquals(Kind.SECOND, ISING.kind(), ISING::toString);
    assertTrue(ISING.verdict().isOk(), ISING::toString);
    // 1 − 1/(2 ln L + …): what the logarithm of the specific heat leaves.
    assertEquals(0.87, ISING.fall().value(), 0.1);
  }

  /** 1/ν − d = −0.8. */
  @Tag("seeds")
  @Test
  void threeStatesAreContinuous() {
    OrderEstimate potts = STUDY.estimate(potts(3), Seed.of(1));
    assertEquals(Kind.SECOND, potts.kind(), potts::toString);
    assertEquals(0.8, potts.fall().value(), 4 * potts.fall().standardError() + 0.05);
  }

  /** A latent heat of 0.0529 (Baxter 1973) that no such length can see. */
  @Tag("seeds")
  @Test
  void fiveStatesAreNotCalledWrongly() {
    TransitionOrder study = STUDY.withLengths(8, 12, 16).withSimulation(CLUSTERS.withSweeps(8_000));
    for (int seed = 0; seed < 3; seed++) {
      OrderEstimate potts = study.estimate(potts(5), Seed.of(seed));
      assertNotEquals(Kind.SECOND, potts.kind(), potts::toString);
    }
  }

  /** A latent heat of 0.6961 (Baxter 1973), to which gaps fall and twice the width. */
  @Tag("seeds")
  @Test
  void tenStatesAreOfFirstOrder() {
    OrderEstimate potts =
        STUDY
            .withLengths(8, 10, 14)
            .withSimulation(Simulation.heatBath().withChains(4).withBurnIn(500).withSweeps(20_000))
            .estimate(potts(10), Seed.of(1));
    assertEquals(Kind.FIRST, potts.kind(), potts::toString);
    PhaseReading longest = potts.sizes().get(2);
    assertEquals(0.696, longest.gap().value(), 0.25, potts::toString);
    assertEquals(0.696 / 2, longest.width().value(), 0.05, potts::toString);
    // 0.0474 in the limit (Borgs and Janke 1992); at these lengths it is still near it.
    assertEquals(0.047, longest.interfaceTension().value(), 0.03, potts::toString);
  }

  @Test
  void theUndeterminedIsQualified() {
    OrderEstimate brief =
        STUDY
            .withLengths(8, 10, 12)
            .withSimulation(CLUSTERS.withSweeps(2_000))
            .estimate(potts(4), Seed.of(1));
    assertEquals(Kind.UNDETERMINED, brief.kind(), brief::toString);
    assertFalse(brief.verdict().isOk());
    assertTrue(brief.verdict().toString().contains("take longer ones"), brief::toString);
  }

  @Test
  void badInputIsRefused() {
    assertTrue(refusal(() -> STUDY.withLengths(8)).contains("at least 3 lengths"));
    assertTrue(refusal(() -> STUDY.withNear(Double.NaN)).contains("NaN"));
    assertTrue(refusal(() -> STUDY.judge(List.of())).contains("at least 3 lengths"));
    Seed seed = Seed.of(1);
    Magnet field = Magnet.ising(Lattice.square(8)).withField(0.1);
    assertTrue(refusal(() -> STUDY.estimate(field, seed)).contains("field 0.1"));
    Magnet meanField = Magnet.ising(Lattice.completeGraph(8));
    assertTrue(refusal(() -> STUDY.estimate(meanField, seed)).contains("complete graph"));
    // Its energies' widths fall as if it had a continuous transition, which it has not.
    Magnet chain = Magnet.ising(Lattice.chain(8));
    assertTrue(refusal(() -> STUDY.estimate(chain, seed)).contains("a chain has no transition"));
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> STUDY.estimate(potts(3), Seed.of(1)));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  @Test
  void theTableAndTheChartShowTheEvidence() {
    assertEquals(4, ISING.toTable().rowCount());
    assertEquals(11, ISING.toTable().columnCount());
    assertTrue(ISING.chart().alt().contains("probability of an energy"));
  }

  /** ln of two Gaussians of one width a distance apart, whose dip is known. */
  @Test
  void theEnvelopeFindsTheDipOfTwoPeaksOfUnequalHeight() {
    double[] energies = new double[40_000];
    RandomStream random = Seed.of(1).random();
    for (int i = 0; i < energies.length; i++) {
      double center = random.nextDouble() < 0.3 ? 0 : 500;
      energies[i] = Math.rint(center + 100 * random.nextGaussian());
    }
    double[] orders = new double[energies.length];
    Arrays.fill(orders, 0.5);
    Samples samples = new Samples(List.of(new Samples.Series(1, energies, orders, 1)), 10);
    Histograms histograms = new Histograms(samples, 100);
    EnergyProfile.Shape shape = EnergyProfile.Shape.of(histograms, 1);
    double[] barriers = new double[11];
    Arrays.setAll(barriers, b -> new EnergyProfile(histograms, b, 1, shape).barrier());
    // Equal Gaussians at ±2.5 widths: ln(peak/dip) = 25/8 − ln 2, and 4.99 widths between maxima.
    Measured barrier = Replicates.observable(barriers);
    assertTrue(barrier.standardError() < 0.1, barrier::toString);
    assertEquals(0, barrier.pull(3.125 - Math.log(2)), 4, barrier::toString);
    assertEquals(4.99, new EnergyProfile(histograms, 0, 1, shape).gap(), 0.3);
  }
}

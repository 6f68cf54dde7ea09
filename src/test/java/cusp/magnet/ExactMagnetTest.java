package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactMagnetTest {
  private static Stream<Magnet> small() {
    return Stream.of(
            Lattice.chain(2),
            Lattice.chain(3),
            Lattice.chain(11),
            Lattice.square(2),
            Lattice.square(3),
            Lattice.square(4),
            Lattice.triangular(2),
            Lattice.triangular(3),
            Lattice.triangular(4),
            Lattice.honeycomb(2),
            Lattice.honeycomb(3),
            Lattice.cubic(2),
            Lattice.completeGraph(2),
            Lattice.completeGraph(13))
        .map(Magnet::ising);
  }

  @ParameterizedTest
  @MethodSource("small")
  void agreesWithBruteForce(Magnet magnet) {
    for (double field : new double[] {0, 0.37, -1.2}) {
      Magnet inField = magnet.withField(field);
      BruteForce states = new BruteForce(inField);
      for (double temperature : new double[] {0.8, 2.5}) {
        ExactState state = ExactMagnet.of(inField).at(temperature);
        double[] truth = states.averages(temperature);
        // Of up to 2¹⁸ terms, each rounded.
        assertArrayEquals(truth, BruteForce.averages(state), 1e-11, state::toString);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "4, 2", "2, 5"})
  void pottsAgreesWithBruteForce(int states, int length) {
    Magnet magnet =
        length == 5
            ? Magnet.potts(Lattice.chain(5), states)
            : Magnet.potts(Lattice.square(length), states);
    ExactState state = ExactMagnet.of(magnet).at(0.9);
    assertArrayEquals(new BruteForce(magnet).averages(0.9), BruteForce.averages(state), 3e-12);
  }

  @ParameterizedTest
  @CsvSource({"SQUARE, 5", "SQUARE, 6", "TRIANGULAR, 5", "HONEYCOMB, 4", "CUBIC, 3", "CHAIN, 40"})
  void agreesWithTheDensityOfStates(Lattice.Kind kind, int length) {
    Magnet magnet = Magnet.ising(new Lattice(kind, length));
    DensityOfStates states = DensityOfStates.of(magnet.withField(0.02));
    ExactMagnet exact = ExactMagnet.of(magnet.withField(0.02));
    for (double temperature : new double[] {0.3, 1.5, 3, 20}) {
      assertArrayEquals(
          BruteForce.averages(states.at(temperature)),
          BruteForce.averages(exact.at(temperature)),
          1e-11,
          kind + " at " + temperature);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 8})
  void transferMatrixAgreesWithKaufman(int length) {
    for (double temperature : new double[] {0.4, 2, 2 / Math.log1p(Math.sqrt(2)), 3, 100}) {
      ExactState state = ExactMagnet.of(Magnet.ising(Lattice.square(length))).at(temperature);
      Kaufman torus = Kaufman.torus(length, length, temperature);
      assertEquals(torus.logPartition(), state.logPartition(), 1e-11);
      assertEquals(torus.energy(), state.energy(), 1e-12);
      assertEquals(torus.specificHeat(), state.specificHeat(), 1e-12);
    }
  }

  /** Z = λ₊^N + λ₋^N, differentiated numerically. */
  @ParameterizedTest
  @CsvSource({"10, 1, 0", "1000, 0.7, 0.01", "20000, 2, -0.5", "300, 0.5, 0"})
  void chainAgreesWithItsTransferMatrix(int sites, double temperature, double field) {
    Magnet chain = Magnet.ising(Lattice.chain(sites)).withField(field);
    ExactState state = ExactMagnet.of(chain).at(temperature);
    assertEquals(logChain(sites, temperature, field), state.logPartition(), 1e-13 * 30 * sites);
    double step = 1e-4;
    double m =
        temperature
            * (logChain(sites, temperature, field + step)
                - logChain(sites, temperature, field - step))
            / (2 * step * sites);
    // The rounding of ln Z and the third derivative, each by the step.
    assertEquals(m, state.meanMagnetization(), 1e-6);
  }

  private static double logChain(int sites, double temperature, double field) {
    double k = 1 / temperature;
    double b = field / temperature;
    double root = Math.hypot(Math.sinh(b), Math.exp(-2 * k));
    double ratio = (Math.cosh(b) - root) / (Math.cosh(b) + root);
    return sites * (k + Math.log(Math.cosh(b) + root)) + Math.log1p(Math.pow(ratio, sites));
  }

  /** By the same formula with 40 digits and numerical derivatives. */
  @ParameterizedTest
  @CsvSource({
    "2.269185314213022, 974856.92192347696237, -1.41482141321652397, 3.565862873717006",
    "5, 770211.38101346085901, -0.428228833240348059, 0.0976521775884797"
  })
  void kaufmanKeepsItsDigitsOnLargeTori(
      double temperature, double logPartition, double energy, double specificHeat) {
    Kaufman torus = Kaufman.torus(1024, 1024, temperature);
    assertEquals(logPartition, torus.logPartition(), 1e-14 * logPartition);
    assertEquals(energy, torus.energy(), 1e-13);
    assertEquals(specificHeat, torus.specificHeat(), 2e-12);
    Kaufman turned = Kaufman.torus(12, 37, temperature);
    assertEquals(turned.logPartition(), Kaufman.torus(37, 12, temperature).logPartition());
  }

  @Test
  void finiteMagnetsTendToInfiniteOnes() {
    // Away from the Curie point, the difference falls like e^(−L/ξ) on a torus.
    for (Lattice lattice : new Lattice[] {Lattice.square(8), Lattice.triangular(8)}) {
      Magnet magnet = Magnet.ising(lattice);
      double hot = 3 * magnet.criticalTemperature().orElseThrow();
      ThermodynamicLimit limit = ThermodynamicLimit.of(magnet, hot);
      ExactState state = ExactMagnet.of(magnet).at(hot);
      assertEquals(limit.energy(), state.energy(), 1e-5);
      assertEquals(limit.specificHeat(), state.specificHeat(), 1e-4);
    }
    Magnet honeycomb = Magnet.ising(Lattice.honeycomb(6));
    ExactState cold = ExactMagnet.of(honeycomb).at(0.7);
    assertEquals(ThermodynamicLimit.of(honeycomb, 0.7).energy(), cold.energy(), 1e-6);
    assertEquals(ThermodynamicLimit.of(honeycomb, 0.7).magnetization(), cold.magnetization(), 1e-6);
    Kaufman torus = Kaufman.torus(512, 512, 2.2);
    ThermodynamicLimit onsager = ThermodynamicLimit.of(Magnet.ising(Lattice.square(2)), 2.2);
    assertEquals(onsager.energy(), torus.energy(), 1e-11);
    assertEquals(onsager.specificHeat(), torus.specificHeat(), 1e-10);
  }

  @Test
  void completeGraphTendsToTheMeanField() {
    Magnet magnet = Magnet.ising(Lattice.completeGraph(1_000_000)).withField(0.1);
    ThermodynamicLimit limit = ThermodynamicLimit.of(magnet, 0.8);
    ExactState state = ExactMagnet.of(magnet).at(0.8);
    // Corrections are of the order 1/N.
    assertEquals(limit.magnetization(), state.meanMagnetization(), 1e-5);
    assertEquals(limit.energy(), state.energy(), 1e-5);
    assertEquals(limit.specificHeat(), state.specificHeat(), 1e-4);
    assertEquals(limit.susceptibility().orElseThrow(), state.response(), 1e-4);
  }

  @Test
  void criticalCumulantOfTheCompleteGraph() {
    // U₄ = 1 − ⟨x⁴⟩/3⟨x²⟩² under e^(−x⁴/12): 1 − Γ(5/4)Γ(1/4)/(3Γ(3/4)²).
    double expected = 1 - 3.625609908221908 * 3.625609908221908 / 4 / (3 * 1.5016928784);
    ExactState state = ExactMagnet.of(Magnet.ising(Lattice.completeGraph(1_000_000))).at(1);
    assertEquals(expected, state.binder(), 2e-3);
  }

  @Test
  void responseIsADerivativeByTheField() {
    Magnet magnet = Magnet.ising(Lattice.triangular(4)).withField(0.2);
    double step = 1e-4;
    double more = ExactMagnet.of(magnet.withField(0.2 + step)).at(3).meanMagnetization();
    double less = ExactMagnet.of(magnet.withField(0.2 - step)).at(3).meanMagnetization();
    assertEquals((more - less) / (2 * step), ExactMagnet.of(magnet).at(3).response(), 1e-5);
  }

  @Property(tries = 60)
  void fieldsTurnedOverTurnTheDistributionOver(
      @ForAll @IntRange(min = 2, max = 5) int length,
      @ForAll @DoubleRange(min = 0.05, max = 20) double temperature,
      @ForAll @DoubleRange(min = -3, max = 3) double field) {
    Magnet magnet = Magnet.ising(Lattice.square(length));
    ExactState up = ExactMagnet.of(magnet.withField(field)).at(temperature);
    ExactState down = ExactMagnet.of(magnet.withField(-field)).at(temperature);
    assertEquals(up.logPartition(), down.logPartition(), 1e-9);
    assertEquals(up.meanMagnetization(), -down.meanMagnetization(), 1e-12);
    assertTrue(up.specificHeat() >= 0, up::toString);
    assertTrue(up.response() >= 0, up::toString);
    assertEquals(1, Arrays.stream(up.probabilities()).sum(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.005, 1e9})
  void holdsAtExtremeTemperatures(double temperature) {
    small()
        .forEach(
            magnet -> {
              ExactState state = ExactMagnet.of(magnet).at(temperature);
              for (double value : BruteForce.averages(state)) {
                assertTrue(Double.isFinite(value), state::toString);
              }
              assertEquals(temperature < 1 ? 1 : 0, state.magnetization(), 0.7);
            });
    Kaufman torus = Kaufman.torus(300, 20, temperature);
    assertTrue(Double.isFinite(torus.logPartition()) && torus.specificHeat() >= 0, torus::toString);
  }

  @Test
  void kaufmanKnowsNoMagnetization() {
    ExactState state = ExactMagnet.of(Magnet.ising(Lattice.square(64))).at(2);
    assertEquals(ExactState.Method.KAUFMAN, state.method());
    for (Runnable asked :
        new Runnable[] {
          state::magnetization, state::binder, state::susceptibility, state::toTable, state::chart
        }) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, asked::run);
      assertTrue(refused.getMessage().contains("smaller lattice"), refused.getMessage());
    }
  }

  @Test
  void refusesWhatNoMethodSolves() {
    for (Magnet magnet :
        new Magnet[] {
          Magnet.ising(Lattice.cubic(4)),
          Magnet.ising(Lattice.square(13)).withField(0.1),
          Magnet.ising(Lattice.triangular(11)),
          Magnet.ising(Lattice.honeycomb(9)),
          Magnet.ising(Lattice.chain(20_001)),
          Magnet.potts(Lattice.square(5), 3)
        }) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> ExactMagnet.of(magnet));
      assertTrue(refused.getMessage().contains(magnet.toString()), refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> Kaufman.torus(1, 4, 2));
    ExactMagnet exact = ExactMagnet.of(Magnet.ising(Lattice.square(4)));
    for (double temperature : new double[] {0, -2, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> exact.at(temperature));
    }
  }

  @Test
  void anInterruptEndsALongSum() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> ExactMagnet.of(Magnet.ising(Lattice.square(12))).at(2));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void showsItsDistribution() {
    ExactState state = ExactMagnet.of(Magnet.ising(Lattice.square(4))).at(1.5);
    assertEquals(17, state.toTable().rowCount());
    assertTrue(state.chart().alt().contains("most probably 1.0"), state.chart().alt());
  }
}

package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThermodynamicLimitTest {
  private static final Magnet SQUARE = Magnet.ising(Lattice.square(2));
  private static final Magnet TRIANGULAR = Magnet.ising(Lattice.triangular(2));
  private static final Magnet HONEYCOMB = Magnet.ising(Lattice.honeycomb(2));
  private static final Magnet CHAIN = Magnet.ising(Lattice.chain(2));
  private static final Magnet MEAN_FIELD = Magnet.ising(Lattice.completeGraph(2));

  private static Stream<Magnet> planar() {
    return Stream.of(SQUARE, TRIANGULAR, HONEYCOMB);
  }

  private static Stream<Magnet> solved() {
    return Stream.of(
        SQUARE,
        TRIANGULAR,
        HONEYCOMB,
        CHAIN,
        CHAIN.withField(0.3),
        CHAIN.withField(-2),
        MEAN_FIELD,
        MEAN_FIELD.withField(0.05),
        MEAN_FIELD.withField(-1),
        Magnet.potts(Lattice.square(2), 2));
  }

  private static double curie(Magnet magnet) {
    return magnet.criticalTemperature().orElseThrow();
  }

  /** By integrals in two dimensions with 40 digits, differentiated numerically. */
  @ParameterizedTest
  @CsvSource({
    "SQUARE, 50, -0.040026680337290545, 8.016013677548415e-4",
    "TRIANGULAR, 2, -2.96748596848945116, 0.10340877657711376",
    "TRIANGULAR, 5, -0.98954356674334115, 0.33164360709151296",
    "HONEYCOMB, 1.5, -1.19705201477373224, 1.78731176040328725",
    "HONEYCOMB, 2.3, -0.64689616271690436, 0.30149196713785666"
  })
  void agreesWithNumericalIntegrals(
      Lattice.Kind kind, double temperature, double energy, double specificHeat) {
    ThermodynamicLimit limit =
        ThermodynamicLimit.of(Magnet.ising(new Lattice(kind, 2)), temperature);
    assertEquals(energy, limit.energy(), 1e-13);
    assertEquals(specificHeat, limit.specificHeat(), 1e-13);
  }

  /** By the same Green functions with 90 digits, differentiated numerically. */
  @ParameterizedTest
  @CsvSource({
    "SQUARE, 2.2691853142152913, 13.358244520965433",
    "TRIANGULAR, 3.6409569065109904, 13.483066261650597",
    "HONEYCOMB, 1.518651435001933, 12.905664463357033"
  })
  void keepsItsDigitsNextToTheCuriePoint(Lattice.Kind kind, double temperature, double expected) {
    Magnet magnet = Magnet.ising(new Lattice(kind, 2));
    assertEquals(1, temperature / curie(magnet), 2e-12);
    assertEquals(expected, ThermodynamicLimit.of(magnet, temperature).specificHeat(), 1e-13);
  }

  @Test
  void hasTheCriticalEnergies() {
    assertEquals(-Math.sqrt(2), ThermodynamicLimit.of(SQUARE, curie(SQUARE)).energy(), 1e-13);
    assertEquals(-2, ThermodynamicLimit.of(TRIANGULAR, curie(TRIANGULAR)).energy(), 1e-13);
    assertEquals(
        -2 / Math.sqrt(3), ThermodynamicLimit.of(HONEYCOMB, curie(HONEYCOMB)).energy(), 1e-13);
  }

  @Test
  void hasTheCriticalFreeEnergyOfTheSquareLattice() {
    // ln z = ½ ln 2 + 2G/π with Catalan's constant G (Onsager 1944).
    double logPartition = Math.log(2) / 2 + 2 * 0.915965594177219 / Math.PI;
    double curie = curie(SQUARE);
    assertEquals(-curie * logPartition, ThermodynamicLimit.of(SQUARE, curie).freeEnergy(), 1e-14);
  }

  @ParameterizedTest
  @MethodSource("planar")
  void specificHeatDivergesLikeALogarithm(Magnet magnet) {
    double curie = curie(magnet);
    assertEquals(Double.POSITIVE_INFINITY, ThermodynamicLimit.of(magnet, curie).specificHeat(), 0);
    double[] heats =
        Stream.of(1e-4, 1e-7, 1e-10)
            .mapToDouble(t -> ThermodynamicLimit.of(magnet, curie * (1 - t)).specificHeat())
            .toArray();
    // What is left of a straight line in ln t is of the order t ln t at its first point.
    assertEquals(heats[1] - heats[0], heats[2] - heats[1], 2e-2);
    assertTrue(heats[1] - heats[0] > 3, "it grows by about 0.48 ln 1000");
  }

  @ParameterizedTest
  @MethodSource("planar")
  void magnetizationVanishesWithTheExponentOneEighth(Magnet magnet) {
    double curie = curie(magnet);
    double near = ThermodynamicLimit.of(magnet, curie * (1 - 1e-9)).magnetization();
    double far = ThermodynamicLimit.of(magnet, curie * (1 - 1e-5)).magnetization();
    assertEquals(1.0 / 8, Math.log(far / near) / Math.log(1e4), 1e-6);
    assertEquals(0, ThermodynamicLimit.of(magnet, curie).magnetization());
    assertEquals(0, ThermodynamicLimit.of(magnet, 1.01 * curie).magnetization());
    assertEquals(1, ThermodynamicLimit.of(magnet, 0.1 * curie).magnetization(), 1e-8);
  }

  /**
   * The star of three bonds K around a site acts as a triangle of bonds K′, e^(4K′) = 2 cosh 2K −
   * 1; half the honeycomb's sites are left, with the same order.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.66, 0.7, 1, 3})
  void honeycombAndTriangularLatticeAreStarAndTriangle(double k) {
    double triangle = Math.log(2 * Math.cosh(2 * k) - 1) / 4;
    ThermodynamicLimit honeycomb = ThermodynamicLimit.of(HONEYCOMB, 1 / k);
    ThermodynamicLimit triangular = ThermodynamicLimit.of(TRIANGULAR, 1 / triangle);
    assertEquals(triangular.magnetization(), honeycomb.magnetization(), 1e-12);
    // 2 cosh 3K = R e^(3K′), and a cell has two sites.
    double logFactor = Math.log(2 * Math.cosh(3 * k)) - 3 * triangle;
    double logTriangular = -triangular.freeEnergy() * triangle;
    assertEquals((logFactor + logTriangular) / 2, -honeycomb.freeEnergy() * k, 1e-13);
  }

  /** Kramers and Wannier 1941: sinh 2K sinh 2K* = 1, and z/(sinh 2K)^½ is the same for both. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.44, 1})
  void squareLatticeIsItsOwnDual(double k) {
    double dual = -Math.log(Math.tanh(k)) / 2;
    double here = -ThermodynamicLimit.of(SQUARE, 1 / k).freeEnergy() * k;
    double there = -ThermodynamicLimit.of(SQUARE, 1 / dual).freeEnergy() * dual;
    assertEquals(
        here - Math.log(Math.sinh(2 * k)) / 2, there - Math.log(Math.sinh(2 * dual)) / 2, 1e-13);
    double inverse = 1 / ThermodynamicLimit.of(SQUARE, 1 / k).correlationLength().orElseThrow();
    double expected = -Math.log(Math.tanh(k)) - 2 * k;
    assertEquals(expected > 0 ? expected : -2 * expected, inverse, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("solved")
  void energyAndHeatAreDerivativesOfTheFreeEnergy(Magnet magnet) {
    for (double t : new double[] {0.4, 0.9, 1.7, 3.1}) {
      ThermodynamicLimit limit = ThermodynamicLimit.of(magnet, t);
      double h = 3e-4;
      // u = −∂ ln z/∂β and c = ∂u/∂T, by central differences of the fourth order.
      double u =
          difference(beta -> ThermodynamicLimit.of(magnet, 1 / beta).freeEnergy() * beta, 1 / t, h);
      double c = difference(at -> ThermodynamicLimit.of(magnet, at).energy(), t, h);
      assertEquals(u, limit.energy(), 1e-9, "u at " + t);
      assertEquals(c, limit.specificHeat(), 1e-8, "c at " + t);
    }
  }

  private static double difference(java.util.function.DoubleUnaryOperator f, double x, double h) {
    double near = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
    double far = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
    return (8 * near - far) / (12 * h);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, -0.3, 2})
  void magnetizationAndSusceptibilityAreDerivativesByTheField(double field) {
    for (Magnet magnet : new Magnet[] {CHAIN, MEAN_FIELD}) {
      for (double t : new double[] {0.6, 1, 2.5}) {
        ThermodynamicLimit limit = ThermodynamicLimit.of(magnet.withField(field), t);
        double m =
            difference(
                h -> -ThermodynamicLimit.of(magnet.withField(h), t).freeEnergy(), field, 1e-4);
        double chi =
            difference(
                h -> ThermodynamicLimit.of(magnet.withField(h), t).magnetization(), field, 1e-4);
        assertEquals(m, limit.magnetization(), 1e-9);
        assertEquals(chi, limit.susceptibility().orElseThrow(), 1e-7 * (1 + chi));
      }
    }
  }

  @Test
  void chainWithoutAField() {
    ThermodynamicLimit chain = ThermodynamicLimit.of(CHAIN, 0.5);
    assertEquals(-Math.tanh(2), chain.energy(), 1e-15);
    assertEquals(2 * Math.exp(4), chain.susceptibility().orElseThrow(), 1e-12);
    assertEquals(-1 / Math.log(Math.tanh(2)), chain.correlationLength().orElseThrow(), 1e-11);
    assertEquals(0, chain.magnetization());
  }

  @Test
  void meanFieldMagnetizationSolvesItsEquationNextToTheCuriePoint() {
    // m² = 3t (1 + O(t)) at T = 1 − t, and m³ = 3h (1 + …) at T = 1.
    double t = 1e-8;
    double m = ThermodynamicLimit.of(MEAN_FIELD, 1 - t).magnetization();
    assertEquals(Math.sqrt(3 * t), m, 1e-7 * m);
    assertEquals(1.5, ThermodynamicLimit.of(MEAN_FIELD, 1 - t).specificHeat(), 1e-6);
    assertEquals(0, ThermodynamicLimit.of(MEAN_FIELD, 1).specificHeat());
    assertEquals(
        Double.POSITIVE_INFINITY,
        ThermodynamicLimit.of(MEAN_FIELD, 1).susceptibility().orElseThrow());
    assertEquals(
        Math.cbrt(3e-9),
        ThermodynamicLimit.of(MEAN_FIELD.withField(1e-9), 1).magnetization(),
        1e-8);
  }

  @Property(tries = 200)
  void everythingIsFiniteAndStable(
      @ForAll Lattice.Kind kind, @ForAll @DoubleRange(min = -8, max = 8) double log) {
    if (kind == Lattice.Kind.CUBIC) {
      return;
    }
    isStable(kind, Math.pow(10, log));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.0056, 0.0058, 0.006, 0.0065, 0.01, 0.05, 1e9})
  void everythingIsFiniteAtTheEnds(double temperature) {
    for (Lattice.Kind kind : Lattice.Kind.values()) {
      if (kind != Lattice.Kind.CUBIC) {
        isStable(kind, temperature);
      }
    }
  }

  private static void isStable(Lattice.Kind kind, double temperature) {
    ThermodynamicLimit limit =
        ThermodynamicLimit.of(Magnet.ising(new Lattice(kind, 2)), temperature);
    double ground =
        kind == Lattice.Kind.COMPLETE_GRAPH ? -0.5 : -limit.magnet().lattice().coordination() / 2.0;
    assertTrue(limit.specificHeat() >= 0, limit::toString);
    assertTrue(limit.energy() >= ground - 1e-15 && limit.energy() <= 0, limit::toString);
    assertTrue(limit.magnetization() >= 0 && limit.magnetization() <= 1, limit::toString);
    assertTrue(limit.freeEnergy() <= limit.energy() + 1e-12, limit::toString);
    assertTrue(limit.susceptibility().orElse(0) >= 0, limit::toString);
    assertTrue(limit.correlationLength().orElse(0) >= 0, limit::toString);
  }

  @Property(tries = 200)
  void aFieldTurnedOverTurnsTheMagnetOver(
      @ForAll @DoubleRange(min = 0.01, max = 10) double temperature,
      @ForAll @DoubleRange(min = 0, max = 5) double field) {
    for (Magnet magnet : new Magnet[] {CHAIN, MEAN_FIELD}) {
      ThermodynamicLimit up = ThermodynamicLimit.of(magnet.withField(field), temperature);
      ThermodynamicLimit down = ThermodynamicLimit.of(magnet.withField(-field), temperature);
      assertEquals(up.freeEnergy(), down.freeEnergy());
      assertTrue(field == 0 || up.magnetization() == -down.magnetization(), () -> up + " " + down);
      assertTrue(up.specificHeat() >= 0, up::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-10, 1e10})
  void refusesTemperatures(double temperature) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ThermodynamicLimit.of(SQUARE, temperature));
    assertTrue(refused.getMessage().endsWith("not " + temperature), refused.getMessage());
  }

  @Test
  void refusesWhatIsNotSolved() {
    for (Magnet unsolved :
        new Magnet[] {
          Magnet.ising(Lattice.cubic(4)),
          SQUARE.withField(0.1),
          TRIANGULAR.withField(-0.1),
          Magnet.potts(Lattice.square(4), 3),
          Magnet.potts(Lattice.cubic(4), 2)
        }) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> ThermodynamicLimit.of(unsolved, 2));
      assertTrue(refused.getMessage().contains("has no exact solution"), refused.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> ThermodynamicLimit.of(CHAIN.withField(1e10), 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Lattice.Kind.class,
      names = {"SQUARE", "TRIANGULAR", "HONEYCOMB", "CHAIN"})
  void twoStatesOfPottsAreIsings(Lattice.Kind kind) {
    Lattice lattice = new Lattice(kind, 2);
    ThermodynamicLimit potts = ThermodynamicLimit.of(Magnet.potts(lattice, 2), 0.8);
    ThermodynamicLimit ising = ThermodynamicLimit.of(Magnet.ising(lattice), 1.6);
    assertEquals((ising.energy() - lattice.coordination() / 2.0) / 2, potts.energy(), 1e-15);
    assertEquals(ising.magnetization(), potts.magnetization());
  }
}

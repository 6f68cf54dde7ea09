package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiSpinTest {
  private static final double MOST_ERRORS = 4;

  private static Dynamics dynamics(Magnet magnet) {
    return Dynamics.of(Simulation.Algorithm.METROPOLIS, magnet, Seed.of(3).random());
  }

  @Test
  void evenSquareLatticesAreCodedSo() {
    assertInstanceOf(MultiSpin.class, dynamics(Magnet.ising(Lattice.square(2))));
    assertInstanceOf(LocalMoves.class, dynamics(Magnet.ising(Lattice.square(3))));
    assertFalse(MultiSpin.suits(Magnet.potts(Lattice.square(4), 2)));
    assertFalse(MultiSpin.suits(Magnet.ising(Lattice.cubic(4))));
  }

  /** Rows of one word and of several, whose last bits lie in front of a word's end and behind. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 62, 122, 124, 126, 128, 130, 252, 254})
  void energyAndMagnetizationAreThoseOfItsSpins(int length) {
    double field = 0.3;
    Magnet magnet = Magnet.ising(Lattice.square(length)).withField(field);
    Dynamics dynamics = dynamics(magnet);
    dynamics.set(2.5, field);
    dynamics.randomize();
    for (int sweep = 0; sweep < 4; sweep++) {
      byte[] spins = dynamics.spins();
      int[] states = new int[spins.length];
      for (int i = 0; i < states.length; i++) {
        states[i] = (spins[i] + 1) / 2;
      }
      assertEquals(BruteForce.energy(magnet, states) / states.length, dynamics.energy(), 1e-12);
      assertEquals(BruteForce.magnetization(magnet, states), dynamics.magnetization(), 1e-12);
      dynamics.sweep();
    }
    dynamics.order();
    assertEquals(-2 - field, dynamics.energy(), 1e-12);
    assertEquals(1, dynamics.magnetization());
  }

  private static void assertEnergy(double exact, int chains, int length, double temperature) {
    for (Simulation simulation :
        new Simulation[] {Simulation.metropolis(), Simulation.heatBath()}) {
      Measurements measured =
          simulation
              .withChains(chains)
              .withBurnIn(500)
              .withSweeps(3_000)
              .run(Magnet.ising(Lattice.square(length)), temperature, Seed.of(5));
      assertTrue(
          Math.abs(measured.energy().pull(exact)) < MOST_ERRORS,
          () -> measured + ", exactly " + exact);
    }
  }

  @Test
  void energiesOfASmallTorusAreKaufmans() {
    assertEnergy(-1.7455306689908485, 4, 16, 2);
  }

  /**
   * Of a large torus they are Onsager's, from which e^(−L/ξ) is far below an error: of one chain
   * from order at 2.0, since what comes from disorder may stay striped.
   */
  @ParameterizedTest
  @ValueSource(ints = {122, 124, 126, 128, 130, 200})
  void energiesOfALargeTorusAreOnsagers(int length) {
    assertEnergy(onsager(2), 1, length, 2);
    assertEnergy(onsager(3), 2, length, 3);
  }

  /** u = −coth 2β (1 + (2/π)(2 tanh² 2β − 1) K(κ)), κ = 2 sinh 2β / cosh² 2β (Onsager 1944). */
  private static double onsager(double temperature) {
    double x = 2 / temperature;
    double kappa = 2 * Math.sinh(x) / (Math.cosh(x) * Math.cosh(x));
    double a = 1;
    double g = Math.sqrt(1 - kappa * kappa);
    while (a - g > 1e-15) {
      double mean = (a + g) / 2;
      g = Math.sqrt(a * g);
      a = mean;
    }
    double tanh = Math.tanh(x);
    // K = π/(2·the arithmetic-geometric mean)
    return -(1 + (2 * tanh * tanh - 1) / a) / tanh;
  }

  @Test
  void onsagersEnergyIsTheKnownOne() {
    assertEquals(-1.745564575312554, onsager(2), 1e-12);
    assertEquals(-1.3428663876959275, onsager(2.3), 1e-12);
  }
}

package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every algorithm keeps to: the observables of small magnets are those of all of their states.
 *
 * <p>Four algorithms measure about 500 numbers. Errors from 100 blocks or more make them Student's;
 * one of 500 is then beyond 4.7 standard errors with a probability below 0.5 %, so that a right
 * algorithm would fail once in 200 choices of the seed.
 */
abstract class AlgorithmContract {
  private static final double MOST_ERRORS = 4.7;
  private static final Map<Magnet, BruteForce> EXACT = new ConcurrentHashMap<>();

  abstract Simulation.Algorithm algorithm();

  record Case(Magnet magnet, double temperature) {}

  static Stream<Case> magnets() {
    return Stream.of(
        new Case(Magnet.ising(Lattice.square(2)), 3),
        new Case(Magnet.ising(Lattice.square(2)).withField(-0.4), 3.5),
        new Case(Magnet.ising(Lattice.square(3)), 2.5),
        new Case(Magnet.ising(Lattice.square(3)).withField(0.3), 2.5),
        new Case(Magnet.ising(Lattice.square(4)), 2.3),
        new Case(Magnet.ising(Lattice.square(4)).withField(0.1), 2.5),
        new Case(Magnet.ising(Lattice.square(4)).withField(-2.5), 6),
        new Case(Magnet.ising(Lattice.triangular(3)), 4),
        new Case(Magnet.ising(Lattice.triangular(3)).withField(-0.3), 4.5),
        new Case(Magnet.ising(Lattice.honeycomb(2)), 1.8),
        new Case(Magnet.ising(Lattice.honeycomb(3)).withField(0.1), 2),
        new Case(Magnet.ising(Lattice.cubic(2)), 6),
        new Case(Magnet.ising(Lattice.cubic(2)).withField(0.2), 6),
        new Case(Magnet.ising(Lattice.chain(6)), 1.5),
        new Case(Magnet.ising(Lattice.chain(9)).withField(0.2), 1.5),
        new Case(Magnet.ising(Lattice.completeGraph(12)), 1.1),
        new Case(Magnet.ising(Lattice.completeGraph(2)).withField(-0.3), 3),
        new Case(Magnet.ising(Lattice.completeGraph(12)).withField(0.1), 1),
        new Case(Magnet.potts(Lattice.square(3), 3), 1.1),
        new Case(Magnet.potts(Lattice.square(3), 5), 0.95),
        new Case(Magnet.potts(Lattice.triangular(3), 3), 1.6),
        new Case(Magnet.potts(Lattice.honeycomb(2), 3), 0.8),
        new Case(Magnet.potts(Lattice.chain(7), 3), 0.7));
  }

  private Simulation simulation() {
    return new Simulation(algorithm(), 4, 500, 8_000, 1);
  }

  @ParameterizedTest
  @MethodSource("magnets")
  void agreesWithAllStates(Case one) {
    Measurements measured =
        simulation().run(one.magnet(), one.temperature(), Seed.of(20).stream(algorithm().name()));
    assertTrue(measured.verdict().isOk(), measured::toString);
    BruteForce exact = EXACT.computeIfAbsent(one.magnet(), BruteForce::new);
    double t = one.temperature();
    near("energy", exact.energy(t), measured.energy());
    near("specific heat", exact.specificHeat(t), measured.specificHeat());
    near("|m|", exact.magnetization(t), measured.magnetization());
    near("m", exact.moment(t, 1), measured.signedMagnetization());
    near("susceptibility", exact.susceptibility(t), measured.susceptibility());
    near("cumulant", exact.binder(t), measured.binder());
  }

  private static void near(String what, double exact, Measured measured) {
    assertTrue(measured.standardError() > 0, () -> what + ": " + measured);
    assertTrue(
        Math.abs(measured.pull(exact)) < MOST_ERRORS,
        () ->
            "%s: %s, but exactly %s, %.2f errors away"
                .formatted(what, measured, exact, measured.pull(exact)));
  }

  /** Where every weight but one underflows, and in fields that no neighbours hold out against. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-3})
  void nearZeroTheMagnetIsInItsGroundState(double temperature) {
    Simulation few = simulation().withChains(1).withSweeps(50).withEvery(50);
    List<Magnet> magnets =
        List.of(
            Magnet.ising(Lattice.square(4)).withField(1e300),
            Magnet.ising(Lattice.square(5)).withField(-5),
            Magnet.ising(Lattice.completeGraph(20)).withField(-1),
            Magnet.potts(Lattice.square(3), 5));
    for (Magnet magnet : magnets) {
      Measurements measured = few.run(magnet, temperature, Seed.of(3));
      double sign = Math.signum(magnet.field());
      assertEquals(sign == 0 ? 1 : sign, measured.signedMagnetization().value(), magnet::toString);
      assertEquals(0, measured.specificHeat().value(), magnet::toString);
    }
  }

  @Test
  void threadsChangeNothing() {
    Magnet magnet = Magnet.ising(Lattice.square(6)).withField(0.1);
    double[] temperatures = {1.5, 2.5, 3.5};
    Simulation few = simulation().withBurnIn(20).withSweeps(60).withEvery(3);
    List<Measurements> one =
        Parallel.withThreads(1, () -> few.run(magnet, temperatures, Seed.of(2)));
    List<Measurements> three =
        Parallel.withThreads(3, () -> few.run(magnet, temperatures, Seed.of(2)));
    for (int t = 0; t < temperatures.length; t++) {
      assertArrayEquals(one.get(t).energies(), three.get(t).energies());
      assertArrayEquals(one.get(t).magnetizations(), three.get(t).magnetizations());
      Measurements alone = few.run(magnet, temperatures[t], one.get(t).seed());
      assertArrayEquals(one.get(t).energies(), alone.energies());
    }
    Measurements only = few.run(magnet, new double[] {2}, Seed.of(2)).get(0);
    assertArrayEquals(only.energies(), few.run(magnet, 2, only.seed()).energies());
  }
}

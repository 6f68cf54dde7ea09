package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudiesTest {
  private static final Seed SEED = Seed.of(7);
  private static final Magnet SMALL = Magnet.ising(Lattice.square(4));

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  /** In fields so slow that the magnet keeps up, the loop is the curve of equilibrium. */
  @Test
  void aSlowFieldAboveTheCurieFollowsEquilibrium() {
    Hysteresis.Loop loop = new Hysteresis(0.5, 4, 60, 400).run(SMALL, 4, SEED);
    for (int k = 0; k < loop.fields().length; k++) {
      double exact = new BruteForce(SMALL.withField(loop.fields()[k])).moment(4, 1);
      assertEquals(
          0, loop.magnetizations().get(k).pull(exact), 4.5, "at field " + loop.fields()[k]);
    }
    assertArrayEquals(new double[] {0.5, 0.25, 0, -0.25, -0.5, -0.25, 0, 0.25, 0.5}, loop.fields());
    assertEquals(0, loop.area().pull(0), 4.5);
  }

  @Test
  void belowTheCuriePointALoopOpens() {
    Hysteresis.Loop loop =
        Hysteresis.defaults().withReplicas(8).run(Magnet.ising(Lattice.square(32)), 1.8, SEED);
    assertTrue(loop.area().value() > 10 * loop.area().standardError(), loop::toString);
    assertEquals(loop.fields().length, loop.toTable().rowCount());
    assertTrue(loop.chart().svg().contains("field falls"));
  }

  @Test
  void theResponseToAFieldIsExact() {
    FieldResponse settings = FieldResponse.defaults().withFields(0.01, 0.1, 1).withLengths(2, 4);
    FieldResponse.Response response = settings.measure(SMALL, 2.5, SEED);
    assertTrue(response.verdict().isOk(), response::toString);
    assertEquals(6, response.measured().size());
    for (Measurements one : response.measured()) {
      double exact = new BruteForce(one.magnet()).moment(2.5, 1);
      assertEquals(0, one.signedMagnetization().pull(exact), 4.5, one::toString);
    }
    assertEquals(6, response.toTable().rowCount());
    assertTrue(response.chart().svg().contains("L = 4"));
  }

  /**
   * The law is √t, which effective exponents reach from below: the size has a constant beside √t,
   * of some lattice spacings, so that they are lower by some percent of tens of sweeps.
   */
  @Test
  void domainsGrowAsTheRootOfTime() {
    Quench.Growth growth = new Quench(256, 8).run(Magnet.ising(Lattice.square(256)), 1.2, SEED);
    assertTrue(growth.verdict().isOk(), growth::toString);
    assertTrue(growth.exponent().standardError() < 0.02, growth::toString);
    assertEquals(0.47, growth.exponent().value(), 0.05);
    assertEquals(growth.times().length, growth.toTable().rowCount());
    assertTrue(growth.chart().svg().contains("sweeps"));
    Quench.Growth small = new Quench(64, 2).run(SMALL, 1.2, SEED);
    assertTrue(small.verdict().toString().contains("no exponent"), small::toString);
  }

  @Test
  void aLargerMagnetKeepsItsDirectionLonger() {
    Reversals.Times times =
        Reversals.defaults().withLengths(4, 8, 64).withSweeps(3_000).measure(SMALL, 2.2, SEED);
    double ratio = times.times().get(1).value() / times.times().get(0).value();
    assertTrue(ratio > 3 && ratio < 12, () -> times.toString());
    assertTrue(times.verdict().toString().contains("at length 64 are too few"), times::toString);
    assertTrue(Double.isNaN(times.times().get(2).value()));
    assertEquals(3, times.toTable().rowCount());
    assertTrue(times.chart().svg().contains("sweeps"));
  }

  /**
   * On a ring of two spins, which a double bond joins, a sweep draws the first given the second and
   * then the second given the first, each unlike with probability f. Readings are those whose two
   * spins are alike, and k sweeps apart with probability fᵏ⁻¹(1 − f); between them k links turn the
   * direction with probability f, and k − 1 with certainty. So a reading follows one of the other
   * direction with probability ½ − ½(1 − f)(1 − 2f)/(1 + f(1 − 2f)).
   */
  @Test
  void reversalsOfTwoSpinsAreExact() {
    double temperature = 3;
    double f = 1 / (1 + Math.exp(4 / temperature));
    double turns = (1 - (1 - f) * (1 - 2 * f) / (1 + f * (1 - 2 * f))) / 2;
    Measured time =
        Reversals.defaults()
            .withLengths(2)
            .withChains(50)
            .measure(Magnet.ising(Lattice.chain(2)), temperature, SEED)
            .times()
            .get(0);
    assertTrue(time.standardError() < 0.01 * time.value(), time::toString);
    assertEquals(0, time.pull(1 / ((1 - f) * turns)), 4.5, time::toString);
  }

  @Test
  void studiesRefuseWhatTheyAreNotFor() {
    assertThrows(IllegalArgumentException.class, () -> Quench.defaults().run(SMALL, 2.3, SEED));
    assertThrows(
        IllegalArgumentException.class, () -> Quench.defaults().run(SMALL.withField(0.1), 1, SEED));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Quench.defaults().run(Magnet.ising(Lattice.completeGraph(500)), 0.5, SEED))
            .getMessage();
    assertTrue(message.contains("take a lattice, not the complete graph"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> Reversals.defaults().measure(SMALL.withField(0.1), 1, SEED));
    assertThrows(
        IllegalArgumentException.class,
        () -> Hysteresis.defaults().run(Magnet.potts(Lattice.square(4), 3), 1, SEED));
    assertThrows(IllegalArgumentException.class, () -> Hysteresis.defaults().withAmplitude(0));
    assertThrows(IllegalArgumentException.class, () -> Hysteresis.defaults().withReplicas(1));
    assertThrows(IllegalArgumentException.class, () -> Quench.defaults().withSweeps(31));
    assertThrows(IllegalArgumentException.class, () -> Reversals.defaults().withLengths());
    assertThrows(
        IllegalArgumentException.class, () -> FieldResponse.defaults().withFields(0.1, 0.1));
    assertThrows(IllegalArgumentException.class, () -> FieldResponse.defaults().withFields(0));
  }

  @Test
  void anInterruptEndsThem() {
    assertCancelled(() -> Quench.defaults().run(SMALL, 1, SEED));
    assertCancelled(() -> Hysteresis.defaults().run(SMALL, 1, SEED));
    assertCancelled(() -> Reversals.defaults().measure(SMALL, 1, SEED));
    assertCancelled(() -> FieldResponse.defaults().measure(SMALL, 1, SEED));
  }

  private static void assertCancelled(Executable work) {
    Thread.currentThread().interrupt();
    Parallel.withThreads(1, () -> assertThrows(CancellationException.class, work));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  @Test
  void threadsChangeNothing() {
    Quench quench = new Quench(32, 3);
    assertEquals(
        Parallel.withThreads(1, () -> quench.run(SMALL, 1, SEED)).sizes(),
        Parallel.withThreads(2, () -> quench.run(SMALL, 1, SEED)).sizes());
  }

  @ParameterizedTest
  @EnumSource(Lattice.Kind.class)
  void spinsAreSeenOnEveryLattice(Lattice.Kind kind) {
    Spins spins = Spins.ordered(Magnet.ising(new Lattice(kind, 6)), SEED);
    spins.sweep(2);
    spins.sweep(3, 0.5);
    byte[] copy = spins.spins();
    int sum = 0;
    for (byte s : copy) {
      assertEquals(1, Math.abs(s));
      sum += s;
    }
    assertEquals((double) sum / copy.length, spins.magnetization(), 1e-12);
    assertEquals(2, spins.sweeps());
    assertTrue(spins.chart().svg().contains("2 sweeps"));
    assertTrue(Double.isFinite(spins.energy()));
    assertThrows(IllegalArgumentException.class, () -> spins.sweep(2, Double.NaN));
  }
}

package cusp.landscape;

import static cusp.landscape.ValleyTracerTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.toy.CriticalPoint;
import cusp.toy.Superposition;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MinimumEnergyPathTest {

  private static final MinimumEnergyPath PATHS = MinimumEnergyPath.defaults();
  private static final Seed SEED = Seed.of(1);

  /** Müller and Brown 1979: three minima and two saddles, whose values are well known. */
  private static final Objective MULLER_BROWN =
      Objective.of(
          "-200*exp(-(x-1)^2-10*y^2)-100*exp(-x^2-10*(y-0.5)^2)"
              + "-170*exp(-6.5*(x+0.5)^2+11*(x+0.5)*(y-1.5)-6.5*(y-1.5)^2)"
              + "+15*exp(0.7*(x+1)^2+0.6*(x+1)*(y-1)+0.7*(y-1)^2)",
          "x",
          "y");

  @Test
  void theBarrierOfMullerAndBrownIsFound() {
    double[] deep = {-0.558224, 1.441726};
    double[] shallow = {0.623499, 0.028038};
    Connection connection = PATHS.between(MULLER_BROWN, deep, shallow, SEED);
    assertTrue(connection.verdict().isOk(), connection::toString);
    assertEquals(-40.66484, connection.saddle().loss(), 1e-4);
    assertArrayEquals(new double[] {-0.822002, 0.624313}, connection.saddle().w(), 1e-5);
    assertEquals(1, connection.saddle().index());
    assertEquals(-40.66484 + 108.16672, connection.barrier(), 1e-3);
    assertTrue(connection.straightBarrier() > 1.2 * connection.barrier(), connection::toString);
  }

  @Test
  void aBentDoubleWellHasItsKnownBarrier() {
    Connection connection =
        PATHS.between(
            Objective.of("(x^2-1)^2+5*(y-x^2)^2"), new double[] {-1, 1}, new double[] {1, 1}, SEED);
    assertEquals(1, connection.barrier(), 1e-9);
    assertArrayEquals(new double[2], connection.saddle().w(), 1e-7);
    assertEquals(6, connection.straightBarrier(), 0.01);
  }

  @Test
  void aRingConnectsWhatTheStraightLineParts() {
    Connection connection =
        PATHS.between(
            Objective.of("(x^2+y^2-1)^2"), new double[] {1, 0}, new double[] {-1, 0}, SEED);
    assertTrue(connection.verdict().isOk(), connection::toString);
    assertTrue(connection.barrier() < 1e-6, connection::toString);
    assertEquals(1, connection.straightBarrier(), 1e-9);
  }

  @Test
  void separateBranchesHaveABarrier() {
    Connection connection =
        PATHS.between(
            Objective.of("(a*b-1)^2"), new double[] {2, 0.5}, new double[] {-2, -0.5}, SEED);
    assertEquals(1, connection.barrier(), 1e-6, connection::toString);
  }

  @Test
  void aPathDownhillHasNone() {
    Connection connection =
        PATHS.between(Objective.of("x^2+y^2"), new double[] {2, 0}, new double[] {0, 0.1}, SEED);
    assertEquals(0, connection.barrier());
    assertNull(connection.saddle());
  }

  @Test
  void polygonsOfSuperpositionAreJoinedBelowTheStraightLine() {
    Objective loss = new Superposition(6, 2).population();
    Connection connection =
        PATHS
            .withAttempts(1)
            .between(
                loss, new CriticalPoint(6, 5, 0).point(), new CriticalPoint(6, 6, 0).point(), SEED);
    assertTrue(connection.barrier() <= connection.straightBarrier(), connection::toString);
  }

  @Test
  void oneDimensionHasOnePath() {
    Connection connection =
        PATHS.between(Objective.of("(x^2-1)^2"), new double[] {-1}, new double[] {1}, SEED);
    assertEquals(1, connection.barrier(), 1e-9);
    assertEquals(connection.straightBarrier(), connection.barrier(), 1e-9);
  }

  @Test
  void tooFewIterationsAreNamed() {
    Connection connection =
        PATHS
            .withIterations(2)
            .between(MULLER_BROWN, new double[] {-0.558, 1.442}, new double[] {0.623, 0.028}, SEED);
    assertTrue(connection.verdict().toString().contains("not converged: after 2 iterations"));
    assertTrue(connection.barrier() > 0);
  }

  @Test
  void aLossThatIsNotFiniteOnTheWayIsInvalid() {
    Connection connection =
        PATHS
            .withAttempts(1)
            .between(Objective.of("log(x^2-1)"), new double[] {-2}, new double[] {2}, SEED);
    assertTrue(connection.verdict().isInvalid(), connection::toString);
    assertThrows(IllegalStateException.class, connection::barrier);
    assertEquals(2, connection.chart().toTable().column("series").countUnique());
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> PATHS.between(MULLER_BROWN, new double[2], new double[] {1, 1}, SEED));
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays set");
    }
  }

  @Test
  void theThreadsChangeNothing() {
    Objective ring = Objective.of("(x^2+y^2-1)^2");
    String one = Parallel.withThreads(1, () -> digits(ring));
    assertEquals(one, Parallel.withThreads(3, () -> digits(ring)));
  }

  private static String digits(Objective ring) {
    return Arrays.deepToString(
        PATHS.between(ring, new double[] {1, 0}, new double[] {-1, 0}, SEED).path());
  }

  @Test
  void theTableComparesBothWays() {
    Connection connection =
        PATHS.between(
            Objective.of("(x^2+y^2-1)^2"), new double[] {1, 0}, new double[] {0, 1}, SEED);
    assertEquals(
        List.of("share of the way", "path", "straight line"), connection.toTable().columnNames());
    assertEquals(connection.path().length, connection.toTable().rowCount());
    assertArrayEquals(new double[] {1, 0}, connection.path()[0]);
    assertArrayEquals(new double[] {0, 1}, connection.path()[connection.path().length - 1]);
  }

  @Test
  void wrongInputIsRefused() {
    Objective loss = Objective.of("x^2+y^2");
    double[] a = {1, 0};
    assertRefused("the same", () -> PATHS.between(loss, a, a.clone(), SEED));
    assertRefused("the second end has length 1", () -> PATHS.between(loss, a, new double[1], SEED));
    assertRefused(
        "the loss at the first end must be finite, not NaN",
        () -> PATHS.between(Objective.of("log(x)+y"), new double[] {-1, 0}, a, SEED));
    assertRefused("images must be at least 5, not 4", () -> PATHS.withImages(4));
    assertRefused("iterations must be at least 1", () -> PATHS.withIterations(0));
    assertRefused("tolerance must be positive", () -> PATHS.withTolerance(0));
    assertRefused("attempts must be at least 1", () -> PATHS.withAttempts(0));
  }
}

package cusp.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Verdict;
import cusp.landscape.Valley.End;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.toy.CriticalPoint;
import cusp.toy.Superposition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValleyTracerTest {

  private static final ValleyTracer TRACER = ValleyTracer.defaults().withBox(Box.of(-3, 3));

  static void assertRefused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Valley trace(String formula, double... start) {
    return TRACER.trace(Objective.of(formula), start);
  }

  @Test
  void theHyperbolaIsFollowedToTheWalls() {
    Valley valley = trace("(a*b-1)^2", 1.3, 1.2);
    for (double[] w : valley.path()) {
      assertEquals(1, w[0] * w[1], 1e-8);
    }
    assertEquals(List.of(End.WALL, End.WALL), List.of(valley.before(), valley.after()));
    double far = Arrays.stream(valley.coordinate(0)).max().orElseThrow();
    double near = Arrays.stream(valley.coordinate(0)).min().orElseThrow();
    assertEquals(3, far, 1e-3);
    assertEquals(1.0 / 3, near, 1e-3);
    // ∫ √(1 + a⁻⁴) da from 1/3 to 3, by a fine Simpson rule
    assertEquals(arc(), valley.length(), 0.01);
    assertTrue(valley.verdict().isOk());
    assertEquals(1, valley.dimension());
    assertEquals(0, valley.arcLength()[valley.start()]);
    assertEquals(
        Linear.distance(new double[] {1.3, 1.2}, valley.path()[valley.start()]), valley.moved());
  }

  private static double arc() {
    int n = 20_000;
    double sum = 0;
    double h = (3 - 1.0 / 3) / n;
    for (int i = 0; i < n; i++) {
      double a = 1.0 / 3 + (i + 0.5) * h;
      sum += h * Math.sqrt(1 + Math.pow(a, -4));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.05, 0.13})
  void theCircleCloses(double step) {
    Valley circle =
        TRACER.withStep(step).trace(Objective.of("(x^2+y^2-1)^2"), new double[] {0.9, 0.7});
    assertTrue(circle.isClosed());
    assertEquals(2 * Math.PI, circle.length(), step * step);
    assertArrayEquals(circle.path()[0], circle.path()[circle.path().length - 1]);
    for (double[] w : circle.path()) {
      assertEquals(1, Math.hypot(w[0], w[1]), 1e-8);
    }
  }

  @Test
  void anEightIsFollowedToItsCrossingAtBothEnds() {
    // Bernoulli's lemniscate, whose loops meet at the origin
    Valley loop = trace("((x^2+y^2)^2-2*(x^2-y^2))^2", 1.4, 0);
    assertEquals(2, loop.singularPoints().size());
    for (double[] w : loop.singularPoints()) {
      assertArrayEquals(new double[2], w, 1e-5);
    }
    // half of the whole length 2.62206 · 2√2
    assertEquals(2.622057554 * Math.sqrt(2), loop.length(), 0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.777, -1.2345})
  void crossingLinesAreReportedWithTheirPlace(double from) {
    Valley axis = trace("x^2*y^2", from, 0.1);
    List<double[]> singular = axis.singularPoints();
    assertEquals(1, singular.size());
    assertArrayEquals(new double[2], singular.get(0), 1e-6);
    int place = axis.after() == End.SINGULAR ? axis.path().length - 1 : 0;
    assertEquals(2, axis.kernelDimensions()[place]);
    assertEquals(1, axis.kernelDimensions()[axis.start()]);
    assertTrue(axis.toString().contains("singular point"), axis::toString);
  }

  @Test
  void theTipOfACuspIsASingularPoint() {
    Valley branch = trace("(x^3-y^2)^2", 1, 0.9);
    assertEquals(1, branch.singularPoints().size(), branch::toString);
    assertArrayEquals(new double[2], branch.singularPoints().get(0), 2e-3);
    for (double[] w : branch.path()) {
      assertEquals(Math.pow(Math.max(w[0], 0), 1.5), Math.abs(w[1]), 2e-4);
    }
  }

  @Test
  void aChosenDirectionOfAPlaneIsKept() {
    Objective sheet = Objective.of("(x*y-1)^2", "x", "y", "z");
    Valley up = TRACER.trace(sheet, new double[] {1, 1, 0}, new double[] {0, 0, 5});
    assertEquals(2, up.dimension());
    for (double[] w : up.path()) {
      assertEquals(1, w[0], 1e-9);
    }
    assertEquals(6, up.length(), 1e-3);
    assertTrue(up.path()[up.path().length - 1][2] > 2.99, "it sets out upwards");
    Valley across = TRACER.trace(sheet, new double[] {1, 1, 0}, new double[] {1, 0, 0});
    for (double[] w : across.path()) {
      assertEquals(1, w[0] * w[1], 1e-8);
      assertEquals(0, w[2], 1e-9);
    }
  }

  @Test
  void aPolygonTurnsOnceAroundInSuperposition() {
    double[] w = new CriticalPoint(6, 5, 1).point();
    double[] turn = new double[18];
    double square = 0;
    for (int j = 0; j < 6; j++) {
      turn[j] = -w[6 + j];
      turn[6 + j] = w[j];
      square += w[j] * w[j] + w[6 + j] * w[6 + j];
    }
    Valley round =
        ValleyTracer.defaults()
            .withStep(0.2)
            .withLength(20)
            .trace(new Superposition(6, 2).population(), w, turn);
    assertTrue(round.isClosed(), () -> round + " " + round.verdict());
    assertEquals(2 * Math.PI * Math.sqrt(square), round.length(), 0.02);
    assertEquals(1, round.dimension());
  }

  @Test
  void aFlatDirectionThatRisesIsNoValley() {
    Valley quartic = trace("x^2+y^4", 0, 0);
    assertEquals(List.of(End.RISES, End.RISES), List.of(quartic.before(), quartic.after()));
    assertTrue(quartic.length() < 0.01, quartic::toString);
  }

  @Test
  void anIsolatedMinimumHasNoPath() {
    Valley bowl = trace("x^2+2*y^2", 1, 1);
    assertEquals(End.ISOLATED, bowl.after());
    assertEquals(1, bowl.path().length);
    assertArrayEquals(new double[2], bowl.path()[0], 1e-12);
  }

  @Test
  void aSlopeHasNoValley() {
    Valley none = trace("x+y^2", 0, 1);
    assertTrue(none.verdict().isInvalid(), none::toString);
    assertTrue(none.toString().contains("no minimum was found"));
  }

  @Test
  void aSingularStartIsNamed() {
    Valley axis = trace("x^2*y^2", 0, 0);
    assertEquals(Verdict.Level.QUALIFIED, axis.verdict().level());
    assertTrue(axis.verdict().toString().contains("the start is singular"));
    assertEquals(6, axis.length(), 1e-3);
  }

  @Test
  void theTableAndTheChartShowThePath() {
    Valley valley = trace("(a*b-1)^2", 1, 1);
    assertEquals(valley.path().length, valley.toTable().rowCount());
    assertEquals(
        List.of("arc length", "loss", "kernel", "curvature across", "w0", "w1"),
        valley.toTable().columnNames());
    assertEquals("x", valley.chart().toTable().column(1).name());
    Valley inSpace = TRACER.trace(Objective.of("(x*y-1)^2", "x", "y", "z"), new double[] {1, 1, 0});
    assertFalse(inSpace.chart().toTable().isEmpty());
  }

  @Test
  void wrongInputIsRefused() {
    Objective loss = Objective.of("(a*b-1)^2");
    assertRefused("the start has length 1", () -> TRACER.trace(loss, new double[1]));
    assertRefused(
        "the start[1] must be finite", () -> TRACER.trace(loss, new double[] {1, Double.NaN}));
    assertRefused("outside the box", () -> TRACER.trace(loss, new double[] {4, 0}));
    assertRefused(
        "the loss at the start must be finite, not NaN",
        () -> TRACER.trace(Objective.of("log(x)+y"), new double[] {-1, 0}));
    assertRefused(
        "the direction must not be 0",
        () -> TRACER.trace(loss, new double[] {1, 1}, new double[2]));
    assertRefused(
        "a part in the kernel", () -> TRACER.trace(loss, new double[] {1, 1}, new double[] {1, 1}));
    assertRefused("step must be positive and finite, not 0.0", () -> TRACER.withStep(0));
    assertRefused("length must be positive", () -> TRACER.withLength(Double.NaN));
    assertRefused("flatness must be less than 1, not 1.0", () -> TRACER.withFlatness(1));
    assertRefused("tolerance must be positive", () -> TRACER.withTolerance(-1));
    assertRefused(
        "a coordinate lies between 0 and 1, not 2",
        () -> TRACER.trace(loss, new double[] {1, 1}).coordinate(2));
  }
}

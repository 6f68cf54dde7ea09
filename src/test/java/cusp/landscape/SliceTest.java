package cusp.landscape;

import static cusp.landscape.ValleyTracerTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.toy.CriticalPoint;
import cusp.toy.Superposition;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SliceTest {

  private static final Objective SPACE = Objective.of("x^2+4*y^2+9*z^2");
  private static final Seed SEED = Seed.of(3);

  @Test
  void aPlaneThroughThreePointsHoldsThem() {
    double[] a = {1, 2, 3};
    double[] b = {4, 0, 3};
    double[] c = {0, 0, 7};
    Plane plane = Plane.through(a, b, c);
    assertArrayEquals(new double[2], plane.coordinates(a), 1e-12);
    assertArrayEquals(new double[] {Math.sqrt(13), 0}, plane.coordinates(b), 1e-12);
    for (double[] w : new double[][] {a, b, c}) {
      assertEquals(0, plane.distance(w), 1e-12);
      double[] st = plane.coordinates(w);
      assertArrayEquals(w, plane.point(st[0], st[1]), 1e-12);
    }
    assertEquals(1, Linear.norm(plane.u()), 1e-15);
    assertEquals(1, Linear.norm(plane.v()), 1e-15);
    assertEquals(0, Linear.dot(plane.u(), plane.v()), 1e-15);
    assertTrue(plane.distance(new double[] {1, 2, 4}) > 0.1);
  }

  @Test
  void theGridHoldsTheLossesAtItsPoints() {
    Plane plane = Plane.at(new double[] {1, 0, 0}, new double[] {0, 2, 0}, new double[] {0, 1, 1});
    Slice slice = plane.slice(SPACE, new double[] {0, 1}, new double[] {-1, 3}, 4);
    assertEquals(5, slice.losses().length);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double s = j / 4.0;
        double t = -1 + i;
        assertEquals(1 + 4 * s * s + 9 * t * t, slice.losses()[i][j], 1e-12);
      }
    }
    assertEquals(25, slice.toTable().rowCount());
    assertEquals(0.25, slice.toTable().doubleColumn("s").get(1));
    assertEquals(1, slice.lowest(), 1e-12);
    assertTrue(slice.verdict().isOk());
  }

  @Test
  void blocksOfARandomDirectionAreAsLongAsThoseOfThePoint() {
    Superposition model = new Superposition(6, 2);
    double[] w = new CriticalPoint(6, 5, 0).point();
    Plane plane = Plane.random(w, model.parameters(), SEED);
    for (int[] block : new int[][] {{0, 6}, {6, 12}, {12, 18}}) {
      double wanted = Linear.norm(Arrays.copyOfRange(w, block[0], block[1]));
      double has = Linear.norm(Arrays.copyOfRange(plane.u(), block[0], block[1]));
      assertEquals(wanted, has, 1e-12);
    }
    assertEquals(1, Linear.norm(Plane.random(w, SEED).u()), 1e-12);
    assertArrayEquals(plane.u(), Plane.random(w, model.parameters(), SEED).u());
    Slice slice = plane.slice(model.population(), 1, 12);
    assertEquals(slice.losses()[6][6], model.population().loss(w), 1e-12);
  }

  @Test
  void linesLieAtTheLevelsAskedFor() {
    Plane plane = Plane.at(new double[3], new double[] {1, 0, 0}, new double[] {0, 1, 0});
    Slice slice = plane.slice(SPACE, 1, 10).above(0.5);
    assertEquals(-0.5, slice.lowest());
    assertEquals(0.5, slice.losses()[5][10], 1e-15);
    String svg = slice.plot("", 0.125, 2.25).figure("Two lines.").svg();
    assertTrue(svg.contains(">0.125<") && svg.contains(">2.25<"), svg);
  }

  @Test
  void whatIsNotFiniteIsLeftEmpty() {
    Plane plane = Plane.at(new double[2], new double[] {1, 0}, new double[] {0, 1});
    Slice slice = plane.slice(Objective.of("log(x)+y^2"), 1, 10);
    assertTrue(slice.verdict().toString().contains("not finite at 66 points"), () -> "" + slice);
    assertEquals(66, slice.chart().toTable().column("z").countMissing());
    assertEquals(66, slice.surface().figure("Half.").toTable().column("z").countMissing());
  }

  @Test
  void aFlatSliceIsDrawnToo() {
    Plane plane = Plane.at(new double[3], new double[] {1, 0, 0}, new double[] {0, 1, 0});
    Slice flat = plane.slice(Objective.of("z^2", "x", "y", "z"), 1, 4);
    assertTrue(flat.chart().svg().contains("svg"));
    assertTrue(flat.surface().figure("Flat.").svg().contains("svg"));
  }

  @Test
  void theThreadsChangeNothing() {
    Plane plane = Plane.random(new double[] {1, 1, 1}, SEED);
    double[][] one = Parallel.withThreads(1, () -> plane.slice(SPACE, 2, 9).losses());
    double[][] three = Parallel.withThreads(3, () -> plane.slice(SPACE, 2, 9).losses());
    assertArrayEquals(one, three);
  }

  @Test
  void anInterruptEndsIt() {
    Plane plane = Plane.random(new double[] {1, 1, 1}, SEED);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> plane.slice(SPACE, 2, 9));
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays set");
    }
  }

  @Test
  void wrongInputIsRefused() {
    double[] w = {1, 1, 1};
    double[] x = {1, 0, 0};
    double[] y = {0, 1, 0};
    Plane plane = Plane.at(w, x, y);
    assertRefused("must not be parallel", () -> Plane.at(w, x, new double[] {-2, 0, 0}));
    assertRefused("the first direction must not be 0", () -> Plane.at(w, new double[3], y));
    assertRefused("the second direction has length 2", () -> Plane.at(w, x, new double[2]));
    assertRefused("must not be 0", () -> Plane.through(w, w, y));
    assertRefused("must be orthogonal", () -> new Plane(w, x, w));
    assertRefused("u[0] must be finite", () -> new Plane(w, new double[] {Double.NaN, 0, 0}, y));
    assertRefused(
        "the parameters have dimension 2, the point 3",
        () -> Plane.random(w, Parameters.none().and("a", 2), SEED));
    assertRefused(
        "a point that is not 0",
        () -> Plane.random(new double[3], Parameters.none().and("a", 3), SEED));
    assertRefused("the origin has length 3", () -> plane.slice(Objective.of("x^2"), 1, 4));
    assertRefused("reach must be positive", () -> plane.slice(SPACE, 0, 4));
    assertRefused("cells must be at least 2, not 1", () -> plane.slice(SPACE, 1, 1));
    assertRefused(
        "tRange must be a low and a high end, not [1.0, 1.0]",
        () -> plane.slice(SPACE, new double[] {0, 1}, new double[] {1, 1}, 4));
    assertRefused(
        "finite nowhere", () -> plane.slice(Objective.of("log(x-99)", "x", "y", "z"), 1, 4));
    assertRefused("the point has length 2", () -> plane.coordinates(new double[2]));
    Slice slice = plane.slice(SPACE, 1, 2);
    assertRefused(
        "a row of losses must have length 3, not 2",
        () -> new Slice(plane, slice.s(), slice.t(), new double[3][2], slice.verdict()));
    assertRefused(
        "a row for each of 3 lines, not 2",
        () -> new Slice(plane, slice.s(), slice.t(), new double[2][3], slice.verdict()));
  }
}

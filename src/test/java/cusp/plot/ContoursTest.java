package cusp.plot;

import static cusp.plot.FigureTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ContoursTest {

  private static final double[] SIDE =
      IntStream.rangeClosed(-20, 20).mapToDouble(i -> i / 10.0).toArray();

  private static boolean isClosed(Pixels line) {
    int last = line.x().length - 1;
    return line.x()[0] == line.x()[last] && line.y()[0] == line.y()[last];
  }

  @Property(tries = 40)
  void levelsOfABowlAreClosedCircles(@ForAll @DoubleRange(min = 0.2, max = 1.9) double radius) {
    double[][] z = SurfaceTest.heights(SIDE, SIDE, Math::hypot);
    List<Pixels> lines = Isolines.of(SIDE, SIDE, z, radius);
    assertEquals(1, lines.size());
    Pixels circle = lines.get(0);
    assertTrue(isClosed(circle));
    for (int k = 0; k < circle.x().length; k++) {
      // Linear interpolation over a step of 0.1 is off by at most 0.1²/(8·radius).
      assertEquals(radius, Math.hypot(circle.x()[k], circle.y()[k]), 0.01 / (8 * radius) + 1e-12);
    }
  }

  @Test
  void aCrossingPartsIntoTwoOpenLines() {
    double[][] z = SurfaceTest.heights(SIDE, SIDE, (x, y) -> x * y);
    for (double level : new double[] {-0.001, 0.001}) {
      List<Pixels> lines = Isolines.of(SIDE, SIDE, z, level);
      assertEquals(2, lines.size());
      for (Pixels line : lines) {
        double side = Math.signum(line.x()[0]);
        for (double x : line.x()) {
          assertEquals(side, Math.signum(x), "each line keeps to its side");
        }
      }
    }
  }

  @Test
  void aCellThatTwoLinesCrossGoesByItsMean() {
    double[] two = {0, 1};
    // Corners 1 and 3 against −1: the mean is positive, so that the two high corners are joined.
    List<Pixels> lines = Isolines.of(two, two, new double[][] {{1, -1}, {-1, 3}}, 0);
    assertEquals(2, lines.size());
    for (Pixels line : lines) {
      double x = (line.x()[0] + line.x()[1]) / 2;
      double y = (line.y()[0] + line.y()[1]) / 2;
      assertTrue(Math.abs(x - y) > 0.25, "each line cuts off a low corner, at (1,0) or (0,1)");
    }
  }

  @Test
  void linesEndAtHoles() {
    double[][] z = SurfaceTest.heights(SIDE, SIDE, Math::hypot);
    z[20][30] = Double.NaN;
    List<Pixels> lines = Isolines.of(SIDE, SIDE, z, 1.02);
    assertEquals(1, lines.size());
    assertTrue(!isClosed(lines.get(0)));
  }

  @Test
  void aPlotShadesThemAndNamesTheirLevels() {
    double[][] z = SurfaceTest.heights(SIDE, SIDE, (x, y) -> x * x + y * y);
    Figure figure =
        Plot.of("Bowl").contours(SIDE, SIDE, z, 0.25, 1, 2.5).x("a").y("b").figure("Circles.");
    assertEquals(1, Svgs.elements(figure, "image").size());
    assertTrue(Svgs.texts(figure).containsAll(List.of("0.25", "1", "2.5", "a", "b")));
    assertTrue(figure.svg().length() < 40_000, figure.svg().length() + " characters");
    assertEquals(List.of("kind", "x", "y", "z"), figure.toTable().columnNames());
    assertEquals(41 * 41, figure.toTable().rowCount());
    Figure round = Plot.of("").contours(SIDE, SIDE, z).figure("Round levels.");
    assertTrue(Svgs.texts(round).containsAll(List.of("1", "3", "5")), () -> "" + Svgs.texts(round));
  }

  @Test
  void wrongContoursAreRefused() {
    double[][] z = new double[2][2];
    double[] two = {0, 1};
    Plot plot = Plot.of("");
    assertRefused("levels must ascend, not [1.0, 1.0]", () -> plot.contours(two, two, z, 1, 1));
    assertRefused("level 0 must be finite", () -> plot.contours(two, two, z, Double.NaN));
    assertRefused("x of a grid must ascend", () -> plot.contours(new double[2], two, z));
  }
}

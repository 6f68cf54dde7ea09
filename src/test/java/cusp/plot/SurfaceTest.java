package cusp.plot;

import static cusp.plot.FigureTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SurfaceTest {

  private static final double[] SIDE =
      IntStream.rangeClosed(-14, 14).mapToDouble(i -> i / 14.0).toArray();

  static double[][] heights(double[] x, double[] y, DoubleBinaryOperator f) {
    double[][] z = new double[y.length][x.length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        z[i][j] = f.applyAsDouble(x[j], y[i]);
      }
    }
    return z;
  }

  private static Surface surface(DoubleBinaryOperator f) {
    return Surface.of(SIDE, SIDE, heights(SIDE, SIDE, f));
  }

  private static List<Element> facets(Figure figure) {
    return Svgs.elements(figure, "path").stream()
        .filter(path -> path.getAttribute("fill").startsWith("#"))
        .toList();
  }

  /** How many pixels of the picture are the curve's dark orange. */
  private static long curvePixels(Surface surface) {
    try {
      BufferedImage image =
          ImageIO.read(new ByteArrayInputStream(surface.figure("A curve.").png()));
      return IntStream.range(0, image.getWidth() * image.getHeight())
          .map(p -> image.getRGB(p % image.getWidth(), p / image.getWidth()))
          .filter(rgb -> rgb == new Color(0x9C3D00).getRGB())
          .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatLiesBehindIsHidden() {
    // A wall along x = 0, seen along x from either side; the dot lies at x = 0.6 on the ground.
    Surface wall =
        surface((x, y) -> Math.exp(-40 * x * x)).curve(new double[] {0.6}, new double[] {0.03});
    assertEquals(0, curvePixels(wall.view(90, 20)), "behind the wall");
    assertTrue(curvePixels(wall.view(270, 20)) > 100, "in front of it");
    assertTrue(curvePixels(wall.view(90, 85)) > 100, "from above");
  }

  @Test
  void aCurveAlongALineOfTheGridKeepsItsWidthFromAllSides() {
    Surface ground = surface((x, y) -> 0).curve(new double[] {0, 0}, new double[] {-0.8, 0.8});
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int azimuth : new int[] {45, 135, 225, 315}) {
      long pixels = curvePixels(ground.view(azimuth, 60));
      least = Math.min(least, pixels);
      most = Math.max(most, pixels);
    }
    assertTrue(least > 0.9 * most, least + " and " + most + " pixels");
  }

  @Test
  void aLineHasNoDotsAtItsEnds() {
    Figure figure =
        surface((x, y) -> 0)
            .curve(new double[] {1, 0.9}, new double[] {-1, -0.9})
            .figure("A line.");
    assertEquals(List.of(), Svgs.elements(figure, "circle"));
    Figure dot = surface((x, y) -> 0).curve(new double[1], new double[1]).figure("A dot.");
    assertEquals(1, Svgs.elements(dot, "circle").size());
  }

  @Test
  void theNearWallOfABowlIsSeenFromBelow() {
    Figure figure = surface((x, y) -> x * x + y * y).view(30, 20).figure("A bowl.");
    long grey =
        facets(figure).stream()
            .map(facet -> Color.decode(facet.getAttribute("fill")))
            .filter(color -> color.getBlue() - color.getRed() < 60 && color.getRed() < 0xA8)
            .count();
    assertTrue(grey > 20, grey + " undersides");
    Figure above = surface((x, y) -> x * x + y * y).view(30, 89).figure("A bowl.");
    assertTrue(
        facets(above).stream()
            .map(facet -> Color.decode(facet.getAttribute("fill")))
            .noneMatch(color -> color.getBlue() - color.getRed() < 40 && color.getRed() < 0xA8));
  }

  @Test
  void shadesRunFromLightToDarkWithTheHeight() {
    double[] y = {0, 1};
    double[] x = {0, 1, 2, 3, 4};
    Figure ramp =
        Surface.of(x, y, heights(x, y, (a, b) -> a)).view(0, 60).figure("A ramp to the right.");
    List<Double> lightness =
        facets(ramp).stream()
            .map(facet -> Luminance.of(Color.decode(facet.getAttribute("fill"))))
            .toList();
    assertEquals(4, lightness.size());
    List<Double> fromTheLeft =
        lightness.get(0) < lightness.get(3) ? reversed(lightness) : lightness;
    assertEquals(fromTheLeft.stream().sorted(Comparator.reverseOrder()).toList(), fromTheLeft);
  }

  private static List<Double> reversed(List<Double> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> values.get(values.size() - 1 - i))
        .toList();
  }

  @Test
  void itIsCutOffWhereItLeavesTheRange() {
    Surface bowl = surface((x, y) -> x * x + y * y);
    int whole = bowl.figure("A bowl.").svg().length();
    Figure cut = bowl.zRange(0, 0.25).z("K").figure("The bottom of a bowl.");
    assertTrue(cut.svg().length() < whole / 2, "a quarter of the disc is left");
    assertTrue(Svgs.texts(cut).contains("K"));
    assertFalse(Svgs.texts(cut).contains("2.0"));
    assertEquals(
        0, curvePixels(bowl.curve(new double[] {0.9}, new double[] {0.9})), "nothing to lie on");
  }

  @Test
  void holesAreLeftOut() {
    Surface holed = surface((x, y) -> x > 0 ? Double.NaN : 0);
    Surface whole = surface((x, y) -> 0);
    assertTrue(holed.figure("Half.").svg().length() < 0.7 * whole.figure("All.").svg().length());
    assertEquals(29 * 29, holed.figure("Half.").toTable().rowCount());
    assertEquals(14 * 29, holed.figure("Half.").toTable().column("z").countMissing());
  }

  @Test
  void aTurnInTwentyFourFramesIsSmall() {
    Surface canyon = surface((x, y) -> Math.pow(4 * x * y - 1, 2)).zRange(0, 4);
    int sum =
        IntStream.range(0, 24)
            .map(k -> canyon.view(15 * k, 35).figure("A canyon.").svg().length())
            .sum();
    assertTrue(sum < 1_000_000, sum + " characters");
  }

  @Test
  void pathsAreWrittenInTenthsAndAddUp() {
    Path2D path = new Path2D.Double();
    path.moveTo(1.04, 2);
    path.lineTo(0.98, 2.55);
    path.lineTo(-3.1, 2.55);
    path.closePath();
    path.moveTo(0, 0);
    assertEquals("M1 2l0 .6l-4.1 0zM0 0", PathText.of(path));
  }

  @Test
  void theNumbersAreThoseGiven() {
    double[][] z = {{1, 2, 3}, {4, 5, 6}};
    Figure figure =
        Surface.of(new double[] {0, 1, 2}, new double[] {5, 6}, z).figure("Six heights.");
    z[0][0] = 99;
    assertEquals(List.of("x", "y", "z"), figure.toTable().columnNames());
    assertArrayEquals(
        new double[] {1, 2, 3, 4, 5, 6}, figure.toTable().doubleColumn("z").asDoubleArray());
  }

  @Test
  void wrongSurfacesAreRefused() {
    double[] two = {0, 1};
    double[][] flat = {{0, 0}, {0, 0}};
    assertRefused("x of a grid", () -> Surface.of(new double[] {0}, two, flat));
    assertRefused(
        "y of a grid must ascend, but 1.0 is followed by 1.0",
        () -> Surface.of(two, new double[] {1, 1}, flat));
    assertRefused(
        "rows of z must have length 2, not 1", () -> Surface.of(two, two, new double[1][2]));
    assertRefused(
        "row 1 of z must have length 2, not 3",
        () -> Surface.of(two, two, new double[][] {{0, 0}, {0, 0, 0}}));
    assertRefused(
        "z[0][1] = Infinity",
        () -> Surface.of(two, two, new double[][] {{0, Double.POSITIVE_INFINITY}, {0, 0}}));
    assertRefused(
        "not only NaN",
        () ->
            Surface.of(
                two, two, new double[][] {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}}));
    Surface surface = Surface.of(two, two, flat);
    assertRefused("elevation must lie between 5 and 90 degrees, not 0.0", () -> surface.view(0, 0));
    assertRefused("azimuth must be finite", () -> surface.view(Double.NaN, 30));
    assertRefused("zRange must have low < high, not 1.0, 1.0", () -> surface.zRange(1, 1));
    assertRefused("y of a curve must have length 1", () -> surface.curve(new double[1], two));
  }
}

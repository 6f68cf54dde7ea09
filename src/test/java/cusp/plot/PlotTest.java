package cusp.plot;

import static cusp.plot.FigureTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PlotTest {

  private static final double NAN = Double.NaN;
  private static final double[] X = {1, 2, 3, 4, 5};
  private static final double[] Y = {5, 3, 4, 2, 1};

  private static Plot plot() {
    return Plot.of("").line("a", X, Y);
  }

  @Test
  void aLineIsOnePathWithTheScaleOfItsAxes() {
    List<double[]> curves = Svgs.curves(plot().yRange(1, 5).figure("It falls."), 0);
    assertEquals(1, curves.size());
    double[] xy = curves.get(0);
    assertEquals(10, xy.length);
    assertEquals(0, xy[0]);
    assertEquals(0, xy[1]);
    for (int i = 0; i < 5; i++) {
      assertEquals(xy[8] * (X[i] - 1) / 4, xy[2 * i], 0.02);
      assertEquals(xy[9] * (5 - Y[i]) / 4, xy[2 * i + 1], 0.02);
    }
  }

  @Test
  void aLogarithmicAxisGivesDecadesTheSameLength() {
    Figure figure =
        Plot.of("")
            .line("a", new double[] {1, 10, 1000}, new double[] {1, 2, 3})
            .logX()
            .figure("A.");
    double[] xy = Svgs.curves(figure, 0).get(0);
    assertEquals(3 * xy[2], xy[4], 0.05);
  }

  @Test
  void gapsBreakALine() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] y = {0, 1, NAN, 3, NAN, 5, 6, 7};
    Figure figure = Plot.of("").line("a", x, y).figure("Gaps.");
    List<double[]> curves = Svgs.curves(figure, 0);
    assertEquals(List.of(4, 6), curves.stream().map(c -> c.length).toList());
    assertEquals(1, Svgs.elements(figure, "circle").size(), "the point alone is a dot");
  }

  @Test
  void stepsHoldUntilTheNextX() {
    double[] xy =
        Svgs.curves(
                Plot.of("").steps("a", new double[] {0, 1, 2}, new double[] {1, 2, 3}).figure("A."),
                0)
            .get(0);
    // along, up, along, up
    assertEquals(10, xy.length);
    assertEquals(xy[1], xy[3]);
    assertEquals(xy[2], xy[4]);
  }

  @Test
  void hollowEstimatesAreOutlinesAndErrorBarsSpanOneStandardErrorEachWay() {
    Figure figure =
        Plot.of("")
            .estimates(
                "λ̂",
                new double[] {1, 2, 3},
                new double[] {5, 5, 5},
                new double[] {1, 2, NAN},
                new boolean[] {false, true, false})
            .yRange(0, 10)
            .figure("Three estimates.");
    List<Element> circles = Svgs.elements(figure, "circle");
    long outlines = circles.stream().filter(c -> c.getAttribute("fill").equals("none")).count();
    assertEquals(4, circles.size(), "three estimates and the legend's");
    assertEquals(2, outlines, "the hollow estimate and the legend's");
    assertTrue(Svgs.texts(figure).contains("hollow: read with caution"));
    double middle = Svgs.number(circles.get(circles.size() - 1), "cy");
    List<Element> bars =
        Svgs.elements(figure, "line").stream()
            .filter(line -> line.hasAttribute("clip-path"))
            .toList();
    assertEquals(4, bars.size(), "two halves of two bars");
    double unit = middle / 5;
    for (Element bar : bars) {
      double far =
          Math.max(
              Math.abs(Svgs.number(bar, "y1") - middle), Math.abs(Svgs.number(bar, "y2") - middle));
      assertTrue(Math.abs(far - unit) < 0.1 || Math.abs(far - 2 * unit) < 0.1, "reach " + far);
    }
  }

  @Test
  void closeLabelsDoNotOverlap() {
    double[] levels = {0.1111, 0.1042, 0.0972, 0.0687, 0.0618, 0.0482};
    Plot plot = Plot.of("").line("SGD", X, new double[] {0.16, 0.11, 0.07, 0.06, 0.0482});
    for (double level : levels) {
      plot.level("at " + level, level);
    }
    Figure figure = plot.figure("Levels.");
    double[] heights =
        Svgs.elements(figure, "text").stream()
            .filter(t -> t.getTextContent().startsWith("at ") || t.getTextContent().equals("SGD"))
            .mapToDouble(t -> Svgs.number(t, "y"))
            .sorted()
            .toArray();
    assertEquals(7, heights.length);
    for (int i = 1; i < heights.length; i++) {
      assertTrue(heights[i] - heights[i - 1] >= Theme.LINE_HEIGHT - 0.02, Arrays.toString(heights));
    }
  }

  @Test
  void moreThanFiveLinesHaveALegend() {
    Plot plot = Plot.of("");
    for (int i = 0; i < 6; i++) {
      plot.line("run " + i, X, Y);
    }
    Figure figure = plot.size(300, 300).figure("Six lines.");
    double[] heights =
        IntStream.range(0, 6)
            .mapToDouble(i -> Svgs.number(Svgs.text(figure, "run " + i), "y"))
            .toArray();
    assertTrue(Arrays.stream(heights).max().orElseThrow() < 100, Arrays.toString(heights));
    assertTrue(Arrays.stream(heights).distinct().count() > 1, "rows of a narrow legend");
  }

  @Test
  void marksThatAreCloseAreLabelledInRows() {
    Figure figure = plot().mark("first", 3).mark("second", 3.1).figure("Marks.");
    assertEquals(
        Theme.LINE_HEIGHT,
        Math.abs(
            Svgs.number(Svgs.text(figure, "first"), "y")
                - Svgs.number(Svgs.text(figure, "second"), "y")),
        0.02);
  }

  @Test
  void aHistogramCountsEveryValueOnce() {
    double[] values = {0, 0.1, 0.9, 1, 1, 2, 3.9, 4, NAN};
    // four bins of width 1; the last holds its upper edge
    double[] xy =
        Svgs.curves(Plot.of("").histogram("a", values, 4).yRange(0, 3).figure("A."), 0).get(0);
    double base = xy[1];
    double[] tops = {xy[3], xy[7], xy[11], xy[15]};
    double unit = base / 3;
    assertEquals(4, xy[xy.length - 2] / (xy[4] - xy[0]), 0.01);
    double[] counts = Arrays.stream(tops).map(top -> (base - top) / unit).toArray();
    for (int i = 0; i < 4; i++) {
      assertEquals(new double[] {3, 2, 1, 2}[i], counts[i], 0.01, Arrays.toString(counts));
    }
  }

  @Test
  void equalAxesShowACircleAsACircle() {
    double[] angle = IntStream.range(0, 61).mapToDouble(i -> 2 * Math.PI * i / 60).toArray();
    double[] x = Arrays.stream(angle).map(Math::cos).toArray();
    double[] y = Arrays.stream(angle).map(Math::sin).toArray();
    double[] xy =
        Svgs.curves(Plot.of("").line("", x, y).equalAxes().size(500, 200).figure("A."), 0).get(0);
    double across = xy[0] - xy[2 * 30];
    double up = xy[2 * 45 + 1] - xy[2 * 15 + 1];
    assertEquals(across, up, 0.05);
  }

  @Test
  void aTablesColumnsBecomeLines() {
    Table table =
        Table.create(
            IntColumn.create("step", 0, 10, 20),
            DoubleColumn.create("train", 3, 2, 1),
            DoubleColumn.create("test", 3.5, NAN, 2),
            StringColumn.create("note", "", "", ""));
    Figure figure = Plot.of("").lines(table, "step", "train", "test").figure("Two losses.");
    assertTrue(Svgs.texts(figure).containsAll(List.of("step", "train", "test")));
    assertEquals(1, Svgs.curves(figure, 0).size());
    assertRefused("no column \"tain\"", () -> Plot.of("").lines(table, "step", "tain"));
    assertRefused("must be numeric", () -> Plot.of("").lines(table, "step", "note"));
    assertRefused("at least one column", () -> Plot.of("").lines(table, "step"));
  }

  @Test
  void theSameNameHasTheSameColour() {
    Figure figure = plot().band("a", X, Y, Y).line("b", X, Y).figure("A.");
    assertEquals(1, Svgs.curves(figure, 0).size());
    assertEquals(1, Svgs.curves(figure, 1).size());
  }

  @Test
  void aLongLineMakesASmallFile() {
    Random random = new Random(1);
    double[] x = IntStream.range(0, 5000).asDoubleStream().toArray();
    double[] y = random.doubles(5000).toArray();
    int size = Plot.of("").line("a", x, y).figure("Noise.").svg().length();
    assertTrue(size < 50_000, size + " characters");
  }

  @Test
  void wrongInputIsRefusedByName() {
    double[] four = {1, 2, 3, 4};
    assertRefused("y of \"b\" must have length 5, not 4", () -> plot().line("b", X, four));
    assertRefused("x of \"b\" must not be empty", () -> plot().points("b", new double[0], four));
    assertRefused(
        "y of \"b\" must hold a number",
        () -> plot().steps("b", X, new double[] {NAN, NAN, NAN, NAN, NAN}));
    assertRefused(
        "y of \"b\"[1] must be finite",
        () -> plot().line("b", new double[] {1, 2}, new double[] {1, Double.NEGATIVE_INFINITY}));
    assertRefused(
        "standardErrors[1] of \"b\" must be finite and at least 0, or NaN, not -1.0",
        () -> plot().estimates("b", X, Y, new double[] {0, -1, 0, 0, 0}, new boolean[5]));
    assertRefused("hollow of \"b\"", () -> plot().estimates("b", X, Y, X, new boolean[4]));
    assertRefused("low[0] of \"b\" must be at most high[0] = 1.0", () -> plot().band("b", X, Y, X));
    assertRefused("the level \"b\"", () -> plot().level("b", NAN));
    assertRefused("bins of \"b\"", () -> plot().histogram("b", X, 0));
    assertRefused("xRange must have low < high", () -> plot().xRange(2, 2));
    assertRefused("must follow line", () -> plot().level("b", 1).dashes(2, 2));
    assertRefused("dashes must be longer than 0", () -> plot().dashes(2, 0));
    assertRefused("at least one series", () -> Plot.of("").level("b", 1).figure("A."));
    assertRefused("two linear axes", () -> plot().logX().equalAxes().figure("A."));
  }

  @Test
  void aLogarithmicAxisRefusesWhatIsNotPositive() {
    double[] zero = {1, 2, 0, 3, 4};
    assertRefused(
        "\"b\" must be positive on a logarithmic y axis, but y[2] = 0.0",
        () -> plot().line("b", X, zero).logY().figure("A."));
    assertRefused(
        "\"b\" must be positive on a logarithmic x axis, but x[2] = 0.0",
        () -> plot().points("b", zero, Y).logX().figure("A."));
    assertRefused("\"m\" must be positive", () -> plot().mark("m", -1).logX().figure("A."));
    assertRefused(
        "must be positive, not from -1.0", () -> plot().yRange(-1, 1).logY().figure("A."));
    assertRefused("histogram \"h\"", () -> Plot.of("").histogram("h", X, 3).logY().figure("A."));
  }

  @Test
  void theLongestTickLabelHasRoomBesideTheAxis() {
    Figure figure =
        Plot.of("")
            .x("step")
            .line("", new double[] {1, 2}, new double[] {0.0693, 0.114})
            .figure("a");
    double left = figure.drawing().margins(640, 370).left();
    assertTrue(left > Theme.EDGE + Theme.width("0.115", Theme.TEXT), left + " pixels");
  }

  @Test
  void namelessMarksTakeNoRoomAboveThePlot() {
    Plot plot = Plot.of("").line("", new double[] {1, 2}, new double[] {1, 2});
    double without = plot.figure("a").drawing().margins(640, 300).top();
    double with = plot.mark("", 1.2).mark("", 1.201).figure("a").drawing().margins(640, 300).top();
    assertEquals(without, with);
  }

  @Test
  void rowsRunDownwardsAndHaveNames() {
    Figure figure =
        Plot.of("").rows("one", "two").points("a", X, new double[] {0, 0, 1, 1, 1}).figure("A.");
    String svg = figure.svg();
    assertTrue(svg.contains(">one<") && svg.contains(">two<"), svg);
    List<Element> dots = Svgs.elements(figure, "circle");
    double first = Double.parseDouble(dots.get(dots.size() - 5).getAttribute("cy"));
    double second = Double.parseDouble(dots.get(dots.size() - 1).getAttribute("cy"));
    assertTrue(first < second, first + " above " + second);
    assertRefused("rows(...)", () -> plot().rows("one").logY().figure("A."));
    assertRefused("number of rows", () -> plot().rows());
  }
}

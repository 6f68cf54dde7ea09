package cusp.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.DialChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.RadarChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The numbers behind a figure. */
class FigureDataTest {
  private static final double NAN = Double.NaN;

  /** Names of columns, then a line a row; a missing value is nothing. */
  private static void assertTable(String expected, Table table) {
    String rows =
        IntStream.range(0, table.rowCount())
            .mapToObj(
                row ->
                    table.columns().stream()
                        .map(c -> c.isMissing(row) ? "" : c.getUnformattedString(row))
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    assertEquals(expected.strip(), String.join(",", table.columnNames()) + "\n" + rows);
  }

  private static Table data(Plot plot) {
    return plot.figure("Data.").toTable();
  }

  private static Table data(Chart<?, ?> chart) {
    return Figure.of(chart).toTable();
  }

  @Test
  void everyKindOfLayerHasItsOwnColumns() {
    Table table =
        data(
            Plot.of("All")
                .line("a", new double[] {1, 2}, new double[] {0.1, NAN})
                .steps("", new double[] {1, 2}, new double[] {3, 4})
                .points("b", new double[] {5}, new double[] {6})
                .estimates(
                    "λ̂",
                    new double[] {7, 8},
                    new double[] {9, 10},
                    new double[] {0.5, NAN},
                    new boolean[] {true, false})
                .band("a", new double[] {1}, new double[] {-1}, new double[] {1})
                .histogram("h", new double[] {0, 1, 1, 4}, 2)
                .level("floor", 0.25)
                .mark("", 3));
    assertEquals("All", table.name());
    assertTable(
        """
        kind,series,x,y,error,hollow,low,high,from,to,count
        line,a,1.0,0.1,,,,,,,
        line,a,2.0,,,,,,,,
        steps,,1.0,3.0,,,,,,,
        steps,,2.0,4.0,,,,,,,
        points,b,5.0,6.0,,,,,,,
        estimates,λ̂,7.0,9.0,0.5,true,,,,,
        estimates,λ̂,8.0,10.0,,false,,,,,
        band,a,1.0,,,,-1.0,1.0,,,
        histogram,h,,,,,,,0.0,2.0,3.0
        histogram,h,,,,,,,2.0,4.0,1.0
        level,floor,,0.25,,,,,,,
        mark,,3.0,,,,,,,,""",
        table);
    assertEquals(ColumnType.BOOLEAN, table.column("hollow").type());
    assertEquals(ColumnType.DOUBLE, table.column("x").type());
  }

  @Test
  void onlyWhatOccursHasAColumn() {
    Table table = data(Plot.of("").line("", new double[] {1}, new double[] {2}));
    assertEquals(List.of("kind", "x", "y"), table.columnNames());
  }

  @Test
  void aLongLineIsNotThinned() {
    double[] x = IntStream.range(0, 100_000).asDoubleStream().toArray();
    double[] y = Arrays.stream(x).map(Math::sin).toArray();
    Table table = data(Plot.of("").line("sin", x, y));
    assertArrayEquals(x, table.doubleColumn("x").asDoubleArray());
    assertArrayEquals(y, table.doubleColumn("y").asDoubleArray());
  }

  @Test
  void changingTheTableLeavesTheFigure() {
    Figure figure = Plot.of("").line("", new double[] {1}, new double[] {2}).figure("A point.");
    figure.toTable().doubleColumn("y").set(0, 99);
    assertEquals(2, figure.toTable().doubleColumn("y").getDouble(0));
  }

  @Test
  void aMatrixIsItsCells() {
    double[][] values = {{1, 2, NAN}, {4, 5, 6}};
    assertTable(
        """
        row,column,value
        1,1,1.0
        1,2,2.0
        1,3,
        2,1,4.0
        2,2,5.0
        2,3,6.0""",
        Heat.of(values).figure("Cells.").toTable());
    assertTable(
        """
        row,column,value
        up,1,1.0
        up,2,2.0
        up,3,
        down,1,4.0
        down,2,5.0
        down,3,6.0""",
        Heat.of(values).rows("up", "down").figure("Cells.").toTable());
  }

  @Test
  void vectorsAreTheirCoordinates() {
    assertTable(
        """
        column,x,y,bias
        1,1.0,0.0,0.5
        2,0.0,2.0,-1.0""",
        Vectors.of(new double[][] {{1, 0}, {0, 2}}).bias(0.5, -1).figure("Two.").toTable());
    assertTable(
        """
        column,x
        1,1.0
        2,0.0""",
        Vectors.of(new double[][] {{1, 0}}).figure("Two.").toTable());
  }

  @Test
  void panelsGoByTheirTitlesOrNumbers() {
    Figure heat = Heat.of(new double[][] {{1}}).rows("top").title("m").figure("One.");
    Figure line = Plot.of("").line("", new double[] {1}, new double[] {2}).figure("A line.");
    Figure numbered = Heat.of(new double[][] {{3}}).title("m").figure("One.");
    Figure vectors = Vectors.of(new double[][] {{4}}).title("v").figure("One.");
    Figure inner = Figure.grid("in", 1, List.of(vectors, line));
    Table table = Figure.grid("all", 2, List.of(heat, line, numbered, inner)).toTable();
    assertEquals("all", table.name());
    assertTable(
        """
        panel,row,column,value,kind,x,y
        1: m,top,1,1.0,,,
        2,,,,line,1.0,2.0
        3: m,1,1,3.0,,,
        in / v,,1,,,4.0,
        in / 2,,,,line,1.0,2.0""",
        table);
    assertEquals(ColumnType.STRING, table.column("row").type());
    assertEquals(ColumnType.INTEGER, table.column("column").type());
  }

  @Test
  void aChartIsTheSeriesThatItShows() {
    XYChart xy = new XYChart(300, 200);
    xy.addSeries("a", new double[] {1, 2}, new double[] {3, NAN});
    xy.addSeries("b", new double[] {1}, new double[] {4}, new double[] {0.5});
    xy.addSeries("hidden", new double[] {1}, new double[] {4}).setEnabled(false);
    assertTable(
        """
        series,x,y,error
        a,1.0,3.0,
        a,2.0,,
        b,1.0,4.0,0.5""",
        data(xy));
    XYChart dates = new XYChart(300, 200);
    dates.addSeries("d", List.of(Date.from(Instant.ofEpochSecond(86_400))), List.of(1));
    assertTable("series,x,y\nd,1970-01-02T00:00:00.000Z,1.0", data(dates));
    assertEquals(0, data(new XYChart(300, 200)).columnCount());
  }

  @Test
  void categoriesAreWordsNumbersOrDates() {
    CategoryChart words = new CategoryChart(300, 200);
    words.addSeries("n", List.of("x,y", "z"), List.of(1, 2), List.of(0.5, 0.5));
    assertTable(
        """
        series,x,y,error
        n,x,y,1.0,0.5
        n,z,2.0,0.5""",
        data(words));
    CategoryChart dates = new CategoryChart(300, 200);
    dates.addSeries("n", List.of(Date.from(Instant.EPOCH)), List.of(1));
    assertTable("series,x,y\nn,1970-01-01T00:00:00.000Z,1.0", data(dates));
  }

  @Test
  void chartsOfOtherKindsSayWhatTheyHave() {
    BubbleChart bubbles = new BubbleChart(300, 200);
    bubbles.addSeries("s", new double[] {1}, new double[] {2}, new double[] {3});
    assertTable("series,x,y,size\ns,1.0,2.0,3.0", data(bubbles));
    BoxChart box = new BoxChartBuilder().width(300).height(200).build();
    box.addSeries("s", new double[] {1, 2});
    box.addSeries("t", new double[] {3});
    assertTable("series,y\ns,1.0\ns,2.0\nt,3.0", data(box));
    PieChart pie = new PieChart(300, 200);
    pie.addSeries("s", 3);
    assertTable("series,value\ns,3.0", data(pie));
    DialChart dial = new DialChart(300, 200);
    dial.addSeries("s", 0.5);
    assertTable("series,value\ns,0.5", data(dial));
    RadarChart radar = new RadarChart(300, 200);
    radar.setRadiiLabels(new String[] {"p", "q"});
    radar.addSeries("s", new double[] {0.1, 0.2});
    assertTable("series,radius,value\ns,p,0.1\ns,q,0.2", data(radar));
    OHLCChart prices = new OHLCChart(300, 200);
    prices.addSeries(
        "s",
        new double[] {1},
        new double[] {2},
        new double[] {4},
        new double[] {1},
        new double[] {3});
    assertTable("series,x,open,high,low,close\ns,1.0,2.0,4.0,1.0,3.0", data(prices));
    HeatMapChart heat = new HeatMapChart(300, 200);
    heat.addSeries("s", List.of("p", "q"), List.of(5), List.<Number[]>of(new Number[] {1, 0, 7}));
    assertTable("series,x,y,value\ns,q,5.0,7.0", data(heat));
  }

  @Test
  void aChartIsDescribedByItsTitleAndSeries() {
    XYChart chart = new XYChart(300, 200);
    chart.addSeries("a", new double[] {1}, new double[] {3});
    chart.addSeries("b", new double[] {1}, new double[] {3});
    assertEquals("a chart of a, b", Figure.of(chart).alt());
    chart.setTitle("Growth");
    assertEquals("a chart titled Growth of a, b", Figure.of(chart).alt());
    List<Column<?>> columns = data(chart).columns();
    assertTrue(columns.stream().allMatch(column -> column.size() == 2));
  }
}

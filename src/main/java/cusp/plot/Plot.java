package cusp.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Makes a figure with two axes from named series, in the order in which they are added.
 *
 * <pre>{@code
 * double[] steps = {1, 10, 100, 1000};
 * double[] losses = {0.31, 0.22, 0.05, 0.049};
 * show(Plot.of("Loss of a run").x("step").logX().y("loss")
 *     .line("SGD", steps, losses)
 *     .level("6-gon", 0.0482)
 *     .figure("The loss falls in two steps to the level of the 6-gon."));
 * }</pre>
 *
 * <p>A NaN leaves a gap; an infinite value is refused. Layers with the same name share their
 * colour, so that a line and its band belong together. Up to five lines and estimates are labelled
 * at their right ends, more of them in a legend. A blank name is not labelled. Long lines are
 * thinned to what pixels can show, extremes preserved. Arrays are copied. A plot is a builder, for
 * one thread; the figures that it makes are immutable.
 */
public final class Plot {

  private static final int MOST_SIDE = 1000;
  private static final float[] BY_ORDER = null;

  private final String title;
  private final List<Layer> layers = new ArrayList<>();
  private String xLabel = "";
  private String yLabel = "";
  private boolean logX;
  private boolean logY;
  private double[] xRange;
  private double[] yRange;
  private List<String> rows = List.of();
  private boolean equalAxes;
  private boolean noAxes;
  private int width = Theme.WIDTH;
  private int height = Theme.HEIGHT;

  private Plot(String title) {
    this.title = title;
  }

  /** A plot without series; the title may be empty. */
  public static Plot of(String title) {
    return new Plot(title);
  }

  /** Labels the horizontal axis. */
  public Plot x(String label) {
    xLabel = label;
    return this;
  }

  /** Labels the vertical axis. */
  public Plot y(String label) {
    yLabel = label;
    return this;
  }

  /** A line through the points (x, y), in their order. */
  public Plot line(String name, double[] x, double[] y) {
    return curve(name, x, y, false);
  }

  /** A staircase: each y holds from its x to the next. */
  public Plot steps(String name, double[] x, double[] y) {
    return curve(name, x, y, true);
  }

  private Plot curve(String name, double[] x, double[] y, boolean steps) {
    layers.add(new Layer.Curve(name, xs(name, x), ys(name, "y", x, y), steps, BY_ORDER));
    return this;
  }

  /**
   * Dashes the line added last; lines not dashed by this differ from each other by dashes of the
   * theme.
   *
   * @param lengths of dashes and gaps in turn, in pixels; none for a solid line
   */
  public Plot dashes(float... lengths) {
    int last = layers.size() - 1;
    if (last < 0 || !(layers.get(last) instanceof Layer.Curve curve)) {
      throw new IllegalArgumentException("dashes(...) must follow line(...) or steps(...)");
    }
    for (float length : lengths) {
      if (!(length > 0)) {
        throw new IllegalArgumentException(
            "dashes must be longer than 0, not " + Arrays.toString(lengths));
      }
    }
    layers.set(
        last, new Layer.Curve(curve.name(), curve.x(), curve.y(), curve.steps(), lengths.clone()));
    return this;
  }

  /**
   * A line for each named column of a table, against one of its columns; missing values leave gaps.
   */
  public Plot lines(Table table, String xColumn, String... yColumns) {
    if (yColumns.length == 0) {
      throw new IllegalArgumentException("lines(...) must name at least one column for y");
    }
    for (String column : yColumns) {
      line(column, values(table, xColumn), values(table, column));
    }
    xLabel = xLabel.isEmpty() ? xColumn : xLabel;
    return this;
  }

  private static double[] values(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "the table has no column \"" + name + "\" but " + table.columnNames());
    }
    if (!(table.column(name) instanceof NumericColumn<?> column)) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" must be numeric, not " + table.column(name).type());
    }
    double[] values = new double[column.size()];
    Arrays.setAll(values, i -> column.isMissing(i) ? Double.NaN : column.getDouble(i));
    return values;
  }

  /** Unconnected markers. */
  public Plot points(String name, double[] x, double[] y) {
    double[] copy = xs(name, x);
    layers.add(new Layer.Dots(name, copy, ys(name, "y", x, y)));
    return this;
  }

  /**
   * Estimates with vertical error bars of one standard error up and down.
   *
   * @param standardErrors at least 0; NaN where there is none
   * @param hollow which values are to be read with caution: their markers are not filled
   */
  public Plot estimates(
      String name, double[] x, double[] y, double[] standardErrors, boolean[] hollow) {
    double[] copy = xs(name, x);
    Check.sameLength("standardErrors of \"" + name + "\"", x.length, standardErrors.length);
    Check.sameLength("hollow of \"" + name + "\"", x.length, hollow.length);
    for (int i = 0; i < x.length; i++) {
      if (standardErrors[i] < 0 || Double.isInfinite(standardErrors[i])) {
        throw new IllegalArgumentException(
            "standardErrors[%d] of \"%s\" must be finite and at least 0, or NaN, not %s"
                .formatted(i, name, standardErrors[i]));
      }
    }
    layers.add(
        new Layer.Estimates(
            name, copy, ys(name, "y", x, y), standardErrors.clone(), hollow.clone()));
    return this;
  }

  /** The region from low to high. */
  public Plot band(String name, double[] x, double[] low, double[] high) {
    double[] copy = xs(name, x);
    double[] lows = ys(name, "low", x, low);
    double[] highs = ys(name, "high", x, high);
    for (int i = 0; i < lows.length; i++) {
      if (lows[i] > highs[i]) {
        throw new IllegalArgumentException(
            "low[%d] of \"%s\" must be at most high[%d] = %s, not %s"
                .formatted(i, name, i, highs[i], lows[i]));
      }
    }
    layers.add(new Layer.Band(name, copy, lows, highs));
    return this;
  }

  /**
   * Counts of values in equally wide bins from the least to the greatest value; NaN is not counted.
   */
  public Plot histogram(String name, double[] values, int bins) {
    Check.within("the bins of \"" + name + "\"", bins, 1, 1000);
    double[] finite =
        Arrays.stream(Check.values("values of \"" + name + "\"", values))
            .filter(v -> !Double.isNaN(v))
            .sorted()
            .toArray();
    double low = finite[0];
    double high = finite[finite.length - 1];
    double room = low == high ? Math.max(Math.abs(low), 1) / 2 : 0;
    double width = (high - low + 2 * room) / bins;
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> low - room + i * width);
    double[] counts = new double[bins];
    for (double value : finite) {
      counts[Math.min(bins - 1, (int) ((value - edges[0]) / width))]++;
    }
    layers.add(new Layer.Bars(name, edges, counts));
    return this;
  }

  /**
   * Lines along which z has a level, labelled with it, over shades that deepen from one level to
   * the next; what was added before them lies on top all the same.
   *
   * @param x [n], ascending
   * @param y [m], ascending
   * @param z [m][n], z[i][j] at (x[j], y[i]); finite, or NaN for a hole
   * @param levels ascending; about ten round ones where none is given
   */
  public Plot contours(double[] x, double[] y, double[][] z, double... levels) {
    Mesh mesh = Mesh.of(MOST_SIDE, x, y, z);
    for (int k = 0; k < levels.length; k++) {
      Check.finite("level " + k, levels[k]);
      if (k > 0 && !(levels[k] > levels[k - 1])) {
        throw new IllegalArgumentException("levels must ascend, not " + Arrays.toString(levels));
      }
    }
    double[] chosen =
        levels.length > 0
            ? levels.clone()
            : mesh.zAxis().ticks(10).stream().mapToDouble(Axis.Tick::value).toArray();
    layers.add(new Layer.Contours(mesh, chosen));
    return this;
  }

  /** A thin horizontal line, labelled at its right end. */
  public Plot level(String label, double y) {
    layers.add(new Layer.Level(label, Check.finite("the level \"" + label + "\"", y)));
    return this;
  }

  /** A thin vertical line, labelled at its top. */
  public Plot mark(String label, double x) {
    layers.add(new Layer.Mark(label, Check.finite("the mark \"" + label + "\"", x)));
    return this;
  }

  /** Makes the horizontal axis logarithmic. */
  public Plot logX() {
    logX = true;
    return this;
  }

  /** Makes the vertical axis logarithmic. */
  public Plot logY() {
    logY = true;
    return this;
  }

  /** Shows this range of x, whatever the data. */
  public Plot xRange(double low, double high) {
    xRange = range("xRange", low, high);
    return this;
  }

  /** Shows this range of y, whatever the data. */
  public Plot yRange(double low, double high) {
    yRange = range("yRange", low, high);
    return this;
  }

  /**
   * Makes the vertical axis one of named rows instead of numbers: the first is at the top, at y =
   * 0, the next at y = 1.
   */
  public Plot rows(String... names) {
    Check.within("the number of rows", names.length, 1, MOST_SIDE);
    rows = List.of(names);
    return this;
  }

  private static double[] range(String what, double low, double high) {
    if (!(Check.finite(what, low) < Check.finite(what, high))) {
      throw new IllegalArgumentException(what + " must have low < high, not " + low + ", " + high);
    }
    return new double[] {low, high};
  }

  /** One unit is as long upwards as sideways; the range that has room to spare is widened. */
  public Plot equalAxes() {
    equalAxes = true;
    return this;
  }

  /** Leaves out axes, ticks and grid. */
  public Plot noAxes() {
    noAxes = true;
    return this;
  }

  /** The size of the whole figure in CSS pixels. */
  public Plot size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  /**
   * The figure of what was added so far.
   *
   * @param alt a sentence that says what the figure shows
   * @throws IllegalArgumentException if there is no series, or a logarithmic axis has a value that
   *     is not positive
   */
  public Figure figure(String alt) {
    if (equalAxes && (logX || logY)) {
      throw new IllegalArgumentException("equalAxes() needs two linear axes");
    }
    if (!rows.isEmpty() && (equalAxes || logY || yRange != null)) {
      throw new IllegalArgumentException(
          "rows(...) are an axis of their own, without equalAxes(), logY() or yRange(...)");
    }
    Ranges ranges = new Ranges(layers);
    Axis x = ranges.x(logX, xRange);
    Axis y = rows.isEmpty() ? ranges.y(logY, yRange) : Axis.downwards(rows.size());
    XyDrawing.Frame frame = new XyDrawing.Frame(xLabel, yLabel, x, y, rows, equalAxes, !noAxes);
    return new Figure(title, alt, width, height, new XyDrawing(frame, List.copyOf(layers)));
  }

  private static double[] xs(String name, double[] x) {
    return Check.values("x of \"" + name + "\"", x);
  }

  private static double[] ys(String name, String what, double[] x, double[] y) {
    Check.sameLength(what + " of \"" + name + "\"", x.length, y.length);
    return Check.values(what + " of \"" + name + "\"", y);
  }
}

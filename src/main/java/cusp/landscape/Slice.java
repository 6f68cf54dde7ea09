package cusp.landscape;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.plot.Surface;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A loss on a grid in a plane.
 *
 * <pre>{@code
 * Plane plane = Plane.at(new double[] {0, 0}, new double[] {1, 0}, new double[] {0, 1});
 * Slice slice = plane.slice(Objective.of("x^2*y^2"), 1, 24);
 * show(slice.chart());
 * show(slice.above(0.01).plot("K − 0.01", 0, 0.1).figure("Where K is 0.01, and 0.11."));
 * show(slice.surface().zRange(0, 0.3).view(20, 40).figure("Two valleys that cross."));
 * }</pre>
 *
 * @param plane where it was cut
 * @param s [n], the first coordinate of the grid's columns
 * @param t [m], the second coordinate of its rows
 * @param losses [m][n], not finite where the objective's are not
 * @param verdict whether all losses are finite
 */
public record Slice(Plane plane, double[] s, double[] t, double[][] losses, Verdict verdict) {

  private static final int LEVELS = 9;

  /** The least ratio of the highest to the lowest line drawn, below which levels are even. */
  private static final double WIDE = 20;

  /** Of the highest rise above the lowest loss; what is less is no rise. */
  private static final double NOTHING = 1e-6;

  public Slice {
    if (losses.length != t.length) {
      throw new IllegalArgumentException(
          "the losses must have a row for each of " + t.length + " lines, not " + losses.length);
    }
    for (double[] row : losses) {
      if (row.length != s.length) {
        throw new IllegalArgumentException(
            "a row of losses must have length " + s.length + ", not " + row.length);
      }
    }
  }

  /** The least loss on the grid. */
  public double lowest() {
    return finite()[0];
  }

  /** The same slice with its losses counted from a level, as from the loss of a minimum. */
  public Slice above(double level) {
    double[][] heights =
        Arrays.stream(losses)
            .map(row -> Arrays.stream(row).map(loss -> loss - level).toArray())
            .toArray(double[][]::new);
    return new Slice(plane, s, t, heights, verdict);
  }

  private double[] finite() {
    return Arrays.stream(losses)
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** The losses, with NaN for what is not finite. */
  private double[][] drawn() {
    return Arrays.stream(losses)
        .map(row -> Arrays.stream(row).map(x -> Double.isFinite(x) ? x : Double.NaN).toArray())
        .toArray(double[][]::new);
  }

  /** A row a point of the grid: s, t, loss. */
  public Table toTable() {
    int n = s.length;
    return Table.create(
        "slice",
        DoubleColumn.create("s", IntStream.range(0, n * t.length).mapToDouble(k -> s[k % n])),
        DoubleColumn.create("t", IntStream.range(0, n * t.length).mapToDouble(k -> t[k / n])),
        DoubleColumn.create("loss", Arrays.stream(losses).flatMapToDouble(Arrays::stream)));
  }

  /**
   * Lines of equal loss; their distances above the lowest grow by equal ratios where the losses
   * differ much, so that the floor of a valley shows as well as its walls.
   */
  public Figure chart() {
    return plot("A slice of the loss").figure(toString());
  }

  /**
   * The chart still open, for a path or points to be added at {@link Plane#coordinates}.
   *
   * @param levels of the lines, ascending; as in {@link #chart()} where none is given
   */
  public Plot plot(String title, double... levels) {
    return Plot.of(title)
        .x("s")
        .y("t")
        .contours(s, t, drawn(), levels.length > 0 ? levels : levels())
        .equalAxes()
        .size(480, 420);
  }

  /** The loss as a surface, cut off above the 90th percentile if that is far below the highest. */
  public Surface surface() {
    double[] sorted = finite();
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    double most = sorted[(int) (0.9 * (sorted.length - 1))];
    Surface surface = Surface.of(s, t, drawn()).x("s").y("t").z("L");
    return high - low > 3 * (most - low) && most > low ? surface.zRange(low, most) : surface;
  }

  private double[] levels() {
    double[] sorted = finite();
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    if (!(high > low)) {
      return new double[] {low};
    }
    double top = high - low;
    double[] rises =
        Arrays.stream(sorted).map(x -> x - low).filter(x -> x > NOTHING * top).toArray();
    double bottom = rises[rises.length / 20];
    boolean wide = top / bottom > WIDE;
    return IntStream.range(0, LEVELS)
        .mapToDouble(
            k ->
                low
                    + round(
                        wide
                            ? bottom * Math.pow(top / bottom, (double) k / LEVELS)
                            : top * (k + 1) / (LEVELS + 1)))
        .distinct()
        .toArray();
  }

  /** To two digits. */
  private static double round(double value) {
    return new BigDecimal(value).round(new MathContext(2)).doubleValue();
  }

  @Override
  public String toString() {
    double[] sorted = finite();
    return "a slice of %d × %d points, losses from %.4g to %.4g (%s)"
        .formatted(t.length, s.length, sorted[0], sorted[sorted.length - 1], verdict);
  }
}

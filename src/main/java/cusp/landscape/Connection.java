package cusp.landscape;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A low path between two points, and the straight line to compare it with.
 *
 * <pre>{@code
 * var wells = Objective.of("(x^2-1)^2+(y-x^2)^2");
 * var connection = MinimumEnergyPath.defaults()
 *     .between(wells, new double[] {-1, 1}, new double[] {1, 1}, seed(1));
 * show(connection.barrier());
 * show(connection.saddle());
 * }</pre>
 *
 * @param path [points][d], from one end to the other, through the images by cubics
 * @param losses [points], along the path
 * @param straightLosses [points], along the straight line
 * @param reading the barrier whatever the verdict
 * @param straightBarrier the greatest loss on the straight line over that of the higher end
 * @param saddle the critical point next to the top of the path; null where there is none
 * @param force the largest gradient across the path at an image
 * @param iterations of the search
 * @param verdict whether the path has converged
 * @param settings what was asked for
 * @param seed of the paths' first shapes
 */
public record Connection(
    double[][] path,
    double[] losses,
    double[] straightLosses,
    double reading,
    double straightBarrier,
    CriticalPoints.Point saddle,
    double force,
    int iterations,
    Verdict verdict,
    MinimumEnergyPath settings,
    Seed seed) {

  /**
   * The greatest loss on the path (at the saddle, where one was found) over that of the higher end;
   * 0 where no point of it is higher. The least barrier of all paths is at most about this.
   *
   * @throws IllegalStateException if the loss is not finite on the whole path
   */
  public double barrier() {
    verdict.requireValid("there is no barrier");
    return reading;
  }

  private static double[] shares(int n) {
    return IntStream.range(0, n).mapToDouble(k -> (double) k / (n - 1)).toArray();
  }

  /** With gaps where a loss is not finite. */
  private static double[] drawn(double[] losses) {
    return Arrays.stream(losses).map(x -> Double.isFinite(x) ? x : Double.NaN).toArray();
  }

  /** A row a point: the share of the way, and the losses on the path and on the straight line. */
  public Table toTable() {
    return Table.create(
        "connection",
        DoubleColumn.create("share of the way", shares(losses.length)),
        DoubleColumn.create("path", losses),
        DoubleColumn.create("straight line", straightLosses));
  }

  /** The loss along the path and along the straight line. */
  public Figure chart() {
    Plot plot = Plot.of("Between two points").x("share of the way").y("loss");
    plot.line("straight line", shares(straightLosses.length), drawn(straightLosses));
    plot.line("path found", shares(losses.length), drawn(losses));
    return (saddle == null ? plot : plot.level("saddle", saddle.loss())).figure(toString());
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "no connection: " + String.join("; ", verdict.reasons())
        : String.format(
            Locale.ROOT,
            "a path with a barrier of %.4g, where the straight line has one of %.4g (%s)",
            reading,
            straightBarrier,
            verdict);
  }
}

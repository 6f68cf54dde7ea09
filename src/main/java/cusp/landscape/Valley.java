package cusp.landscape;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A path through a set of minima.
 *
 * <pre>{@code
 * Valley circle = ValleyTracer.defaults().trace(
 *     Objective.of("(x^2+y^2-1)^2"), new double[] {1.2, 0});
 * show(circle.isClosed());
 * show(circle.length());
 * }</pre>
 *
 * @param path [steps][d], from one end to the other
 * @param arcLength [steps], measured from the start, negative before it
 * @param losses [steps]
 * @param kernelDimensions [steps], how many directions are flat, to the tolerance of the settings
 * @param transverse [steps], the least curvature across the valley: it is 0 at a singular point
 * @param start the place of the start in the path
 * @param moved how far the descent into the valley went from the point given
 * @param dimension of the kernel at the start
 * @param before why the path begins where it does
 * @param after why the path ends where it does
 * @param verdict whether and how it may be read
 * @param settings what was asked for
 */
public record Valley(
    double[][] path,
    double[] arcLength,
    double[] losses,
    int[] kernelDimensions,
    double[] transverse,
    int start,
    double moved,
    int dimension,
    End before,
    End after,
    Verdict verdict,
    ValleyTracer settings) {

  private static final int MOST_LINES = 5;

  /** Why a path ends. */
  public enum End {
    /** At a wall of the box. */
    WALL("at a wall of the box"),
    /** It came back to its start. */
    LOOP("where it began"),
    /** The kernel gains a dimension: valleys cross, or one has a tip. */
    SINGULAR("at a singular point"),
    /** The loss rises along the flat direction too, in a higher order. */
    RISES("where the loss begins to rise"),
    /** At the greatest length allowed. */
    LENGTH("at the greatest length allowed"),
    /** There is no flat direction. */
    ISOLATED("at once: no direction is flat"),
    /** The thread was interrupted. */
    INTERRUPTED("where it was interrupted"),
    /** The shortest step still bends too much. */
    STUCK("where it bends too much for the shortest step");

    private final String words;

    End(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  static Valley of(
      List<Continuation.Point> before,
      Continuation.Point start,
      List<Continuation.Point> after,
      End beginning,
      End end,
      double[] given,
      int dimension,
      List<String> reasons,
      ValleyTracer settings) {
    List<Continuation.Point> all = new ArrayList<>();
    for (int k = before.size() - 1; k >= 0; k--) {
      all.add(before.get(k));
    }
    all.add(start);
    all.addAll(after);
    List<String> why = new ArrayList<>(reasons);
    for (End one : Stream.of(beginning, end).distinct().toList()) {
      if (one == End.INTERRUPTED || one == End.STUCK) {
        why.add("partial: it ends " + one);
      }
    }
    double flat = settings.flatness() * start.eigen().norm();
    if (all.stream().anyMatch(point -> point.eigen().nullity(flat) < dimension)) {
      why.add("the start is singular: its kernel is larger than that of its neighbours");
    }
    return assembled(
        all, before.size(), given, dimension, beginning, end, Verdict.qualified(why), settings);
  }

  static Valley none(
      Continuation.Point reached, double[] given, String reason, ValleyTracer settings) {
    return assembled(
        List.of(reached),
        0,
        given,
        0,
        End.STUCK,
        End.STUCK,
        Verdict.invalid(List.of(reason)),
        settings);
  }

  private static Valley assembled(
      List<Continuation.Point> points,
      int start,
      double[] given,
      int dimension,
      End before,
      End after,
      Verdict verdict,
      ValleyTracer settings) {
    double scale = points.get(start).eigen().norm();
    double[] arc = new double[points.size()];
    for (int k = 1; k < arc.length; k++) {
      arc[k] = arc[k - 1] + Linear.distance(points.get(k).w(), points.get(k - 1).w());
    }
    double zero = arc[start];
    return new Valley(
        points.stream().map(Continuation.Point::w).toArray(double[][]::new),
        Arrays.stream(arc).map(s -> s - zero).toArray(),
        points.stream().mapToDouble(Continuation.Point::loss).toArray(),
        points.stream().mapToInt(p -> p.eigen().nullity(settings.flatness() * scale)).toArray(),
        points.stream().mapToDouble(Continuation.Point::transverse).toArray(),
        start,
        Linear.distance(points.get(start).w(), given),
        dimension,
        before,
        after,
        verdict,
        settings);
  }

  /** The path's arc length. */
  public double length() {
    return arcLength[arcLength.length - 1] - arcLength[0];
  }

  /** Whether it comes back to where it began. */
  public boolean isClosed() {
    return after == End.LOOP;
  }

  /** The ends at which the kernel gains a dimension: crossings and tips; none, one or two. */
  public List<double[]> singularPoints() {
    List<double[]> points = new ArrayList<>();
    if (before == End.SINGULAR) {
      points.add(path[0].clone());
    }
    if (after == End.SINGULAR) {
      points.add(path[path.length - 1].clone());
    }
    return points;
  }

  /** One coordinate along the path. */
  public double[] coordinate(int i) {
    if (i < 0 || i >= path[0].length) {
      throw new IllegalArgumentException(
          "a coordinate lies between 0 and " + (path[0].length - 1) + ", not " + i);
    }
    return Arrays.stream(path).mapToDouble(w -> w[i]).toArray();
  }

  /** A row a step: arc length, loss, kernel, the least curvature across, and the coordinates. */
  public Table toTable() {
    Table table =
        Table.create(
            "valley",
            DoubleColumn.create("arc length", arcLength),
            DoubleColumn.create("loss", losses),
            IntColumn.create("kernel", kernelDimensions),
            DoubleColumn.create("curvature across", transverse));
    for (int i = 0; i < path[0].length; i++) {
      table.addColumns(DoubleColumn.create("w" + i, coordinate(i)));
    }
    return table;
  }

  /**
   * In two dimensions the path itself, in more the coordinates that vary most along it; dots are
   * singular points.
   */
  public Figure chart() {
    return path[0].length == 2 ? plane() : coordinates();
  }

  private Figure plane() {
    Plot plot =
        Plot.of("A valley").x("w0").y("w1").equalAxes().line("", coordinate(0), coordinate(1));
    return singular(plot, w -> w[0], w -> w[1]).figure(toString());
  }

  private Figure coordinates() {
    int[] order =
        IntStream.range(0, path[0].length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -spread(coordinate(i))))
            .limit(MOST_LINES)
            .mapToInt(i -> i)
            .sorted()
            .toArray();
    Plot plot = Plot.of("A valley").x("arc length").y("the coordinates that vary most");
    for (int i : order) {
      plot.line("w" + i, arcLength, coordinate(i));
    }
    if (before == End.SINGULAR) {
      plot.mark("singular", arcLength[0]);
    }
    if (after == End.SINGULAR) {
      plot.mark("singular", arcLength[arcLength.length - 1]);
    }
    return plot.figure(toString());
  }

  private static double spread(double[] values) {
    return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
  }

  private Plot singular(Plot plot, ToDoubleFunction<double[]> x, ToDoubleFunction<double[]> y) {
    List<double[]> points = singularPoints();
    return points.isEmpty()
        ? plot
        : plot.points(
            "singular",
            points.stream().mapToDouble(x).toArray(),
            points.stream().mapToDouble(y).toArray());
  }

  @Override
  public String toString() {
    if (verdict.isInvalid()) {
      return "no valley: " + String.join("; ", verdict.reasons());
    }
    String ends = before == after ? "ends " + after : "begins " + before + " and ends " + after;
    return String.format(
        Locale.ROOT,
        "a valley of dimension %d, followed over a length of %.4g; it %s",
        dimension,
        length(),
        ends);
  }
}

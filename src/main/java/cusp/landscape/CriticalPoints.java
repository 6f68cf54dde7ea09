package cusp.landscape;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The critical points that a search has found, by ascending loss.
 *
 * <pre>{@code
 * var search = CriticalSearch.defaults().withStarts(40);
 * var found = search.in(Objective.of("(x^2+y^2-1)^2"), Box.of(-2, 2), seed(1));
 * show(found.minima());
 * show(found.verdict());
 * }</pre>
 *
 * @param points one entry for a point, or for a set of points that are connected
 * @param starts from how many starts the search was done
 * @param lost how many ended where the gradient is not small
 * @param outside how many ended outside the box
 * @param curvature of the loss, to which tolerances are relative
 * @param verdict whether and how this may be read
 * @param settings what was asked for
 * @param seed of the starts; null where they were given
 */
public record CriticalPoints(
    List<Point> points,
    int starts,
    int lost,
    int outside,
    double curvature,
    Verdict verdict,
    CriticalSearch settings,
    Seed seed) {

  public CriticalPoints {
    points = List.copyOf(points);
  }

  /**
   * A critical point, or one of a connected set of them.
   *
   * @param w where it lies
   * @param loss L there
   * @param gradientNorm Euclidean
   * @param index in how many directions the loss falls
   * @param nullity in how many directions the Hessian is flat
   * @param eigenvalues of the Hessian, ascending
   * @param hits how many starts led to it, or to its set
   * @param isSet whether the starts led to different points of one connected set
   */
  public record Point(
      double[] w,
      double loss,
      double gradientNorm,
      int index,
      int nullity,
      double[] eigenvalues,
      int hits,
      boolean isSet) {

    /** Whether the Hessian has a flat direction, so that it does not tell minimum from saddle. */
    public boolean isDegenerate() {
      return nullity > 0;
    }

    /** As minimum, saddle of index 1, or degenerate minimum (2 flat directions). */
    public String kind() {
      int d = w.length;
      String kind =
          index == 0
              ? nullity == d ? "flat point" : "minimum"
              : index + nullity == d ? "maximum" : "saddle of index " + index;
      String flat = nullity == 1 ? "1 flat direction" : nullity + " flat directions";
      return nullity == 0 || nullity == d ? kind : "degenerate " + kind + " (" + flat + ")";
    }

    @Override
    public String toString() {
      return kind() + " at the loss " + loss + (isSet ? ", one of a connected set" : "");
    }
  }

  /** Those of index 0: minima, as far as the Hessian tells. */
  public List<Point> minima() {
    return points.stream().filter(point -> point.index == 0).toList();
  }

  /** Those in which the loss falls in some directions and rises in others, or falls in all. */
  public List<Point> saddles() {
    return points.stream().filter(point -> point.index > 0).toList();
  }

  /** The share of starts whose point was found from them alone: about what is still unfound. */
  public double unseen() {
    return points.stream().filter(point -> point.hits == 1).count() / (double) starts;
  }

  /** A row a point. */
  public Table toTable() {
    BooleanColumn sets = BooleanColumn.create("connected set");
    points.forEach(point -> sets.append(point.isSet));
    return Table.create(
        "critical points",
        StringColumn.create("kind", points.stream().map(Point::kind).toList()),
        DoubleColumn.create("loss", points.stream().mapToDouble(Point::loss)),
        IntColumn.create("index", points.stream().mapToInt(Point::index)),
        IntColumn.create("flat", points.stream().mapToInt(Point::nullity)),
        DoubleColumn.create("gradient norm", points.stream().mapToDouble(Point::gradientNorm)),
        IntColumn.create("starts", points.stream().mapToInt(Point::hits)),
        sets,
        StringColumn.create("w", points.stream().map(point -> text(point.w)).toList()));
  }

  private static String text(double[] w) {
    String shown =
        Arrays.stream(w)
            .limit(6)
            .mapToObj(x -> String.format(Locale.ROOT, "%.4g", x))
            .collect(Collectors.joining(", "));
    return w.length > 6 ? shown + ", …" : shown;
  }

  /**
   * Loss against index: in high dimensions, the higher the more directions fall (Dauphin et al.
   * 2014, arXiv:1406.2572).
   *
   * @throws IllegalStateException if nothing was found
   */
  public Figure chart() {
    verdict.requireValid("there is nothing to show");
    Plot plot = Plot.of("Critical points").x("index").y("loss");
    for (boolean degenerate : new boolean[] {false, true}) {
      List<Point> some = points.stream().filter(p -> p.isDegenerate() == degenerate).toList();
      if (!some.isEmpty()) {
        plot.points(
            degenerate ? "degenerate" : "not degenerate",
            some.stream().mapToDouble(Point::index).toArray(),
            some.stream().mapToDouble(Point::loss).toArray());
      }
    }
    return plot.figure(toString());
  }

  @Override
  public String toString() {
    return String.format(
        "%d critical points from %d starts: %d minima, %d others (%s)",
        points.size(), starts, minima().size(), saddles().size(), verdict);
  }
}

package cusp.plot;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves out points that no pixel would show.
 *
 * <p>Of the points of a line that fall into one column of pixels, the first, the lowest, the
 * highest and the last are kept, so that the line covers the same pixels as before (U. Jugel et
 * al., "M4: a visualization-oriented time series data aggregation", PVLDB 7(10), 2014,
 * doi:10.14778/2732951.2732953). Gaps (NaN) stay gaps.
 */
final class Thinning {

  private static final double CELL = 1;

  private Thinning() {}

  /** The points to keep of a line, in their order; all of them where x goes back and forth. */
  static int[] keep(Pixels line) {
    int n = line.x().length;
    if (!ascending(line.x())) {
      return IntStream.range(0, n).toArray();
    }
    BitSet kept = new BitSet(n);
    int start = 0;
    for (int i = 1; i <= n; i++) {
      if (i == n || !together(line, start, i)) {
        keepExtremes(line.y(), start, i, kept);
        start = i;
      }
    }
    return kept.stream().toArray();
  }

  /** The first of all points that share a pixel; gaps are left out. */
  static int[] distinct(Pixels points) {
    Set<List<Double>> seen = new HashSet<>();
    return IntStream.range(0, points.x().length)
        .filter(i -> !points.isGap(i))
        .filter(i -> seen.add(List.of(cell(points.x()[i]), cell(points.y()[i]))))
        .toArray();
  }

  private static double cell(double pixel) {
    return Math.floor(pixel / CELL);
  }

  private static boolean ascending(double[] x) {
    double last = Double.NEGATIVE_INFINITY;
    for (double value : x) {
      if (value < last) {
        return false;
      }
      last = Double.isNaN(value) ? last : value;
    }
    return true;
  }

  /** Two gaps, or two points in one column. */
  private static boolean together(Pixels line, int i, int j) {
    return line.isGap(i) ? line.isGap(j) : !line.isGap(j) && cell(line.x()[i]) == cell(line.x()[j]);
  }

  private static void keepExtremes(double[] y, int from, int to, BitSet kept) {
    int low = from;
    int high = from;
    for (int i = from; i < to; i++) {
      low = y[i] < y[low] ? i : low;
      high = y[i] > y[high] ? i : high;
    }
    kept.set(from);
    kept.set(low);
    kept.set(high);
    kept.set(to - 1);
  }
}

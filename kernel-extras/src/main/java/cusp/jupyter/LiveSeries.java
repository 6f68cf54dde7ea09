package cusp.jupyter;

import java.util.Arrays;
import java.util.BitSet;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;

/**
 * The points of one line while they come, in a bounded number.
 *
 * <p>When there are too many, those are left out that no pixel would show: of the points in one
 * column of the chart so far, the first, the lowest, the highest and the last stay, so that the
 * line still covers the same pixels. Where that is not enough, because the line goes back and forth
 * or is full of gaps, two points in four go, the oldest again each time, but never the extremes.
 */
final class LiveSeries {
  static final int CAPACITY = 8192;
  private static final int COLUMNS = 1024;
  private static final int GAP = -1;

  /** With no more points than these kept, there is room for many before the next thinning. */
  private static final int ENOUGH = CAPACITY * 3 / 4;

  private double[] x = new double[64];
  private double[] y = new double[64];
  private int size;

  /** Which axes are logarithmic, and so have no place for what is not positive. */
  record Scale(boolean logX, boolean logY) {
    boolean shows(double x, double y) {
      return Double.isFinite(x) && Double.isFinite(y) && !(logX && x <= 0) && !(logY && y <= 0);
    }
  }

  /** Points in the order in which they came, with NaN for gaps. */
  record Points(double[] x, double[] y) {

    /** Those that no line goes through. */
    Points lonely() {
      int[] alone =
          IntStream.range(0, x.length)
              .filter(i -> !isGap(i) && isGap(i - 1) && isGap(i + 1))
              .toArray();
      return new Points(
          Arrays.stream(alone).mapToDouble(i -> x[i]).toArray(),
          Arrays.stream(alone).mapToDouble(i -> y[i]).toArray());
    }

    /** As {@code loss from 2.3 at 0 to 0.01 at 4000, between 0.01 and 2.4}. */
    String described(String name) {
      int[] shown = IntStream.range(0, x.length).filter(i -> !isGap(i)).toArray();
      DoubleSummaryStatistics range =
          Arrays.stream(shown).mapToDouble(i -> y[i]).summaryStatistics();
      int first = shown[0];
      int last = shown[shown.length - 1];
      return "%s from %s at %s to %s at %s, between %s and %s"
          .formatted(
              name.isBlank() ? "a line" : name,
              ArrayText.number(y[first]),
              ArrayText.number(x[first]),
              ArrayText.number(y[last]),
              ArrayText.number(x[last]),
              ArrayText.number(range.getMin()),
              ArrayText.number(range.getMax()));
    }

    private boolean isGap(int i) {
      return i < 0 || i >= x.length || Double.isNaN(x[i]);
    }

    boolean isEmpty() {
      return IntStream.range(0, x.length).allMatch(this::isGap);
    }
  }

  void add(double newX, double newY, Scale scale) {
    if (size == CAPACITY) {
      thin(scale);
    } else if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = newX;
    y[size] = newY;
    size++;
  }

  Points points(Scale scale) {
    return kept(IntStream.range(0, size), scale);
  }

  /** The points of the indices; gaps that follow one another become one. */
  private Points kept(IntStream indices, Scale scale) {
    double[] keptX = new double[size];
    double[] keptY = new double[size];
    int count = 0;
    for (int i : indices.toArray()) {
      boolean shown = scale.shows(x[i], y[i]);
      if (shown || count == 0 || !Double.isNaN(keptX[count - 1])) {
        keptX[count] = shown ? x[i] : Double.NaN;
        keptY[count] = shown ? y[i] : Double.NaN;
        count++;
      }
    }
    return new Points(Arrays.copyOf(keptX, count), Arrays.copyOf(keptY, count));
  }

  private void thin(Scale scale) {
    int[] columns = columns(scale);
    BitSet kept = new BitSet(size);
    for (int from = 0, to; from < size; from = to) {
      to = from + 1;
      while (to < size && columns[to] == columns[from]) {
        to++;
      }
      keepEnds(y, IntStream.range(from, to).toArray(), kept);
    }
    keep(kept, scale);
    if (size > ENOUGH) {
      halve(scale);
    }
  }

  /** Gaps stay, so that no line goes through one; fewer points between them make them fewer too. */
  private void halve(Scale scale) {
    int[] points = IntStream.range(0, size).filter(i -> !Double.isNaN(x[i])).toArray();
    BitSet kept = new BitSet(size);
    IntStream.range(0, size).filter(i -> i % 4 < 2 || Double.isNaN(x[i])).forEach(kept::set);
    keepEnds(x, points, kept);
    keepEnds(y, points, kept);
    keep(kept, scale);
  }

  private void keep(BitSet indices, Scale scale) {
    Points kept = kept(indices.stream(), scale);
    size = kept.x.length;
    System.arraycopy(kept.x, 0, x, 0, size);
    System.arraycopy(kept.y, 0, y, 0, size);
  }

  /** The column of each point on an axis as long as the points reach. */
  private int[] columns(Scale scale) {
    double[] places = new double[size];
    Arrays.setAll(
        places, i -> scale.shows(x[i], y[i]) ? (scale.logX() ? Math.log(x[i]) : x[i]) : Double.NaN);
    double low = Arrays.stream(places).filter(p -> !Double.isNaN(p)).min().orElse(0);
    double high = Arrays.stream(places).filter(p -> !Double.isNaN(p)).max().orElse(0);
    int[] columns = new int[size];
    Arrays.setAll(
        columns,
        i -> Double.isNaN(places[i]) ? GAP : (int) ((places[i] - low) / (high - low) * COLUMNS));
    return columns;
  }

  private static void keepEnds(double[] values, int[] points, BitSet kept) {
    if (points.length == 0) {
      return;
    }
    int low = points[0];
    int high = points[0];
    for (int i : points) {
      low = values[i] < values[low] ? i : low;
      high = values[i] > values[high] ? i : high;
    }
    kept.set(points[0]);
    kept.set(low);
    kept.set(high);
    kept.set(points[points.length - 1]);
  }
}

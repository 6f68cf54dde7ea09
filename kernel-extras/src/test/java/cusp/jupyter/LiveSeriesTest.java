package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.jupyter.LiveSeries.Points;
import cusp.jupyter.LiveSeries.Scale;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveSeriesTest {
  private static final double GAP = Double.NaN;
  private static final double[] EMPTY = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
  private static final Scale LINEAR = new Scale(false, false);
  private static final Scale LOG = new Scale(true, true);

  private static Points points(Scale scale, double[] x, double[] y) {
    LiveSeries series = new LiveSeries();
    for (int i = 0; i < x.length; i++) {
      series.add(x[i], y[i], scale);
    }
    return series.points(scale);
  }

  private static Points points(
      Scale scale, int count, IntToDoubleFunction x, IntToDoubleFunction y) {
    return points(scale, values(count, x), values(count, y));
  }

  @Test
  void whatIsNotFiniteIsAGapAndSeveralAreOne() {
    double infinite = Double.POSITIVE_INFINITY;
    Points points =
        points(
            LINEAR,
            new double[] {0, 1, GAP, 3, infinite, 5, 6},
            new double[] {0, 1, 2, -infinite, 4, GAP, 6});
    assertArrayEquals(new double[] {0, 1, GAP, 6}, points.x());
    assertArrayEquals(new double[] {0, 1, GAP, 6}, points.y());
  }

  @Test
  void aLogarithmicAxisHasNoPlaceForWhatIsNotPositive() {
    Points points = points(LOG, new double[] {0, 1, 2, 3, 4}, new double[] {5, 5, 0, 5, -5});
    assertArrayEquals(new double[] {GAP, 1, GAP, 3, GAP}, points.x());
    assertArrayEquals(new double[] {1, 3}, points.lonely().x());
    assertTrue(points(LOG, new double[] {1}, new double[] {0}).isEmpty());
  }

  @Test
  void aPointIsLonelyThatNoLineGoesThrough() {
    double[] x = {0, GAP, 2, 3, GAP, 5};
    assertArrayEquals(new double[] {0, 5}, points(LINEAR, x, x).lonely().y());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMillionPointsAreAFewThousandThatCoverTheSamePixels(boolean log) {
    int count = 1_000_000;
    Scale scale = new Scale(log, false);
    IntToDoubleFunction x = i -> i + 1;
    IntToDoubleFunction y =
        i -> i == 123_456 ? 9 : i == 7 ? -9 : Math.sin(i * 1e-4) + 0.3 * Math.sin(i * 1.7);
    Points points = points(scale, count, x, y);
    assertTrue(points.x().length <= LiveSeries.CAPACITY, points.x().length + " points");
    // What each of 400 columns reaches is still reached in it or in its neighbours.
    double[][] all = ranges(scale, values(count, x), values(count, y), count);
    double[][] kept = ranges(scale, points.x(), points.y(), count);
    for (int c = 0; c < all.length; c++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int near = Math.max(0, c - 1); near <= Math.min(c + 1, all.length - 1); near++) {
        low = Math.min(low, kept[near][0]);
        high = Math.max(high, kept[near][1]);
      }
      assertTrue(low <= all[c][0] && high >= all[c][1], "column " + c);
    }
    assertEquals(1, points.x()[0]);
    assertEquals(count, points.x()[points.x().length - 1]);
  }

  private static double[] values(int count, IntToDoubleFunction values) {
    return IntStream.range(0, count).mapToDouble(values).toArray();
  }

  private static double[][] ranges(Scale scale, double[] x, double[] y, double end) {
    double[][] ranges = new double[400][];
    for (int i = 0; i < x.length; i++) {
      double share = scale.logX() ? Math.log(x[i]) / Math.log(end) : (x[i] - 1) / (end - 1);
      int column = (int) Math.min(share * ranges.length, ranges.length - 1);
      double[] range = ranges[column] == null ? new double[] {y[i], y[i]} : ranges[column];
      ranges[column] = new double[] {Math.min(range[0], y[i]), Math.max(range[1], y[i])};
    }
    return Arrays.stream(ranges).map(r -> r == null ? EMPTY : r).toArray(double[][]::new);
  }

  @Test
  void aLineThatGoesBackAndForthIsBoundedAndKeepsItsExtremes() {
    Points points =
        points(LINEAR, 300_000, i -> i == 99 ? 7 : Math.sin(i), i -> i == 33 ? -7 : Math.cos(i));
    assertTrue(points.x().length <= LiveSeries.CAPACITY);
    assertEquals(7, Arrays.stream(points.x()).max().orElseThrow());
    assertEquals(-7, Arrays.stream(points.y()).min().orElseThrow());
  }

  @Test
  void aLineFullOfGapsIsBoundedAndKeepsThem() {
    Points points = points(LINEAR, 300_000, i -> i, i -> i % 2 == 0 ? i : GAP);
    assertTrue(points.x().length <= LiveSeries.CAPACITY);
    assertEquals(points.x().length, 2 * points.lonely().x().length, "each point between gaps");
    assertEquals(
        299_998, Arrays.stream(points.y()).filter(v -> !Double.isNaN(v)).max().orElseThrow());
    assertTrue(points(LINEAR, 300_000, i -> GAP, i -> i).isEmpty());
  }

  @Test
  void oneXAndOneYForever() {
    Points points = points(LINEAR, 100_000, i -> 1, i -> 2);
    assertTrue(points.x().length <= LiveSeries.CAPACITY);
    assertEquals("loss from 2 at 1 to 2 at 1, between 2 and 2", points.described("loss"));
  }

  @Test
  void itIsSaidInWordsFromWhereToWhereItGoes() {
    Points points = points(LINEAR, new double[] {GAP, 0, 1, 2, 3}, new double[] {9, 4, 5, 0.1, 1});
    assertEquals("loss from 4 at 0 to 1 at 3, between 0.1 and 5", points.described("loss"));
    assertTrue(points.described(" ").startsWith("a line from 4"));
  }
}

package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

class SegmentationTest {

  private static Series series(double[] y) {
    return Series.of("y", IntStream.range(0, y.length).asDoubleStream().toArray(), y);
  }

  @Property(tries = 100)
  void noOtherTwoCutsAreBetter(
      @ForAll @Size(min = 9, max = 14) List<@DoubleRange(min = -5, max = 5) Double> values,
      @ForAll boolean linear) {
    double[] y = values.stream().mapToDouble(v -> v).toArray();
    int least = 3;
    double best = Double.POSITIVE_INFINITY;
    for (int i = least; i <= y.length - 2 * least; i++) {
      for (int j = i + least; j <= y.length - least; j++) {
        double cost = cost(y, 0, i, linear) + cost(y, i, j, linear) + cost(y, j, y.length, linear);
        best = Math.min(best, cost);
      }
    }
    Segmentation pieces =
        linear
            ? Segmentation.linear(series(y), 2, least)
            : Segmentation.constant(series(y), 2, least);
    assertEquals(best, pieces.cost(), 1e-9);
    double left = 0;
    for (int i = 0; i < y.length; i++) {
      left += Math.pow(y[i] - pieces.fitted()[i], 2);
    }
    assertEquals(pieces.cost(), left, 1e-12);
  }

  private static double cost(double[] y, int from, int to, boolean linear) {
    double[] piece = Arrays.copyOfRange(y, from, to);
    if (linear) {
      SimpleRegression line = new SimpleRegression();
      for (int i = 0; i < piece.length; i++) {
        line.addData(i, piece[i]);
      }
      return line.getSumSquaredErrors();
    }
    double mean = Arrays.stream(piece).average().orElseThrow();
    return Arrays.stream(piece).map(v -> (v - mean) * (v - mean)).sum();
  }

  @Test
  void cutsAreWhereTheyWereMade() {
    double[] y = IntStream.range(0, 30).mapToDouble(i -> i < 10 ? 1 : i < 17 ? 5 : 2).toArray();
    Segmentation pieces = Segmentation.constant(series(y), 2, 2);
    assertArrayEquals(new int[] {10, 17}, pieces.starts());
    assertArrayEquals(new double[] {10, 17}, pieces.at());
    assertEquals(0, pieces.cost(), 1e-20);
    assertTrue(pieces.chart().alt().contains("3 pieces"));
  }

  /** A point a hundred times as uncertain as the others has next to no say. */
  @Test
  void errorsAreWeights() {
    double[] y = {0, 0, 0, 0, 5, 0, 2, 2, 2, 2, 2, 2};
    double[] errors = new double[y.length];
    Arrays.fill(errors, 0.1);
    errors[4] = 10;
    assertArrayEquals(
        new int[] {6}, Segmentation.constant(series(y).withErrors(errors), 1, 1).starts());
    assertArrayEquals(new int[] {4}, Segmentation.constant(series(y), 1, 2).starts());
  }

  @Test
  void tooManyPiecesAreRefused() {
    Series ten = series(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    assertThrows(IllegalArgumentException.class, () -> Segmentation.constant(ten, 5, 2));
    assertThrows(IllegalArgumentException.class, () -> Segmentation.linear(ten, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Segmentation.constant(ten, -1, 2));
    assertEquals(0, Segmentation.linear(ten, 0, 2).starts().length);
  }

  @Test
  void onePointIsAPieceAndAnInterruptEndsTheSearch() {
    assertArrayEquals(
        new double[] {3}, Segmentation.constant(series(new double[] {3}), 0, 1).fitted());
    Series ten = series(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> Segmentation.linear(ten, 1, 2));
    assertTrue(Thread.interrupted());
  }
}

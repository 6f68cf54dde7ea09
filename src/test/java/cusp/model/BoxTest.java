package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BoxTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Property
  void reflectionEndsInsideAndStaysThere(
      @ForAll @DoubleRange(min = -100, max = 100) double low,
      @ForAll @DoubleRange(min = 0.01, max = 50) double width,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double x) {
    Box box = Box.of(low, low + width);
    double inside = box.reflect(x);
    assertTrue(box.contains(new double[] {inside}), inside + " in " + box);
    assertEquals(inside, box.reflect(inside));
  }

  @Property
  void aWallIsAMirror(
      @ForAll @DoubleRange(min = -100, max = 100) double low,
      @ForAll @DoubleRange(min = 0.01, max = 50) double width,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double high = low + width;
    double depth = share * width;
    for (Box box : new Box[] {Box.of(low, high), Box.of(low, INFINITY)}) {
      assertEquals(low + depth, box.reflect(low - depth), 1e-12 * (Math.abs(low) + width));
    }
    for (Box box : new Box[] {Box.of(low, high), Box.of(-INFINITY, high)}) {
      assertEquals(high - depth, box.reflect(high + depth), 1e-12 * (Math.abs(low) + width));
    }
  }

  @Test
  void farPointsFoldManyTimes() {
    Box box = Box.of(0, 1);
    assertEquals(0.25, box.reflect(2.25));
    assertEquals(0.75, box.reflect(3.25));
    assertEquals(0.25, box.reflect(-0.25));
    assertEquals(0.75, box.reflect(-1.25));
    assertEquals(1, box.reflect(1));
    assertEquals(0, box.reflect(0));
  }

  @Test
  void whatIsNotFiniteStays() {
    Box box = Box.of(0, 1);
    assertTrue(Double.isNaN(box.reflect(Double.NaN)));
    assertEquals(INFINITY, box.reflect(INFINITY));
    assertEquals(3, Box.unbounded().reflect(3));
  }

  @Test
  void containsItsWallsAndNoNaN() {
    assertTrue(Box.of(0, 1).contains(new double[] {0, 1, 0.5}));
    assertFalse(Box.of(0, 1).contains(new double[] {0.5, Math.nextUp(1.0)}));
    assertFalse(Box.unbounded().contains(new double[] {Double.NaN}));
    assertTrue(Box.unbounded().isUnbounded());
    assertFalse(Box.of(0, INFINITY).isUnbounded());
  }

  @Test
  void refusesEmptyBoxes() {
    for (double[] ends : new double[][] {{1, 1}, {2, 1}, {Double.NaN, 1}, {0, Double.NaN}}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Box.of(ends[0], ends[1])).getMessage();
      assertTrue(message.contains("low < high") && message.contains("" + ends[0]), message);
    }
  }
}

package cusp.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SideLabelsTest {

  @Property(tries = 300)
  void labelsLieApartInsideAndInOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int n) {
    double[] wanted = new Random(seed).doubles(n, 0, 300).sorted().toArray();
    double[] heights = SideLabels.spread(wanted, 17, 0, 300);
    for (int i = 0; i < n; i++) {
      assertTrue(heights[i] >= 0 && heights[i] <= 300 + 1e-9, "at " + heights[i]);
      assertTrue(i == 0 || heights[i] - heights[i - 1] >= 17 - 1e-9, "gap before " + i);
    }
  }

  @Test
  void labelsMoveNoFurtherThanTheyMust() {
    assertArrayEquals(
        new double[] {10, 100}, SideLabels.spread(new double[] {10, 100}, 17, 0, 300));
    assertArrayEquals(
        new double[] {41.5, 58.5}, SideLabels.spread(new double[] {50, 50}, 17, 0, 300));
    assertArrayEquals(new double[] {0, 17}, SideLabels.spread(new double[] {1, 2}, 17, 0, 300));
    assertArrayEquals(
        new double[] {283, 300}, SideLabels.spread(new double[] {299, 300}, 17, 0, 300));
  }
}

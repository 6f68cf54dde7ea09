package cusp.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CheckpointPlanTest {

  @Property
  void ascendsFromTheFirstToTheLastStep(
      @ForAll @IntRange(min = 2, max = 500) int count,
      @ForAll boolean logarithmic,
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long steps) {
    long[] at = new CheckpointPlan(count, logarithmic).steps(steps);
    assertEquals(0, at[0]);
    assertEquals(steps, at[at.length - 1]);
    assertTrue(at.length <= count, at.length + " of " + count);
    for (int k = 1; k < at.length; k++) {
      assertTrue(at[k - 1] < at[k], "sorted and distinct at " + k);
    }
  }

  @Property(tries = 200)
  void aLongRunKeepsAllThatWereAskedFor(@ForAll @IntRange(min = 2, max = 100) int count) {
    assertEquals(count, CheckpointPlan.even(count).steps(1_000_000).length);
  }

  @Test
  void spacesAreEvenInStepOrInItsLogarithm() {
    assertArrayEquals(new long[] {0, 25, 50, 75, 100}, CheckpointPlan.even(5).steps(100));
    assertArrayEquals(
        new long[] {0, 1, 10, 100, 1_000, 10_000}, CheckpointPlan.logSpaced(6).steps(10_000));
    assertArrayEquals(new long[] {0, 1, 2, 3}, CheckpointPlan.logSpaced(100).steps(3));
    assertArrayEquals(new long[] {0, 9}, CheckpointPlan.logSpaced(2).steps(9));
  }

  @Test
  void keepsTwoAtLeast() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> CheckpointPlan.even(1)).getMessage();
    assertTrue(message.contains("at least 2") && message.contains("not 1"), message);
  }
}

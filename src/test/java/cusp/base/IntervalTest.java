package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void containsItsEnds() {
    Interval interval = new Interval(-1, 3, 0.95);
    assertTrue(interval.contains(-1) && interval.contains(3) && interval.contains(0));
    assertFalse(interval.contains(Math.nextUp(3.0)) || interval.contains(Math.nextDown(-1.0)));
    assertFalse(interval.contains(Double.NaN));
    assertEquals(2, interval.halfWidth());
    assertTrue(new Interval(1, 1, 0.5).contains(1));
  }

  @Test
  void refusesWhatIsNoInterval() {
    refused(2, 1, 0.95, "[2.0, 1.0]");
    refused(Double.NaN, 1, 0.95, "NaN");
    refused(0, Double.NaN, 0.95, "NaN");
    refused(0, 1, 0, "level", "not 0.0");
    refused(0, 1, 1, "level", "not 1.0");
    refused(0, 1, Double.NaN, "level", "NaN");
  }

  private static void refused(double low, double high, double level, String... words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Interval(low, high, level))
            .getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }
}

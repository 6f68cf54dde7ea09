package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void constantIsOneThroughout() {
    for (long step = 0; step <= 100; step++) {
      assertEquals(1, Schedule.constant().factor(step, 100));
    }
  }

  @Test
  void cosineFallsFromOneThroughAHalf() {
    assertEquals(1, Schedule.cosine().factor(0, 100));
    assertEquals(0.5, Schedule.cosine().factor(50, 100), 1e-15);
    assertEquals((1 + Math.sqrt(0.5)) / 2, Schedule.cosine().factor(25, 100), 1e-15);
    assertEquals(0, Schedule.cosine().factor(100, 100), 1e-15);
    assertEquals(0.55, new Schedule(0, 0.1).factor(50, 100), 1e-15);
    assertEquals(0.1, new Schedule(0, 0.1).factor(100, 100), 1e-15);
  }

  @Test
  void warmUpRisesLinearlyToThePeak() {
    Schedule schedule = Schedule.constant().withWarmUp(4);
    double[] expected = {0.2, 0.4, 0.6, 0.8, 1, 1, 1};
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], schedule.factor(step, 100), 1e-15);
    }
    Schedule falling = Schedule.cosine().withWarmUp(20);
    assertEquals(1, falling.factor(20, 100), 1e-15);
    assertEquals(0.5, falling.factor(60, 100), 1e-15);
  }

  @Property(tries = 500)
  void staysBetweenZeroAndOneAndFallsOnlyAfterTheWarmUp(
      @ForAll @LongRange(min = 0, max = 200) long warmUp,
      @ForAll @DoubleRange(min = 0, max = 1) double finalShare,
      @ForAll @LongRange(min = 1, max = 300) long steps) {
    Schedule schedule = new Schedule(warmUp, finalShare);
    double before = 0;
    for (long step = 0; step < steps; step++) {
      double factor = schedule.factor(step, steps);
      assertTrue(factor > 0 && factor <= 1 + 1e-15, "step " + step + ": " + factor);
      assertTrue(step <= warmUp ? factor >= before : factor <= before, "step " + step);
      before = factor;
    }
  }

  @Test
  void refusesWhatIsNoSchedule() {
    assertTrue(message(-1, 1).contains("-1"));
    assertTrue(message(0, 1.5).contains("[0, 1], not 1.5"));
    assertTrue(message(0, Double.NaN).contains("NaN"));
  }

  private static String message(long warmUp, double finalShare) {
    return assertThrows(IllegalArgumentException.class, () -> new Schedule(warmUp, finalShare))
        .getMessage();
  }
}

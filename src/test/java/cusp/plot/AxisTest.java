package cusp.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static List<String> labels(double low, double high, boolean log, int target) {
    return new Axis(low, high, log).ticks(target).stream().map(Axis.Tick::label).toList();
  }

  @Test
  void ticksAreRoundAndPlain() {
    assertEquals(List.of("0", "0.05", "0.10", "0.15"), labels(0, 0.17, false, 4));
    assertEquals(List.of("−1.0", "−0.5", "0", "0.5", "1.0"), labels(-1, 1, false, 5));
    assertEquals(List.of("0", "2,000", "4,000"), labels(0, 4500, false, 3));
    assertEquals(List.of("0", "10⁶", "2×10⁶"), labels(0, 2e6, false, 2));
    assertEquals(List.of("0", "2×10⁻⁵", "4×10⁻⁵"), labels(0, 4e-5, false, 2));
  }

  @Test
  void decadesAreRoundAndPlain() {
    assertEquals(List.of("1", "10", "100", "1,000"), labels(1, 1000, true, 4));
    assertEquals(List.of("0.01", "0.1", "1"), labels(0.01, 2, true, 3));
    assertEquals(List.of("10³", "10⁵", "10⁷", "10⁹"), labels(1e3, 1e9, true, 4));
    assertEquals(List.of("0.05", "0.1", "0.2", "0.5", "1"), labels(0.04, 1.2, true, 5));
  }

  @Property(tries = 500)
  void ticksLieOnTheAxisAndAreSomeNumberAroundTheTarget(
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e4) double length,
      @ForAll @IntRange(min = 3, max = 10) int target) {
    Axis axis = new Axis(low, low + length, false);
    List<Axis.Tick> ticks = axis.ticks(target);
    assertTrue(ticks.size() >= target / 2 && ticks.size() <= 2 * target, ticks.toString());
    for (Axis.Tick tick : ticks) {
      double share = axis.share(tick.value());
      assertTrue(share > -1e-5 && share < 1 + 1e-5, tick + " on " + axis);
    }
  }
}

package cusp.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PosteriorPhasesSuiteTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static List<Measurement> crossings(double[][] odds) {
    List<Measurement> found = new ArrayList<>();
    PosteriorPhasesSuite.crossing(new int[] {100, 200, 300, 400}, "data", "at", odds, found::add);
    return found;
  }

  @Test
  void sizesWithoutOddsAreNoCrossing() {
    double odds = PosteriorPhasesSuite.logOdds(new double[] {NONE, NONE, 3});
    assertFalse(Double.isFinite(odds));
    double hexagon = PosteriorPhasesSuite.logOdds(new double[] {3, NONE, NONE});
    assertFalse(Double.isFinite(hexagon));
    assertEquals(
        List.of(
            new Measurement("data", "at_sign_changes", 1),
            new Measurement("data", "at", 350),
            new Measurement("data", "at_error", 25)),
        crossings(new double[][] {{odds, 0}, {hexagon, 0}, {1, 0}, {-1, 1}}));
    assertEquals(
        List.of(
            new Measurement("data", "at_sign_changes", 1),
            new Measurement("data", "at", 200),
            new Measurement("data", "at_error", 0)),
        crossings(new double[][] {{1, 0}, {odds, 0}, {-1, 0}, {-2, 0}}));
    assertEquals(List.of(), crossings(new double[][] {{odds, 0}, {odds, 0}, {odds, 0}, {odds, 0}}));
  }
}

package cusp.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.singular.LocalEstimate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {
  private static final int SEEDS = 40;

  static Stream<Calibration> cases() {
    return Calibration.cases().stream();
  }

  /** A true coverage of 95 % gives fewer than 33 of 40 less than once in a thousand times. */
  @ParameterizedTest
  @MethodSource("cases")
  void theIntervalCoversTheExactValueAtFiniteTemperature(Calibration calibration) {
    List<LocalEstimate> estimates = calibration.estimates(SEEDS);
    for (LocalEstimate estimate : estimates) {
      assertTrue(estimate.verdict().isOk(), estimate::toString);
      assertTrue(estimate.interval().halfWidth() <= 0.05 * estimate.value(), estimate::toString);
    }
    assertTrue(calibration.coverage(estimates) >= 33.0 / SEEDS);
    // The mean of 40 pulls has standard error 1/√40.
    assertEquals(0, Calibration.mean(calibration.pulls(estimates)), 4 / Math.sqrt(SEEDS));
  }

  @Test
  void theTargetsAreExact() {
    assertEquals(2, Calibration.cases().get(0).exact());
    // ½(1/3 + 1/2 + 2/3 + 4/5) at nβh = 50, 100, 200, 400 and γ = 100.
    assertEquals(1.15, Calibration.cases().get(1).exact(), 1e-15);
  }
}

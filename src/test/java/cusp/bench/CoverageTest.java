package cusp.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("seeds")
class CoverageTest {
  private static final int SEEDS = 40;
  private static final Set<String> TESTED =
      Set.of("quadratic_d4_gamma100", "x^2*y^2", "valley_ab=1", "product_regression_n100");

  static Stream<Coverage> cases() {
    return Coverage.cases().stream().filter(coverage -> TESTED.contains(coverage.name()));
  }

  /** A true coverage of 95 % gives fewer than 33 of 40 less than once in a thousand times. */
  @ParameterizedTest
  @MethodSource("cases")
  void theIntervalCoversTheExactValueAtFiniteTemperature(Coverage coverage) {
    List<Coverage.Result> results = coverage.results(SEEDS);
    for (Coverage.Result result : results) {
      assertFalse(result.estimate().verdict().isInvalid(), result.estimate()::toString);
      assertTrue(
          result.calibration().cost() <= result.estimate().chains().cost(),
          () -> result.calibration() + ", " + result.estimate().chains().cost());
    }
    assertTrue(Coverage.coverage(results) >= 33.0 / SEEDS, () -> "" + Coverage.coverage(results));
    assertTrue(Coverage.medianHalfWidth(results) <= 0.05);
    assertTrue(Coverage.medianError(results) <= 0.02, () -> "" + Coverage.medianError(results));
    // The mean of 40 pulls has standard error 1/√40.
    assertEquals(0, Coverage.mean(Coverage.pulls(results)), 4 / Math.sqrt(SEEDS));
  }
}

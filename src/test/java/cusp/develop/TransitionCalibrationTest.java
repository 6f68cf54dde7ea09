package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.bench.DetectorCalibration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The promises of the detector. The longer a series, the fewer seeds are tried here: 10 % alarms
 * are the 99.8 % point of what 5 % gives in 200 seeds, as 7 % are in 1,000; {@code ./cusp bench
 * detector} tries more. The longer series are tried with 200 replicates, the fewest that the level
 * allows: p-values from them are coarser and as true, and the dating has its own. It is not run
 * again on a second JDK.
 */
@Tag("seeds")
class TransitionCalibrationTest {
  private static final TransitionDetector DETECTOR = TransitionDetector.defaults();
  private static final DetectorCalibration DEFAULTS = new DetectorCalibration(DETECTOR);
  private static final DetectorCalibration COARSE =
      new DetectorCalibration(DETECTOR.withReplicates(200));

  @ParameterizedTest
  @CsvSource({
    "50, 0, 1000, 0.07", "50, 0.5, 1000, 0.07", "50, 0.9, 1000, 0.07",
    "200, 0, 1000, 0.07", "200, 0.5, 1000, 0.07", "200, 0.9, 1000, 0.07",
    "1000, 0, 200, 0.1", "1000, 0.5, 200, 0.1", "1000, 0.9, 200, 0.1"
  })
  void noiseGivesFewAlarms(int n, double phi, int seeds, double most) {
    double rate = (n > 50 ? COARSE : DEFAULTS).alarms(n, phi, seeds);
    assertTrue(rate <= most, () -> "false alarms: " + rate);
    assertTrue(rate >= 0.01, () -> "a detector that hardly ever speaks: " + rate);
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "200, 0.5", "1000, 0.5"})
  void jumpsOfThreeDeviationsAreFoundAndDated(int n, double phi) {
    DetectorCalibration.Dating dating = COARSE.jumps(n, phi, 3, 100);
    assertTrue(dating.power() >= 0.9, dating::toString);
    assertTrue(dating.coverage() >= 0.9 && dating.coverage() <= 0.99, dating::toString);
    assertTrue(dating.narrow() >= 0.95, dating::toString);
  }

  @Test
  void shapesAreToldApart() {
    int seeds = 60;
    int[][] confusion = COARSE.confusion(0.5, seeds);
    for (int shape = 0; shape < confusion.length; shape++) {
      assertTrue(confusion[shape][shape] >= 0.85 * seeds, () -> Arrays.deepToString(confusion));
    }
  }
}

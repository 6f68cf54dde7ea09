package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws read off made-up volumes. */
class ScalingFitTest {
  private static final int LEVELS = 30;

  /** Volumes of a law of ln ε, with an error of each level by itself or added to the last one's. */
  private static ScalingFit.Data data(
      DoubleUnaryOperator law, double error, boolean walks, RandomStream random) {
    double[] x = new double[LEVELS];
    double[] y = new double[LEVELS];
    double[] first = new double[LEVELS];
    double[] step = new double[LEVELS];
    double noise = 0;
    for (int k = 0; k < LEVELS; k++) {
      x[k] = -2 - 0.55 * k;
      double deviate = random == null ? 0 : error * random.nextGaussian();
      noise = walks ? noise + deviate : deviate;
      y[k] = law.applyAsDouble(x[k]) + noise;
      first[k] = walks ? error * Math.sqrt(k + 1) : error;
      step[k] = walks ? error : Double.NaN;
    }
    return new ScalingFit.Data(x, y, first, step);
  }

  private static DoubleUnaryOperator law(double lambda, int m) {
    return x -> lambda * x + Math.log(0.4 + Math.pow(1 - x / 2, m - 1)) + 3;
  }

  @ParameterizedTest
  @CsvSource({"0.7, 1", "0.5, 2", "1.25, 3"})
  void preciseVolumesTellLambdaAndM(double lambda, int m) {
    ScalingAverage average = ScalingAverage.of(data(law(lambda, m), 1e-6, false, null), 3, 1);
    assertEquals(lambda, average.lambda(), 1e-3);
    assertEquals(m, average.multiplicity());
    assertTrue(average.multiplicities()[m - 1] > 0.95, Arrays.toString(average.multiplicities()));
    assertEquals(1, Arrays.stream(average.multiplicities()).sum(), 1e-12);
  }

  @Test
  void aCorrectionIsSeen() {
    DoubleUnaryOperator corrected = x -> 0.6 * x + Math.log(1 - 0.7 * Math.exp(0.2 * x));
    ScalingAverage average = ScalingAverage.of(data(corrected, 1e-5, false, null), 1, 1);
    assertEquals(0.6, average.lambda(), 2e-4);
    ScalingFit plain = ScalingFit.of(data(corrected, 1e-5, false, null), 0, 1, false, 1);
    assertTrue(plain.lambda() < 0.58, "without it the slope is too low: " + plain.lambda());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void weightsSayHowLambdaErrs(boolean walks) {
    RandomStream random = Seed.of(2).random();
    int draws = 400;
    double error = 1e-3;
    double squares = 0;
    double predicted = 0;
    for (int n = 0; n < draws; n++) {
      ScalingFit fit = ScalingFit.of(data(law(0.8, 1), error, walks, random), 4, 1, false, 1);
      squares += Math.pow(fit.lambda() - 0.8, 2) / draws;
      double variance = 0;
      double sum = 0;
      for (int k = LEVELS - 1; k >= 0; k--) {
        sum = walks ? sum + fit.weights()[k] : fit.weights()[k];
        variance += error * error * sum * sum;
      }
      predicted += variance / draws;
    }
    // The ratio of variances has a standard deviation of √(2/400) = 0.07.
    assertEquals(1, squares / predicted, 0.21);
  }

  @Test
  void weightsAreDerivatives() {
    ScalingFit.Data data = data(law(0.5, 2), 1e-3, true, null);
    ScalingFit fit = ScalingFit.of(data, 0, 2, false, 2);
    for (int k : new int[] {0, 7, LEVELS - 1}) {
      double[] moved = data.logVolumes().clone();
      moved[k] += 1e-5;
      ScalingFit other =
          ScalingFit.of(
              new ScalingFit.Data(data.logLevels(), moved, data.first(), data.step()),
              0,
              2,
              false,
              2);
      assertEquals(
          fit.weights()[k],
          (other.lambda() - fit.lambda()) / 1e-5,
          0.02 * Math.abs(fit.weights()[k]) + 1e-3);
    }
  }

  @Test
  void levelsLeftOutHaveNoCurve() {
    ScalingFit fit = ScalingFit.of(data(law(0.5, 1), 1e-3, false, null), 5, 1, false, 1);
    assertTrue(Double.isNaN(fit.curve()[4]));
    assertEquals(law(0.5, 1).applyAsDouble(-2 - 0.55 * 5), fit.curve()[5], 1e-6);
    assertEquals(0, fit.weights()[4]);
  }
}

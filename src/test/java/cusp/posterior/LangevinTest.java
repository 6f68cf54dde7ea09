package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LangevinTest {

  @ParameterizedTest
  @CsvSource({"1, 0.1", "25, 0.1", "3, 1.2"})
  void theDynamicsSettleInTheStationaryVariance(double curvature, double stepSize) {
    RandomStream random = Seed.of(1).random();
    double[][] squares = new double[4][50_000];
    for (double[] chain : squares) {
      double w = 0;
      for (int i = -1000; i < chain.length; i++) {
        w += -stepSize / 2 * curvature * w + Math.sqrt(stepSize) * random.nextGaussian();
        if (i >= 0) {
          chain[i] = w * w;
        }
      }
    }
    Diagnostics drawn = Diagnostics.of(squares);
    assertEquals(
        Langevin.stationaryVariance(curvature, stepSize), drawn.mean(), 4 * drawn.mcseMean());
    // The test can tell it from the exact posterior's variance.
    assertTrue(Math.abs(1 / curvature - drawn.mean()) > 1.5 * drawn.mcseMean());
  }

  @Test
  void refusesStepsThatDiverge() {
    assertThrows(IllegalArgumentException.class, () -> Langevin.stationaryVariance(0, 0.1));
    assertThrows(IllegalArgumentException.class, () -> Langevin.stationaryVariance(1, 0));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Langevin.stationaryVariance(2, 2));
    assertTrue(refusal.getMessage().contains("between 0 and 2.0, not 2.0"), refusal.getMessage());
  }
}

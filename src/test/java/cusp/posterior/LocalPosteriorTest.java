package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import org.junit.jupiter.api.Test;

class LocalPosteriorTest {

  @Test
  void theDefaultTemperatureIsThatOfTheDataSet() {
    MeanObjective objective = MeanObjective.spread(20, 1);
    assertEquals(20 / Math.log(20), LocalPosterior.at(objective, new double[1]).nBeta());
  }

  @Test
  void aSingleSampleHasNoDefaultTemperature() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> LocalPosterior.at(new MeanObjective(0.5), new double[1]));
    assertTrue(e.getMessage().contains("n = 1") && e.getMessage().contains("give nβ"));
  }

  @Test
  void theGradientIsThatOfThePotential() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("a^2*b + exp(a)"), new double[] {0.3, -0.2}, 7)
            .withLocalization(2)
            .withPrior(Prior.normal(0.5, 1.5));
    double[] w = {0.8, 0.4};
    double[] gradient = new double[2];
    double loss = posterior.gradient(w, null, gradient);
    assertEquals(0.64 * 0.4 + Math.exp(0.8), loss, 1e-15);
    for (int i = 0; i < 2; i++) {
      double[] above = w.clone();
      double[] below = w.clone();
      above[i] += 1e-5;
      below[i] -= 1e-5;
      double slope = (posterior.potential(above) - posterior.potential(below)) / 2e-5;
      // Truncation of order 1e-10 and rounding of order 1e-15·U/1e-5.
      assertEquals(slope, gradient[i], 1e-7);
    }
  }

  @Test
  void theWallsAreThoseOfTheBoxAndOfThePriorsSupport() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("w^2"), new double[1], 1)
            .withBox(Box.of(-1, Double.POSITIVE_INFINITY))
            .withPrior(Prior.uniform(-2, 3));
    assertEquals(Box.of(-1, 3), posterior.walls());
  }
}

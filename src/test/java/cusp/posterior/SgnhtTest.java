package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

class SgnhtTest extends UnadjustedContract {

  @Override
  Sampler sampler(double stepSize) {
    return Sgnht.defaults().withStepSize(stepSize);
  }

  @Override
  double unit(double epsilon) {
    return Math.sqrt(epsilon);
  }

  @Override
  double variance(double curvature, double stepSize) {
    return 1 / curvature;
  }

  /** At one friction per unit of time, whatever the step. */
  @Override
  Sampler inABox(double stepSize) {
    return new Sgnht(stepSize, 0, 0.25);
  }

  @Override
  double order() {
    return 2;
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of(Target.QUADRATIC, 0.4, 0.2, 8_000_000),
        Arguments.of(Target.CROSSING, 0.16, 0.08, 8_000_000));
  }

  @Override
  int draws() {
    return 25_000;
  }

  /** Up to near the limit of stability, where plain Langevin dynamics is off by half and more. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 1.2})
  void itsVarianceOnAQuadraticIsRightAtAnyStep(double stepTimesFrequency) {
    double h = 50;
    LocalPosterior posterior =
        LocalPosterior.at(cusp.model.Objective.of("w^2/2"), new double[1], h);
    Sgnht sampler = Sgnht.defaults().withStepSize(stepTimesFrequency / Math.sqrt(h));
    Draws.of(posterior, sampler, 50_000, 0)
        .mean("square of w", w -> w[0] * w[0], 1 / h)
        .meanPotential(0.5);
  }

  /**
   * Kicks of a fifth of the thermal variance: SGLD is 5 % too hot, and so is its own law; the
   * thermostat leaves a tenth of that.
   */
  @Tag("seeds")
  @Test
  void takesUpTheNoiseOfBatchesWhereSgldStaysTooHot() {
    int n = 100_000;
    int batch = 10;
    double epsilon = 0.01;
    LocalPosterior posterior =
        LocalPosterior.at(MeanObjective.spread(n, Math.sqrt(20 * batch)), new double[1], 1);
    Draws langevin = Draws.of(posterior, new Sgld(epsilon, batch), 400_000, 0);
    double law = Reshuffling.of(1, Math.sqrt(20 * batch), n, batch, epsilon).variance();
    assertTrue(law > 1.045, () -> "too hot by design: " + law);
    langevin.mean("square of w", w -> w[0] * w[0], law);
    // The measured noise and the temperature that follows from it: 32 batches give 25 %.
    assertEquals(20, langevin.chains().gradientNoise(), 5);
    assertEquals(0.05, langevin.chains().excessTemperature(), 0.0125);

    Sgnht sampler = new Sgnht(Math.sqrt(epsilon), batch, 1);
    Draws thermostat = Draws.of(posterior, sampler, 400_000, 0);
    double variance = thermostat.estimate(w -> w[0] * w[0]).mean();
    assertEquals(1, variance, 0.015);
    assertEquals(0, thermostat.chains().excessTemperature());
  }

  @Test
  void tendsToTheExactMeansOfABanana() {
    Draws.of(Target.BANANA.posterior(), sampler(0.08), 200_000, 0)
        .meanPotential(Target.BANANA.meanPotential())
        .mean("x", w -> w[0], Target.BANANA.mean(w -> w[0]));
  }

  @Test
  void aStepThatIsNotGivenComesFromTheCurvature() {
    LocalPosterior posterior =
        LocalPosterior.at(cusp.model.Objective.of("(a^2 + 9*b^2)/2"), new double[2], 10);
    Sampler.Walk walk = Sgnht.defaults().walk(posterior, new double[2], Seed.of(0));
    assertEquals(0.4 / Math.sqrt(90), walk.stepSize(), 1e-6);
    assertTrue(Double.isNaN(walk.acceptance()) && Double.isNaN(walk.bias()));
    walk.step();
    assertEquals(Stiffness.COST + 1, walk.cost());
  }

  @Test
  void settingsAreChecked() {
    assertTrue(refusal(() -> new Sgnht(-1, 0, 0)).contains("-1"));
    assertTrue(refusal(() -> new Sgnht(1, -2, 0)).contains("-2"));
    assertTrue(refusal(() -> new Sgnht(1, 0, Double.NaN)).contains("NaN"));
  }

  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}

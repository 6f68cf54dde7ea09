package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Nuts;
import cusp.posterior.Sgld;
import cusp.posterior.Tempering;
import cusp.toy.LinearRegression;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final LocalLearningCoefficient LLC =
      LocalLearningCoefficient.defaults().withNBeta(1000);

  @Test
  void replicasWhereTheMinimumIsDegenerateAndSingleChainsWhereItIsNot() {
    Calibration crossing = LLC.calibrate(Objective.of("x^2*y^2"), new double[2], Seed.of(0));
    assertInstanceOf(Tempering.class, crossing.settings().sampler());
    Calibration bowl = LLC.calibrate(Objective.of("x^2+4*y^2"), new double[2], Seed.of(0));
    var sampler = bowl.settings().sampler();
    assertTrue(sampler instanceof Nuts || sampler instanceof Mala, sampler::toString);
  }

  @Test
  void tellsWhatItChoseAndWhereThePlateauIs() {
    Calibration calibration = LLC.calibrate(Objective.of("x^2+y^2"), new double[2], Seed.of(0));
    assertTrue(calibration.verdict().isOk(), calibration::toString);
    assertEquals(
        Set.of("sampler", "step size ε", "localization γ", "burn-in", "draws"),
        calibration.choices().stream().map(Calibration.Choice::what).collect(Collectors.toSet()));
    assertEquals(25, calibration.plane().size());
    // The first column of the plane has the smallest steps, which MALA accepts; the last the
    // largest, at which plain SGLD is wrong.
    Pilot careful = calibration.plane().get(10);
    Pilot rash = calibration.plane().get(14);
    assertTrue(careful.acceptance() > 0.9, careful::toString);
    assertTrue(rash.acceptance() < 0.2, rash::toString);
    assertTrue(calibration.chart().alt().contains("5 step sizes and 5 temperatures"));
    assertEquals(5, calibration.toTable().rowCount());
  }

  @Test
  void pilotsCostNoMoreThanTheEstimate() {
    for (String formula : new String[] {"x^2+y^2", "x^2*y^2", "x^4"}) {
      Objective loss = Objective.of(formula);
      double[] center = new double[loss.dimension()];
      Calibration calibration = LLC.calibrate(loss, center, Seed.of(1));
      LocalEstimate estimate = calibration.settings().estimate(loss, center, Seed.of(2));
      assertTrue(calibration.cost() <= estimate.chains().cost(), calibration::toString);
    }
  }

  /** γ = 500 takes its share of the curvatures 2000 and 1000; a lower one hardly does. */
  @Test
  void lowersALocalizationThatMovesTheEstimate() {
    Objective loss = Objective.of("x^2 + y^2/2");
    Calibration calibration = LLC.withLocalization(500).calibrate(loss, new double[2], Seed.of(0));
    assertTrue(calibration.settings().localization() < 500, calibration::toString);
    assertTrue(calibration.toTable().print().contains("lowered from 500"));
  }

  @Test
  void batchesThatWereAskedForAreExtrapolated() {
    LinearRegression model = new LinearRegression(2, 1);
    var data = model.sample(new double[] {1, -1}, 400, Seed.of(0));
    var loss = model.on(data);
    var least =
        GaussianPosterior.of(LocalPosterior.at(loss, new double[2], 1e6).withLocalization(1e-9));
    double[] center = least.mean();
    Calibration calibration =
        LocalLearningCoefficient.defaults()
            .withSampler(Sgld.defaults().withBatch(40))
            .calibrate(loss, center, Seed.of(1));
    LocalLearningCoefficient settings = calibration.settings();
    assertTrue(settings.extrapolated(), calibration::toString);
    LocalEstimate estimate = settings.estimate(loss, center, Seed.of(2));
    double nBeta = 400 / Math.log(400);
    GaussianPosterior exact =
        GaussianPosterior.of(
            LocalPosterior.at(loss, center, nBeta).withLocalization(settings.localization()));
    double target = nBeta * (exact.mean(loss.form()) - loss.loss(center));
    assertEquals(target, estimate.value(), 4 * estimate.standardError(), calibration::toString);
    assertTrue(Double.isNaN(estimate.spread().value()));
  }

  /**
   * At εh/4 = x SGLD settles on (d/2)/(1 − x), and two step sizes leave 2/(1 − x/2) − 1/(1 − x).
   */
  @Test
  void extrapolationTakesTheFirstOrderAway() {
    double x = 0.2;
    double epsilon = 4 * x / 1000;
    LocalEstimate estimate =
        LLC.withLocalization(0)
            .withSampler(Sgld.defaults().withStepSize(epsilon))
            .withChains(9)
            .withDraws(40_000)
            .withExtrapolation(true)
            .estimate(Objective.of("(x^2+y^2)/2"), new double[2], Seed.of(0));
    double expected = 2 / (1 - x / 2) - 1 / (1 - x);
    assertEquals(expected, estimate.value(), 4 * estimate.standardError());
    assertEquals(0, estimate.stepSizeBias());
    assertEquals(9, estimate.chains().losses().length);
    assertEquals(epsilon, estimate.chains().stepSizes()[0]);
    assertEquals(epsilon / 2, estimate.chains().stepSizes()[8]);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Objective loss = Objective.of("x^2*y^2");
    Calibration one = Parallel.withThreads(1, () -> LLC.calibrate(loss, new double[2], Seed.of(3)));
    Calibration two = Parallel.withThreads(2, () -> LLC.calibrate(loss, new double[2], Seed.of(3)));
    assertEquals(one.settings(), two.settings());
    assertEquals(one.plane(), two.plane());
    assertEquals(one.trials(), two.trials());
  }

  @Test
  void whatHasNoPosteriorIsNotCalibratedAndHasNoEstimate() {
    Objective fall = Objective.of("-x^4");
    Calibration calibration = LLC.withLocalization(0).calibrate(fall, new double[1], Seed.of(0));
    assertFalse(calibration.verdict().isOk(), calibration::toString);
    LocalEstimate estimate =
        LLC.withLocalization(0)
            .withSampler(calibration.settings().sampler())
            .estimate(fall, new double[1], Seed.of(1));
    assertFalse(estimate.verdict().isOk(), estimate::toString);
  }

  @Test
  void badInputIsRefusedByName() {
    Objective loss = Objective.of("x^2");
    assertTrue(refusal(() -> LLC.calibrate(loss, new double[2], Seed.of(0))).contains("length 2"));
    assertTrue(
        refusal(() -> LLC.withSampler(Mala.defaults()).withExtrapolation(true)).contains("SGLD"));
    assertTrue(
        refusal(() -> LLC.withChains(1).withExtrapolation(true)).contains("at least 2 chains"));
    assertTrue(
        refusal(() -> LLC.calibrate(Objective.of("log(x)"), new double[1], Seed.of(0)))
            .contains("loss at w*"));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}

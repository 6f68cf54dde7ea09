package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.PosteriorSample;
import cusp.task.RegressionSamples;
import cusp.toy.LinearRegression;
import cusp.toy.ProductRegression;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** WBIC and the generalisation loss. */
class PredictionTest {
  private static final ProductRegression MODEL = new ProductRegression();
  private static final Objective LOSS = MODEL.on(MODEL.sample(0, 50, Seed.of(1)));
  private static final Prior PRIOR = Prior.normal(0, 1);
  private static final LocalPosterior COOL = Wbic.posterior(LOSS, new double[2], PRIOR);

  private static PosteriorSample draws(LocalPosterior posterior, int draws) {
    Chains.Plan plan = new Chains.Plan(4, 300, draws, draws);
    return PosteriorSample.of(
        posterior, Chains.sample(posterior, Mala.defaults(), plan, Seed.of(1)));
  }

  @Test
  void wbicIsTheMeanLossAtItsTemperature() {
    Wbic exact = Wbic.exact(COOL);
    assertEquals(1 / Math.log(50), exact.inverseTemperature(), 1e-15);
    assertEquals(exact.value(), Wbic.of(Quadrature.defaults().sample(COOL)).value(), 1e-9);
    Wbic found = Wbic.of(draws(COOL, 1_000));
    assertTrue(found.standardError() > 0);
    assertEquals(exact.value(), found.value(), 4 * found.standardError());
    assertTrue(found.interval().contains(found.value()));
    assertEquals(found.value(), found.toTable().doubleColumn("WBIC").get(0));
    Wbic few = Wbic.of(draws(COOL, 20));
    assertThrows(IllegalStateException.class, few::value);
    assertTrue(few.toString().contains("effective sample size"), few::toString);
  }

  /** At n = 10⁴ it is within a nat or two of −ln Z, as the theorem says it may. */
  @Test
  void wbicComesNearTheFreeEnergy() {
    LinearRegression model = new LinearRegression(2, 1);
    Objective loss = model.on(model.sample(new double[] {1, 2}, 10_000, Seed.of(2)));
    LocalPosterior posterior = Wbic.posterior(loss, new double[2], PRIOR);
    double free =
        GaussianPosterior.of(LocalPosterior.at(loss, new double[2], 10_000).withPrior(PRIOR))
            .freeEnergy();
    assertEquals(free, Wbic.exact(posterior).value(), Math.sqrt(Math.log(10_000)));
  }

  @Test
  void wbicRefusesAllElse() {
    refusedWbic("not at β = 1", LocalPosterior.at(LOSS, new double[2], 50).withPrior(PRIOR));
    refusedWbic("γ = 1.0", COOL.withLocalization(1));
    refusedWbic("proper prior", COOL.withPrior(Prior.flat()));
    refusedWbic("no box", COOL.withBox(Box.of(-3, 3)));
    refusedWbic(
        "POTENTIAL", LocalPosterior.at(Objective.of("x^2"), new double[1], 5).withPrior(PRIOR));
    Objective one = new LinearRegression(1, 1).on(RegressionSamples.ofMean(new double[1]));
    refusedWbic("n = 1", LocalPosterior.at(one, new double[1], 1).withPrior(PRIOR));
  }

  private static void refusedWbic(String reason, LocalPosterior posterior) {
    refused(reason, () -> Wbic.exact(posterior));
  }

  private static void refused(String reason, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(reason), message);
  }

  /** −ln of the predictive density N(m, 1 + v), by hand. */
  @Test
  void theGeneralizationLossOfANormalMean() {
    LinearRegression model = new LinearRegression(1, 1);
    Objective loss = model.on(RegressionSamples.ofMean(new double[] {1, 2, 0}));
    LocalPosterior posterior =
        LocalPosterior.at(loss, new double[1], 3).withPrior(Prior.normal(0, 1));
    double[] fresh = {0, 3};
    double variance = 1 + 1.0 / 4;
    double[] expected =
        Arrays.stream(fresh)
            .map(
                x ->
                    Math.log(2 * Math.PI * variance) / 2
                        + Math.pow(x - 3.0 / 4, 2) / (2 * variance))
            .toArray();
    PosteriorSample rule = Quadrature.defaults().sample(posterior);
    GeneralizationLoss found =
        GeneralizationLoss.of(rule, model.on(RegressionSamples.ofMean(fresh)));
    assertEquals((expected[0] + expected[1]) / 2, found.value(), 1e-10);
    assertEquals(0, found.samplingError());
    assertEquals(Math.abs(expected[1] - expected[0]) / 2, found.testError(), 1e-10);
    assertEquals(found.testError(), found.standardError());
    double[] weights = {0.25, 0.75};
    GeneralizationLoss weighted =
        GeneralizationLoss.of(rule, model.on(RegressionSamples.ofMean(fresh)), weights);
    assertEquals(0.25 * expected[0] + 0.75 * expected[1], weighted.value(), 1e-10);
    assertEquals(0, weighted.standardError());
    GeneralizationLoss closed =
        GeneralizationLoss.exact(
            GaussianPosterior.of(posterior), model.on(RegressionSamples.ofMean(fresh)), weights);
    assertEquals(weighted.value(), closed.value(), 1e-10);
    assertEquals(2, closed.toTable().intColumn("fresh samples").get(0));
    assertTrue(found.toString().contains("by 2 fresh samples"), found::toString);
  }

  @Test
  void theGeneralizationLossRefusesWhatDoesNotFit() {
    PosteriorSample rule =
        Quadrature.defaults()
            .withTolerance(1e-3)
            .sample(LocalPosterior.at(LOSS, new double[2], 50).withPrior(PRIOR));
    LinearRegression other = new LinearRegression(3, 1);
    refused(
        "3 parameters",
        () -> GeneralizationLoss.of(rule, other.on(other.sample(new double[3], 9, Seed.of(1)))));
    refused("at least 2 fresh", () -> GeneralizationLoss.of(rule, Objective.of("x^2")));
    Objective fresh = MODEL.on(MODEL.sample(0, 3, Seed.of(3)));
    refused(
        "with the sum 1, not 3 with the sum 1.5",
        () -> GeneralizationLoss.of(rule, fresh, new double[] {0.5, 0.5, 0.5}));
    refused("a weight for each of 3", () -> GeneralizationLoss.of(rule, fresh, new double[] {1}));
  }
}

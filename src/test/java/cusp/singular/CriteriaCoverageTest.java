package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Prior;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.PosteriorSample;
import cusp.toy.LinearRegression;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The errors are what they say: 95 % intervals cover the exact values. */
@Tag("seeds")
class CriteriaCoverageTest {
  private static final int SEEDS = 40;

  /** At 95 % fewer than 33 of 40 have a probability of 0.03 %. */
  private static final int LEAST_COVERED = 33;

  private static final LinearRegression MODEL = new LinearRegression(2, 1);
  private static final QuadraticLoss LOSS =
      MODEL.on(MODEL.sample(new double[] {1, -1}, 20, Seed.of(3)));
  private static final QuadraticLoss FRESH =
      MODEL.on(MODEL.sample(new double[] {1, -1}, 50, Seed.of(4)));
  private static final Prior PRIOR = Prior.normal(0, 1);

  private static PosteriorSample draws(LocalPosterior posterior, Seed seed) {
    Chains.Plan plan = new Chains.Plan(4, 300, 500, 500);
    return PosteriorSample.of(posterior, Chains.sample(posterior, Mala.defaults(), plan, seed));
  }

  private final Map<String, Integer> covered = new TreeMap<>();
  private final Map<String, Double> pulls = new TreeMap<>();

  private void count(String what, double exact, double value, double error) {
    covered.merge(what, Math.abs(value - exact) <= 1.96 * error ? 1 : 0, Integer::sum);
    pulls.merge(what, (value - exact) / error / SEEDS, Double::sum);
  }

  private void count(String what, Estimated exact, Estimated found) {
    count(what, exact.value(), found.value(), found.standardError());
  }

  @Test
  void intervalsCoverTheExactValues() {
    LocalPosterior posterior = LocalPosterior.at(LOSS, new double[2], 20).withPrior(PRIOR);
    GaussianPosterior gaussian = GaussianPosterior.of(posterior);
    CriteriaEstimate exact = InformationCriteria.exact(posterior);
    double[] weights = new double[50];
    Arrays.fill(weights, 1.0 / 50);
    double generalization = GeneralizationLoss.exact(gaussian, FRESH, weights).value();
    LocalPosterior cool = Wbic.posterior(LOSS, new double[2], PRIOR);
    double wbic = Wbic.exact(cool).value();
    QuadraticForm norm = QuadraticForm.of(new double[][] {{1, 0}, {0, 1}});
    double response = -20 * gaussian.covariance(norm, FRESH.form());
    for (int seed = 0; seed < SEEDS; seed++) {
      PosteriorSample sample = draws(posterior, Seed.of(seed));
      CriteriaEstimate found = InformationCriteria.of(sample);
      count("E[L]", exact.meanLoss(), found.meanLoss());
      count("T", exact.trainingLoss(), found.trainingLoss());
      count("V", exact.functionalVariance(), found.functionalVariance());
      count("WAIC", exact.waic(), found.waic());
      count("ISCV", exact.importanceSampling(), found.importanceSampling());
      count("PSIS-LOO", exact.leaveOneOut(), found.leaveOneOut());
      GeneralizationLoss fresh = GeneralizationLoss.of(sample, FRESH, weights);
      count("G", generalization, fresh.reading(), fresh.samplingError());
      Wbic mean = Wbic.of(draws(cool, Seed.of(seed)));
      count("WBIC", wbic, mean.reading(), mean.standardError());
      Susceptibility respond = new Susceptibility(sample);
      Response chi =
          respond.response(new Statistic("norm", norm::at), Statistic.loss("fresh", FRESH));
      count("χ", response, chi.value(), chi.standardError());
      SampleResponses influences = respond.bySample(Statistic.coordinate(0));
      LossCovariance covariances = respond.lossCovariance();
      QuadraticForm coordinate = QuadraticForm.coordinate(0, 2);
      double influence = gaussian.covariance(coordinate, LOSS.form(1));
      count("influence", influence, influences.covariances()[1], influences.errors()[1]);
      double relative = influence - gaussian.covariance(coordinate, LOSS.form());
      count(
          "per sample",
          relative,
          influences.relativeCovariances()[1],
          influences.relativeErrors()[1]);
      double covariance = gaussian.covariance(LOSS.form(1), LOSS.form(2));
      count("covariance", covariance, covariances.covariances()[1][2], covariances.errors()[1][2]);
    }
    covered.forEach((what, count) -> assertTrue(count >= LEAST_COVERED, () -> "" + covered));
    pulls.forEach(
        (what, pull) -> assertTrue(Math.abs(pull) < 4 / Math.sqrt(SEEDS), () -> "" + pulls));
  }
}

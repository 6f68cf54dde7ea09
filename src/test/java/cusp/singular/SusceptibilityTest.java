package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.PosteriorSample;
import cusp.task.RegressionSamples;
import cusp.toy.LinearRegression;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SusceptibilityTest {
  private static final double[] X = {0.3, -1.2, 0.8, 2.0};
  private static final QuadraticLoss LOSS =
      new LinearRegression(1, 1).on(RegressionSamples.ofMean(X));
  private static final LocalPosterior POSTERIOR =
      LocalPosterior.at(LOSS, new double[1], 4).withPrior(Prior.normal(0, 1));
  private static final Susceptibility EXACT =
      new Susceptibility(Quadrature.defaults().sample(POSTERIOR));
  private static final Statistic MEAN = Statistic.coordinate(0);

  /** What χ is the derivative of. */
  @Test
  void theResponseIsTheDerivativeOfTheMean() {
    QuadraticForm loss =
        new QuadraticForm(new double[][] {{2, 0.3}, {0.3, 1}}, new double[] {0.4, -1}, 0);
    QuadraticForm change =
        new QuadraticForm(new double[][] {{0.5, 0.2}, {0.2, 0.8}}, new double[] {1, 0}, 0);
    double h = 1e-4;
    double[] ends = new double[2];
    for (int k = 0; k < 2; k++) {
      double shift = k == 0 ? h : -h;
      Objective perturbed = sum(loss, change, shift).potential();
      ends[k] = GaussianPosterior.of(LocalPosterior.at(perturbed, new double[2], 30)).mean()[1];
    }
    PosteriorSample rule =
        Quadrature.defaults().sample(LocalPosterior.at(loss.potential(), new double[2], 30));
    Response response =
        new Susceptibility(rule).response(Statistic.coordinate(1), new Statistic("ΔL", change::at));
    assertEquals((ends[0] - ends[1]) / (2 * h), response.value(), 1e-7);
    assertEquals(0, response.standardError());
    assertTrue(response.verdict().isOk());
    assertEquals("ΔL", response.toTable().stringColumn("ΔL").get(0));
    assertTrue(response.toString().contains("at nβ = 30"), response::toString);
  }

  private static QuadraticForm sum(QuadraticForm one, QuadraticForm other, double factor) {
    double[][] curvature = new double[2][2];
    double[] slope = new double[2];
    for (int i = 0; i < 2; i++) {
      slope[i] = one.slope()[i] + factor * other.slope()[i];
      for (int j = 0; j < 2; j++) {
        curvature[i][j] = one.curvature()[i][j] + factor * other.curvature()[i][j];
      }
    }
    return new QuadraticForm(curvature, slope, 0);
  }

  /** Var w = 1/5, and dE[w]/dβᵢ = (xᵢ − E[w])/5 by hand. */
  @Test
  void influencesOnAMeanAreKnownByHand() {
    double mean = (0.3 - 1.2 + 0.8 + 2) / 5;
    SampleResponses responses = EXACT.bySample(MEAN);
    double[] expected = Arrays.stream(X).map(x -> (x - mean) / 5).toArray();
    assertArrayEquals(expected, responses.influences(), 1e-10);
    assertEquals(0, Arrays.stream(responses.susceptibilities()).sum(), 1e-12);
    double average = Arrays.stream(expected).average().orElseThrow();
    assertEquals(4 * (expected[3] - average), responses.susceptibilities()[3], 1e-10);
    assertEquals(4, responses.toTable().rowCount());
    assertTrue(responses.chart().toString().length() > 0);
  }

  @Test
  void theMatrixOfLossesHasTheFunctionalVarianceAsItsTrace() {
    LossCovariance matrix = EXACT.lossCovariance();
    GaussianPosterior gaussian = GaussianPosterior.of(POSTERIOR);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double expected = gaussian.covariance(LOSS.form(i), LOSS.form(j));
        assertEquals(expected, matrix.covariances()[i][j], 1e-10);
        assertEquals(-expected, matrix.influences()[i][j], 1e-10);
        assertEquals(0, matrix.errors()[i][j]);
      }
    }
    assertEquals(1.14072, matrix.trace(), 1e-9);
    assertTrue(matrix.chart().toString().length() > 0);
  }

  @Test
  void chainsComeWithinTheirErrors() {
    PosteriorSample sample = draws(POSTERIOR, 1_000);
    Susceptibility respond = new Susceptibility(sample);
    SampleResponses exact = EXACT.bySample(MEAN);
    SampleResponses found = respond.bySample(MEAN);
    LossCovariance matrix = respond.lossCovariance();
    LossCovariance exactMatrix = EXACT.lossCovariance();
    for (int i = 0; i < 4; i++) {
      assertTrue(found.errors()[i] > 0);
      assertEquals(exact.covariances()[i], found.covariances()[i], 4 * found.errors()[i]);
      assertEquals(
          exact.susceptibilities()[i],
          found.susceptibilities()[i],
          4 * found.susceptibilityErrors()[i]);
      for (int j = 0; j < 4; j++) {
        assertEquals(
            exactMatrix.covariances()[i][j], matrix.covariances()[i][j], 4 * matrix.errors()[i][j]);
      }
    }
    // The same numbers, whichever way they come.
    Response one = respond.response(MEAN, new Statistic("ℓ₂", LOSS.form(2)::at));
    assertEquals(found.covariances()[2], one.covariance().value(), 1e-12);
    assertEquals(one.covariance().standardError(), found.errors()[2], 1e-6);
  }

  private static PosteriorSample draws(LocalPosterior posterior, int draws) {
    Chains.Plan plan = new Chains.Plan(4, 200, draws, draws);
    return PosteriorSample.of(
        posterior, Chains.sample(posterior, Mala.defaults(), plan, Seed.of(1)));
  }

  @Test
  void saysWhereItIsLocalAndWhereItHasNotMixed() {
    Susceptibility local =
        new Susceptibility(Quadrature.defaults().sample(POSTERIOR.withLocalization(2)));
    assertTrue(local.response(MEAN, MEAN).verdict().toString().contains("γ = 2.0"));
    Susceptibility few = new Susceptibility(draws(POSTERIOR, 20));
    Response response = few.response(MEAN, MEAN);
    assertTrue(response.verdict().toString().contains("effective sample size"));
    assertThrows(IllegalStateException.class, response::value);
    assertThrows(IllegalStateException.class, () -> few.bySample(MEAN).influences());
    assertThrows(IllegalStateException.class, () -> few.lossCovariance().trace());
  }

  @Test
  void refusesWhatHasNoAnswer() {
    PosteriorSample potential =
        Quadrature.defaults().sample(LocalPosterior.at(Objective.of("x^2"), new double[1], 9));
    refused("no samples", () -> new Susceptibility(potential).bySample(MEAN));
    refused("no samples", () -> new Susceptibility(potential).lossCovariance());
    Statistic odd = new Statistic("odd", w -> Math.sqrt(w[0]));
    refused("odd is NaN at w = [", () -> EXACT.response(odd, MEAN));
    refused("has a name", () -> new Statistic(" ", w -> 0));
    QuadraticLoss many = new LinearRegression(1, 1).on(RegressionSamples.ofMean(new double[2001]));
    PosteriorSample large =
        new PosteriorSample(
            LocalPosterior.at(many, new double[1], 1), new double[1][1], new double[] {1}, 0);
    refused("at most 2000", () -> new Susceptibility(large).lossCovariance());
  }

  private static void refused(String reason, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void anInterruptEndsIt() {
    try {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> EXACT.bySample(MEAN));
      assertThrows(CancellationException.class, EXACT::lossCovariance);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}

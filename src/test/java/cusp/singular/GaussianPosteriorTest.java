package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import cusp.toy.LinearRegression;
import org.junit.jupiter.api.Test;

/** Closed forms against the nodes of a rule, which know nothing of them, and both against ln Z. */
class GaussianPosteriorTest {
  private static final QuadraticLoss LOSS =
      new LinearRegression(2, 0.5)
          .on(new LinearRegression(2, 0.5).sample(new double[] {1, -1}, 12, Seed.of(1)));
  private static final LocalPosterior POSTERIOR =
      LocalPosterior.at(LOSS, new double[] {0.3, 0.1}, 9)
          .withPrior(Prior.normal(0.5, 2))
          .withLocalization(1.5);
  private static final QuadraticForm F =
      new QuadraticForm(new double[][] {{1, 0.2}, {0.2, -0.4}}, new double[] {0.3, 2}, -1);

  @Test
  void agreesWithQuadrature() {
    GaussianPosterior exact = GaussianPosterior.of(POSTERIOR);
    ExactPosterior integral = Quadrature.defaults().of(POSTERIOR);
    assertEquals(integral.logEvidence(), exact.logEvidence(), 1e-9);
    assertEquals(-exact.logEvidence(), exact.freeEnergy());
    assertEquals(integral.meanPotential(), exact.meanPotential(), 1e-9);
    PosteriorSample rule = Quadrature.defaults().sample(POSTERIOR);
    double[] f = rule.values(F::at);
    double[] g = rule.values(LOSS.form(3)::at);
    assertEquals(rule.mean(rule.values(w -> w[1])), exact.mean()[1], 1e-10);
    assertEquals(
        rule.covariance(rule.values(w -> w[0]), rule.values(w -> w[1])),
        exact.covariance()[0][1],
        1e-10);
    assertEquals(rule.mean(f), exact.mean(F), 1e-9);
    assertEquals(rule.covariance(f, f), exact.variance(F), 1e-9);
    assertEquals(rule.covariance(f, g), exact.covariance(F, LOSS.form(3)), 1e-9);
    double mean = rule.mean(rule.values(w -> Math.exp(F.at(w))));
    assertEquals(Math.log(mean), exact.logMeanExp(F), 1e-9);
    assertEquals(
        exact.mean()[1], exact.mean(QuadraticForm.coordinate(1, 2)), 1e-12, "a coordinate");
  }

  @Test
  void aMeanThatDoesNotExistIsInfinite() {
    GaussianPosterior bowl =
        GaussianPosterior.of(LocalPosterior.at(Objective.of("x^2/2"), new double[1], 4));
    QuadraticForm square = QuadraticForm.of(new double[][] {{1}});
    assertEquals(-Math.log(1 - 3.0 / 4) / 2, bowl.logMeanExp(square.times(3)), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, bowl.logMeanExp(square.times(4)));
  }

  @Test
  void formulasAndFormsAreLossesToo() {
    GaussianPosterior formula =
        GaussianPosterior.of(LocalPosterior.at(Objective.of("(x-1)^2+y^2+x*y"), new double[2], 7));
    QuadraticForm form =
        new QuadraticForm(new double[][] {{2, 1}, {1, 2}}, new double[] {-2, 0}, 1);
    GaussianPosterior same =
        GaussianPosterior.of(LocalPosterior.at(form.potential(), new double[2], 7));
    assertEquals(same.logEvidence(), formula.logEvidence(), 1e-12);
    assertEquals(same.mean()[0], formula.mean()[0], 1e-12);
    assertTrue(form.potential().gradientError(new double[] {0.3, -2}) < 1e-8);
  }

  @Test
  void refusesWhatIsNotGaussian() {
    double[] origin = new double[2];
    refused("quadratic", LocalPosterior.at(Objective.of("x^4+y^2"), origin, 1));
    refused("improper", LocalPosterior.at(Objective.of("(x+y)^2"), origin, 1));
    refused("no box", POSTERIOR.withBox(Box.of(-5, 5)));
    refused("normal prior", POSTERIOR.withPrior(Prior.uniform(-5, 5)));
    refused("mask", POSTERIOR.withMask(new boolean[] {true, false}));
  }

  private static void refused(String reason, LocalPosterior posterior) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> GaussianPosterior.of(posterior))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void formsAreSymmetricAndFit() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> QuadraticForm.of(new double[][] {{1, 2}, {3, 1}}))
            .getMessage();
    assertTrue(message.contains("A[1][0] = 3.0"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> new QuadraticForm(new double[][] {{1}}, new double[2], 0));
    assertEquals(QuadraticForm.of(new double[][] {{1}}), QuadraticForm.of(new double[][] {{1}}));
  }
}

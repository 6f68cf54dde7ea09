package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import cusp.toy.ProductRegression;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;

/** The nodes of a rule as a posterior. */
class QuadratureSampleTest {

  /** E[w⁴] of a quartic is 1/(4nβ), E[w²] a ratio of gamma functions. */
  @Test
  void knowsTheMomentsOfAQuartic() {
    PosteriorSample rule =
        Quadrature.defaults().sample(LocalPosterior.at(Objective.of("x^4"), new double[1], 50));
    assertTrue(rule.exact());
    assertEquals(1 / 200.0, rule.mean(rule.values(w -> Math.pow(w[0], 4))), 1e-13);
    double square = Math.exp(Gamma.logGamma(0.75) - Gamma.logGamma(0.25)) / Math.sqrt(50);
    assertEquals(square, rule.mean(rule.values(w -> w[0] * w[0])), 1e-12);
    assertEquals(0, rule.standardError(rule.values(w -> w[0])));
  }

  /** The crossing's arms are thin and long: ∫∫ over [0,1]² of exp(−nβ(xy)²). */
  @Test
  void agreesWithTheEvidenceOnACrossing() {
    LocalPosterior crossing =
        LocalPosterior.at(Objective.of("x^2*y^2"), new double[2], 1e6).withBox(Box.of(0, 1));
    PosteriorSample rule = Quadrature.defaults().sample(crossing);
    double mean = 1e6 * rule.mean(rule.values(w -> w[0] * w[0] * w[1] * w[1]));
    assertEquals(Quadrature.defaults().of(crossing).value(), mean, 1e-8);
  }

  @Test
  void tightensWithTheTolerance() {
    ProductRegression model = new ProductRegression();
    LocalPosterior posterior =
        LocalPosterior.at(model.on(model.sample(0, 200, Seed.of(1))), new double[2], 200)
            .withPrior(Prior.normal(0, 1));
    PosteriorSample coarse = Quadrature.defaults().withTolerance(1e-4).sample(posterior);
    PosteriorSample fine = Quadrature.defaults().sample(posterior);
    assertTrue(coarse.size() < fine.size());
    double one = coarse.mean(coarse.values(w -> w[0] * w[1]));
    double other = fine.mean(fine.values(w -> w[0] * w[1]));
    assertEquals(other, one, 1e-5);
  }

  @Test
  void aMaskHoldsCoordinatesStill() {
    LocalPosterior line =
        LocalPosterior.at(Objective.of("(a+b+c+d)^2/2"), new double[] {0, 0, 0, 1}, 10)
            .withMask(new boolean[] {true, false, false, false});
    PosteriorSample rule = Quadrature.defaults().sample(line);
    assertEquals(-1, rule.mean(rule.values(w -> w[0])), 1e-9);
    assertEquals(1, rule.mean(rule.values(w -> w[3])), 1e-12);
  }

  @Test
  void refusesMoreThanThreeCoordinatesAndImproperPosteriors() {
    Quadrature quadrature = Quadrature.defaults();
    refused("4 coordinates", LocalPosterior.at(Objective.of("a^2+b^2+c^2+d^2"), new double[4], 1));
    refused("improper", LocalPosterior.at(Objective.of("x^2*y^2"), new double[2], 10));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            quadrature.sample(
                LocalPosterior.at(Objective.of("log(x)"), new double[1], 1).withBox(Box.of(0, 1))));
  }

  private static void refused(String reason, LocalPosterior posterior) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().sample(posterior))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }
}

package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalaTest extends AdjustedContract {

  @Override
  Sampler sampler(double stepSize) {
    return new Mala(stepSize);
  }

  /** λ = 1/4 without a finite-β correction, since nβw⁴ has a gamma law of shape 1/4. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 100, 10_000})
  void isExactOnAQuartic(double nBeta) {
    double scale = Math.pow(nBeta, -0.25);
    double square = Quadrature.mean(w -> w * w * w * w, w -> w * w, -6, 6);
    Draws.of(
            LocalPosterior.at(Objective.of("w^4"), new double[1], nBeta), adapted(scale), 50_000, 0)
        .meanPotential(0.25)
        .mean("w", w -> w[0], 0)
        .mean("square of w", w -> w[0] * w[0], scale * scale * square);
  }

  /** The curvature at the minimum of a quartic is 0, so that its scale has to be given. */
  private static Mala adapted(double scale) {
    return new Mala(0.5 * scale * scale);
  }

  @Test
  void isExactOnATruncatedNormalLaw() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("w^2/2"), new double[] {1}, 1).withBox(Box.of(0.5, 2));
    Draws.of(posterior, new Mala(0.4), 50_000, 0)
        .mean("w", w -> w[0], Quadrature.mean(w -> w * w / 2, w -> w, 0.5, 2))
        .mean("square of w", w -> w[0] * w[0], Quadrature.mean(w -> w * w / 2, w -> w * w, 0.5, 2));
  }

  @Test
  void adaptsItsStepToTheOptimalAcceptance() {
    Objective objective = Objective.of("(a^2 + 2*b^2 + 4*c^2 + 8*d^2)/2");
    LocalPosterior posterior = LocalPosterior.at(objective, new double[4], 100);
    Chains chains =
        Chains.sample(posterior, Mala.defaults(), new Chains.Plan(4, 4_000, 20_000, 1), Seed.of(0));
    for (double acceptance : chains.acceptances()) {
      assertEquals(0.574, acceptance, 0.05);
    }
    assertEquals(0, chains.bias());
  }

  /** The density w exp(−w) on the positive numbers has the mean 2. */
  @Test
  void neverAcceptsAPotentialThatIsNotANumber() {
    LocalPosterior posterior = LocalPosterior.at(Objective.of("w - log(w)"), new double[] {1}, 1);
    Draws.of(posterior, new Mala(1), 50_000, 0).mean("w", w -> w[0], 2);
  }

  @Test
  void aChainOfRejectionsIsDead() {
    LocalPosterior posterior = LocalPosterior.at(Objective.of("w^2/2"), new double[1], 1);
    Chains chains =
        Chains.sample(posterior, new Mala(1e6), new Chains.Plan(1, 0, 200, 1), Seed.of(0));
    assertEquals(0, chains.acceptances()[0]);
    assertTrue(chains.dead(0));
    assertTrue(chains.finite(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aStepSizeIsPositiveAndFinite(double stepSize) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Mala(stepSize));
    assertTrue(e.getMessage().contains("ε") && e.getMessage().contains("" + stepSize));
  }
}

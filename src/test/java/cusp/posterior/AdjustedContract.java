package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.model.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sampler keeps to that corrects its step: the posterior itself, at whatever step. */
abstract class AdjustedContract extends SamplerContract {

  @Override
  double variance(double curvature, double stepSize) {
    return 1 / curvature;
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void isExactInABox(Target target) {
    LocalPosterior posterior = target.posterior();
    Draws draws = Draws.of(posterior, sampler(unit(0.1)), draws(), 1);
    draws.meanPotential(target.meanPotential());
    for (int i = 0; i < posterior.center().length; i++) {
      int k = i;
      draws.mean("w" + i, w -> w[k], target.mean(w -> w[k]));
      draws.mean("square of w" + i, w -> w[k] * w[k], target.mean(w -> w[k] * w[k]));
    }
    assertEquals(0, draws.chains().bias());
    assertEquals(0, draws.chains().gradientNoise());
    assertEquals(0, draws.chains().excessTemperature());
  }

  /** Where the loss is no number the density is none: the law is the normal one, cut off. */
  @Test
  void neverDrawsWhereTheLossIsNoNumber() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("w^2/2 + sqrt(w + 0.1)/1e12"), new double[] {0.5}, 1);
    Draws.of(posterior, sampler(unit(0.5)), draws(), 0)
        .mean("w", w -> w[0], Quadrature.mean(w -> w * w / 2, w -> w, -0.1, 12));
  }
}

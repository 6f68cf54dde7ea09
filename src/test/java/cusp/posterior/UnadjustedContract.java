package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a sampler keeps to that leaves its step uncorrected: in a reflecting box the error of the
 * mean potential falls as a power of the step. A subclass says which, and gives {@code orders()}:
 * pairs of steps where higher powers and the error of the draws together change the exponent by
 * less than 0.35.
 */
abstract class UnadjustedContract extends SamplerContract {

  /** The power of the step size, in the sampler's own unit, in which the error falls. */
  abstract double order();

  /** The sampler of these pairs. */
  Sampler inABox(double stepSize) {
    return sampler(stepSize);
  }

  @Tag("seeds")
  @ParameterizedTest
  @MethodSource("orders")
  void theErrorFallsWithTheStep(Target target, double coarse, double fine, int steps) {
    double exact = target.meanPotential();
    double nBeta = target.posterior().nBeta();
    LongMean far = LongMean.ofLoss(target.posterior(), inABox(coarse), steps / 2, Seed.of(1));
    LongMean near = LongMean.ofLoss(target.posterior(), inABox(fine), steps, Seed.of(2));
    double farBias = nBeta * far.mean() - exact;
    double nearBias = nBeta * near.mean() - exact;
    // Errors are there to be seen, or their exponent would say nothing.
    assertTrue(Math.abs(nearBias) > 5 * nBeta * near.error(), () -> nearBias + " from " + near);
    double slope = Math.log(farBias / nearBias) / Math.log(coarse / fine);
    assertEquals(order(), slope, 0.35, () -> farBias + " and " + nearBias + ", from " + near);
  }

  /** The square root has no value below 0, where nothing holds the chain off. */
  @Test
  void aChainThatMeetsALossThatIsNoNumberIsInvalidWhateverTheOthersSay() {
    Objective holed = Objective.of("w^2 + sqrt(w + 0.1)/1e12");
    LocalLearningCoefficient llc =
        LocalLearningCoefficient.defaults()
            .withNBeta(100)
            .withChains(3)
            .withBurnIn(0)
            .withDraws(400)
            .withSampler(inABox(unit(1e-3)));
    LocalEstimate estimate = llc.estimate(holed, new double[1], Seed.of(0));
    assertTrue(estimate.verdict().isInvalid(), estimate::toString);
    assertTrue(Double.isNaN(estimate.reading()));
    assertThrows(IllegalStateException.class, estimate::value);
    boolean allMet = !estimate.chains().finite(0) && !estimate.chains().finite(1);
    assertTrue(allMet, "the chains met it");
  }
}

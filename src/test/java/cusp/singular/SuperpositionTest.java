package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.Mala;
import cusp.toy.CriticalPoint;
import cusp.toy.Superposition;
import cusp.train.Descent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The phases of the toy model of superposition, whose coefficients are counted and estimated. */
class SuperpositionTest {
  private static final Superposition MODEL = new Superposition(6, 2);

  static Stream<CriticalPoint> phases() {
    return MODEL.criticalPoints().stream();
  }

  @ParameterizedTest
  @MethodSource("phases")
  void aColdPosteriorGivesTheCountedCoefficient(CriticalPoint phase) {
    Objective loss = MODEL.population();
    Descent.Minimum minimum = Descent.defaults().from(loss, phase.near(0.003, Seed.of(0)));
    assertEquals(phase.loss(), minimum.loss(), 1e-9);
    LocalEstimate estimate =
        LocalLearningCoefficient.defaults()
            .withSampler(Mala.defaults())
            .withNBeta(1e6)
            .withLocalization(100)
            .withBurnIn(4_000)
            .withDraws(12_000)
            .estimate(loss, minimum.w(), Seed.of(0));
    assertTrue(estimate.verdict().isOk(), estimate::toString);
    double exact = phase.learningCoefficient();
    assertEquals(exact, estimate.value(), 0.03 * exact);
    assertTrue(estimate.standardError() < 0.01 * exact, estimate::toString);
  }

  @Test
  void aSaddleHasNoCoefficient() {
    CriticalPoint saddle = new CriticalPoint(7, 5, 1);
    assertFalse(saddle.isMinimum());
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, saddle::learningCoefficient);
    assertTrue(refused.getMessage().contains("saddle"), refused::getMessage);
  }
}

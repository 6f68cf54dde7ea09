package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.Sgld;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LocalEstimateTest {
  private static final LocalEstimate ESTIMATE =
      LocalLearningCoefficient.defaults()
          .withNBeta(50)
          .withLocalization(3)
          .estimate(Objective.of("a^2 + b^2"), new double[2], Seed.of(0));

  @Test
  void theIntervalIsOfNormalErrorsAboutTheValue() {
    double half = 1.959963984540054 * ESTIMATE.standardError();
    assertEquals(ESTIMATE.value() - half, ESTIMATE.interval().low(), 1e-12);
    assertEquals(ESTIMATE.value() + half, ESTIMATE.interval().high(), 1e-12);
    assertEquals(0.95, ESTIMATE.interval().level());
  }

  @Test
  void theTableHasOneRowWithTheNumbersAndTheSettings() {
    Table table = ESTIMATE.toTable();
    assertEquals(1, table.rowCount());
    assertEquals(ESTIMATE.value(), table.doubleColumn("λ̂").get(0));
    assertEquals(ESTIMATE.standardError(), table.doubleColumn("standard error").get(0));
    assertEquals(ESTIMATE.stepSizeBias(), table.doubleColumn("step-size bias").get(0));
    assertEquals(ESTIMATE.rHat(), table.doubleColumn("R̂").get(0));
    assertEquals(ESTIMATE.ess(), table.doubleColumn("ESS").get(0));
    assertEquals(0, table.doubleColumn("left the phase").get(0));
    assertEquals(50, table.doubleColumn("nβ").get(0));
    assertEquals(3, table.doubleColumn("γ").get(0));
    assertEquals("OK", table.stringColumn("verdict").get(0));
  }

  @Test
  void readsAsValueErrorAndVerdict() {
    assertEquals(
        String.format("λ̂ = %.3f ± %.3f (OK)", ESTIMATE.value(), ESTIMATE.standardError()),
        ESTIMATE.toString());
  }

  /**
   * Plain SGLD is held to its own stationary value; the bias beside it leads back to the exact one.
   */
  @Test
  void theStepSizeBiasStandsBesideTheValue() {
    double curvature = 2 * 50 + 3;
    double stationary = 50 * 2 / (curvature * (1 - 0.2 / 4));
    assertEquals(stationary, ESTIMATE.value(), 4 * ESTIMATE.standardError());
    double bias = stationary - 100 / curvature;
    assertEquals(bias, ESTIMATE.stepSizeBias(), 0.1 * bias);
  }

  /** What went wrong is what one wants to look at. */
  @Test
  void chainsThatDivergeAreDrawnUpToThere() {
    LocalEstimate diverged =
        LocalLearningCoefficient.defaults()
            .withSampler(new Sgld(1, 0))
            .withNBeta(1)
            .withBurnIn(0)
            .withDraws(40)
            .estimate(Objective.of("w^4"), new double[] {1.5}, Seed.of(0));
    assertTrue(diverged.verdict().isInvalid(), diverged.toString());
    assertTrue(diverged.chart().svg().contains("<svg"));
  }

  @Test
  void aChartWithoutAFiniteDrawIsRefusedWithWhatToChange() {
    LocalEstimate lost =
        LocalLearningCoefficient.defaults()
            .withSampler(new Sgld(1, 0))
            .withNBeta(1)
            .estimate(Objective.of("w^4"), new double[] {1.5}, Seed.of(0));
    String message = assertThrows(IllegalStateException.class, lost::chart).getMessage();
    assertTrue(message.contains("lower the step size"), message);
  }

  @Test
  void isDrawnWithALineForEachChain() {
    assertNotNull(ESTIMATE.chart());
    assertTrue(ESTIMATE.chart().toString().contains("8 chains"), ESTIMATE.chart().toString());
  }
}

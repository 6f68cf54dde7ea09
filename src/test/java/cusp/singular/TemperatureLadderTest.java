package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sgld;
import cusp.toy.LinearRegression;
import cusp.toy.ProductRegression;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemperatureLadderTest {

  private static LadderEstimate estimate(String formula, double to, int draws, long seed) {
    Objective loss = Objective.of(formula);
    return TemperatureLadder.between(10, to)
        .withBox(Box.of(-1, 1))
        .withDraws(draws)
        .estimate(loss, new double[loss.dimension()], Seed.of(seed));
  }

  @Test
  void everyRungHasTheExactMeanAndDifferenceOfFreeEnergies() {
    LadderEstimate estimate = estimate("x^2*y^2", 1e5, 8_000, 0);
    Objective loss = Objective.of("x^2*y^2");
    double first = Double.NaN;
    for (Rung rung : estimate.rungs()) {
      LocalPosterior at =
          LocalPosterior.at(loss, new double[2], rung.nBeta()).withBox(Box.of(-1, 1));
      ExactPosterior exact = Quadrature.defaults().of(at);
      assertEquals(exact.value(), rung.excess(), 4 * rung.standardError());
      first = Double.isNaN(first) ? exact.freeEnergy() : first;
      double error = 4 * rung.freeEnergyError() + rung.integrationError();
      assertEquals(exact.freeEnergy() - first, rung.freeEnergy(), error + 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({"x^4, 0.25, 1", "x^2*y^2, 0.5, 2"})
  void limitsAreRightAndMultiplicitiesNeverWrong(String formula, double lambda, int m) {
    LadderEstimate estimate = estimate(formula, 1e10, 20_000, 1);
    assertEquals(lambda, estimate.learningCoefficient(), 0.1 * lambda, estimate::toString);
    assertTrue(estimate.law().interval().contains(lambda), estimate::toString);
    int read = estimate.law().multiplicity();
    assertTrue(read == 0 || read == m, estimate::toString);
  }

  /** Of the law itself, with the errors of a long run: here m must be seen. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "1, 0.3", "2, 0.3"})
  void findsTheMultiplicityOfALaw(int m, double correction) {
    int rungs = 25;
    double[] x = new double[rungs];
    double[] f = new double[rungs];
    double[][] batches = new double[400][rungs];
    var random = Seed.of(3).stream("law").random();
    for (int k = 0; k < rungs; k++) {
      x[k] = Math.log(10) + k;
      double shifted = x[k] + 2;
      double bend = m == 1 ? 0 : m == 2 ? 1 / shifted : 2 * shifted / (shifted * shifted + 3);
      for (double[] batch : batches) {
        batch[k] = 0.5 - bend + correction * Math.exp(-x[k] / 2) + 0.02 * random.nextGaussian();
        f[k] += batch[k] / batches.length;
      }
    }
    ScalingLaw law = LimitFit.of(x, f, batches);
    assertTrue(law.multiplicities()[m - 1] > 0.8, Arrays.toString(law.multiplicities()));
    assertEquals(0.5, law.reading(), 3.5 * law.standardError());
    assertEquals(0.5, law.reading(), 0.01);
  }

  @Test
  void freeEnergyOfARegressionIsExact() {
    LinearRegression model = new LinearRegression(2, 1);
    var data = model.sample(new double[] {1, -1}, 50, Seed.of(0));
    Prior prior = Prior.normal(0, 1);
    double exact =
        -GaussianPosterior.of(LocalPosterior.at(model.on(data), new double[2], 50).withPrior(prior))
            .logEvidence();
    LadderEstimate estimate =
        TemperatureLadder.defaults()
            .withPrior(prior)
            .withDraws(5_000)
            .estimate(model, data, new double[] {1, -1}, Seed.of(1));
    assertEquals(exact, estimate.freeEnergy(), 0.05);
    assertTrue(
        estimate.freeEnergyInterval().contains(exact), estimate.freeEnergyInterval()::toString);
  }

  @Test
  @Tag("seeds")
  void freeEnergiesOfASingularModelAreCovered() {
    ProductRegression model = new ProductRegression();
    var data = model.sample(0, 30, Seed.of(0));
    Prior prior = Prior.normal(0, 1);
    double exact =
        Quadrature.defaults()
            .of(LocalPosterior.at(model.on(data), new double[2], 30).withPrior(prior))
            .freeEnergy();
    List<LadderEstimate> estimates =
        Parallel.map(
            40,
            s ->
                TemperatureLadder.defaults()
                    .withPrior(prior)
                    .withDraws(8_000)
                    .estimate(model, data, new double[2], Seed.of(s)));
    long covered = estimates.stream().filter(e -> e.freeEnergyInterval().contains(exact)).count();
    assertTrue(covered >= 33, covered + " of 40");
    for (LadderEstimate estimate : estimates) {
      assertEquals(exact, estimate.freeEnergy(), 0.05);
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    LadderEstimate one = Parallel.withThreads(1, () -> estimate("x^2+y^4", 1e4, 500, 2));
    LadderEstimate two = Parallel.withThreads(2, () -> estimate("x^2+y^4", 1e4, 500, 2));
    assertEquals(one.rungs(), two.rungs());
  }

  @Test
  void whatHasNoFreeEnergyIsRefusedByName() {
    LadderEstimate local = estimate("x^2", 1e3, 2_000, 0);
    assertTrue(failure(local::freeEnergy).contains("lowest 0"));
    Objective bowl = Objective.of("x^2");
    LadderEstimate flat =
        TemperatureLadder.between(0, 10)
            .withLocalization(1)
            .withDraws(2_000)
            .estimate(bowl, new double[1], Seed.of(0));
    assertTrue(failure(flat::freeEnergy).contains("proper prior"));
    LadderEstimate half =
        TemperatureLadder.between(0, 10)
            .withPrior(Prior.normal(0, 1).within(new double[1], new double[] {9}))
            .withDraws(2_000)
            .estimate(bowl, new double[] {1e-3}, Seed.of(0));
    assertTrue(failure(half::freeEnergy).contains("whose integral is 1"));
    LadderEstimate cut =
        TemperatureLadder.between(0, 10)
            .withPrior(Prior.normal(0, 1))
            .withBox(Box.of(-1, 1))
            .withDraws(2_000)
            .estimate(bowl, new double[1], Seed.of(0));
    assertTrue(failure(cut::freeEnergy).contains("cuts off"));
  }

  private static String failure(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalStateException.class, code).getMessage();
  }

  private static String refusal(org.junit.jupiter.api.function.Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }

  @Test
  void badSettingsAreRefusedByName() {
    assertTrue(refusal(() -> TemperatureLadder.between(10, 10)).contains("one rung"));
    assertTrue(refusal(() -> TemperatureLadder.between(-1, 10)).contains("-1"));
    assertTrue(
        refusal(() -> TemperatureLadder.defaults().withWithin(Sgld.defaults()))
            .contains("corrects"));
    assertTrue(refusal(() -> TemperatureLadder.defaults().withDraws(10)).contains("10"));
    Objective bowl = Objective.of("x^2");
    assertTrue(
        refusal(() -> TemperatureLadder.defaults().estimate(bowl, new double[1], Seed.of(0)))
            .contains("highest nβ"));
    assertTrue(
        refusal(() -> TemperatureLadder.between(1, 10).estimate(bowl, new double[2], Seed.of(0)))
            .contains("length 2"));
  }

  @Test
  void lossesThatAreNotFiniteLeaveNoNumber() {
    LadderEstimate estimate =
        TemperatureLadder.between(1, 100)
            .withDraws(200)
            .estimate(Objective.of("-x^4"), new double[1], Seed.of(0));
    assertTrue(estimate.verdict().isInvalid());
    assertThrows(IllegalStateException.class, estimate::learningCoefficient);
  }
}

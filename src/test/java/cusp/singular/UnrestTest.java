package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.posterior.Sgld;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Thresholds on chains that are well, which they may hardly ever accuse, and on chains that are
 * not.
 */
class UnrestTest {
  private static final int SEEDS = 40;

  /** h = 1 and 1/10,000 at nβ = 1000 and γ = 1/100: λ̂ = ½ Σ nβh/(nβh + γ) = 0.955. */
  private static final Objective SOFT = Objective.of("x^2/2 + 0.0001*y^2/2");

  private static final double SOFT_EXACT = 0.5 * (1000 / 1000.01 + 0.1 / 0.11);

  private static final LocalLearningCoefficient DEFAULTS =
      LocalLearningCoefficient.defaults().withNBeta(1000);

  private static List<LocalEstimate> estimates(
      LocalLearningCoefficient recipe, Objective objective, double... center) {
    return Parallel.map("seeds", SEEDS, s -> recipe.estimate(objective, center, Seed.of(s + 1)));
  }

  private static long naming(List<LocalEstimate> estimates, String words) {
    return estimates.stream()
        .filter(e -> e.verdict().reasons().stream().anyMatch(r -> r.contains(words)))
        .count();
  }

  /** Stationary AR(1) chains, each from its own law, with a common rise over all draws. */
  private static double[][] chains(int count, int draws, double memory, double rise, Seed seed) {
    double[][] chains = new double[count][draws];
    for (int c = 0; c < count; c++) {
      RandomStream random = seed.stream("chain", c).random();
      double x = random.nextGaussian();
      for (int t = 0; t < draws; t++) {
        x = memory * x + Math.sqrt(1 - memory * memory) * random.nextGaussian();
        chains[c][t] = 4 + x + rise * t / draws;
      }
    }
    return chains;
  }

  private static long drifting(int count, int draws, double memory, double rise) {
    return IntStream.range(0, 400)
        .filter(s -> Unrest.drift(chains(count, draws, memory, rise, Seed.of(s))).isPresent())
        .count();
  }

  /** At most 2 % of stationary chains; a rise of ten errors is seen nearly always. */
  @Test
  void tellsACommonDriftFromChance() {
    for (int count : new int[] {2, 4, 8}) {
      for (double memory : new double[] {0, 0.8, 0.95}) {
        long alarms = drifting(count, 400, memory, 0);
        assertTrue(alarms <= 8, alarms + " of 400 at memory " + memory);
      }
      long seen = drifting(count, 400, 0.8, 2.5);
      assertTrue(seen >= 360, seen + " of 400");
    }
    assertTrue(Unrest.drift(chains(1, 400, 0, 10, Seed.of(0))).isEmpty());
  }

  /** R̂ of such chains may be well, since all of them start at w*. */
  @Test
  void namesDirectionsThatAreTooSoftForTheChains() {
    List<LocalEstimate> tooShort = estimates(DEFAULTS.withLocalization(0.01), SOFT, 0, 0);
    assertTrue(tooShort.stream().allMatch(e -> e.reading() < 0.7));
    assertTrue(naming(tooShort, "softer directions") >= 0.95 * SEEDS);
    LocalEstimate first = tooShort.get(0);
    String reason =
        first.verdict().reasons().stream().filter(r -> r.contains("softer")).findFirst().get();
    double missing = Double.parseDouble(reason.replaceAll(".*add about ([0-9.]+) .*", "$1"));
    assertEquals(SOFT_EXACT - first.reading(), missing, 0.1);
    assertEquals(Verdict.Level.QUALIFIED, first.verdict().level());
  }

  /** A direction without curvature adds nothing, however far from equilibrium it is. */
  @Test
  void doesNotMindAFlatDirection() {
    Objective flat = Objective.of("x^2 + 0*y", "x", "y");
    Objective valley = Objective.of("(x*y - 1)^2");
    List<LocalEstimate> onLine = estimates(DEFAULTS, flat, 0, 0);
    List<LocalEstimate> onCurve = estimates(DEFAULTS, valley, 1, 1);
    assertEquals(0, naming(onLine, "softer") + naming(onCurve, "softer"));
    assertTrue(naming(onLine, "come to rest") + naming(onCurve, "come to rest") <= 2);
  }

  @Test
  void namesAStepThatAddsMoreThanATenth() {
    Objective bowl = Objective.of("(x^2 + y^2)/2");
    LocalLearningCoefficient recipe = DEFAULTS.withChains(4);
    // The variance is 1/(1 − εh/4) too large: by 5 % at the default step and by a quarter here.
    Sgld coarse = Sgld.defaults().withStepSize(0.8 / 1001);
    LocalEstimate biased = recipe.withSampler(coarse).estimate(bowl, new double[2], Seed.of(1));
    assertTrue(biased.verdict().toString().contains("step size adds about 0.2"), biased::toString);
    assertTrue(biased.verdict().toString().contains("withExtrapolation"), biased::toString);
    assertTrue(recipe.estimate(bowl, new double[2], Seed.of(1)).verdict().isOk());
    LocalEstimate both =
        recipe
            .withSampler(coarse)
            .withExtrapolation(true)
            .estimate(bowl, new double[2], Seed.of(1));
    assertFalse(both.verdict().toString().contains("step size adds"), both::toString);
  }
}

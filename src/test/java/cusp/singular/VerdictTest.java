package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.posterior.InterruptingBowl;
import cusp.posterior.Mala;
import cusp.posterior.Sgld;
import cusp.train.Descent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each verdict, and each of its reasons, reached by a case of its own. */
class VerdictTest {
  private static final Seed SEED = Seed.of(0);
  private static final Objective BOWL = Objective.of("(a^2 + 4*b^2)/2");

  private static final LocalLearningCoefficient ADJUSTED =
      LocalLearningCoefficient.defaults()
          .withSampler(Mala.defaults())
          .withNBeta(100)
          .withLocalization(0);

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  private static void assertLevel(Verdict.Level level, LocalEstimate estimate, String... words) {
    assertEquals(level, estimate.verdict().level(), estimate::toString);
    assertEquals(words.length, estimate.verdict().reasons().size(), estimate::toString);
    for (int i = 0; i < words.length; i++) {
      String reason = estimate.verdict().reasons().get(i);
      assertTrue(reason.contains(words[i]), () -> reason);
    }
  }

  @Test
  void okAtARegularMinimum() {
    LocalEstimate estimate = ADJUSTED.estimate(BOWL, new double[2], SEED);
    assertLevel(Verdict.Level.OK, estimate);
    assertEquals(1, estimate.value(), 4 * estimate.standardError());
    assertEquals(estimate.reading(), estimate.value());
    assertEquals(0, estimate.drop());
    assertEquals(0, estimate.left());
    assertEquals(0, estimate.stepSizeBias());
    assertEquals(100, estimate.nBeta());
    assertEquals(ADJUSTED, estimate.settings());
    assertEquals(SEED, estimate.seed());
  }

  /** In 300 coordinates of curvatures over six decades descents take more than short chains. */
  @Test
  void saysWhereASearchForOtherMinimaWouldCostMoreThanTheChains() {
    int d = 300;
    AtomicInteger gradients = new AtomicInteger();
    Potential bowl =
        new Potential() {
          @Override
          public int dimension() {
            return d;
          }

          @Override
          public double loss(double[] w) {
            double sum = 0;
            for (int i = 0; i < d; i++) {
              sum += Math.pow(10, 6.0 * i / d) * w[i] * w[i] / 2;
            }
            return sum;
          }

          @Override
          public double gradient(double[] w, double[] into) {
            gradients.incrementAndGet();
            for (int i = 0; i < d; i++) {
              into[i] = Math.pow(10, 6.0 * i / d) * w[i];
            }
            return loss(w);
          }

          @Override
          public Objective fork() {
            return this;
          }
        };
    LocalLearningCoefficient llc = ADJUSTED.withChains(2).withBurnIn(10).withDraws(20);
    LocalEstimate estimate = llc.estimate(bowl, new double[d], SEED);
    assertTrue(Double.isNaN(estimate.left()), estimate::toString);
    assertTrue(
        estimate.verdict().reasons().stream().anyMatch(reason -> reason.contains("not looked for")),
        estimate::toString);
    int few = gradients.get();
    assertTrue(few < 1_000, "gradients " + few);
    LocalEstimate longer = llc.withChains(4).withDraws(600).estimate(bowl, new double[d], SEED);
    assertEquals(0, longer.left(), longer::toString);
  }

  @Test
  void okForANegativeValueWithinItsInterval() {
    // w* lies 0.499 above the minimum in nβL, so that the exact value is ½ − 0.499.
    double[] center = {Math.sqrt(2 * 0.499 / 100)};
    List<LocalEstimate> negative =
        LongStream.range(0, 10)
            .mapToObj(s -> ADJUSTED.estimate(Objective.of("w^2/2"), center, Seed.of(s)))
            .filter(estimate -> estimate.reading() < 0 && estimate.interval().contains(0))
            .toList();
    assertFalse(negative.isEmpty());
    negative.forEach(estimate -> assertLevel(Verdict.Level.OK, estimate));
  }

  @Test
  void qualifiedWhereADescentGoesFarBelow() {
    // nβ(L(w*) − min L) = 100·½·0.12² = 0.72.
    LocalEstimate estimate = ADJUSTED.estimate(BOWL, new double[] {0.12, 0}, SEED);
    assertLevel(Verdict.Level.QUALIFIED, estimate, "w* is not a minimum");
    assertEquals(0.72, estimate.drop(), 0.02);
    assertEquals(1 - 0.72, estimate.value(), 4 * estimate.standardError());
  }

  @Test
  void okWhereADescentGoesBelowByLessThanTheResolution() {
    // nβ(L(w*) − min L) = 100·½·0.09² = 0.405.
    LocalEstimate estimate = ADJUSTED.estimate(BOWL, new double[] {0.09, 0}, SEED);
    assertLevel(Verdict.Level.OK, estimate);
    assertEquals(0.405, estimate.drop(), 0.02);
  }

  /** Wells near ±1, the left one lower by about 0.6, the barrier above the right one about 0.73. */
  private static final Objective WELLS = Objective.of("(w^2 - 1)^2 + 0.3*w");

  private static double[] upperWell() {
    return Descent.defaults().from(WELLS, new double[] {1}).w();
  }

  @Test
  void qualifiedWhereChainsLeaveThePhaseAndMix() {
    LocalEstimate estimate =
        ADJUSTED.withNBeta(3).withDraws(4_000).estimate(WELLS, upperWell(), SEED);
    assertEquals(1, estimate.left());
    assertTrue(estimate.rHat() < 1.05, estimate::toString);
    assertLevel(Verdict.Level.QUALIFIED, estimate, "100 % of the chains left", "negative");
  }

  @Test
  void qualifiedWhereChainsLeaveThePhaseThoughTheyDisagree() {
    LocalEstimate estimate =
        ADJUSTED.withNBeta(7).withBurnIn(200).withDraws(200).estimate(WELLS, upperWell(), SEED);
    assertTrue(0 < estimate.left() && estimate.left() < 1, estimate::toString);
    assertTrue(estimate.rHat() > 1.05, () -> estimate.mean().toString());
    assertEquals(Verdict.Level.QUALIFIED, estimate.verdict().level());
    assertTrue(estimate.verdict().reasons().get(0).contains("left the phase"));
    assertTrue(Double.isFinite(estimate.value()));
  }

  @Test
  void okWhereChainsStayInAPhaseThoughALowerOneExists() {
    // A barrier of 40·0.73 = 29 is not crossed in 16,000 steps.
    LocalEstimate estimate = ADJUSTED.withNBeta(40).estimate(WELLS, upperWell(), SEED);
    assertLevel(Verdict.Level.OK, estimate);
    assertEquals(0, estimate.left());
  }

  @Test
  void qualifiedWhereItIsNegativeByMoreThanItsError() {
    // At the top of a barrier of nβL = 0.4 the gradient is 0 and the wells are within the
    // resolution.
    LocalEstimate estimate =
        ADJUSTED
            .withNBeta(0.4)
            .withLocalization(4)
            .withDraws(4_000)
            .estimate(Objective.of("(w^2 - 1)^2"), new double[1], SEED);
    assertLevel(Verdict.Level.QUALIFIED, estimate, "negative");
    assertTrue(estimate.interval().high() < 0);
  }

  @Test
  void invalidWhereAChainDiverges() {
    LocalEstimate estimate =
        ADJUSTED
            .withSampler(new Sgld(1, 0))
            .withNBeta(1)
            .withChains(2)
            .estimate(Objective.of("w^4"), new double[1], SEED);
    assertLevel(
        Verdict.Level.INVALID, estimate, "chain 0 diverged at ε = 1.0", "chain 1 diverged at ε");
    assertRefuses(estimate, "lower the step size");
    assertTrue(Double.isNaN(estimate.rHat()));
    assertTrue(Double.isNaN(estimate.reading()));
  }

  /** A chain that moves where the loss is flat is not dead: there λ = 0. */
  @Test
  void okWhereTheLossIsFlat() {
    LocalEstimate estimate =
        ADJUSTED
            .withMask(new boolean[] {false, true})
            .withLocalization(1)
            .estimate(Objective.of("a^2", "a", "b"), new double[2], SEED);
    assertLevel(Verdict.Level.OK, estimate);
    assertEquals(0, estimate.value());
    assertEquals(0, estimate.standardError());
  }

  @Test
  void invalidWhereAChainIsDead() {
    LocalEstimate estimate =
        ADJUSTED
            .withSampler(Mala.defaults().withStepSize(1e6))
            .withChains(1)
            .estimate(BOWL, new double[2], SEED);
    assertLevel(Verdict.Level.INVALID, estimate, "chain 0 never moved at ε = 1000000.0");
    assertRefuses(estimate, "lower the step size");
  }

  @Test
  void invalidWhereTheChainsDisagree() {
    // ε a thousandth of what the curvature asks for: no chain forgets where it has been.
    LocalEstimate estimate =
        ADJUSTED.withSampler(new Sgld(1e-6, 0)).estimate(BOWL, new double[2], SEED);
    assertLevel(
        Verdict.Level.INVALID,
        estimate,
        "the chains disagree on the loss, R̂",
        "effective sample size",
        "softer directions");
    assertTrue(estimate.rHat() > 1.05);
    assertRefuses(estimate, "more burn-in or draws");
  }

  @Test
  void invalidWhereTheDrawsAreFew() {
    // At εh = 1 a draw of the loss is worth (1 − ¼)/(1 + ¼) of an independent one, and its variance
    // is 4/3 of the exact one.
    LocalEstimate estimate =
        ADJUSTED
            .withSampler(new Sgld(0.01, 0))
            .withChains(1)
            .withDraws(120)
            .estimate(Objective.of("w^2/2"), new double[1], SEED);
    assertLevel(Verdict.Level.INVALID, estimate, "effective sample size", "step size adds");
    assertTrue(estimate.ess() < 100);
    assertRefuses(estimate, "more draws");
  }

  private static void assertRefuses(LocalEstimate estimate, String remedy) {
    Exception e = assertThrows(IllegalStateException.class, estimate::value);
    assertTrue(e.getMessage().contains(remedy), e.getMessage());
    assertThrows(IllegalStateException.class, estimate::interval);
    assertTrue(estimate.toTable().doubleColumn("λ̂").isMissing(0));
    assertTrue(estimate.toString().contains("INVALID"));
  }

  /** One thread: each of the 8 chains takes 61 gradients for its step size and 2,000 steps. */
  private static LocalEstimate interruptedAt(int gradient) {
    return Parallel.withThreads(
        1, () -> ADJUSTED.estimate(InterruptingBowl.at(gradient), new double[2], SEED));
  }

  @Test
  void qualifiedWhereAnInterruptLeavesEnough() {
    LocalEstimate estimate = interruptedAt(3 * 2_061 + 1_500);
    assertLevel(Verdict.Level.QUALIFIED, estimate, "partial: interrupted; rests on 3 of 8 chains");
    assertTrue(Thread.currentThread().isInterrupted());
    assertTrue(estimate.chains().partial());
    assertEquals(1, estimate.value(), 4 * estimate.standardError());
    assertTrue(Double.isNaN(estimate.left()), "descents cannot tell once interrupted");
  }

  @Test
  void invalidWhereAnInterruptLeavesTooFewDraws() {
    LocalEstimate estimate = interruptedAt(1_100);
    assertEquals(Verdict.Level.INVALID, estimate.verdict().level());
    String reasons = estimate.verdict().toString();
    assertTrue(reasons.contains("effective sample size") && reasons.contains("partial"), reasons);
  }

  @Test
  void invalidWhereAnInterruptLeavesNothing() {
    LocalEstimate estimate = interruptedAt(100);
    assertLevel(Verdict.Level.INVALID, estimate, "interrupted before any chain had 4 draws");
    Thread.currentThread().interrupt();
    assertFalse(ADJUSTED.estimate(BOWL, new double[2], SEED).verdict().isOk());
  }
}

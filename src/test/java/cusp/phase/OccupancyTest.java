package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.PosteriorSample;
import cusp.posterior.Swaps;
import cusp.posterior.Tempering;
import cusp.singular.Estimated;
import cusp.singular.Quadrature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccupancyTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Prior PRIOR = Prior.normal(-0.5, 1);
  private static final Chains.Plan PLAN = new Chains.Plan(4, 1_000, 4_000, 4_000);

  /** Wells at −1 and 1 with what lies between −0.2 and 0.2 in neither. */
  static final Phases SIDES =
      Phases.boxes()
          .and("left", new double[] {-INFINITY}, new double[] {-0.2})
          .and("right", new double[] {0.2}, new double[] {INFINITY});

  static LocalPosterior wells(double nBeta) {
    return LocalPosterior.at(Objective.of("(x^2-1)^2+0.05*(x-1)^2"), new double[] {1}, nBeta)
        .withPrior(PRIOR);
  }

  private static double density(double x, double nBeta) {
    double loss = (x * x - 1) * (x * x - 1) + 0.05 * (x - 1) * (x - 1);
    return Math.exp(-nBeta * loss - (x + 0.5) * (x + 0.5) / 2) / Math.sqrt(2 * Math.PI);
  }

  /** By Simpson's rule. */
  private static double integral(DoubleUnaryOperator f, double from, double to) {
    int cells = 200_000;
    double h = (to - from) / cells;
    double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
    for (int i = 1; i < cells; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * f.applyAsDouble(from + i * h);
    }
    return sum * h / 3;
  }

  /** The chance of both sides is also right where most mass lies at the walls. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 10, 60})
  void exactSharesAreThoseOfAnotherRule(double n) {
    Occupancy occupancy = Occupancy.exact(wells(n), SIDES);
    double left = integral(x -> density(x, n), -9, -0.2);
    double right = integral(x -> density(x, n), 0.2, 9);
    double all = left + right + integral(x -> density(x, n), -0.2, 0.2);
    assertEquals(left / all, occupancy.shares().get(0).value(), 1e-9);
    assertEquals(right / all, occupancy.shares().get(1).value(), 1e-9);
    assertEquals(1 - (left + right) / all, occupancy.between().value(), 1e-9);
    assertEquals(-Math.log(left), occupancy.freeEnergies().get(0), 1e-9 * (1 + n));
    if (!occupancy.verdict().isInvalid()) {
      assertEquals(Math.log(left / right), occupancy.logOdds("left", "right").value(), 1e-9 * n);
      assertEquals(0, occupancy.share("left").standardError());
    }
  }

  @Test
  void exactSharesInThreeCoordinates() {
    // The quadratic coordinates drop out.
    var posterior =
        LocalPosterior.at(
                Objective.of("(x^2-1)^2+0.05*(x-1)^2+y^2+z^2"), new double[] {1, 0, 0}, 30)
            .withPrior(PRIOR);
    Phases phases =
        Phases.boxes()
            .and(
                "left",
                new double[] {-INFINITY, -INFINITY, -INFINITY},
                new double[] {-0.2, INFINITY, INFINITY})
            .and(
                "right",
                new double[] {0.2, -INFINITY, -INFINITY},
                new double[] {INFINITY, INFINITY, INFINITY});
    assertEquals(
        Occupancy.exact(wells(30), SIDES).logOdds("left", "right").value(),
        Occupancy.exact(posterior, phases).logOdds("left", "right").value(),
        1e-8);
  }

  @Test
  void theNodesOfARuleHaveExactShares() {
    Occupancy nodes = Occupancy.of(Quadrature.defaults().sample(wells(30)), SIDES);
    double expected = Occupancy.exact(wells(30), SIDES).share("left").value();
    // A node on each side of an edge: next to no mass lies there.
    assertEquals(expected, nodes.share("left").value(), 1e-3);
    assertEquals(0, nodes.share("left").standardError());
  }

  @Test
  void chainsHaveTheExactSharesWithinTheirErrors() {
    Occupancy exact = Occupancy.exact(wells(30), SIDES);
    for (int seed = 0; seed < 5; seed++) {
      Chains chains = Chains.sample(wells(30), Tempering.defaults(), PLAN, Seed.of(seed));
      Occupancy found = Occupancy.of(wells(30), chains, SIDES);
      assertTrue(found.verdict().isOk(), found::toString);
      within(exact.share("left"), found.share("left"));
      within(exact.share("right"), found.share("right"));
      within(exact.logOdds("left", "right"), found.logOdds("left", "right"));
      assertTrue(found.freeEnergies().isEmpty());
    }
  }

  private static void within(Estimated exact, Estimated found) {
    assertEquals(exact.value(), found.value(), 4 * found.standardError(), found::toString);
  }

  @Test
  void sharesAreOfTheKeptPositions() {
    Chains few =
        Chains.sample(
            wells(30), Tempering.defaults(), new Chains.Plan(4, 500, 4_000, 1_000), Seed.of(1));
    Occupancy found = Occupancy.of(wells(30), few, SIDES);
    within(Occupancy.exact(wells(30), SIDES).share("left"), found.share("left"));
  }

  private static void assertInvalid(Occupancy occupancy, String... words) {
    assertEquals(Verdict.Level.INVALID, occupancy.verdict().level(), occupancy::toString);
    for (String word : words) {
      assertTrue(occupancy.verdict().toString().contains(word), occupancy::toString);
    }
    String message =
        assertThrows(IllegalStateException.class, () -> occupancy.share("left")).getMessage();
    assertTrue(message.startsWith("there are no shares"), message);
    assertThrows(IllegalStateException.class, () -> occupancy.logOdds("left", "right"));
    double[] shown = occupancy.toTable().doubleColumn("share").asDoubleArray();
    assertTrue(Arrays.stream(shown).allMatch(Double::isNaN), "no shares in a table either");
  }

  @Test
  void phasesThatOverlapHaveNoShares() {
    Phases apart = Phases.boxes().and("left", at(-9), at(-0.5)).and("right", at(0.5), at(9));
    assertInvalid(Occupancy.exact(wells(0.05), apart), "overlap", "% of the posterior lie between");
    Chains hot = Chains.sample(wells(0.05), Tempering.defaults(), PLAN, Seed.of(0));
    assertInvalid(Occupancy.of(wells(0.05), hot, apart), "overlap", "lower the temperature");
  }

  private static double[] at(double x) {
    return new double[] {x};
  }

  /** The share between, as boxes move apart under a uniform density on (0, 1). */
  @ParameterizedTest
  @ValueSource(doubles = {0.04, 0.06, 0.19, 0.21})
  void theShareBetweenSetsTheVerdict(double between) {
    var flat =
        LocalPosterior.at(Objective.of("0*x"), new double[] {0.1}, 1)
            .withPrior(Prior.uniform(0, 1));
    Phases phases =
        Phases.boxes().and("left", at(-1), at(0.5)).and("right", at(0.5 + between), at(2));
    Occupancy occupancy = Occupancy.exact(flat, phases);
    Verdict.Level expected =
        between > 0.2
            ? Verdict.Level.INVALID
            : between > 0.05 ? Verdict.Level.QUALIFIED : Verdict.Level.OK;
    assertEquals(expected, occupancy.verdict().level(), occupancy::toString);
    assertEquals(between, occupancy.between().value(), 1e-9);
    if (expected == Verdict.Level.QUALIFIED) {
      String percent = between == 0.06 ? "6 %" : "19 %";
      assertTrue(occupancy.verdict().toString().contains(percent), occupancy::toString);
      assertEquals(0.5, occupancy.share("left").value(), 1e-9);
    }
  }

  @Test
  void aLadderWhoseRungsDoNotSwapHasNoShares() {
    LocalPosterior cold = wells(3_000);
    Tempering two = Tempering.defaults().withRungs(2).withHottest(1e-4);
    Chains chains = Chains.sample(cold, two, new Chains.Plan(4, 200, 1_000, 1_000), Seed.of(0));
    Occupancy occupancy = Occupancy.of(cold, chains, SIDES);
    assertInvalid(
        occupancy, "chain 0: the rungs at nβ = 0.300 and 3.00e+03 do not swap", "chain 3");
  }

  @Test
  void chainsThatDisagreeHaveNoShares() {
    // Two chains in either well.
    Chains left = alone(-1);
    Chains right = alone(1);
    assertInvalid(
        Occupancy.of(wells(100), left.and(right), SIDES), "disagree on the share of left", "R̂");
  }

  /**
   * Chains that go in and out of the middle at every draw, and from left to right once in 500: an
   * error that lets both shares mix as fast as each alone does would be smaller by a third.
   */
  @Test
  void theErrorOfOddsIsThatOfTheSlowestWayBetweenTwoPhases() {
    int blocks = 40;
    int each = 500;
    RandomStream random = Seed.of(3).random();
    double[][] points = new double[blocks * each][];
    double[] weights = new double[points.length];
    double side = 1;
    for (int s = 0; s < points.length; s++) {
      if (s % each == 0) {
        side = (s / each) % 4 < 2 ? (s / each) % 2 * 2 - 1 : 1 - (s / each) % 2 * 2;
      }
      points[s] = at(random.nextDouble() < 0.9 ? 0 : side);
      weights[s] = 1.0 / points.length;
    }
    var sample = new PosteriorSample(wells(30), points, weights, 4);
    Estimated odds =
        Occupancy.of(
                sample,
                Phases.boxes()
                    .and("left", at(-2), at(-0.5))
                    .and("middle", at(-0.4), at(0.4))
                    .and("right", at(0.5), at(2)))
            .odds()
            .get(0)
            .get(2);
    double[] influences = sample.values(w -> w[0]);
    assertEquals(0, odds.value(), 0.3);
    // p_left = p_right = 0.05, nearly.
    double expected = sample.standardError(influences) / 0.05;
    assertEquals(expected, odds.standardError(), 0.1 * expected);
  }

  @Test
  void oneChainAndDrawsWithoutTheirChainsAreQualified() {
    Chains one =
        Chains.sample(
            wells(30), Tempering.defaults(), new Chains.Plan(1, 500, 4_000, 4_000), Seed.of(0));
    Occupancy alone = Occupancy.of(wells(30), one, SIDES);
    assertEquals(Verdict.Level.QUALIFIED, alone.verdict().level(), alone::toString);
    assertTrue(alone.verdict().toString().contains("one chain"), alone::toString);
    Chains four = Chains.sample(wells(30), Tempering.defaults(), PLAN, Seed.of(0));
    Occupancy draws = Occupancy.of(PosteriorSample.of(wells(30), four), SIDES);
    assertEquals(Verdict.Level.QUALIFIED, draws.verdict().level(), draws::toString);
    assertTrue(draws.verdict().toString().contains("give the chains"), draws::toString);
  }

  @Test
  void phasesThatWereBothNotSeenHaveNoOdds() {
    Phases far =
        Phases.boxes()
            .and("left", at(-99), at(-98))
            .and("right", at(98), at(99))
            .and("all", at(-9), at(9));
    for (Occupancy occupancy :
        List.of(
            Occupancy.of(Quadrature.defaults().sample(wells(30)), far),
            Occupancy.exact(wells(30).withBox(Box.of(-5, 5)), far))) {
      assertFalse(occupancy.hasOdds("left", "right"));
      assertEquals(INFINITY, occupancy.logOdds("all", "left").value());
      String message =
          assertThrows(IllegalStateException.class, () -> occupancy.logOdds("left", "right"))
              .getMessage();
      assertTrue(message.contains("neither has a share"), message);
    }
  }

  @Test
  void anInterruptEndsTheLabellingOfDraws() {
    Phases interrupting =
        Phases.of(
            List.of("left"),
            w -> {
              Thread.currentThread().interrupt();
              return Optional.of("left");
            });
    var rule = Quadrature.defaults().sample(wells(30));
    assertThrows(CancellationException.class, () -> Occupancy.of(rule, interrupting));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  private static Chains alone(double from) {
    LocalPosterior started =
        LocalPosterior.at(wells(1).objective(), at(from), 100).withPrior(PRIOR);
    return Chains.sample(started, Mala.defaults(), new Chains.Plan(2, 200, 500, 500), Seed.of(0));
  }

  @Test
  void chainsWithoutALadderThatSawOnePhaseAreQualified() {
    Occupancy occupancy = Occupancy.of(wells(100), alone(1), SIDES);
    assertEquals(Verdict.Level.QUALIFIED, occupancy.verdict().level(), occupancy::toString);
    assertTrue(occupancy.verdict().toString().contains("left"), occupancy::toString);
    assertTrue(occupancy.verdict().toString().contains("ladder"), occupancy::toString);
    assertEquals(0, occupancy.share("left").value());
    assertEquals(1e-3, occupancy.share("left").standardError(), 1e-12);
    assertTrue(Double.isNaN(occupancy.share("left").ess()), "nothing tells how many draws count");
    assertEquals(Double.NEGATIVE_INFINITY, occupancy.logOdds("left", "right").value());
    assertEquals(INFINITY, occupancy.logOdds("right", "left").value());
  }

  @Test
  void aPhaseThatALadderNeverSawHasNoneOfThePosterior() {
    Phases far = Phases.boxes().and("left", at(-9), at(-0.2)).and("right", at(0.2), at(9));
    Phases third = far.and("far", at(9), at(10));
    Chains chains =
        Chains.sample(
            wells(30), Tempering.defaults(), new Chains.Plan(4, 500, 2_000, 2_000), Seed.of(0));
    Occupancy occupancy = Occupancy.of(wells(30), chains, third);
    assertTrue(occupancy.verdict().isOk(), occupancy::toString);
    assertEquals(0, occupancy.share("far").value());
    double ess = Math.min(occupancy.share("left").ess(), occupancy.share("right").ess());
    assertTrue(ess < 8_000 && occupancy.share("far").ess() <= ess);
    assertEquals(1 / occupancy.share("far").ess(), occupancy.share("far").standardError(), 1e-12);
    assertEquals(Double.NEGATIVE_INFINITY, occupancy.logOdds("far", "left").value());
  }

  @Test
  void interruptedChainsHaveNoShares() {
    Chains whole =
        Chains.sample(
            wells(30), Tempering.defaults(), new Chains.Plan(2, 500, 1_000, 1_000), Seed.of(0));
    Chains cut =
        new Chains(
            whole.losses(),
            whole.positions(),
            whole.stepSizes(),
            whole.acceptances(),
            whole.bias(),
            whole.cost(),
            whole.gradientNoise(),
            whole.excessTemperature(),
            whole.divergences(),
            whole.swaps(),
            true);
    assertInvalid(Occupancy.of(wells(30), cut, SIDES), "interrupted");
    Thread.currentThread().interrupt();
    Chains none = Chains.sample(wells(30), Mala.defaults(), PLAN, Seed.of(0));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertInvalid(Occupancy.of(wells(30), none, SIDES), "interrupted");
  }

  @Test
  void aLadderIsJudgedByEachOfItsChains() {
    Chains whole =
        Chains.sample(
            wells(30), Tempering.defaults(), new Chains.Plan(2, 500, 1_000, 1_000), Seed.of(0));
    assertEquals(2, whole.swaps().size());
    for (Swaps swaps : whole.swaps()) {
      assertTrue(swaps.verdict().isOk(), swaps::toString);
    }
  }

  @Test
  void aBoxBesideThePriorHasAShareOfZero() {
    var flat = LocalPosterior.at(Objective.of("x^2"), at(0.1), 1).withPrior(Prior.uniform(-1, 1));
    Phases phases = Phases.boxes().and("left", at(-5), at(2)).and("right", at(2), at(3));
    Occupancy occupancy = Occupancy.exact(flat, phases);
    assertEquals(1, occupancy.share("left").value(), 1e-9);
    assertEquals(0, occupancy.share("right").value());
    assertEquals(INFINITY, occupancy.freeEnergies().get(1));
    assertEquals(INFINITY, occupancy.logOdds("left", "right").value());
  }

  @Test
  void whatExactSharesCannotBeOfIsRefused() {
    LocalPosterior held = wells(30);
    refused(() -> Occupancy.exact(held.withLocalization(1), SIDES), "γ of 0, not 1.0");
    var plane =
        LocalPosterior.at(Objective.of("(x^2-1)^2+y^2"), new double[] {1, 0}, 30).withPrior(PRIOR);
    refused(() -> Occupancy.exact(plane, SIDES), "left has 1 coordinates, the posterior 2");
    Phases halves =
        Phases.boxes()
            .and("left", new double[] {-9, 0.5}, new double[] {0, 9})
            .and("right", new double[] {0, -9}, new double[] {9, 9});
    LocalPosterior line = plane.withMask(new boolean[] {true, false});
    refused(() -> Occupancy.exact(line, halves), "coordinate 1 is held at 0.0, outside of left");
    refused(() -> Occupancy.exact(held, SIDES).share("up"), "no phase up, only [left, right]");
    Phases function = Phases.of(List.of("left"), w -> Optional.of("left"));
    assertThrows(IllegalStateException.class, () -> Occupancy.exact(held, function));
    refused(
        () ->
            Occupancy.exact(
                LocalPosterior.at(Objective.of("x^2*y^2"), new double[2], 1),
                Phases.boxes()
                    .and("left", new double[] {-1, -INFINITY}, new double[] {1, INFINITY})),
        "improper");
  }

  private static void refused(Runnable work, String words) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void aMaskHoldsItsCoordinates() {
    var plane =
        LocalPosterior.at(Objective.of("(x^2-1)^2+0.05*(x-1)^2+y^2*x^2"), new double[] {1, 0}, 30)
            .withPrior(PRIOR)
            .withMask(new boolean[] {true, false});
    Phases phases =
        Phases.boxes()
            .and("left", new double[] {-9, -1}, new double[] {-0.2, 1})
            .and("right", new double[] {0.2, -1}, new double[] {9, 1});
    assertEquals(
        Occupancy.exact(wells(30), SIDES).logOdds("left", "right").value(),
        Occupancy.exact(plane, phases).logOdds("left", "right").value(),
        1e-8);
  }

  @Test
  void aBoxOfThePosteriorHolds() {
    LocalPosterior boxed = wells(30).withBox(Box.of(0.5, 1.5));
    Occupancy occupancy = Occupancy.exact(boxed, SIDES);
    assertEquals(0, occupancy.share("left").value());
    assertEquals(1, occupancy.share("right").value(), 1e-9);
  }

  @Test
  void aTableAndALineOfText() {
    Occupancy exact = Occupancy.exact(wells(60), SIDES);
    assertEquals(List.of("phase", "share", "± share", "F"), exact.toTable().columnNames());
    assertEquals(3, exact.toTable().rowCount());
    assertTrue(
        exact.toString().matches("left: .* %, right: .* %, between: .* % \\(OK\\)"),
        exact::toString);
    assertFalse(Occupancy.exact(wells(0.05), SIDES).toString().isEmpty());
  }
}

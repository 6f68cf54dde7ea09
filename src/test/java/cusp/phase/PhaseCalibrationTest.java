package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Tempering;
import cusp.singular.Estimated;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Errors are what they say, over many seeds. */
@Tag("seeds")
class PhaseCalibrationTest {
  private static final int SEEDS = 120;

  /** At 95 % fewer than 104 of 120 have a probability of 0.02 %. */
  private static final int LEAST_COVERED = 104;

  @Test
  void intervalsOfSharesAndOddsCoverTheExactOnes() {
    LocalPosterior wells = OccupancyTest.wells(30);
    Occupancy exact = Occupancy.exact(wells, OccupancyTest.SIDES);
    var plan = new Chains.Plan(4, 500, 1_500, 1_500);
    int shares = 0;
    int odds = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Chains chains = Chains.sample(wells, Tempering.defaults(), plan, Seed.of(7_000 + seed));
      Occupancy found = Occupancy.of(wells, chains, OccupancyTest.SIDES);
      shares += covers(exact.shares().get(0), found.shares().get(0));
      odds +=
          found.verdict().isInvalid()
              ? 1
              : covers(exact.logOdds("left", "right"), found.logOdds("left", "right"));
    }
    int ofShares = shares;
    int ofOdds = odds;
    assertTrue(shares >= LEAST_COVERED && odds >= LEAST_COVERED, () -> ofShares + ", " + ofOdds);
  }

  private static int covers(Estimated exact, Estimated found) {
    return Math.abs(found.value() - exact.value()) <= 1.96 * found.standardError() ? 1 : 0;
  }

  /**
   * x ~ N(μ(w), I) with μ(w) = (w², εw) and the truth at (2, m): the wells w = ±√2 differ by the
   * second mean only. L of a data set is exact in the means of x. To first order the observed
   * critical n has the mean of the prediction and its spread; of 200 data sets the spread is known
   * to 5 %, and four of that, with 2 % for the second order, are allowed.
   */
  @Test
  void theCriticalNumberOfSamplesSpreadsAsForetold() {
    double epsilon = 0.035;
    double m = 0.5;
    Prior prior = Prior.normal(-1.4, 0.63);
    Objective truth = loss(2, m, epsilon);
    // L′ = 2w(w² − 2) + ε(εw − m), by Newton's method from either side.
    double left = root(-1.4, m, epsilon);
    double right = root(1.4, m, epsilon);
    Crossing foretold = new Crossing(truth, left, right, prior);
    double sd = Math.hypot(left * left - right * right, epsilon * (left - right));
    double spread = foretold.crossing.spread(sd);
    int sets = 200;
    double[] observed = new double[sets];
    for (int s = 0; s < sets; s++) {
      observed[s] = observed(Seed.of(s), m, epsilon, prior);
    }
    double mean = Arrays.stream(observed).average().orElseThrow();
    double squares = Arrays.stream(observed).map(n -> (n - mean) * (n - mean)).sum();
    assertEquals(foretold.crossing.n(), mean, 4 * spread / Math.sqrt(sets) + 4);
    assertEquals(1, Math.sqrt(squares / (sets - 1)) / spread, 4 * 0.05 + 0.02);
  }

  private record Crossing(PhaseCompetition.Crossing crossing) {
    Crossing(Objective truth, double left, double right, Prior prior) {
      this(
          PhaseCompetition.of(
                  PhaseExpansion.regular("left", truth, new double[] {left}, prior),
                  PhaseExpansion.regular("right", truth, new double[] {right}, prior))
              .crossing("left", "right"));
    }
  }

  private static double root(double from, double m, double epsilon) {
    double w = from;
    for (int i = 0; i < 20; i++) {
      double slope = 2 * w * (w * w - 2) + epsilon * (epsilon * w - m);
      w -= slope / (6 * w * w - 4 + epsilon * epsilon);
    }
    return w;
  }

  private static Objective loss(double first, double second, double epsilon) {
    return Objective.of(
        String.format(Locale.ROOT, "(x^2-(%.9f))^2/2+(%.9f*x-(%.9f))^2/2", first, epsilon, second));
  }

  /** Where the odds of a growing data set turn, by bisection. */
  private static double observed(Seed seed, double m, double epsilon, Prior prior) {
    int most = 1_500;
    double[][] sums = new double[most + 1][2];
    RandomStream random = seed.random();
    for (int i = 1; i <= most; i++) {
      sums[i][0] = sums[i - 1][0] + 2 + random.nextGaussian();
      sums[i][1] = sums[i - 1][1] + m + random.nextGaussian();
    }
    int low = 20;
    int high = most;
    while (high - low > 1) {
      int n = (low + high) / 2;
      Objective loss = loss(sums[n][0] / n, sums[n][1] / n, epsilon);
      var posterior = LocalPosterior.at(loss, new double[] {1}, n).withPrior(prior);
      Occupancy there = Occupancy.exact(posterior, OccupancyTest.SIDES);
      boolean before = there.freeEnergies().get(0) < there.freeEnergies().get(1);
      low = before ? n : low;
      high = before ? high : n;
    }
    return (low + high) / 2.0;
  }
}

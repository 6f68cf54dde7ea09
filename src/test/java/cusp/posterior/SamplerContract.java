package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every sampler keeps to on all samples. Means are held to four Monte Carlo standard errors of
 * the law in which the sampler itself settles: the posterior for an adjusted method, an
 * autoregression's for plain SGLD.
 */
abstract class SamplerContract {
  private static final double N_BETA = 10;
  private static final double[] CURVATURES = {1, 2, 4, 8};
  private static final String[] TERMS = {"a^2", "2*b^2", "4*c^2", "8*d^2"};

  /** The sampler at a step size in its own unit. */
  abstract Sampler sampler(double stepSize);

  /** The step size, in the sampler's own unit, that corresponds to ε of Langevin dynamics. */
  double unit(double epsilon) {
    return epsilon;
  }

  /** Draws a chain; fewer for a sampler whose draws are nearly independent, and dearer. */
  int draws() {
    return 50_000;
  }

  /** The variance in which the sampler settles on U = ½hw². */
  abstract double variance(double curvature, double stepSize);

  private static LocalPosterior quadratic(int d) {
    String sum = String.join(" + ", Arrays.copyOf(TERMS, d));
    return LocalPosterior.at(Objective.of("(" + sum + ")/2"), new double[d], N_BETA);
  }

  /** The step size at which the stiffest of d coordinates has εh = 1. */
  private double stepSize(int d) {
    return unit(1 / (N_BETA * CURVATURES[d - 1]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void settlesOnAQuadratic(int d) {
    double epsilon = stepSize(d);
    Draws draws = Draws.of(quadratic(d), sampler(epsilon), draws(), 0);
    double potential = 0;
    for (int i = 0; i < d; i++) {
      int k = i;
      double h = N_BETA * CURVATURES[i];
      draws.mean("w" + i, w -> w[k], 0);
      draws.mean("square of w" + i, w -> w[k] * w[k], variance(h, epsilon));
      potential += h * variance(h, epsilon) / 2;
    }
    draws.meanPotential(potential);
  }

  @Test
  void localizationAddsItsCurvatureAndDrawsTowardsTheCentre() {
    double h = 10;
    double gamma = 15;
    double epsilon = unit(1 / (h + gamma));
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(w-1)^2/2"), new double[] {3}, h).withLocalization(gamma);
    double mean = (h * 1 + gamma * 3) / (h + gamma);
    Draws.of(posterior, sampler(epsilon), draws(), 0)
        .mean("w", w -> w[0], mean)
        .mean("variance", w -> (w[0] - mean) * (w[0] - mean), variance(h + gamma, epsilon));
  }

  @Test
  void aNormalPriorTimesAQuadraticIsANormalLaw() {
    double h = 10;
    double precision = 1 / (0.2 * 0.2);
    double epsilon = unit(1 / (h + precision));
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(w-1)^2/2"), new double[] {1}, h)
            .withPrior(Prior.normal(-0.5, 0.2));
    double mean = (h * 1 + precision * -0.5) / (h + precision);
    Draws.of(posterior, sampler(epsilon), draws(), 0)
        .mean("w", w -> w[0], mean)
        .mean("variance", w -> (w[0] - mean) * (w[0] - mean), variance(h + precision, epsilon));
  }

  @Test
  void coordinatesOutsideTheMaskNeverMove() {
    Objective coupled = Objective.of("(a^2 + b^2 + c^2 + a*b + b*c)/2");
    double[] center = {0.25, -0.5, 2};
    LocalPosterior posterior =
        LocalPosterior.at(coupled, center, 10).withMask(new boolean[] {false, true, false});
    Draws draws = Draws.of(posterior, sampler(unit(0.1)), draws(), 0);
    for (double[][] chain : draws.chains().positions()) {
      for (double[] w : chain) {
        assertEquals(0.25, w[0]);
        assertEquals(2, w[2]);
      }
    }
    // Given a and c, the potential in b is 10·½(b + (a + c)/2)² up to a constant.
    draws.mean("b", w -> w[1], -(0.25 + 2) / 2);
  }

  @Test
  void neverLeavesTheBoxOrThePriorsSupport() {
    LocalPosterior free = LocalPosterior.at(Objective.of("(a+b)/5"), new double[] {0, 0}, 10);
    assertWithin(free.withBox(Box.of(-1, 0.5)), -1, 0.5);
    assertWithin(free.withBox(Box.of(-1, Double.POSITIVE_INFINITY)), -1, 1e9);
    assertWithin(free.withPrior(Prior.uniform(-0.5, 1)), -0.5, 1);
    assertWithin(free.withPrior(Prior.uniform(-0.5, 1)).withBox(Box.of(-1, 0.5)), -0.5, 0.5);
  }

  private void assertWithin(LocalPosterior posterior, double low, double high) {
    Chains.Plan plan = new Chains.Plan(1, 0, 2_000, 2_000);
    Chains chains = Chains.sample(posterior, sampler(unit(0.1)), plan, Seed.of(0));
    for (double[] w : chains.positions()[0]) {
      assertTrue(Box.of(low, high).contains(w), () -> posterior + ": " + Arrays.toString(w));
    }
  }

  @Test
  void reportsTheLossOfThePositionThatItLeaves() {
    LocalPosterior posterior = quadratic(3);
    Sampler.Walk walk = sampler(stepSize(3)).walk(posterior.fork(), posterior.center(), Seed.of(0));
    for (int i = 0; i < 100; i++) {
      double before = posterior.objective().loss(walk.position());
      assertEquals(before, walk.step(), 1e-14);
    }
    assertEquals(stepSize(3), walk.stepSize());
  }

  @Test
  void keepsTheLastDrawAndEvenlySpacedOnesBeforeIt() {
    LocalPosterior posterior = quadratic(2);
    Chains chains =
        Chains.sample(posterior, sampler(stepSize(2)), new Chains.Plan(2, 10, 100, 4), Seed.of(0));
    for (int c = 0; c < 2; c++) {
      for (int k = 0; k < 4; k++) {
        double loss = posterior.objective().loss(chains.positions()[c][k]);
        assertEquals(loss, chains.losses()[c][25 * (k + 1) - 1], 1e-14);
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Chains one = onThreads(1, 0);
    for (int threads : new int[] {2, 4}) {
      Chains more = onThreads(threads, 0);
      assertArrayEquals(one.losses(), more.losses());
      assertArrayEquals(one.positions(), more.positions());
      assertArrayEquals(one.stepSizes(), more.stepSizes());
      assertArrayEquals(one.acceptances(), more.acceptances());
      assertEquals(one.bias(), more.bias());
      assertEquals(one.cost(), more.cost());
      assertEquals(one.divergences(), more.divergences());
    }
  }

  @Test
  void seedsAndChainsAreIndependent() {
    Chains zero = onThreads(2, 0);
    assertArrayEquals(zero.losses(), onThreads(2, 0).losses());
    assertFalse(Arrays.equals(zero.losses()[0], onThreads(2, 1).losses()[0]));
    assertFalse(Arrays.equals(zero.losses()[0], zero.losses()[1]));
  }

  private Chains onThreads(int threads, long seed) {
    Chains.Plan plan = new Chains.Plan(5, 100, 200, 3);
    return Parallel.withThreads(
        threads, () -> Chains.sample(quadratic(3), sampler(0), plan, Seed.of(seed)));
  }
}

package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Under a damping that no gradient comes near, plain SGLD at ε/λ: what the contract's quadratics
 * are held to. The preconditioner itself is held to its transition matrix, and to its order.
 */
class RmsPropTest extends UnadjustedContract {
  private static final double WALL = 1.8;
  private static final double DAMPING = 1 << 20;

  @Override
  Sampler sampler(double stepSize) {
    return new Sgld(stepSize, 0, new RmsProp(0.9, DAMPING));
  }

  @Override
  double unit(double epsilon) {
    return DAMPING * epsilon;
  }

  @Override
  double variance(double curvature, double stepSize) {
    return Sgld.stationaryVariance(curvature, stepSize / DAMPING);
  }

  @Override
  int draws() {
    return 20_000;
  }

  @Override
  double order() {
    return 1;
  }

  /** With α = 0, so that G is a function of w alone. */
  @Override
  Sampler inABox(double stepSize) {
    return new Sgld(stepSize, 0, new RmsProp(0, 2));
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of(Target.QUADRATIC, 0.08, 0.02, 6_000_000),
        Arguments.of(Target.CROSSING, 0.04, 0.01, 6_000_000));
  }

  private static double hessian(double w) {
    return 12 * w * w;
  }

  private static double gradient(double w) {
    return 4 * w * w * w;
  }

  private static double scale(double w) {
    return 1 / Math.sqrt(1 + gradient(w) * gradient(w));
  }

  /** E[w⁴] where a chain with α = 0 and λ = 1 settles, with or without Γ. */
  private static double law(double epsilon, boolean corrected) {
    return new ReflectedLangevin(
            WALL,
            w -> {
              double g = scale(w);
              double gamma = corrected ? -g * g * g * gradient(w) * hessian(w) : 0;
              return w - epsilon / 2 * (g * gradient(w) - gamma);
            },
            w -> epsilon * scale(w))
        .mean(w -> w * w * w * w);
  }

  private static double exact() {
    return Quadrature.mean(w -> w * w * w * w, w -> w * w * w * w, -WALL, WALL);
  }

  private static LongMean sampled(double epsilon, RmsProp preconditioner, int steps) {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("w^4"), new double[1], 1).withBox(Box.of(-WALL, WALL));
    return LongMean.ofLoss(posterior, new Sgld(epsilon, 0, preconditioner), steps, Seed.of(0));
  }

  @Test
  void withTheCorrectionThePosteriorIsTheLimitAndWithoutItIsNot() {
    double exact = exact();
    double coarse = law(0.05, true) - exact;
    double fine = law(0.025, true) - exact;
    assertEquals(1, Math.log(coarse / fine) / Math.log(2), 0.1);
    assertTrue(fine < 0.08 * exact, () -> "small: " + fine);
    double without =
        Quadrature.mean(w -> w * w * w * w + Math.log(scale(w)), w -> w * w * w * w, -WALL, WALL);
    assertTrue(without > 2 * exact, () -> "p/G is another law: " + without);
    double above = (law(0.05, false) - without) / (law(0.025, false) - without);
    assertEquals(1, Math.log(above) / Math.log(2), 0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.02})
  void itsLawIsTheOneWithTheCorrection(double epsilon) {
    LongMean sampled = sampled(epsilon, new RmsProp(0, 1), 3_000_000);
    assertEquals(law(epsilon, true), sampled.mean(), 4 * sampled.error());
  }

  /**
   * As α > 0 the past is in V, and between the limits φ is right to first order only: what it
   * leaves is a small part of what the derivative at a fixed past leaves, and nothing where steps
   * are short.
   */
  @Test
  void withAMemoryTheCorrectionIsThatOfTheWholeOfV() {
    double exact = exact();
    double without =
        Quadrature.mean(w -> w * w * w * w + Math.log(scale(w)), w -> w * w * w * w, -WALL, WALL);
    for (double decay : new double[] {0.5, 0.9}) {
      LongMean sampled = sampled(0.02, new RmsProp(decay, 1), 3_000_000);
      assertEquals(exact, sampled.mean(), 0.1 * (without - exact));
    }
  }

  @Test
  void evensOutTheScalesOfItsCoordinates() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(a^2 + 1e4*b^2)/2"), new double[2], 1);
    Chains.Plan plan = new Chains.Plan(4, 4_000, 40_000, 40_000);
    Sampler plain = Sgld.defaults();
    Sampler scaled = Sgld.defaults().withPreconditioner(RmsProp.defaults());
    double plainEss = slowest(Chains.sample(posterior, plain, plan, Seed.of(0)));
    double scaledEss = slowest(Chains.sample(posterior, scaled, plan, Seed.of(0)));
    assertTrue(scaledEss > 8 * plainEss, () -> scaledEss + " against " + plainEss);
  }

  private static double slowest(Chains chains) {
    double[][] squares = new double[4][];
    for (int c = 0; c < 4; c++) {
      squares[c] = Arrays.stream(chains.positions()[c]).mapToDouble(w -> w[0] * w[0]).toArray();
    }
    return Diagnostics.of(squares).essMean();
  }

  /** A measured variance of 32 batches; of the first-order bias, what a constant G makes. */
  @Test
  void weighsTheNoiseOfBatchesByItsScale() {
    LocalPosterior posterior = LocalPosterior.at(MeanObjective.spread(6_000, 1), new double[1], 10);
    double damping = 4;
    Sampler sampler = new Sgld(0.1, 10, new RmsProp(0, damping));
    Sampler.Walk walk = sampler.walk(posterior, new double[1], Seed.of(0));
    assertTrue(Double.isNaN(walk.gradientNoise()) && Double.isNaN(walk.excessTemperature()));
    walk.step();
    walk.settle();
    assertEquals(10, walk.gradientNoise(), 3);
    double most = 0.1 * walk.gradientNoise() / (4 * damping);
    assertTrue(walk.excessTemperature() <= most && walk.excessTemperature() > most / 5);
    // Two gradients a step, and the noise; of a sixth of a per cent of the samples each.
    assertEquals(Stiffness.COST + 34.0 * 10 / 6_000, walk.cost(), 1e-9);
  }

  @Test
  void settingsAreChecked() {
    assertTrue(refusal(() -> new RmsProp(1, 1)).contains("1.0"));
    assertTrue(refusal(() -> new RmsProp(-0.1, 1)).contains("-0.1"));
    assertTrue(refusal(() -> new RmsProp(0.9, 0)).contains("0.0"));
    assertTrue(refusal(() -> new RmsProp(0.9, Double.NaN)).contains("NaN"));
  }

  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}

package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NutsTest extends AdjustedContract {
  private static final Seed SEED = Seed.of(0);

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Override
  Sampler sampler(double stepSize) {
    return Nuts.defaults().withStepSize(stepSize);
  }

  /** Half the step at which the leapfrog is unstable for the stiffest coordinate. */
  @Override
  double unit(double epsilon) {
    return Math.sqrt(epsilon);
  }

  @Override
  int draws() {
    return 8_000;
  }

  /** To the rounding of a few thousand steps, through many bounces and with unequal masses. */
  @Test
  void theLeapfrogRunsBackToWhereItCameFrom() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(a^2 + a*b)/2 + cos(3*b)"), new double[2], 2)
            .withBox(Box.of(-1, 0.5));
    double[] inverseMass = {1, 4};
    PhasePoint point = new PhasePoint(posterior);
    point.place(new double[] {0.25, -0.5});
    point.p[0] = 3;
    point.p[1] = -2;
    double energy = point.energy(inverseMass);
    int bounces = 0;
    for (int i = 0; i < 3_000; i++) {
      double before = point.p[1];
      point.leap(0.001, inverseMass);
      bounces += Math.abs(point.p[1] - before) > 1 ? 1 : 0;
      assertEquals(energy, point.energy(inverseMass), 0.1);
    }
    assertTrue(bounces > 10, () -> "the walls were met");
    for (int i = 0; i < 3_000; i++) {
      point.leap(-0.001, inverseMass);
    }
    assertArrayEquals(new double[] {0.25, -0.5}, point.w, 1e-9);
    assertArrayEquals(new double[] {3, -2}, point.p, 1e-9);
  }

  /** A step over several widths of the box, by the motion between its walls in closed form. */
  @Test
  void aBallWithoutForceBouncesExactly() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("0*a"), new double[1], 1).withBox(Box.of(0, 1));
    for (double speed : new double[] {0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 7.25}) {
      PhasePoint point = new PhasePoint(posterior);
      point.place(new double[] {0.25});
      point.p[0] = speed;
      point.leap(1, new double[] {1});
      // The image on a ring of length 2, whose second half runs back.
      double ring = (0.25 + speed) - 2 * Math.floor((0.25 + speed) / 2);
      assertEquals(ring <= 1 ? ring : 2 - ring, point.w[0], 1e-15);
      assertEquals(ring <= 1 ? speed : -speed, point.p[0]);
    }
  }

  /** With a mass of 1 a draw takes hundreds of steps that are short enough for the narrowest. */
  @Test
  void learnsTheScalesOfItsCoordinates() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(a^2 + 1e4*b^2 + 1e6*c^2)/2"), new double[3], 1);
    Chains.Plan plan = new Chains.Plan(2, 500, 4_000, 4_000);
    Chains chains = Chains.sample(posterior, Nuts.defaults(), plan, SEED);
    double burnIn =
        Chains.sample(posterior, Nuts.defaults(), new Chains.Plan(2, 500, 1, 1), SEED).cost();
    double each = (chains.cost() - burnIn) / 8_000;
    assertTrue(each < 8, () -> each + " gradients a draw");
    new Draws(posterior, chains)
        .mean("square of a", w -> w[0] * w[0], 1)
        .mean("square of b", w -> w[1] * w[1], 1e-4)
        .mean("square of c", w -> w[2] * w[2], 1e-6);
    for (double acceptance : chains.acceptances()) {
      assertEquals(0.83, acceptance, 0.12);
    }
  }

  /** The density w exp(−w) on the positive numbers has the mean 2. */
  @Test
  void whereThePotentialIsNotANumberItDivergesAndNeverGoes() {
    LocalPosterior posterior = LocalPosterior.at(Objective.of("w - log(w)"), new double[] {1}, 1);
    Draws draws = Draws.of(posterior, new Nuts(1.5, 10, 0.8), 8_000, 0);
    assertTrue(draws.chains().divergences() > 100);
    draws.mean("w", w -> w[0], 2);
  }

  @Test
  void aChainThatStartsWhereTheLossIsNotFiniteStaysThereAndSaysSo() {
    LocalPosterior posterior = LocalPosterior.at(Objective.of("w + log(w)"), new double[] {-1}, 1);
    Chains chains = Chains.sample(posterior, Nuts.defaults(), new Chains.Plan(1, 50, 50, 1), SEED);
    assertFalse(chains.finite(0));
    assertTrue(chains.dead(0));
    assertEquals(50, chains.divergences());
    assertEquals(-1, chains.positions()[0][0][0]);
  }

  @Test
  void anInterruptEndsALongTrajectory() {
    InterruptingBowl objective = InterruptingBowl.at(100);
    LocalPosterior posterior = LocalPosterior.at(objective, new double[] {1, 2}, 10);
    new Nuts(1e-5, 20, 0.8).walk(posterior, new double[] {1, 2}, SEED).step();
    assertEquals(100, objective.gradients().get());
    assertTrue(Thread.currentThread().isInterrupted());
  }

  @Test
  void anInterruptEndsTheSearchForAStepSize() {
    InterruptingBowl objective = InterruptingBowl.at(5);
    LocalPosterior posterior = LocalPosterior.at(objective, new double[] {1, 2}, 1e20);
    Nuts.defaults().walk(posterior, new double[] {1, 2}, SEED);
    assertEquals(5, objective.gradients().get());
  }

  @Test
  void theDepthBoundsTheGradientsOfADraw() {
    InterruptingBowl objective = InterruptingBowl.at(InterruptingBowl.NEVER);
    LocalPosterior posterior = LocalPosterior.at(objective, new double[2], 1);
    Sampler.Walk walk = new Nuts(1e-4, 5, 0.8).walk(posterior, new double[2], SEED);
    for (int i = 1; i <= 3; i++) {
      walk.step();
      assertEquals(1 + 31 * i, walk.cost());
      assertEquals(walk.cost(), objective.gradients().get());
    }
  }

  /** The law does not hang on burn-in ending with a window: whatever its length, all is known. */
  @Test
  void settlesAfterABurnInOfAnyLength() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(a^2 + 100*b^2)/2"), new double[2], 1);
    for (int burnIn : new int[] {0, 1, 14, 16, 39, 40, 41, 89, 90, 95, 191, 300}) {
      Sampler.Walk walk = Nuts.defaults().walk(posterior, new double[2], SEED);
      for (int i = 0; i < burnIn; i++) {
        walk.step();
      }
      walk.settle();
      double settled = walk.stepSize();
      double[] positions = new double[200];
      for (int i = 0; i < positions.length; i++) {
        walk.step();
        positions[i] = walk.position()[0];
      }
      assertEquals(settled, walk.stepSize());
      int length = burnIn;
      assertTrue(walk.acceptance() > 0.4, () -> length + ": " + walk.acceptance());
      assertTrue(Arrays.stream(positions).distinct().count() > 100, () -> "moves after " + length);
    }
  }

  @Test
  void settingsAreChecked() {
    assertTrue(refusal(() -> new Nuts(-1, 10, 0.8)).contains("-1"));
    assertTrue(refusal(() -> new Nuts(Double.NaN, 10, 0.8)).contains("NaN"));
    assertTrue(refusal(() -> new Nuts(0, 0, 0.8)).contains("depth"));
    assertTrue(refusal(() -> new Nuts(0, 21, 0.8)).contains("21"));
    assertTrue(refusal(() -> new Nuts(0, 10, 1)).contains("1.0"));
  }

  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}

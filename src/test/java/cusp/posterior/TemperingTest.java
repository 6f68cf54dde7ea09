package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TemperingTest extends AdjustedContract {

  @Override
  Sampler sampler(double stepSize) {
    return Tempering.defaults()
        .withHottest(0.1)
        .withRungs(3)
        .withWithin(Mala.defaults().withStepSize(stepSize));
  }

  /** Barriers of 40 nats: no chain of its own crosses them. */
  @Test
  void crossesWhatNoSingleChainDoes() {
    LocalPosterior wells = LocalPosterior.at(Objective.of("(x^2-1)^2"), new double[] {1}, 40);
    Chains.Plan plan = new Chains.Plan(4, 1_000, 20_000, 20_000);
    Chains alone = Chains.sample(wells, Mala.defaults(), plan, Seed.of(0));
    assertTrue(Arrays.stream(alone.positions()).allMatch(c -> c[c.length - 1][0] > 0));
    Draws.of(wells, Tempering.defaults(), 20_000, 0)
        .mean("left or right", w -> Math.signum(w[0]), 0);
  }

  /** At ladders that do not cross by themselves, against the exact share of the left well. */
  @Test
  void imagesCrossWhatTemperingDoesNot() {
    double tilt = 0.02;
    LocalPosterior wells =
        LocalPosterior.at(Objective.of("(x^2-1)^2+" + tilt + "*x"), new double[] {1}, 40);
    double left = 0;
    double all = 0;
    for (double x = -3; x < 3; x += 1e-4) {
      double density = Math.exp(-40 * (Math.pow(x * x - 1, 2) + tilt * x));
      left += x < 0 ? density : 0;
      all += density;
    }
    Tempering cold = Tempering.defaults().withHottest(0.9).withRungs(2);
    Symmetry mirror = (w, into) -> into[0] = -w[0];
    Chains.Plan plan = new Chains.Plan(4, 500, 20_000, 20_000);
    Chains without = Chains.sample(wells, cold, plan, Seed.of(0));
    assertTrue(Arrays.stream(without.positions()).allMatch(c -> c[c.length - 1][0] > 0));
    Chains with = Chains.sample(wells, cold, mirror, plan, Seed.of(0));
    double[][] isLeft =
        Arrays.stream(with.positions())
            .map(c -> Arrays.stream(c).mapToDouble(w -> w[0] < 0 ? 1 : 0).toArray())
            .toArray(double[][]::new);
    Diagnostics share = Diagnostics.of(isLeft);
    assertEquals(left / all, share.mean(), 4 * share.mcseMean(), share.toString());
    assertTrue(share.mcseMean() < 0.01 && share.rHat() < 1.01, share.toString());
  }

  /** Beyond the box there is no image to go to. */
  @Test
  void imagesOutsideTheSupportAreRefused() {
    LocalPosterior half =
        LocalPosterior.at(Objective.of("x^2"), new double[] {1}, 1).withBox(Box.of(0, 3));
    Tempering two = Tempering.defaults().withRungs(2);
    Replicas replicas = two.walk(half, new double[] {1}, (w, into) -> into[0] = -w[0], Seed.of(0));
    replicas.settle();
    for (int i = 0; i < 500; i++) {
      replicas.step();
      assertTrue(replicas.position()[0] >= 0);
    }
  }

  /** The other coordinates are what they are where a symmetry does not write them. */
  @Test
  void anImageMayWriteSomeCoordinatesOnly() {
    LocalPosterior wells =
        LocalPosterior.at(Objective.of("(x^2-1)^2+(y-5)^2"), new double[] {1, 5}, 40);
    Tempering two = Tempering.defaults().withRungs(2).withHottest(0.9);
    Symmetry mirror = (w, into) -> into[0] = -w[0];
    Replicas replicas = two.walk(wells, new double[] {1, 5}, mirror, Seed.of(0));
    for (int i = 0; i < 200; i++) {
      replicas.step();
    }
    replicas.settle();
    int left = 0;
    for (int i = 0; i < 100; i++) {
      replicas.step();
      left += replicas.position()[0] < 0 ? 1 : 0;
    }
    // Every image is moved to, and no step crosses 40 nats.
    assertTrue(left > 20 && left < 80, "left: " + left);
  }

  @Test
  void whatIsNoSymmetryIsRefused() {
    LocalPosterior bowl = LocalPosterior.at(Objective.of("x^2+y^2"), new double[2], 1);
    Symmetry turn =
        (w, into) -> {
          into[0] = w[1];
          into[1] = -w[0];
        };
    refused("coordinate 0 goes from", bowl, turn);
    refused("coordinate 1 goes from", bowl, (w, into) -> into[1] = 2 * w[1]);
    refused("coordinate 1 goes from", bowl, (w, into) -> into[1] = Double.NaN);
    LocalPosterior line = bowl.withMask(new boolean[] {true, false});
    refused("coordinate 1 is held at 0.0", line, (w, into) -> into[1] = w[0] * w[0] - w[1]);
    Symmetry mirror = (w, into) -> into[0] = -w[0];
    Tempering.defaults().walk(line, new double[2], mirror, Seed.of(0));
  }

  private static void refused(String words, LocalPosterior posterior, Symmetry symmetry) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Tempering.defaults().walk(posterior, new double[2], symmetry, Seed.of(0)))
            .getMessage();
    assertTrue(message.contains(words), message);
  }

  /** Where rungs exchange at every offer a replica needs a step for each of seven to come down. */
  @Test
  void whatWasOnItsWayBeforeItSettledDoesNotCount() {
    LocalPosterior flat =
        LocalPosterior.at(Objective.of("0*x"), new double[1], 1).withBox(Box.of(-1, 1));
    double[] rungs = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1};
    Replicas replicas = Tempering.defaults().replicas(flat, rungs, new double[1], Seed.of(0));
    for (int i = 0; i < 100; i++) {
      replicas.step();
    }
    assertTrue(replicas.swaps().roundTrips() > 0);
    replicas.settle();
    for (int i = 0; i < 6; i++) {
      replicas.step();
      assertEquals(0, replicas.swaps().roundTrips(), "after " + i);
    }
    for (int i = 0; i < 3; i++) {
      replicas.step();
    }
    assertTrue(replicas.swaps().roundTrips() > 0);
  }

  @Test
  void makesAllPairsExchangeEquallyOften() {
    LocalPosterior bowl =
        LocalPosterior.at(Objective.of("a^2+b^2+c^2+d^2+e^2+f^2"), new double[6], 1e4)
            .withBox(Box.of(-1, 1));
    Replicas replicas = Tempering.defaults().walk(bowl, new double[6], Seed.of(0));
    for (int i = 0; i < 4_000; i++) {
      replicas.step();
    }
    replicas.settle();
    for (int i = 0; i < 4_000; i++) {
      replicas.step();
    }
    Swaps swaps = replicas.swaps();
    double mean = swaps.barrier() / swaps.rejection().length;
    for (double rejection : swaps.rejection()) {
      assertEquals(mean, rejection, 0.1, swaps.toString());
    }
    assertEquals(1.0 / 3, mean, 0.1);
    assertTrue(swaps.roundTrips() > 100, swaps.toString());
    assertEquals(1, swaps.nBeta()[0], 1e-9);
  }

  @Test
  void ladderOfOneRungIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Tempering.defaults().withRungs(1));
    LocalPosterior bowl = LocalPosterior.at(Objective.of("a^2"), new double[1], 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> Tempering.defaults().replicas(bowl, new double[] {1}, new double[1], Seed.of(0)));
    assertThrows(
        IllegalArgumentException.class, () -> Tempering.defaults().withWithin(Sgld.defaults()));
  }

  @Test
  void replicasGoOnWhereTheyWerePut() {
    LocalPosterior bowl = LocalPosterior.at(Objective.of("a^2+b"), new double[2], 1);
    double[] rungs = {0.5, 1};
    Replicas replicas = Tempering.defaults().replicas(bowl, rungs, new double[2], Seed.of(0));
    replicas.moveTo(new double[] {2, 3});
    assertEquals(7, replicas.loss(), 1e-12);
    assertArrayEquals(new double[] {2, 3}, replicas.position());
  }
}

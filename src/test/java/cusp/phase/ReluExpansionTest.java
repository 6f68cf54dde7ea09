package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.singular.Estimated;
import cusp.task.RegressionSamples;
import cusp.toy.ReluNetwork;
import cusp.train.Descent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReluExpansionTest {

  /** Over all angles, offsets d = tan t and steps. */
  @Test
  void priorOfABendIsADensity() {
    double sum = 0;
    double spacing = 0.02;
    for (double t = -Math.PI / 2 + spacing / 2; t < Math.PI / 2; t += spacing) {
      double slope = 1 + Math.tan(t) * Math.tan(t);
      // Evenly in ln κ, since the density falls with κ√(1 + d²).
      for (double log = -16; log < 6; log += 0.05) {
        double step = Math.exp(log);
        double density = Math.exp(ReluExpansion.logPrior(Math.tan(t), step));
        sum += 2 * 2 * Math.PI * density * slope * spacing * step * 0.05;
      }
    }
    assertEquals(1, sum, 1e-3);
  }

  private static double[] minimum(ReluNetwork network, RegressionSamples data, double[] from) {
    return Descent.defaults()
        .withIterations(500)
        .withImprovement(1e-9)
        .from(network.on(data), from)
        .w();
  }

  /** Against the integral itself, by importance sampling over the scale and all else. */
  @Test
  void isTheIntegralOfOneNode() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(0.1);
    double[] truth = {1.2, 0.4, -0.3, 1.1, 0.2};
    RegressionSamples data = network.sample(truth, 500, Seed.of(1));
    double[] w = minimum(network, data, truth);
    PhaseExpansion expansion = ReluExpansion.of("one", network, data, w);
    assertEquals(2, expansion.learningCoefficient());
    Objective loss = network.on(data);
    // Angle, offset, step and c around the minimum; ten widths of each are far from its neighbours.
    double norm = Math.hypot(w[0], w[1]);
    double[] at = {Math.atan2(w[1], w[0]), w[2] / norm, w[3] * norm, w[4]};
    double[] mean = new double[4];
    double[][] moves = new double[20_000][4];
    walk(loss, at, moves);
    double[][] covariance = covariance(moves, mean);
    double[][] root = root(covariance, 1.3);
    RandomStream random = Seed.of(3).random();
    int draws = 40_000;
    double[] logs = new double[draws];
    double[] z = new double[4];
    for (int k = 0; k < draws; k++) {
      double logWeight = 2 * Math.log(2 * Math.PI);
      double[] point = mean.clone();
      for (int i = 0; i < 4; i++) {
        z[i] = random.nextGaussian();
        logWeight += z[i] * z[i] / 2 + Math.log(root[i][i]);
        for (int j = 0; j <= i; j++) {
          point[i] += root[i][j] * z[j];
        }
      }
      logs[k] = logWeight + logJoint(loss, point);
    }
    double most = Arrays.stream(logs).max().orElseThrow();
    double sum = Arrays.stream(logs).map(l -> Math.exp(l - most)).sum();
    assertEquals(-most - Math.log(sum / draws), expansion.freeEnergy(500), 0.2);
    assertEquals(-415.68991921310044, expansion.freeEnergy(500), 1e-5);
  }

  private static double logJoint(Objective loss, double[] point) {
    double[] w = {Math.cos(point[0]), Math.sin(point[0]), point[1], point[2], point[3]};
    return -loss.samples() * loss.loss(w)
        + ReluExpansion.logPrior(point[1], point[2])
        - point[3] * point[3] / 2
        - Math.log(2 * Math.PI) / 2;
  }

  /** A plain random walk in the regular coordinates, only for their spread. */
  private static void walk(Objective loss, double[] from, double[][] into) {
    RandomStream random = Seed.of(2).random();
    double[] here = from.clone();
    double now = logJoint(loss, here);
    for (int k = 0; k < into.length; k++) {
      for (int inner = 0; inner < 5; inner++) {
        double[] next = here.clone();
        for (int i = 0; i < 4; i++) {
          next[i] += 0.01 * random.nextGaussian();
        }
        double then = logJoint(loss, next);
        if (Math.log(random.nextDouble()) < then - now) {
          here = next;
          now = then;
        }
      }
      into[k] = here;
    }
  }

  private static double[][] covariance(double[][] points, double[] mean) {
    for (double[] point : points) {
      for (int i = 0; i < 4; i++) {
        mean[i] += point[i] / points.length;
      }
    }
    double[][] covariance = new double[4][4];
    for (double[] point : points) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]) / points.length;
        }
      }
    }
    return covariance;
  }

  private static double[][] root(double[][] covariance, double factor) {
    double[][] root = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = factor * factor * covariance[i][j];
        for (int k = 0; k < j; k++) {
          sum -= root[i][k] * root[j][k];
        }
        root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
      }
    }
    return root;
  }

  /** Over seeds, the spread of the term of an idle node is its standard error. */
  @Test
  void theErrorOfAnIdleNodeIsItsSpread() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(0.1);
    double[] truth = {1, 0, -0.3, 1, 0};
    RegressionSamples data = exact(network, truth, 200);
    int seeds = 30;
    double[] values = new double[seeds];
    double error = 0;
    for (int k = 0; k < seeds; k++) {
      Estimated idle = ReluExpansion.idle(network, data, truth, 2, Seed.of(k));
      values[k] = idle.value();
      error += idle.standardError() / seeds;
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    // Of 30 the spread is known to 13 %: three times that.
    assertEquals(1, Math.sqrt(squares / (seeds - 1)) / error, 0.4);
    assertEquals(values[2], term(withIdle(network, data, truth, 2), "−ln idle volume"));
  }

  @Test
  void whatNoIdleNodeComesFromIsRefused() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(1e-3).withSide(1e4);
    double[] truth = {1, 0, -0.3, 1, 0};
    RegressionSamples data = exact(network, truth, 100);
    for (double nats : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
      refuses(
          "nats is positive and finite, not " + nats, () -> withIdle(network, data, truth, nats));
    }
    assertThrows(IllegalStateException.class, () -> withIdle(network, data, truth, 2));
  }

  /** Samples at the same places whose residuals are so small that the truth is their minimum. */
  private static RegressionSamples exact(ReluNetwork network, double[] truth, int n) {
    return network.withNoise(1e-9).sample(truth, n, Seed.of(1));
  }

  private static double term(PhaseExpansion expansion, String name) {
    return expansion.constants().stream()
        .filter(term -> term.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static PhaseExpansion withIdle(
      ReluNetwork network, RegressionSamples data, double[] w, double nats) {
    return ReluExpansion.withIdleNode("idle", network, data, w, nats, Seed.of(2));
  }

  /** Where the noise is so strong that nothing is seen, every node without a bend is idle. */
  @Test
  void anIdleNodeHasThePriorsVolumeWhereNothingIsSeen() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(1e4);
    double[] truth = {1, 0, -0.3, 1, 0};
    RegressionSamples data = exact(network, truth, 200);
    PhaseExpansion with = withIdle(network, data, truth, 2);
    assertEquals(0, term(with, "−ln idle volume"), 1e-2);
    assertEquals(-Math.log(2), term(with, "−ln copies"), 1e-12);
    PhaseExpansion alone = ReluExpansion.of("alone", network, data, truth);
    assertEquals(term(alone, "−ln φ(ŵ)"), term(with, "−ln φ(ŵ)"));
    assertEquals(1996.4106790981452, with.freeEnergy(200), 1e-6);
  }

  /**
   * And where there is next to none, those active nowhere, with P(b < −|u| − |v|), and few more.
   */
  @Test
  void anIdleNodeIsActiveNowhereWhereAllIsSeen() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(1e-4);
    double[] truth = {1, 0, -0.3, 1, 0};
    RegressionSamples data = network.sample(truth, 2_000, Seed.of(1));
    PhaseExpansion with = withIdle(network, data, minimum(network, data, truth), 2);
    double idle = term(with, "−ln idle volume");
    RandomStream random = Seed.of(5).random();
    int nowhere = 0;
    for (int k = 0; k < 200_000; k++) {
      double reach = Math.abs(random.nextGaussian()) + Math.abs(random.nextGaussian());
      nowhere += random.nextGaussian() < -reach ? 1 : 0;
    }
    double volume = nowhere / 200_000.0;
    assertTrue(Math.exp(-idle) > 0.95 * volume && Math.exp(-idle) < 1.15 * volume, "" + volume);
    PhaseExpansion clean = withIdle(network, exact(network, truth, 2_000), truth, 2);
    assertEquals(-16531.65753890217, clean.freeEnergy(2_000), 1e-6);
  }

  @Test
  void termsAddUp() {
    ReluNetwork network = ReluNetwork.of(3).withNoise(0.15);
    double[] truth = ReluNetwork.symmetric(3, -0.5, 3);
    RegressionSamples data = exact(network, truth, 500);
    PhaseExpansion one = ReluExpansion.of("outward", network, data, truth);
    assertEquals(5, one.learningCoefficient());
    assertEquals(-Math.log(6), term(one, "−ln copies"), 1e-12);
    assertEquals(-445.76683634338957, one.freeEnergy(500), 1e-6);
    // At the same function the two sides differ by their priors of c, and by what the data say.
    PhaseExpansion other = ReluExpansion.of("inward", network, data, ReluNetwork.reversed(truth));
    assertEquals(one.loss(), other.loss(), 1e-12);
    assertEquals(9 / 2.0 - 2.25 / 2, term(one, "−ln φ(ŵ)") - term(other, "−ln φ(ŵ)"), 1e-9);
    assertEquals(-446.52020763888464, other.freeEnergy(500), 1e-6);
  }

  /** Each sample twice: the free energy at 2n is the one of n's expansion there. */
  @Test
  void termsDoNotGrowWithTheSamples() {
    ReluNetwork network = ReluNetwork.of(2).withNoise(0.5);
    double[] truth = {1, 0, 0, 1, -0.3, 0.2, 1, 1, 0};
    RegressionSamples data = exact(network, truth, 300);
    double[] x = Arrays.copyOf(data.x(), 1200);
    double[] y = Arrays.copyOf(data.y(), 600);
    System.arraycopy(data.x(), 0, x, 600, 600);
    System.arraycopy(data.y(), 0, y, 300, 300);
    PhaseExpansion once = ReluExpansion.of("once", network, data, truth);
    PhaseExpansion twice =
        ReluExpansion.of("twice", network, new RegressionSamples(2, 1, x, y), truth);
    for (int k = 0; k < 4; k++) {
      assertEquals(once.constants().get(k).value(), twice.constants().get(k).value(), 1e-9);
    }
    assertEquals(once.freeEnergy(600), twice.freeEnergy(600), 1e-9);
  }

  /** Of the same function from both sides, that of the smaller c weighs more at any n. */
  @Test
  void competes() {
    ReluNetwork network = ReluNetwork.of(3).withNoise(0.5);
    double[] truth = ReluNetwork.symmetric(3, -0.5, 3);
    double[] reversed = ReluNetwork.reversed(truth);
    RegressionSamples data = exact(network, truth, 500);
    PhaseCompetition sides =
        PhaseCompetition.of(
            ReluExpansion.of("outward", network, data, truth),
            ReluExpansion.of("inward", network, data, reversed));
    double odds = Math.exp(12.25084900510381 - 11.497477709608738);
    assertEquals(odds / (1 + odds), sides.shares(500)[1], 1e-9);
  }

  @Test
  void nodesWithoutABendAreRefused() {
    ReluNetwork network = ReluNetwork.of(2).withNoise(0.1);
    double[] truth = {1, 0, 0, 1, -0.3, -1.5, 1, 1, 0};
    RegressionSamples data = network.sample(truth, 100, Seed.of(1));
    refuses("without it", () -> ReluExpansion.of("dead", network, data, truth));
    refuses("9 parameters", () -> ReluExpansion.of("short", network, data, new double[5]));
  }

  /** The truth of these samples is some 1.4 nats above their minimum. */
  @Test
  void otherPointsThanTheMinimumAreRefused() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(0.1);
    double[] truth = {1.2, 0.4, -0.3, 1.1, 0.2};
    RegressionSamples data = network.sample(truth, 500, Seed.of(1));
    refuses("descend first", () -> ReluExpansion.of("truth", network, data, truth));
    refuses("gains 1.", () -> withIdle(network, data, truth, 2));
  }

  /** Minima often lie where a sample is on a bend: there the slope need not vanish. */
  @Test
  void minimaOnAKinkAreTaken() {
    ReluNetwork network = ReluNetwork.of(2).withNoise(0.1);
    double[] truth = ReluNetwork.turned(new double[] {1, 0, 1, 0, -0.3, -0.3, 1, 1, 0}, 1, 0.2);
    for (int seed = 1; seed <= 10; seed++) {
      RegressionSamples data = network.sample(truth, 500, Seed.of(seed));
      double[] w = minimum(network, data, truth);
      assertTrue(Double.isFinite(ReluExpansion.of("two", network, data, w).constant()));
    }
  }

  /** Whatever rounding makes of the pivot that should be 0. */
  @Test
  void nodesOnOneLineAreRefused() {
    ReluNetwork network = ReluNetwork.of(2).withNoise(0.1);
    RandomStream random = Seed.of(9).random();
    for (int k = 0; k < 200; k++) {
      double u = random.nextGaussian();
      double v = random.nextGaussian();
      double b = 0.3 * random.nextGaussian();
      double q = 1 + random.nextDouble();
      double times = 0.5 + random.nextDouble();
      double[] w = {u, v, times * u, times * v, b, times * b, q, q, 0.2};
      RegressionSamples data = exact(network, w, 300);
      refuses("two do alike", () -> ReluExpansion.of("alike", network, data, w));
    }
  }

  private static void refuses(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

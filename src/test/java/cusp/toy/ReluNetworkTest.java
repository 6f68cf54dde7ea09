package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.plot.Figure;
import cusp.posterior.Chains;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Tempering;
import cusp.task.RegressionSamples;
import cusp.train.Descent;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReluNetworkTest {

  @Property(tries = 200)
  void isWhatItsDefinitionSays(
      @ForAll @IntRange(min = 1, max = 6) int hidden,
      @ForAll @IntRange(min = 1, max = 600) int n,
      @ForAll long seed) {
    ReluNetwork network = new ReluNetwork(hidden, 0.3, 2);
    double[] w = network.initial(Seed.of(seed));
    RegressionSamples data = network.sample(network.initial(Seed.of(~seed)), n, Seed.of(seed));
    Objective objective = network.on(data);
    double[] losses = new double[n];
    objective.losses(w, losses);
    for (int s = 0; s < n; s++) {
      double f = w[4 * hidden];
      for (int i = 0; i < hidden; i++) {
        double before = w[2 * i] * data.x()[2 * s] + w[2 * i + 1] * data.x()[2 * s + 1];
        f += w[3 * hidden + i] * Math.max(0, before + w[2 * hidden + i]);
      }
      assertEquals(f, network.output(w, data.x()[2 * s], data.x()[2 * s + 1]), 1e-12);
      double away = (f - data.y()[s]) / 0.3;
      double expected = away * away / 2 + Math.log(0.3 * Math.sqrt(2 * Math.PI));
      assertEquals(expected, losses[s], 1e-12 * (1 + away * away));
    }
    double whole = Arrays.stream(losses).average().orElseThrow();
    double[] gradient = new double[w.length];
    double rounding = 1e-12 * (1 + Math.abs(whole));
    assertEquals(whole, objective.loss(w), rounding);
    assertEquals(whole, objective.gradient(w, gradient), rounding);
    assertEquals(objective.loss(w), objective.fork().loss(w));

    double[] mean = new double[w.length];
    double[] part = new double[w.length];
    Batch.Shuffle shuffle = new Batch.Shuffle(n, 1 + n / 3, Seed.of(seed));
    double sum = 0;
    for (int step = 0; step < shuffle.perEpoch(); step++) {
      Batch batch = shuffle.at(step);
      double share = (double) batch.size() / n;
      sum += share * objective.gradient(w, batch, part);
      for (int i = 0; i < w.length; i++) {
        mean[i] += share * part[i];
      }
    }
    assertEquals(whole, sum, rounding);
    assertArrayEquals(gradient, mean, 1e-10 * (1 + Math.abs(whole)));
  }

  /** At points where no sample lies within reach of the difference from an activation line. */
  @Property(tries = 100)
  void gradientsAreCentralDifferences(
      @ForAll @IntRange(min = 1, max = 6) int hidden, @ForAll long seed) {
    ReluNetwork network = ReluNetwork.of(hidden).withNoise(0.5);
    RegressionSamples data = network.sample(network.initial(Seed.of(~seed)), 20, Seed.of(seed));
    double[] w = network.initial(Seed.of(seed));
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < hidden; i++) {
      for (int s = 0; s < data.size(); s++) {
        double before = w[2 * i] * data.x()[2 * s] + w[2 * i + 1] * data.x()[2 * s + 1];
        nearest = Math.min(nearest, Math.abs(before + w[2 * hidden + i]));
      }
    }
    if (nearest > 1e-3) {
      assertTrue(network.on(data).gradientError(w) < 1e-7);
    }
  }

  @Test
  void batchesMayBeLongerThanTheData() {
    ReluNetwork network = ReluNetwork.of(2);
    Objective loss = network.on(network.sample(new double[9], 3, Seed.of(1)));
    double[] w = network.initial(Seed.of(2));
    double[] gradient = new double[9];
    double[] twice = new double[9];
    double value = loss.gradient(w, gradient);
    assertEquals(value, loss.gradient(w, Batch.of(0, 1, 2, 2, 1, 0), twice), 1e-14);
    assertArrayEquals(gradient, twice, 1e-13);
  }

  @Test
  void symmetriesLeaveTheLoss() {
    ReluNetwork network = ReluNetwork.of(3).withNoise(0.1);
    double[] truth = ReluNetwork.symmetric(3, -0.3, 0.5);
    Objective loss = network.on(network.sample(truth, 300, Seed.of(1)));
    double expected = loss.loss(truth);
    assertEquals(expected, loss.loss(ReluNetwork.reversed(truth)), 1e-12);
    assertArrayEquals(truth, ReluNetwork.reversed(ReluNetwork.reversed(truth)), 1e-15);

    double[] w = network.initial(Seed.of(2));
    double[] moved = w.clone();
    for (int[] pair : new int[][] {{0, 2}, {1, 3}, {6, 7}, {9, 10}}) {
      moved[pair[0]] = w[pair[1]];
      moved[pair[1]] = w[pair[0]];
    }
    assertEquals(loss.loss(w), loss.loss(moved), 1e-10);
    for (int i : new int[] {4, 5, 8}) {
      moved[i] *= 2.5;
    }
    moved[11] /= 2.5;
    assertEquals(loss.loss(w), loss.loss(moved), 1e-10);
    double[] dead = w.clone();
    dead[10] = 0;
    double before = loss.loss(dead);
    dead[2] += 3;
    dead[7] -= 1;
    assertEquals(before, loss.loss(dead), 1e-12);
  }

  /** What does not cancel is a linear function. */
  @Test
  void reversalLeavesWhatDoesNotCancel() {
    ReluNetwork network = ReluNetwork.of(3);
    double[] w = ReluNetwork.turned(ReluNetwork.symmetric(3, -0.3, 0.5), 0, 0.7);
    double[] reversed = ReluNetwork.reversed(w);
    double u = w[0] + w[2] + w[4];
    double v = w[1] + w[3] + w[5];
    assertTrue(Math.hypot(u, v) > 0.5);
    for (double x = -1; x <= 1; x += 0.25) {
      double expected = network.output(w, x, 0.3) - u * x - v * 0.3;
      assertEquals(expected, network.output(reversed, x, 0.3), 1e-14);
    }
    assertEquals(0, network.facing(w));
    assertEquals(1, network.facing(reversed));
    reversed[6] = -1;
    assertEquals(-1, network.facing(reversed));
  }

  @Test
  void samplesAreAsSaid() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(0.2).withSide(3);
    double[] truth = ReluNetwork.symmetric(4, -0.5, 1);
    RegressionSamples data = network.sample(truth, 20_000, Seed.of(3));
    RegressionSamples shorter = network.sample(truth, 100, Seed.of(3));
    assertArrayEquals(shorter.x(), Arrays.copyOf(data.x(), 200));
    assertArrayEquals(shorter.y(), Arrays.copyOf(data.y(), 100));
    ReluNetwork enough = network.withHidden(4);
    double squares = 0;
    double places = 0;
    for (int s = 0; s < data.size(); s++) {
      double x = data.x()[2 * s];
      double y = data.x()[2 * s + 1];
      assertTrue(Math.abs(x) <= 3 && Math.abs(y) <= 3);
      places += (x * x + y * y) / 2 / data.size();
      squares += Math.pow(data.y()[s] - enough.output(truth, x, y), 2) / data.size();
    }
    // Four standard errors.
    assertEquals(0.04, squares, 4 * 0.04 * Math.sqrt(2.0 / 20_000));
    assertEquals(3, places, 4 * Math.sqrt(7.2 / 40_000));
  }

  /** A truth that the network cannot be. */
  @Test
  void smallNetworksComeAsNearAsTheyCan() {
    double[] truth = ReluNetwork.symmetric(4, -0.3, 0);
    double[] least = new double[5];
    for (int hidden = 1; hidden <= 4; hidden++) {
      ReluNetwork network = ReluNetwork.of(hidden).withNoise(0.1);
      Objective loss = network.on(network.sample(truth, 500, Seed.of(1)));
      least[hidden] = Double.POSITIVE_INFINITY;
      for (int start = 0; start < 20; start++) {
        Descent.Minimum minimum =
            Descent.defaults()
                .withIterations(500)
                .withImprovement(1e-9)
                .from(loss, network.initial(Seed.of(start)));
        least[hidden] = Math.min(least[hidden], minimum.loss());
      }
    }
    assertTrue(least[1] > least[2] && least[2] > least[3] && least[3] > least[4]);
    double entropy = Math.log(0.1 * Math.sqrt(2 * Math.PI * Math.E));
    assertTrue(least[3] > entropy + 0.2, least[3] + "");
    // The truth's own 13 regular coordinates lower it by 13/2n; four standard errors of 1/√2n.
    assertEquals(entropy - 13.0 / 1000, least[4], 4 / Math.sqrt(1000));
  }

  /** One regular minimum, whatever the truth: nβ(E[L] − L(ŵ)) is half of four coordinates. */
  @Test
  void aPosteriorOutsideItsTruthIsThatOfItsOwnMinimum() {
    ReluNetwork network = ReluNetwork.of(1).withNoise(0.1);
    RegressionSamples data = network.sample(ReluNetwork.symmetric(3, -0.3, 0), 500, Seed.of(1));
    Objective loss = network.on(data);
    Descent descent = Descent.defaults().withIterations(500).withImprovement(1e-9);
    Descent.Minimum best = descent.from(loss, network.initial(Seed.of(0)));
    for (int start = 1; start < 20; start++) {
      Descent.Minimum other = descent.from(loss, network.initial(Seed.of(start)));
      best = other.loss() < best.loss() ? other : best;
    }
    LocalPosterior posterior = LocalPosterior.at(loss, best.w(), 500).withPrior(Prior.normal(0, 1));
    Tempering tempering = Tempering.defaults().withHottest(1e-3);
    Chains chains =
        Chains.sample(posterior, tempering, new Chains.Plan(4, 2_000, 6_000, 1), Seed.of(2));
    Diagnostics losses = Diagnostics.of(chains.losses());
    assertTrue(losses.rHat() < 1.02, losses.toString());
    // The prior and the cubic terms of the minimum move it by parts of a nat.
    assertEquals(2, 500 * (losses.mean() - best.loss()), 0.5 + 4 * 500 * losses.mcseMean());
  }

  @Test
  void activationLinesEndOnTheSquare() {
    ReluNetwork network = ReluNetwork.of(1).withSide(2);
    int crossing = 0;
    for (int seed = 0; seed < 200; seed++) {
      double[] w = network.initial(Seed.of(seed));
      double[] line = network.activationLine(w, 0);
      boolean crosses = Math.abs(w[2]) < 2 * (Math.abs(w[0]) + Math.abs(w[1]));
      assertEquals(crosses ? 4 : 0, line.length);
      for (int k = 0; k < line.length; k += 2) {
        assertEquals(0, w[0] * line[k] + w[1] * line[k + 1] + w[2], 1e-12);
        assertEquals(2, Math.max(Math.abs(line[k]), Math.abs(line[k + 1])), 1e-12);
      }
      crossing += crosses ? 1 : 0;
    }
    assertTrue(crossing > 100 && crossing < 200);
    assertArrayEquals(
        new double[] {1, -2, 1, 2}, network.activationLine(new double[] {3, 0, -3, 1, 0}, 0));
    assertEquals(0, network.activationLine(new double[] {3, 0, -7, 1, 0}, 0).length);
    assertEquals(0, network.activationLine(new double[] {0, 0, 1, 1, 0}, 0).length);
  }

  @Test
  void picturesShowEachPhaseWithItsShare() {
    ReluNetwork network = ReluNetwork.of(3);
    double[] w = ReluNetwork.symmetric(3, -0.3, 0);
    double[][] draws = {w, ReluNetwork.reversed(w), w, w};
    Figure figure = network.picture("Nodes", draws, network::facing, "outward", "inward");
    assertTrue(figure.alt().contains("outward, 75 %; inward, 25 %"), figure.alt());
    // Three lines and three strokes of three rows each.
    assertEquals(4 * 18, figure.toTable().rowCount());
  }

  @Test
  void aPointThatIsNoNumberHasNoLoss() {
    ReluNetwork network = ReluNetwork.of(2);
    Objective loss = network.on(network.sample(new double[9], 50, Seed.of(1)));
    for (int place = 0; place < 9; place++) {
      double[] w = new double[9];
      w[place] = Double.NaN;
      assertTrue(Double.isNaN(loss.loss(w)));
      assertTrue(Double.isNaN(loss.gradient(w, Batch.of(3), new double[9])));
    }
  }

  @Test
  void namesWhatIsWrong() {
    ReluNetwork network = ReluNetwork.of(2);
    RegressionSamples data = network.sample(new double[9], 5, Seed.of(1));
    refuses("not 0", () -> ReluNetwork.of(0));
    refuses("not -1.0", () -> network.withNoise(-1));
    refuses("not Infinity", () -> network.withSide(Double.POSITIVE_INFINITY));
    refuses("9 parameters", () -> network.on(data).loss(new double[5]));
    refuses("length 8", () -> ReluNetwork.reversed(new double[8]));
    refuses("length 1", () -> network.sample(new double[1], 5, Seed.of(1)));
    refuses("not 0", () -> network.sample(new double[9], 0, Seed.of(1)));
    refuses("0 to 1, not 2", () -> ReluNetwork.turned(new double[9], 2, 1));
    refuses("0 to 1, not -1", () -> ReluNetwork.turned(new double[9], -1, 1));
    refuses("not 0", () -> ReluNetwork.symmetric(0, 1, 1));
    refuses("1 inputs", () -> network.on(RegressionSamples.ofMean(new double[] {1})));
  }

  static void refuses(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import cusp.task.RegressionSamples;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TanhNetworkTest {

  private static double loss(TanhNetwork network, RegressionSamples data, int s, double[] w) {
    int inputs = data.inputs();
    double[] y = network.outputs(w, Arrays.copyOfRange(data.x(), s * inputs, (s + 1) * inputs));
    double sum = 0;
    for (int o = 0; o < y.length; o++) {
      sum += Math.pow(y[o] - data.y()[s * y.length + o], 2) / 2 + Math.log(2 * Math.PI) / 2;
    }
    return sum;
  }

  @Property(tries = 200)
  void isWhatItsDefinitionSays(
      @ForAll @IntRange(min = 1, max = 5) int inputs,
      @ForAll @IntRange(min = 1, max = 9) int hidden,
      @ForAll @IntRange(min = 1, max = 3) int outputs,
      @ForAll @IntRange(min = 1, max = 600) int n,
      @ForAll long seed) {
    TanhNetwork network = new TanhNetwork(inputs, hidden, outputs);
    double[] w = network.initial(Seed.of(seed));
    RegressionSamples data = network.sample(network.initial(Seed.of(~seed)), n, Seed.of(seed));
    Objective objective = network.on(data);
    double[] losses = new double[n];
    objective.losses(w, losses);
    for (int s = 0; s < n; s++) {
      double expected = loss(network, data, s, w);
      assertEquals(expected, losses[s], 1e-12 * expected);
    }
    double whole = Arrays.stream(losses).average().orElseThrow();
    double[] gradient = new double[w.length];
    assertEquals(whole, objective.loss(w), 1e-12 * whole);
    assertEquals(whole, objective.gradient(w, gradient), 1e-12 * whole);
    assertTrue(objective.gradientError(w) < 1e-7);
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
    assertEquals(whole, sum, 1e-12 * whole);
    assertArrayEquals(gradient, mean, 1e-11 * (1 + whole));
  }

  @Test
  void neuronsMayChangePlacesAndSigns() {
    TanhNetwork network = new TanhNetwork(1, 2, 1);
    Objective loss = network.on(network.sample(new double[] {1, 2, 3, 4}, 50, Seed.of(1)));
    double expected = loss.loss(new double[] {0.3, -0.7, 1.1, 0.2});
    assertEquals(expected, loss.loss(new double[] {-0.7, 0.3, 0.2, 1.1}), 1e-14);
    assertEquals(expected, loss.loss(new double[] {-0.3, -0.7, -1.1, 0.2}), 1e-14);
  }

  @Test
  void aPointThatIsNoNumberHasNoLoss() {
    TanhNetwork network = new TanhNetwork(2, 3, 1);
    Objective loss = network.on(network.sample(new double[9], 50, Seed.of(1)));
    for (int place : new int[] {0, 5, 6, 8}) {
      double[] w = new double[9];
      w[place] = Double.NaN;
      assertTrue(Double.isNaN(loss.loss(w)));
      assertTrue(Double.isNaN(loss.gradient(w, Batch.of(3), new double[9])));
    }
  }

  @Test
  void namesWhatIsWrong() {
    TanhNetwork network = new TanhNetwork(2, 3, 1);
    RegressionSamples data = network.sample(new double[9], 5, Seed.of(1));
    refuses("0 and 1", () -> new TanhNetwork(2, 0, 1));
    refuses("9 parameters", () -> network.on(data).loss(new double[8]));
    refuses("x has length 1", () -> network.outputs(new double[9], 1));
    refuses("2 inputs and 1", () -> new TanhNetwork(1, 3, 1).on(data));
    refuses("not 0", () -> network.sample(new double[9], 0, Seed.of(1)));
  }

  private static void refuses(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

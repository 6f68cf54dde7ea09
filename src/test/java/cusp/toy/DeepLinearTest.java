package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import cusp.task.RegressionSamples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The losses against their definition, differences, and each other. */
class DeepLinearTest {
  private static final int SAMPLES = 150;

  @Provide
  Arbitrary<List<Integer>> widths() {
    return Arbitraries.integers().between(1, 19).list().ofMinSize(2).ofMaxSize(6);
  }

  /** W_L⋯W₁x, layer by layer. */
  private static double[] outputs(DeepLinear network, double[] w, double[] x) {
    double[] signal = x;
    int at = 0;
    for (int layer = 1; layer <= network.layers(); layer++) {
      double[] next = new double[network.widths().get(layer)];
      for (int i = 0; i < next.length; i++) {
        for (double s : signal) {
          next[i] += w[at++] * s;
        }
      }
      signal = next;
    }
    return signal;
  }

  private static double loss(DeepLinear network, RegressionSamples data, int s, double[] w) {
    int inputs = data.inputs();
    double[] y = outputs(network, w, Arrays.copyOfRange(data.x(), s * inputs, (s + 1) * inputs));
    return IntStream.range(0, y.length)
        .mapToDouble(
            o -> Math.pow(y[o] - data.y()[s * y.length + o], 2) / 2 + Math.log(2 * Math.PI) / 2)
        .sum();
  }

  @Property(tries = 200)
  void onDataItIsWhatItsDefinitionSays(@ForAll("widths") List<Integer> widths, @ForAll long seed) {
    DeepLinear network = new DeepLinear(widths);
    double[] w = network.initial(Seed.of(seed));
    RegressionSamples data =
        network.sample(network.initial(Seed.of(seed + 1)), SAMPLES, 1.5, Seed.of(seed));
    Objective objective = network.on(data);
    double[] losses = new double[SAMPLES];
    objective.losses(w, losses);
    for (int s = 0; s < SAMPLES; s++) {
      double expected = loss(network, data, s, w);
      assertEquals(expected, losses[s], 1e-11 * expected);
    }
    double whole = Arrays.stream(losses).average().orElseThrow();
    assertEquals(whole, objective.loss(w), 1e-11 * whole);
    assertTrue(objective.gradientError(w) < 1e-7);
  }

  @Property(tries = 200)
  void batchesOfAnySizeAreTheMeansOfTheirSamples(
      @ForAll("widths") List<Integer> widths, @ForAll long seed) {
    DeepLinear network = new DeepLinear(widths);
    double[] w = network.initial(Seed.of(seed));
    RegressionSamples data =
        network.sample(network.initial(Seed.of(seed + 1)), SAMPLES, 1.5, Seed.of(seed));
    Objective objective = network.on(data);
    double[][] gradients = new double[SAMPLES][w.length];
    double[] losses = new double[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      losses[s] = objective.gradient(w, Batch.of(s), gradients[s]);
      assertEquals(loss(network, data, s, w), losses[s], 1e-11 * losses[s]);
    }
    for (int size : new int[] {3, 20, 70, SAMPLES}) {
      int[] batch = new Batch.Shuffle(SAMPLES, size, Seed.of(seed)).at(0).order().clone();
      batch = Arrays.copyOf(batch, size);
      double[] actual = new double[w.length];
      double loss = objective.gradient(w, Batch.of(batch), actual);
      double[] expected = new double[w.length];
      for (int s : batch) {
        for (int i = 0; i < w.length; i++) {
          expected[i] += gradients[s][i] / size;
        }
      }
      double mean = IntStream.of(batch).mapToDouble(s -> losses[s]).average().orElseThrow();
      assertEquals(mean, loss, 1e-11 * mean);
      assertArrayEquals(expected, actual, 1e-10 * (1 + mean));
    }
  }

  /** The two ways to a batch's gradient: which one is taken depends on the widths. */
  @Property(tries = 200)
  void samplesThroughTheLayersGiveTheGradientOfTheirMoments(
      @ForAll("widths") List<Integer> widths, @ForAll long seed) {
    DeepLinear network = new DeepLinear(widths);
    double[] w = network.initial(Seed.of(seed));
    RegressionSamples data =
        network.sample(network.initial(Seed.of(seed + 1)), SAMPLES, 1.5, Seed.of(seed));
    double[] expected = new double[w.length];
    double loss = network.on(data).gradient(w, expected);
    SamplePass pass = new SamplePass(network.sizes(), new LinearData(data));
    double[] actual = new double[w.length];
    // Twice, so that what a full chunk leaves is there when one is filled in part.
    for (int repetition = 0; repetition < 2; repetition++) {
      Arrays.fill(actual, 0);
      double squares = pass.gradient(w, Batch.all(SAMPLES), actual);
      double constant = network.outputs() * Math.log(2 * Math.PI) / 2;
      assertEquals(loss, squares + constant, 1e-11 * loss);
      assertArrayEquals(expected, actual, 1e-10 * (1 + loss));
    }
  }

  @Test
  void smallBatchesOfWideNetworksGoThroughTheLayers() {
    DeepLinear network = DeepLinear.of(150, 160, 150);
    double[] truth = network.planted(20);
    double[] w = network.initial(Seed.of(1));
    RegressionSamples data = network.sample(truth, 30, 1, Seed.of(1));
    Objective objective = network.on(data);
    double[] expected = new double[w.length];
    double[] actual = new double[w.length];
    double loss = objective.gradient(w, expected);
    assertEquals(loss, objective.gradient(w, Batch.all(30), actual), 1e-11 * loss);
    assertArrayEquals(expected, actual, 1e-10 * (1 + loss));
    assertTrue(
        new SamplePass(network.sizes(), new LinearData(data)).multiplications(30)
            < new LinearProduct(network.sizes()).multiplications());
  }

  @Property(tries = 200)
  void thePopulationLossIsHalfTheSquareOfTheDifferenceOfMaps(
      @ForAll("widths") List<Integer> widths, @ForAll long seed) {
    DeepLinear network = new DeepLinear(widths);
    double[] truth = network.initial(Seed.of(seed));
    double[] w = network.initial(Seed.of(seed + 1));
    Objective objective = network.population(truth);
    double expected = 0;
    for (int i = 0; i < network.inputs(); i++) {
      double[] unit = new double[network.inputs()];
      unit[i] = 1;
      double[] ours = outputs(network, w, unit);
      double[] theirs = outputs(network, truth, unit);
      for (int o = 0; o < ours.length; o++) {
        expected += Math.pow(ours[o] - theirs[o], 2) / 2;
        assertEquals(ours[o], network.map(w)[o][i], 1e-12 * (1 + Math.abs(ours[o])));
      }
    }
    assertEquals(expected, objective.loss(w), 1e-12 * (1 + expected));
    assertTrue(objective.gradientError(w) < 1e-7);
    assertEquals(0, objective.loss(truth));
    assertEquals(objective.loss(w), objective.fork().loss(w));
  }

  @Test
  void isThePopulationLossOfTwoLayers() {
    TwoLayerLinear two = new TwoLayerLinear(3, 2, 4);
    DeepLinear network = DeepLinear.of(3, 2, 4);
    double[] w = network.initial(Seed.of(1));
    Objective deep = network.population(network.planted(0));
    double[] expected = new double[w.length];
    double[] actual = new double[w.length];
    double loss = two.gradient(w, expected);
    assertEquals(loss, deep.gradient(w, actual), 1e-14);
    assertArrayEquals(expected, actual, 1e-14);
  }

  @Test
  void samplesFollowTheTruthWithUnitNoise() {
    DeepLinear network = DeepLinear.of(3, 2, 2);
    double[] truth = network.planted(1);
    int n = 40_000;
    RegressionSamples data = network.sample(truth, n, 10, Seed.of(1));
    assertEquals(100, Arrays.stream(data.x()).map(x -> x * x).average().orElseThrow(), 1.5);
    // Each output has a log-loss of ½ + ½ ln 2π, with a standard error of about 0.7/√n.
    double expected = 1 + Math.log(2 * Math.PI);
    assertEquals(expected, network.on(data).loss(truth), 0.02);
    assertEquals(1, network.map(truth)[0][0]);
    assertEquals(0, network.map(truth)[1][1]);
  }

  @Test
  void gradientsAllocateNothing() {
    DeepLinear network = DeepLinear.of(4, 4, 4, 4);
    double[] truth = network.planted(1);
    Objective data = network.on(network.sample(truth, 100, 1, Seed.of(1)));
    Batch small = Batch.of(1, 2, 3);
    Batch large = Batch.all(100);
    Objective population = network.population(truth);
    double[] into = new double[truth.length];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // The first rounds run before the compiler, which is what takes the vectors off the heap.
    for (int round = 0; round < 30 && least > 1_000; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < 20_000; call++) {
        population.gradient(truth, into);
        data.gradient(truth, small, into);
        data.gradient(truth, large, into);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least <= 1_000, "allocates " + least + " bytes in 60,000 gradients");
  }

  @Test
  void aPointThatIsNoNumberHasNoLoss() {
    DeepLinear network = DeepLinear.of(4, 3, 5);
    double[] truth = network.planted(1);
    Objective data = network.on(network.sample(truth, 100, 1, Seed.of(1)));
    double[] into = new double[truth.length];
    for (int place : new int[] {0, 11, 12, truth.length - 1}) {
      double[] w = truth.clone();
      w[place] = Double.NaN;
      assertTrue(Double.isNaN(network.population(truth).gradient(w, into)));
      assertTrue(Double.isNaN(data.loss(w)));
      assertTrue(Double.isNaN(data.gradient(w, Batch.of(0), into)));
    }
  }

  @Test
  void namesWhatIsWrong() {
    DeepLinear network = DeepLinear.of(3, 2, 4);
    refuses("[3]", () -> DeepLinear.of(3));
    refuses("[3, 0, 2]", () -> DeepLinear.of(3, 0, 2));
    refuses("2, not 3", () -> network.planted(3));
    refuses("14 parameters", () -> network.population(new double[13]));
    refuses("length 13", () -> network.population(new double[14]).loss(new double[13]));
    refuses(
        "3 and 4", () -> network.on(DeepLinear.of(2, 4).sample(new double[8], 3, 1, Seed.of(1))));
    refuses("scale 0", () -> network.sample(new double[14], 3, 0, Seed.of(1)));
    refuses(
        "x[1] is NaN",
        () -> new RegressionSamples(1, 1, new double[] {1, Double.NaN}, new double[2]));
    refuses("3 in y", () -> new RegressionSamples(1, 1, new double[2], new double[3]));
  }

  private static void refuses(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

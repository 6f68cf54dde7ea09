package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against a plain reference in double, and that against central differences. */
class NetworkGradientTest {

  record Case(String name, Network network, Examples data) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "linear layers on tokens, relu",
            Network.onTokens(7, 2).linear(9).relu().linear(7).crossEntropy(),
            tokens(49, 7, 2, 7, 1)),
        new Case(
            "square, and many rows",
            Network.onTokens(11, 2).linearWithoutBias(21).square().linear(11).crossEntropy(),
            tokens(1_000, 11, 2, 11, 1)),
        new Case(
            "attention only",
            Network.onTokens(11, 6)
                .embedding(10)
                .positions()
                .residual(b -> b.layerNorm().attention(2))
                .residual(b -> b.layerNorm().attention(5))
                .layerNorm()
                .linearWithoutBias(11)
                .crossEntropy(),
            tokens(40, 11, 6, 11, 6)),
        new Case(
            "a transformer with a tied unembedding",
            Network.onTokens(9, 17)
                .embedding(16)
                .positions()
                .residual(b -> b.layerNorm().attention(1))
                .residual(b -> b.layerNorm().linear(19).gelu().linear(16))
                .layerNorm()
                .unembedding()
                .crossEntropy(),
            tokens(13, 9, 17, 9, 17)),
        new Case(
            "attention first, the last position answers",
            Network.onTokens(5, 4)
                .embedding(8)
                .attention(4)
                .lastPosition()
                .linear(3)
                .crossEntropy(),
            tokens(30, 5, 4, 3, 1)),
        new Case(
            "convolutions and both pools",
            Network.onImages(8, 4, 3)
                .convolution(5, 3)
                .relu()
                .maxPool(2)
                .convolution(6, 3)
                .gelu()
                .meanPool(2)
                .flatten()
                .linear(4)
                .crossEntropy(),
            classes(21, 96, 4)),
        new Case(
            "vectors to vectors",
            Network.onVectors(5).layerNorm().linear(33).tanh().linear(3).squaredError(),
            vectors(25, 5, 3)),
        new Case(
            "a residual on the input",
            Network.onVectors(5)
                .residual(b -> b.linear(7).gelu().linear(5))
                .linear(2)
                .squaredError(),
            vectors(25, 5, 2)),
        new Case(
            "an image of one function, flattened at once",
            Network.onImages(3, 3, 2).tanh().flatten().linear(2).squaredError(),
            vectors(12, 18, 2)));
  }

  static Examples tokens(int n, int vocabulary, int length, int classes, int answers) {
    RandomStream random = Seed.of(n).stream("tokens").random();
    int[][] tokens = new int[n][length];
    int[][] right = new int[n][answers];
    for (int k = 0; k < n; k++) {
      Arrays.setAll(tokens[k], t -> random.nextInt(vocabulary));
      Arrays.setAll(right[k], t -> random.nextInt(classes));
    }
    return Examples.ofTokens(vocabulary, tokens, classes, right);
  }

  private static double[][] normal(int n, int width, String stream) {
    RandomStream random = Seed.of(n).stream(stream).random();
    return IntStream.range(0, n)
        .mapToObj(k -> random.doubles(width).map(u -> 2 * u - 1).toArray())
        .toArray(double[][]::new);
  }

  private static Examples classes(int n, int width, int classes) {
    RandomStream random = Seed.of(n).stream("classes").random();
    int[] right = IntStream.range(0, n).map(k -> random.nextInt(classes)).toArray();
    return Examples.ofClasses(normal(n, width, "values"), classes, right);
  }

  private static Examples vectors(int n, int width, int outputs) {
    return Examples.ofVectors(normal(n, width, "values"), normal(n, outputs, "targets"));
  }

  /** Where nothing is 0 that will not be after a few steps. */
  private static double[] point(Network network) {
    RandomStream random = Seed.of(7).stream("point").random();
    double[] w = network.initial(Seed.of(3));
    for (int i = 0; i < w.length; i++) {
      // The engine rounds what it is given; both shall see the same numbers.
      w[i] = (float) (w[i] + 0.1 * random.nextGaussian());
    }
    return w;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theReferenceIsTheDerivative(Case test) {
    ReferenceNetwork reference = new ReferenceNetwork(test.network);
    Examples few = test.data.subset(0, 1, 2);
    double[] w = point(test.network);
    double[] gradient = new double[w.length];
    reference.loss(w, few, gradient);
    RandomStream random = Seed.of(11).stream("directions").random();
    for (int d = 0; d < 5; d++) {
      double[] up = w.clone();
      double[] down = w.clone();
      double along = 0;
      for (int i = 0; i < w.length; i++) {
        double v = random.nextGaussian();
        up[i] += 1e-6 * v;
        down[i] -= 1e-6 * v;
        along += gradient[i] * v;
      }
      double difference = (reference.loss(up, few, null) - reference.loss(down, few, null)) / 2e-6;
      assertEquals(difference, along, 1e-7 * (1 + Math.abs(along)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theEngineAgreesWithTheReference(Case test) {
    Examples data = test.data.subset(IntStream.range(0, Math.min(60, test.data.size())).toArray());
    double[] w = point(test.network);
    double[] expected = new double[w.length];
    double loss = new ReferenceNetwork(test.network).loss(w, data, expected);
    double[] gradient = new double[w.length];
    Objective engine = test.network.on(data);
    assertEquals(loss, engine.gradient(w, gradient), 2e-6 * loss);
    double apart = 0;
    double size = 0;
    for (int i = 0; i < w.length; i++) {
      apart += (gradient[i] - expected[i]) * (gradient[i] - expected[i]);
      size += expected[i] * expected[i];
    }
    assertTrue(
        Math.sqrt(apart) <= 1e-5 * Math.sqrt(size),
        Math.sqrt(apart) + " apart, of " + Math.sqrt(size));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesAndBatchesAreOfTheSameFunction(Case test) {
    Objective engine = test.network.on(test.data);
    double[] w = point(test.network);
    int n = test.data.size();
    double[] losses = new double[n];
    engine.losses(w, losses);
    assertEquals(Arrays.stream(losses).average().orElseThrow(), engine.loss(w), 1e-12);
    Batch batch = Batch.of(2, 0, 5);
    double[] gradient = new double[w.length];
    double few = engine.gradient(w, batch, gradient);
    assertEquals((losses[2] + losses[0] + losses[5]) / 3, few, 1e-6);
    double[] own = new double[w.length];
    assertEquals(few, test.network.on(test.data.subset(2, 0, 5)).gradient(w, own), 1e-12);
    assertArrayEquals(own, gradient);
    assertEquals(engine.loss(w), engine.fork().loss(w));
    double[][] answers = test.network.answerLosses(w, test.data);
    assertEquals(losses[3], Arrays.stream(answers[3]).average().orElseThrow(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theNumberOfThreadsChangesNoBit(Case test) {
    double[] w = point(test.network);
    double[] one = new double[w.length];
    double[] three = new double[w.length];
    Objective engine = test.network.on(test.data);
    double loss = Parallel.withThreads(1, () -> engine.gradient(w, one));
    assertEquals(loss, Parallel.withThreads(3, () -> engine.gradient(w, three)));
    assertArrayEquals(one, three);
  }

  @Test
  void aNumberThatIsNoneComesOutAsOne() {
    for (Case test : cases().toList()) {
      double[] w = point(test.network);
      w[w.length - 1] = Double.NaN;
      double[] gradient = new double[w.length];
      assertTrue(Double.isNaN(test.network.on(test.data).gradient(w, gradient)), test.name);
      assertTrue(Double.isNaN(test.network.on(test.data).loss(w)), test.name);
    }
  }
}

package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sgld;
import cusp.task.Examples;
import cusp.task.RegressionSamples;
import cusp.toy.TanhNetwork;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffModelTest {

  private static Examples examples(RegressionSamples data) {
    return new Examples(
        data.size(),
        data.inputs(),
        data.outputs(),
        0,
        0,
        new int[0],
        data.x(),
        new int[0],
        data.y());
  }

  private static SameDiffModel tanh(int inputs, int hidden, int outputs) {
    return SameDiffModel.of(
        Graphs.tanhNetwork(inputs, hidden, outputs), "x", "y", "loss", Loss.LOG_LOSS);
  }

  /** At more samples than a block has, and at one. */
  @ParameterizedTest
  @CsvSource({"3,5,2,40", "2,3,1,2500", "3,5,2,1"})
  void isItsNativeTwin(int inputs, int hidden, int outputs, int n) {
    TanhNetwork network = new TanhNetwork(inputs, hidden, outputs);
    double[] w = network.initial(Seed.of(1));
    RegressionSamples data = network.sample(network.initial(Seed.of(2)), n, Seed.of(3));
    Objective twin = network.on(data);
    SameDiffModel model = tanh(inputs, hidden, outputs);
    Objective objective = model.on(examples(data));
    assertEquals(
        Parameters.none().and("second", hidden, inputs).and("first", outputs, hidden),
        model.parameters());
    assertEquals(Loss.LOG_LOSS, objective.kind());
    assertEquals(w.length, objective.dimension());
    assertEquals(n, objective.samples());

    double[] expected = new double[w.length];
    double[] found = new double[w.length];
    assertEquals(twin.loss(w), objective.loss(w), 1e-10);
    assertEquals(twin.gradient(w, expected), objective.gradient(w, found), 1e-10);
    assertArrayEquals(expected, found, 1e-10);
    Batch batch = n == 1 ? Batch.of(0, 0) : new Batch.Shuffle(n, n / 2 + 1, Seed.of(4)).at(0);
    assertEquals(twin.gradient(w, batch, expected), objective.gradient(w, batch, found), 1e-10);
    assertArrayEquals(expected, found, 1e-10);
    double[] losses = new double[n];
    double[] apart = new double[n];
    twin.losses(w, losses);
    objective.losses(w, apart);
    assertArrayEquals(losses, apart, 1e-10);
  }

  @Test
  void isWhatPyTorchComputes() {
    TorchFixture modular = TorchFixture.of("modular_mlp");
    SameDiffModel model = Graphs.modularModel(7, 8, "relu");
    assertEquals(modular.parameters(), model.parameters());
    assertArrayEquals(modular.weights(), model.values());
    modular.require(model.on(modular.examples()), 1e-12);

    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 3);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, 2);
    SDVariable hidden = graph.math.tanh(Graphs.linear(graph, "first", 0, x, 3, 5));
    SDVariable found = Graphs.linear(graph, "second", 2, hidden, 5, 2);
    graph.math.squaredDifference(found, y).mean("loss", true, 1);
    TorchFixture tanh = TorchFixture.of("tanh_mlp");
    tanh.require(
        SameDiffModel.of(graph, "x", "y", "loss", Loss.SQUARED).on(tanh.examples()), 1e-12);
  }

  @Test
  void trainsByAdamWAsPyTorchDoes() {
    TorchFixture fixture = TorchFixture.of("modular_mlp");
    double[] expected =
        java.util.stream.StreamSupport.stream(
                fixture.found().get("adamw").get("losses").spliterator(), false)
            .mapToDouble(node -> node.asDouble())
            .toArray();
    Trainer trainer = Trainer.adamW(0.01, 0.1).withSteps(5).withCheckpoints(CheckpointPlan.even(6));
    Run run =
        trainer.train(
            Graphs.modularModel(7, 8, "relu"), fixture.examples(), fixture.weights(), Seed.of(1));
    assertArrayEquals(expected, run.losses(), 1e-11);
  }

  @Test
  void aSquaringNetworkHasTheGradientOfItsDifferences() {
    SameDiffModel model = Graphs.modularModel(3, 3, "square");
    Objective objective = model.on(sums(3));
    double[] w = model.initial(Seed.of(7));
    assertTrue(objective.gradientError(w) < 1e-7, () -> "" + objective.gradientError(w));
  }

  private static Examples sums(int p) {
    int[][] pairs = new int[p * p][];
    int[][] classes = new int[p * p][];
    for (int i = 0; i < p * p; i++) {
      pairs[i] = new int[] {i / p, i % p};
      classes[i] = new int[] {(i / p + i % p) % p};
    }
    return Examples.ofTokens(p, pairs, p, classes);
  }

  /** Embeds tokens, with classes as numbers. */
  private static SameDiffModel embedding(int p, DataType classes) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.INT32, -1, 2);
    SDVariable y = graph.placeHolder("y", classes, -1);
    SDVariable bags = graph.oneHot(x, p, -1, 1, 0, DataType.DOUBLE).sum(1);
    SDVariable both = bags.mmul(Graphs.variable(graph, "embedding", 0, p, 6));
    SDVariable logits = both.mul(both).mmul(Graphs.variable(graph, "readout", 1, 6, p));
    graph.loss.sparseSoftmaxCrossEntropy("loss", logits, y);
    return SameDiffModel.of(graph, "x", "y", Loss.LOG_LOSS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "LONG"})
  void tokensAndClassesAreNumbersOrOneHotVectors(DataType type) {
    SameDiffModel embedded = embedding(5, type);
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2, 5);
    SDVariable both = x.sum(1).mmul(Graphs.variable(graph, "embedding", 0, 5, 6));
    SDVariable logits = both.mul(both).mmul(Graphs.variable(graph, "readout", 1, 6, 5));
    Graphs.crossEntropy(graph, logits, 5);
    SameDiffModel oneHot = SameDiffModel.of(graph, "x", "y", Loss.LOG_LOSS);
    assertEquals(oneHot.parameters(), embedded.parameters());
    double[] w = oneHot.values();
    double[] expected = new double[w.length];
    double[] found = new double[w.length];
    assertEquals(
        oneHot.on(sums(5)).gradient(w, expected), embedded.on(sums(5)).gradient(w, found), 1e-12);
    assertArrayEquals(expected, found, 1e-12);
  }

  @Test
  void aMeanIsTakenApartExampleByExample() {
    SameDiff graph = Graphs.modular(5, 6, "square");
    String average = graph.getVariable("loss").mean().name();
    SameDiffModel model = SameDiffModel.of(graph, "x", "y", "loss", Loss.LOG_LOSS);
    double[] w = model.values();
    Objective apart = model.on(sums(5));
    Objective mean = SameDiffModel.of(graph, "x", "y", average, Loss.LOG_LOSS).on(sums(5));
    double[] expected = new double[25];
    double[] found = new double[25];
    apart.losses(w, expected);
    mean.losses(w, found);
    assertArrayEquals(expected, found, 1e-12);
    assertEquals(Arrays.stream(expected).average().orElseThrow(), mean.loss(w), 1e-12);
    double[] gradient = new double[w.length];
    double[] same = new double[w.length];
    Batch batch = Batch.of(3, 3, 24, 7);
    assertEquals(apart.gradient(w, batch, gradient), mean.gradient(w, batch, same), 1e-12);
    assertArrayEquals(gradient, same, 1e-12);
  }

  @Test
  void singlePrecisionIsAsGoodAsThat() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 1);
    SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, 1);
    SDVariable w = graph.var("w", Nd4j.createFromArray(new float[][] {{0.25f}}));
    graph.loss.meanSquaredError("loss", y, x.mmul(w), null);
    SameDiffModel model = SameDiffModel.of(graph, "x", "y", Loss.SQUARED);
    double[][] inputs = {{1}, {2}};
    Objective loss = model.on(Examples.ofVectors(inputs, new double[][] {{3}, {5}}));
    double[] gradient = new double[1];
    // ((0.5 − 3)² + (1 − 5)²)/2, and −2.5 − 4·2.
    assertEquals(11.125, loss.gradient(new double[] {0.5}, gradient), 1e-5);
    assertEquals(-10.5, gradient[0], 1e-5);
    assertArrayEquals(new double[] {0.25}, model.values());
  }

  @Test
  void trainsAndSamples() {
    SameDiffModel model = Graphs.modularModel(3, 8, "square");
    Trainer trainer = Trainer.adam(0.1).withSteps(40);
    Run run = trainer.train(model, sums(3), model.initial(Seed.of(1)), Seed.of(2));
    assertTrue(run.losses()[0] > 1, () -> Arrays.toString(run.losses()));
    assertTrue(run.losses()[run.losses().length - 1] < 0.1, () -> Arrays.toString(run.losses()));
    LocalPosterior posterior =
        LocalPosterior.at(model.on(sums(3)), run.last().w()).withLocalization(1);
    Chains.Plan plan = new Chains.Plan(2, 2, 8, 1);
    Chains chains = Chains.sample(posterior, new Sgld(1e-3, 5), plan, Seed.of(3));
    Chains alone =
        Parallel.withThreads(
            1, () -> Chains.sample(posterior, new Sgld(1e-3, 5), plan, Seed.of(3)));
    assertArrayEquals(alone.losses(), chains.losses());
    assertTrue(Double.isFinite(chains.losses()[1][7]));
  }

  @Test
  void forksRunBesideOneAnother() {
    SameDiffModel model = tanh(3, 5, 2);
    TanhNetwork network = new TanhNetwork(3, 5, 2);
    Objective loss = model.on(examples(network.sample(new double[25], 30, Seed.of(1))));
    List<Double> together = Parallel.map(8, i -> loss.fork().loss(model.initial(Seed.of(i))));
    for (int i = 0; i < 8; i++) {
      assertEquals(loss.loss(model.initial(Seed.of(i))), together.get(i));
    }
  }

  @Test
  void initialValuesAreDrawnAnewAtTheScaleOfTheGraph() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 40);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, 50);
    SDVariable w = graph.var("w", Nd4j.randn(DataType.DOUBLE, 40, 50).mul(0.2).add(3));
    SDVariable b = graph.var("b", Nd4j.zeros(DataType.DOUBLE, 50));
    graph.math.squaredDifference(x.mmul(w).add(b), y).sum("loss", 1).markAsLoss();
    SameDiffModel model = SameDiffModel.of(graph, "x", "y", Loss.SQUARED);
    double[] first = model.initial(Seed.of(1));
    assertArrayEquals(first, model.initial(Seed.of(1)));
    assertNotEquals(first[0], model.initial(Seed.of(2))[0]);
    assertArrayEquals(new double[50], model.parameters().values("b", first));
    double[] weights = model.parameters().values("w", first);
    double mean = Arrays.stream(weights).average().orElseThrow();
    double variance = Arrays.stream(weights).map(v -> (v - mean) * (v - mean)).sum() / 2000;
    // Six standard errors of 2,000 normal values drawn at those of 2,000 more.
    assertEquals(3, mean, 6 * 0.2 * Math.sqrt(2.0 / 2000));
    assertEquals(0.04, variance, 6 * 0.04 * Math.sqrt(4.0 / 2000));
  }

  @Test
  void takesTheGraphAsItStands() {
    SameDiff graph = Graphs.tanhNetwork(1, 1, 1);
    // Column by column, which must not matter.
    graph.getVariable("second").setArray(Nd4j.createFromArray(new double[][] {{2}}).dup('f'));
    SameDiffModel model = SameDiffModel.of(graph, "x", "y", Loss.LOG_LOSS);
    graph.getVariable("second").getArr().assign(9);
    assertEquals(2, model.values()[0]);
    model.values()[0] = 7;
    assertEquals(2, model.values()[0]);
    assertEquals(List.of("loss"), graph.getLossVariables());
    assertTrue(!graph.hasGradientFunction());
    assertEquals("SameDiff graph with the parameters [second[1×1], first[1×1]]", model + "");
  }

  @Test
  void columnOrderIsReadRowByRow() {
    SameDiff graph = Graphs.tanhNetwork(3, 2, 1);
    double[][] rows = {{1, 2, 3}, {4, 5, 6}};
    graph.getVariable("second").setArray(Nd4j.createFromArray(rows).dup('f'));
    SameDiffModel model = SameDiffModel.of(graph, "x", "y", Loss.LOG_LOSS);
    assertArrayEquals(
        new double[] {1, 2, 3, 4, 5, 6}, model.parameters().values("second", model.values()));
    TanhNetwork network = new TanhNetwork(3, 2, 1);
    RegressionSamples data = network.sample(new double[8], 10, Seed.of(1));
    double[] w = model.values();
    assertEquals(network.on(data).loss(w), model.on(examples(data)).loss(w), 1e-10);
  }

  @Test
  void aPointThatIsNoNumberHasNoLoss() {
    Objective loss = Graphs.modularModel(5, 4, "relu").on(sums(5));
    double[] w = new double[loss.dimension()];
    w[3] = Double.NaN;
    double[] gradient = new double[w.length];
    double[] losses = new double[25];
    loss.losses(w, losses);
    assertTrue(Double.isNaN(loss.loss(w)) && Double.isNaN(losses[24]));
    assertTrue(Double.isNaN(loss.gradient(w, Batch.of(1), gradient)) && Double.isNaN(gradient[0]));
  }

  @Test
  void printsNothing() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream mine = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(mine);
    try {
      tanh(1, 2, 1).on(Examples.ofVectors(new double[][] {{1}}, new double[][] {{2}}));
      assertEquals(mine, System.out);
    } finally {
      System.setOut(before);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }
}

package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Loss;
import cusp.model.Objective;
import cusp.task.Examples;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A graph that is no model says which part of it is not. */
class SameDiffErrorsTest {
  private static final Examples DATA =
      Examples.ofVectors(
          new double[][] {{1, 2, 3}, {4, 5, 7}, {1, 0, 1}}, new double[][] {{1}, {2}, {3}});

  /** y = xw on three inputs, and what the loss makes of the squares [batch, 1]. */
  private static SameDiff graph(UnaryOperator<SDVariable> loss, DataType type, long... shape) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", type, shape);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, 1);
    SDVariable w = Graphs.variable(graph, "w", 0, 3, 1);
    SDVariable squares = graph.math.squaredDifference("squares", x.mmul("found", w), y);
    loss.apply(squares).rename("loss");
    return graph;
  }

  private static SameDiff graph(UnaryOperator<SDVariable> loss) {
    return graph(loss, DataType.DOUBLE, -1, 3);
  }

  private static SameDiffModel model(SameDiff graph) {
    return SameDiffModel.of(graph, "x", "y", "loss", Loss.SQUARED);
  }

  private static void refuses(Runnable call, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aGraphWithoutALossSaysWhatItComputes() {
    SameDiff graph = graph(SDVariable::mean);
    refuses(() -> SameDiffModel.of(graph, "x", "y", Loss.SQUARED), "no loss", "found", "squares");
    refuses(
        () -> SameDiffModel.of(graph, "x", "y", "lost", Loss.SQUARED), "lost", "found", "squares");
    refuses(() -> SameDiffModel.of(graph, "x", "y", "w", Loss.SQUARED), "no loss named w");
    graph.setLossVariables("loss", "squares");
    refuses(() -> SameDiffModel.of(graph, "x", "y", Loss.SQUARED), "several", "loss, squares");
    refuses(() -> SameDiffModel.of(graph, "x", "y", "loss", Loss.POTENTIAL), "POTENTIAL");
  }

  @Test
  void placeholdersAreNamedAsTheGraphHasThem() {
    SameDiff graph = graph(SDVariable::mean);
    refuses(() -> SameDiffModel.of(graph, "z", "y", "loss", Loss.SQUARED), "z", "inputs", "[x, y]");
    refuses(() -> SameDiffModel.of(graph, "x", "w", "loss", Loss.SQUARED), "w", "targets");
    SameDiff third = graph(s -> s.mul(s.getSameDiff().placeHolder("z", DataType.DOUBLE, -1, 1)));
    refuses(() -> model(third), "z", "inputs and targets are");
    refuses(
        () -> SameDiffModel.of(graph, "x", "y", "found", Loss.SQUARED), "placeholders [x]", "y");
  }

  @Test
  void aGraphWithNothingToTrainIsRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 3);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, 3);
    x.sub(y).mul(graph.constant("c", Nd4j.ones(DataType.DOUBLE, 3))).mean("loss");
    refuses(() -> model(graph), "no trainable variable", "[x, y, c]");
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    SameDiff graph = graph(SDVariable::mean);
    graph.getVariable("w").getArr().putScalar(2, 0, Double.NaN);
    refuses(() -> model(graph), "variable w holds NaN at place 2");
  }

  @Test
  void aLossThatIsNeitherAMeanNorOneEachIsRefused() {
    refuses(() -> model(graph(SDVariable::sum)).on(DATA), "loss", "mean", "of each alone");
    refuses(
        () -> model(graph(s -> s.add(s.reshape(1, -1)))).on(DATA), "shape [2, 2]", "[2] or [2, 1]");
    refuses(
        () -> model(graph(s -> s.sub(s.mean()).mul(2).add(1))).on(DATA), "other examples", "alone");
    assertTrue(Double.isFinite(model(graph(s -> s.reshape(-1))).on(DATA).loss(new double[3])));
    assertTrue(Double.isFinite(model(graph(SDVariable::mean)).on(DATA).loss(new double[3])));
  }

  @Test
  void aPlaceholderThatDoesNotFitNamesBothShapes() {
    SameDiff four = graph(SDVariable::mean, DataType.DOUBLE, -1, 4);
    refuses(() -> model(four).on(DATA), "x", "[-1, 4]", "3 numbers", "[-1, 3]");
    SameDiff fixed = graph(SDVariable::mean, DataType.DOUBLE, 5, 3);
    refuses(() -> model(fixed).on(DATA), "[5, 3]", "[-1, 3]");
    int[][] tokens = {{0, 1, 3}, {2, 2, 0}, {1, 1, 1}};
    Examples words = Examples.ofTokens(4, tokens, 2, new int[][] {{0}, {1}, {1}});
    refuses(
        () -> model(graph(SDVariable::mean)).on(words), "[-1, 3]", "3 of 4 ids", "[-1, 12]", "INT");
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.INT32, -1, 3);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, 1);
    SDVariable w = Graphs.variable(graph, "w", 0, 4, 1);
    graph.math.squaredDifference(graph.gather(w, x, 0).sum(1), y).mean("loss");
    refuses(() -> model(graph).on(DATA), "x", "INT", "3 numbers", "DOUBLE");
  }

  /** As ND4J 1.0.0-M2.1 does in sums over an axis of length 1. */
  @Test
  void aGraphThatFailsOnItsDataSaysSo() {
    refuses(() -> model(graph(s -> s.sum(1))).on(DATA), "fails to compute loss");
  }

  @Test
  void anAxisLeftOpenIsFilledIn() {
    SameDiff open = graph(SDVariable::mean, DataType.DOUBLE, -1, -1);
    SameDiff given = graph(SDVariable::mean);
    double[] w = {1, 2, 3};
    assertEquals(model(given).on(DATA).loss(w), model(open).on(DATA).loss(w));
  }

  /** ND4J 1.0.0-M2.1 loses the gradient of an index that comes again. */
  @Test
  void anOperationThatIsDifferentiatedWronglyIsRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.INT32, -1, 2);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, 1);
    SDVariable rows = graph.gather(Graphs.variable(graph, "w", 0, 2, 3), x, 0);
    graph.math.squaredDifference(rows.sum(1).mmul(Graphs.variable(graph, "u", 1, 3, 1)), y);
    graph.setLossVariables("squaredsubtract");
    double[] targets = {1, 2, 4};
    int[] ids = {0, 1, 1, 1, 0, 0};
    Examples data = new Examples(3, 2, 1, 2, 0, ids, new double[0], new int[0], targets);
    refuses(() -> SameDiffModel.of(graph, "x", "y", Loss.SQUARED).on(data), "wrong", "gather");
  }

  /** Its sparse cross-entropy takes whatever follows it to have derivative 1. */
  @Test
  void aLossThatIsDifferentiatedWronglyIsRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 3);
    SDVariable y = graph.placeHolder("y", DataType.INT32, -1);
    SDVariable logits = x.mmul(Graphs.variable(graph, "w", 0, 3, 2));
    String mean = graph.loss.sparseSoftmaxCrossEntropy("loss", logits, y).mean().name();
    double[][] inputs = {{1, 2, 3}, {3, 1, 1}};
    Examples data = Examples.ofClasses(inputs, 2, new int[] {0, 1});
    refuses(() -> SameDiffModel.of(graph, "x", "y", mean, Loss.LOG_LOSS).on(data), "wrong");
    Objective sum = SameDiffModel.of(graph, "x", "y", "loss", Loss.LOG_LOSS).on(data);
    assertTrue(sum.gradientError(new double[6]) < 1e-7);
  }

  @Test
  void aPointOfAnotherLengthIsRefused() {
    Objective loss = model(graph(SDVariable::mean)).on(DATA);
    refuses(() -> loss.loss(new double[4]), "length 4", "3 parameters");
  }

  @Test
  void anInterruptEndsThePassOverTheExamples() {
    Objective loss = model(graph(SDVariable::mean)).on(DATA);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> loss.losses(new double[3], new double[3]));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}

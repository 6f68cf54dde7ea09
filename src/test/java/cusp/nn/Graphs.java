package cusp.nn;

import cusp.model.Loss;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Graphs in double precision to hold networks to. */
final class Graphs {
  private Graphs() {}

  /** A variable whose values are a wave of TorchFixture. */
  static SDVariable variable(SameDiff graph, String name, int block, long... shape) {
    double[] values = new double[(int) Nd4j.createUninitialized(DataType.BOOL, shape).length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = TorchFixture.wave(block, i);
    }
    return graph.var(name, Nd4j.createFromArray(values).reshape(shape));
  }

  /** x W + b with W [in, out], numbered as two blocks from {@code block} on. */
  static SDVariable linear(
      SameDiff graph, String name, int block, SDVariable x, int inputs, int outputs) {
    SDVariable weight = variable(graph, name + ".weight", block, inputs, outputs);
    return x.mmul(weight).add(variable(graph, name + ".bias", block + 1, outputs));
  }

  /** One cross-entropy an example, of classes as one-hot vectors. */
  static void crossEntropy(SameDiff graph, SDVariable logits, int classes) {
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, classes);
    SDVariable shifted = logits.sub(logits.max(true, 1));
    SDVariable log = shifted.sub(graph.math.log(graph.math.exp(shifted).sum(true, 1)));
    y.mul(log).sum(1).neg("loss").markAsLoss();
  }

  /** one-hot(a), one-hot(b) → linear → activation → linear → softmax cross-entropy, modulo p. */
  static SameDiff modular(int p, int hidden, String activation) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2L * p);
    SDVariable before = linear(graph, "first", 0, x, 2 * p, hidden);
    SDVariable after =
        switch (activation) {
          case "square" -> before.mul(before);
          case "relu" -> graph.nn.relu(before, 0);
          default -> throw new IllegalArgumentException("no activation named " + activation);
        };
    crossEntropy(graph, linear(graph, "second", 2, after, hidden, p), p);
    return graph;
  }

  static SameDiffModel modularModel(int p, int hidden, String activation) {
    return SameDiffModel.of(modular(p, hidden, activation), "x", "y", Loss.LOG_LOSS);
  }

  /** B tanh(Ax), and ½|y − B tanh(Ax)|² + ½ ln 2π for each output, as of a TanhNetwork. */
  static SameDiff tanhNetwork(int inputs, int hidden, int outputs) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, inputs);
    SDVariable y = graph.placeHolder("y", DataType.DOUBLE, -1, outputs);
    // Not in the order of their names.
    SDVariable first = variable(graph, "second", 0, hidden, inputs);
    SDVariable second = variable(graph, "first", 1, outputs, hidden);
    SDVariable found =
        graph.math.tanh(x.mmul(graph.transpose(first))).mmul(graph.transpose(second));
    SDVariable squares = graph.math.squaredDifference(found, y);
    // SameDiff 1.0.0-M2.1 fails to sum over an axis of length 1.
    squares = outputs == 1 ? squares.reshape(-1) : squares.sum(1);
    squares.mul(0.5).add("loss", outputs * Math.log(2 * Math.PI) / 2).markAsLoss();
    return graph;
  }
}

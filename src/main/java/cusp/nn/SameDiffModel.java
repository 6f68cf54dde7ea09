package cusp.nn;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Loss;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.Examples;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Any graph of SameDiff, ND4J's automatic differentiation, as a model: its trainable variables are
 * the parameters, one of its outputs is the loss. It takes the graph as it stands, and a copy.
 *
 * <p>The loss is the mean over the examples of a batch, or better one loss an example, of shape
 * [batch] or [batch, 1]: where there is only the mean, {@link Objective#losses} runs the graph once
 * for each example. A first pass checks which of the two it is, and refuses a sum.
 *
 * <p>Placeholders have the batch as their first axis, of length −1, and are fed by their type. One
 * of DOUBLE or FLOAT gets an example's numbers row by row, or its tokens or classes as one-hot
 * vectors, one after the other; one of INT32 or INT64 gets the tokens or classes themselves.
 *
 * <p>SameDiff 1.0.0-M2.1 differentiates some operations wrongly and says nothing, so {@link #on}
 * compares the gradient with differences of the loss along one direction. Where it refuses {@code
 * gather(embedding, tokens, 0)}, {@code oneHot(tokens, vocabulary).mmul(embedding)} is right.
 *
 * <p>A graph costs some milliseconds a step however small it is, and runs in its own type: ask for
 * DOUBLE where gradients are compared. For speed write a network in layers.
 *
 * <pre>{@code
 * SameDiff graph = SameDiff.create();
 * var x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
 * var y = graph.placeHolder("y", DataType.DOUBLE, -1, 1);
 * var w = graph.var("w", Nd4j.create(new double[][] {{0.5}, {-0.5}}));
 * graph.math.squaredDifference(x.mmul(w), y).markAsLoss();
 *
 * var model = SameDiffModel.of(graph, "x", "y", Loss.SQUARED);
 * double[][] inputs = {{1, 0}, {0, 1}};
 * var loss = model.on(Examples.ofVectors(inputs, new double[][] {{3}, {4}}));
 * show(loss.loss(model.values()));
 * }</pre>
 */
public final class SameDiffModel implements Model<Examples> {
  private final SameDiffGraph graph;
  private final String inputs;
  private final String targets;
  private final Loss kind;
  private final Parameters parameters;
  private final double[] values;

  private SameDiffModel(SameDiffGraph graph, String inputs, String targets, Loss kind) {
    this.graph = graph;
    this.inputs = inputs;
    this.targets = targets;
    this.kind = kind;
    parameters = graph.parameters();
    values = graph.values();
  }

  /**
   * A graph with one output marked as its loss, as {@code markAsLoss()} does and all of {@code
   * graph.loss}.
   *
   * @param inputs the placeholder of the examples' inputs
   * @param targets the placeholder of the examples' answers
   * @param kind LOG_LOSS or SQUARED
   */
  public static SameDiffModel of(SameDiff graph, String inputs, String targets, Loss kind) {
    return of(graph, inputs, targets, SameDiffReading.markedLoss(graph), kind);
  }

  /** As {@link #of(SameDiff, String, String, Loss)}, with the loss of a name. */
  public static SameDiffModel of(
      SameDiff graph, String inputs, String targets, String loss, Loss kind) {
    if (kind == Loss.POTENTIAL) {
      throw new IllegalArgumentException(
          "a graph with examples has a LOG_LOSS or a SQUARED loss, not a POTENTIAL");
    }
    return new SameDiffModel(SameDiffGraph.of(graph, inputs, targets, loss), inputs, targets, kind);
  }

  /** The graph's trainable variables, in the order in which its loss first uses them. */
  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** The values of the variables when the model was made; a copy. */
  public double[] values() {
    return values.clone();
  }

  /**
   * The graph's initial values drawn anew: each variable's are normal, with the mean and the
   * standard deviation of those that it has; a variable whose values are all equal keeps them, as
   * biases of 0 and gains of 1 do.
   */
  @Override
  public double[] initial(Seed seed) {
    double[] w = values.clone();
    for (Parameters.Block block : parameters.blocks()) {
      double[] own = parameters.values(block.name(), values);
      double mean = Arrays.stream(own).average().orElseThrow();
      double variance = Arrays.stream(own).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      if (Arrays.stream(own).anyMatch(v -> v != own[0])) {
        RandomStream random = seed.stream("initial", block.offset()).random();
        for (int i = 0; i < own.length; i++) {
          w[block.offset() + i] = mean + Math.sqrt(variance) * random.nextGaussian();
        }
      }
    }
    return w;
  }

  /**
   * @throws IllegalArgumentException if a placeholder does not fit the data, if the graph fails on
   *     them, if its loss is neither one loss an example nor their mean, or its gradient is wrong
   */
  @Override
  public Objective on(Examples data) {
    return SameDiffObjective.of(this, data);
  }

  SameDiffGraph graph() {
    return graph;
  }

  String inputs() {
    return inputs;
  }

  String targets() {
    return targets;
  }

  Loss kind() {
    return kind;
  }

  @Override
  public String toString() {
    return "SameDiff graph with the parameters " + parameters.blocks();
  }
}

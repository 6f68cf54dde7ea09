package cusp.nn;

import cusp.task.Examples;
import java.util.Arrays;

/** The examples of one share of a batch, chunk by chunk through the layers and back. */
final class Pass {
  /** Rows of which all activations stay in a core's cache. */
  private static final int LEAST_ROWS = 72;

  /** Rows beside which reading weights counts no more; those of a large vocabulary take memory. */
  private static final int MOST_ROWS = 288;

  final Workspace workspace;
  private final Network network;
  private final Tensor input;
  private final Sequence sequence;
  private final int[] classes;
  private final int answers;

  Pass(Network network, Workspace workspace) {
    this.network = network;
    this.workspace = workspace;
    Shape shape = network.input();
    boolean tokens = network.vocabulary() > 0;
    input = tokens ? null : workspace.scratch(shape.positions(), Axis.of(shape.columns()));
    sequence = Sequence.bind(network.layers(), workspace, input, shape);
    answers = network.answers();
    classes = new int[workspace.chunk.capacity * sequence.out().positions];
  }

  /**
   * Rows of a chunk. Each reads all weights and their gradients anew: where these are too wide to
   * stay in the cache beside activations, it takes more rows to be worth that.
   */
  private static int chunkRows(Weights layout) {
    return Math.min(MOST_ROWS, Math.max(LEAST_ROWS, layout.mostColumns() * 9 / 16));
  }

  /** A pass on arrays of its own, with weights that others may use too. */
  static Pass on(Network network, Examples examples, float[] weights) {
    int capacity = Math.max(1, chunkRows(network.weights()) / network.widest());
    return new Pass(
        network, new Workspace(examples, network.weights(), weights, capacity, network.edits()));
  }

  Tensor out() {
    return sequence.out();
  }

  /**
   * Sets the losses of the answers of the examples at {@code from} … {@code to}−1 of a permutation.
   *
   * @param into the loss of answer a of the example at k at {@code k * answers + a}
   * @param scale of the gradient of each answer's loss; NaN for the losses alone
   */
  void losses(int[] order, int from, int to, double[] into, int at, float scale) {
    boolean back = !Float.isNaN(scale);
    if (back) {
      Arrays.fill(workspace.gradient, 0);
    }
    Chunk chunk = workspace.chunk;
    chunk.scale = back ? scale : 1;
    for (int k = from; k < to; k += chunk.size) {
      forward(order, k, Math.min(chunk.capacity, to - k));
      int first = at + (k - from) * answers;
      network.head().losses(workspace.examples, chunk, out(), classes, into, first);
      if (back) {
        sequence.backward(chunk.size);
      }
    }
  }

  /** Sets the values of all activations, of so many examples of a permutation. */
  void forward(int[] order, int from, int size) {
    Chunk chunk = workspace.chunk;
    chunk.order = order;
    chunk.from = from;
    chunk.size = size;
    if (input != null) {
      read(chunk);
    }
    sequence.forward(size);
  }

  private void read(Chunk chunk) {
    double[] values = workspace.examples.values();
    for (int k = 0; k < chunk.size; k++) {
      int from = chunk.example(k) * workspace.examples.inputs();
      for (int t = 0; t < input.positions; t++) {
        int to = (k * input.positions + t) * input.stride;
        for (int j = 0; j < input.columns; j++) {
          input.values[to + j] = (float) values[from++];
        }
      }
    }
  }
}

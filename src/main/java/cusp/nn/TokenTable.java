package cusp.nn;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of a table that tokens choose: an embedding, with a row of its own at each position, or a
 * linear layer on one-hot tokens, whose rows are added up over the positions. Both are gathers,
 * never products.
 *
 * @param name of the layer
 * @param vocabulary different tokens
 * @param tokens positions of the input
 * @param width columns
 * @param summed whether it is a linear layer
 * @param biased whether that has a bias
 * @param spread standard deviation of the initial values
 */
record TokenTable(
    String name,
    int vocabulary,
    int tokens,
    int width,
    boolean summed,
    boolean biased,
    double spread)
    implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    return new Shape(summed ? 1 : tokens, width);
  }

  @Override
  public List<Slot> slots(Shape input) {
    if (!summed) {
      // Transposed for an unembedding that shares it.
      return List.of(Slot.matrix(weight(), Axis.of(vocabulary), Axis.of(width), spread));
    }
    Slot weight =
        Slot.matrix(weight(), Axis.of(tokens * vocabulary), Axis.of(width), spread).last();
    return biased ? List.of(weight, Slot.row(name + ".bias", width, 0)) : List.of(weight);
  }

  String weight() {
    return name + ".weight";
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Tensor out = workspace.tensor(name, output(input, ""));
    Weight table = workspace.weight(weight());
    Weight bias = biased ? workspace.weight(name + ".bias") : null;
    return new Gather(workspace, out, table, bias);
  }

  private final class Gather extends Step {
    private final Workspace workspace;
    private final Weight table;
    private final Weight bias;

    Gather(Workspace workspace, Tensor out, Weight table, Weight bias) {
      super(null, out);
      this.workspace = workspace;
      this.table = table;
      this.bias = bias;
    }

    /** Where the row of a token lies, from the beginning of the table. */
    private int row(int example, int position) {
      int token = workspace.examples.tokens()[example * tokens + position];
      return (summed ? position * vocabulary + token : token) * table.stride();
    }

    @Override
    void forward(int examples) {
      float[] weights = workspace.weights;
      int stride = out.stride;
      if (!summed) {
        for (int k = 0; k < examples; k++) {
          for (int t = 0; t < tokens; t++) {
            int from = table.at() + row(workspace.chunk.example(k), t);
            System.arraycopy(weights, from, out.values, (k * tokens + t) * stride, stride);
          }
        }
        return;
      }
      for (int k = 0; k < examples; k++) {
        if (biased) {
          System.arraycopy(weights, bias.at(), out.values, k * stride, stride);
        } else {
          Arrays.fill(out.values, k * stride, (k + 1) * stride, 0);
        }
      }
      // Token by token, so that no row is read just behind its writing.
      for (int t = 0; t < tokens; t++) {
        for (int k = 0; k < examples; k++) {
          int from = table.at() + row(workspace.chunk.example(k), t);
          KERNELS.add(1, weights, from, out.values, k * stride, stride);
        }
      }
    }

    @Override
    void backward(int examples) {
      float[] gradient = workspace.gradient;
      int stride = out.stride;
      for (int k = 0; k < examples; k++) {
        int example = workspace.chunk.example(k);
        for (int t = 0; t < tokens; t++) {
          int from = (summed ? k : k * tokens + t) * stride;
          KERNELS.add(1, out.gradient, from, gradient, table.at() + row(example, t), stride);
        }
      }
      if (biased) {
        KERNELS.addRows(out.gradient, 0, examples, stride, gradient, bias.at());
      }
    }
  }
}

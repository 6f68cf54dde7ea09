package cusp.nn;

import cusp.model.Parameters;
import cusp.nn.Tape.Node;
import cusp.simd.FloatKernels.Activation;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/** The layers of a network in double, example by example, as their definitions read. */
final class ReferenceNetwork {
  private final Network network;
  private final Parameters parameters;

  ReferenceNetwork(Network network) {
    this.network = network;
    parameters = network.parameters();
  }

  /** The mean loss, and its gradient if there is an array for it. */
  double loss(double[] w, Examples data, double[] gradient) {
    double sum = 0;
    for (int k = 0; k < data.size(); k++) {
      Tape tape = new Tape();
      Map<String, Node> blocks = new HashMap<>();
      for (Parameters.Block block : parameters.blocks()) {
        int columns = block.shape().get(block.shape().size() - 1);
        double[][] rows = new double[block.size() / columns][];
        for (int i = 0; i < rows.length; i++) {
          int from = block.offset() + i * columns;
          rows[i] = Arrays.copyOfRange(w, from, from + columns);
        }
        blocks.put(block.name(), new Node(rows));
      }
      Node out = run(tape, blocks, network.layers(), input(data, k), tokens(data, k));
      Node loss = loss(tape, out, data, k);
      sum += loss.value[0][0];
      if (gradient != null) {
        tape.differentiate(loss);
        for (Parameters.Block block : parameters.blocks()) {
          int at = block.offset();
          for (double[] row : blocks.get(block.name()).slope) {
            for (double g : row) {
              gradient[at++] += g / data.size();
            }
          }
        }
      }
    }
    return sum / data.size();
  }

  private Node input(Examples data, int k) {
    if (network.vocabulary() > 0) {
      return null;
    }
    Shape shape = network.input();
    double[][] rows = new double[shape.positions()][];
    for (int t = 0; t < rows.length; t++) {
      int from = k * data.inputs() + t * shape.columns();
      rows[t] = Arrays.copyOfRange(data.values(), from, from + shape.columns());
    }
    return new Node(rows);
  }

  private static int[] tokens(Examples data, int k) {
    return data.vocabulary() == 0
        ? null
        : Arrays.copyOfRange(data.tokens(), k * data.inputs(), (k + 1) * data.inputs());
  }

  private Node loss(Tape tape, Node out, Examples data, int k) {
    int answers = data.outputs();
    if (network.head() == Head.CROSS_ENTROPY) {
      int[] classes = Arrays.copyOfRange(data.classes(), k * answers, (k + 1) * answers);
      return tape.meanOfMinusLog(tape.softmax(out, false), classes);
    }
    return tape.meanSquare(out, Arrays.copyOfRange(data.targets(), k * answers, (k + 1) * answers));
  }

  private Node run(Tape tape, Map<String, Node> w, List<Layer> layers, Node x, int[] tokens) {
    imageWidth = network.input().imageWidth();
    for (Layer layer : layers) {
      x = apply(tape, w, layer, x, tokens);
    }
    return x;
  }

  /** Only images need to know more of their shape than the rows tell, and they begin with it. */
  private int imageWidth = 0;

  private Node apply(Tape tape, Map<String, Node> w, Layer layer, Node x, int[] tokens) {
    String name = layer.name();
    if (layer instanceof TokenTable table) {
      Node weight = w.get(name + ".weight");
      Node rows = tape.gather(weight, rows(table, tokens));
      if (!table.summed()) {
        return rows;
      }
      Node ones =
          new Node(
              new double[][] {IntStream.range(0, tokens.length).mapToDouble(i -> 1).toArray()});
      return tape.add(tape.multiply(ones, rows), w.get(name + ".bias"));
    } else if (layer instanceof Positions) {
      return tape.add(x, w.get(name + ".weight"));
    } else if (layer instanceof Linear linear) {
      Node y = tape.multiply(x, w.get(name + ".weight"));
      return linear.bias() ? tape.add(y, w.get(name + ".bias")) : y;
    } else if (layer instanceof Unembedding unembedding) {
      return tape.multiply(x, transpose(tape, w.get(unembedding.embedding().name() + ".weight")));
    } else if (layer instanceof Elementwise elementwise) {
      return elementwise(tape, elementwise.function(), x);
    } else if (layer instanceof LayerNorm) {
      Node normal = tape.scale(tape.normalize(x), w.get(name + ".gain"));
      return tape.add(normal, w.get(name + ".shift"));
    } else if (layer instanceof Attention attention) {
      return attend(tape, w, name, attention.heads(), x);
    } else if (layer instanceof Residual residual) {
      Node y = x;
      for (Layer inner : residual.inside()) {
        y = apply(tape, w, inner, y, tokens);
      }
      return tape.add(x, y);
    } else if (layer instanceof LastPosition) {
      int from = (x.rows() - 1) * x.columns();
      return tape.gather(x, new int[][] {IntStream.range(from, from + x.columns()).toArray()});
    } else if (layer instanceof Flatten) {
      return tape.gather(x, new int[][] {IntStream.range(0, x.rows() * x.columns()).toArray()});
    } else if (layer instanceof Convolution convolution) {
      Node patches = tape.gather(x, patches(x, convolution.size()));
      return tape.add(tape.multiply(patches, w.get(name + ".weight")), w.get(name + ".bias"));
    } else if (layer instanceof Pooling pooling) {
      return pool(tape, x, pooling);
    }
    throw new AssertionError(layer);
  }

  private static int[][] rows(TokenTable table, int[] tokens) {
    int[][] places = new int[tokens.length][];
    for (int t = 0; t < tokens.length; t++) {
      int row = table.summed() ? t * table.vocabulary() + tokens[t] : tokens[t];
      places[t] = IntStream.range(row * table.width(), (row + 1) * table.width()).toArray();
    }
    return places;
  }

  private static Node transpose(Tape tape, Node a) {
    int[][] places = new int[a.columns()][a.rows()];
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        places[j][i] = i * a.columns() + j;
      }
    }
    return tape.gather(a, places);
  }

  private static Node elementwise(Tape tape, Activation function, Node x) {
    return switch (function) {
      case RELU -> tape.map(x, v -> Math.max(0, v), v -> v > 0 ? 1 : 0);
      case TANH -> tape.map(x, Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v));
      case SQUARE -> tape.map(x, v -> v * v, v -> 2 * v);
      case GELU ->
          tape.map(
              x,
              v -> v * Erf.erfc(-v / Math.sqrt(2)) / 2,
              v ->
                  Erf.erfc(-v / Math.sqrt(2)) / 2
                      + v * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI));
    };
  }

  private static Node attend(Tape tape, Map<String, Node> w, String name, int heads, Node x) {
    int width = x.columns() / heads;
    Node sum = null;
    for (int h = 0; h < heads; h++) {
      Node query = tape.multiply(x, columns(tape, w.get(name + ".query"), h, width));
      Node key = tape.multiply(x, columns(tape, w.get(name + ".key"), h, width));
      Node value = tape.multiply(x, columns(tape, w.get(name + ".value"), h, width));
      Node scores = tape.multiply(query, transpose(tape, key));
      double scale = 1 / Math.sqrt(width);
      Node pattern = tape.softmax(tape.map(scores, v -> v * scale, v -> scale), true);
      Node output = w.get(name + ".output");
      int[][] rows = new int[width][];
      for (int i = 0; i < width; i++) {
        int from = (h * width + i) * output.columns();
        rows[i] = IntStream.range(from, from + output.columns()).toArray();
      }
      Node written = tape.multiply(tape.multiply(pattern, value), tape.gather(output, rows));
      sum = sum == null ? written : tape.add(sum, written);
    }
    return sum;
  }

  private static Node columns(Tape tape, Node a, int head, int width) {
    int[][] places = new int[a.rows()][];
    for (int i = 0; i < places.length; i++) {
      int from = i * a.columns() + head * width;
      places[i] = IntStream.range(from, from + width).toArray();
    }
    return tape.gather(a, places);
  }

  private int[][] patches(Node x, int size) {
    int height = x.rows() / imageWidth;
    int[][] places = new int[x.rows()][size * size * x.columns()];
    for (int pixel = 0; pixel < x.rows(); pixel++) {
      int k = 0;
      for (int dy = -size / 2; dy <= size / 2; dy++) {
        for (int dx = -size / 2; dx <= size / 2; dx++) {
          int line = pixel / imageWidth + dy;
          int column = pixel % imageWidth + dx;
          boolean inside = line >= 0 && line < height && column >= 0 && column < imageWidth;
          for (int c = 0; c < x.columns(); c++) {
            places[pixel][k++] = inside ? (line * imageWidth + column) * x.columns() + c : -1;
          }
        }
      }
    }
    return places;
  }

  private Node pool(Tape tape, Node x, Pooling pooling) {
    int size = pooling.size();
    int width = imageWidth / size;
    int squares = x.rows() / (size * size);
    Node sum = null;
    int[][] largest = new int[squares][x.columns()];
    for (int k = 0; k < size * size; k++) {
      int[][] places = new int[squares][x.columns()];
      for (int s = 0; s < squares; s++) {
        int line = s / width * size + k / size;
        int column = s % width * size + k % size;
        for (int c = 0; c < x.columns(); c++) {
          places[s][c] = (line * imageWidth + column) * x.columns() + c;
          int best = largest[s][c];
          if (k == 0 || x.value[places[s][c] / x.columns()][c] > x.value[best / x.columns()][c]) {
            largest[s][c] = places[s][c];
          }
        }
      }
      Node part = tape.gather(x, places);
      sum = sum == null ? part : tape.add(sum, part);
    }
    imageWidth = width;
    if (pooling.largest()) {
      return tape.gather(x, largest);
    }
    double share = 1.0 / (size * size);
    return tape.map(sum, v -> v * share, v -> share);
  }
}

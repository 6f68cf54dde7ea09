package cusp.nn;

import cusp.task.Examples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the layers of a network make of examples, by the names of {@link Network}.
 *
 * <pre>{@code
 * var network = Network.onTokens(5, 4).embedding(8).attention(2).linear(5).crossEntropy();
 * var data = Examples.ofTokens(5, new int[][] {{0, 1, 2, 0}}, 5, new int[][] {{1, 2, 0, 1}});
 * var activations = network.activations(network.initial(seed(1)), data);
 * show(activations.toTable());
 * show(activations.pattern("attention0", 0, 1));
 * }</pre>
 */
public final class Activations {
  private final Map<String, Rows> byName;

  private record Rows(int positions, double[][] values) {}

  private Activations(Map<String, Rows> byName) {
    this.byName = byName;
  }

  static Activations of(Network network, double[] w, Examples examples, List<String> names) {
    network.weights().require(w);
    float[] weights = new float[network.weights().length];
    network.weights().byName.values().forEach(weight -> weight.pack(w, weights));
    Pass pass = Pass.on(network, examples, weights);
    Workspace workspace = pass.workspace;
    int capacity = workspace.chunk.capacity;
    int n = examples.size();
    Map<String, Rows> kept = new LinkedHashMap<>();
    workspace.tensors.forEach(
        (name, tensor) -> {
          if (names.isEmpty() || names.contains(name)) {
            double[][] rows = new double[n * tensor.positions][tensor.axis.size()];
            kept.put(name, new Rows(tensor.positions, rows));
          }
        });
    int[] order = IntStream.range(0, n).toArray();
    for (int from = 0; from < n; from += capacity) {
      int size = Math.min(capacity, n - from);
      pass.forward(order, from, size);
      for (Map.Entry<String, Rows> entry : kept.entrySet()) {
        Tensor tensor = workspace.tensors.get(entry.getKey());
        copy(tensor, size, from, entry.getValue().values);
      }
    }
    return new Activations(kept);
  }

  private static void copy(Tensor tensor, int examples, int from, double[][] into) {
    for (int row = 0; row < examples * tensor.positions; row++) {
      double[] to = into[from * tensor.positions + row];
      for (int j = 0; j < to.length; j++) {
        to[j] = tensor.values[row * tensor.stride + tensor.axis.place(j)];
      }
    }
  }

  /** The names, in the order in which they are computed. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  private Rows of(String name) {
    Rows rows = byName.get(name);
    if (rows == null) {
      throw new IllegalArgumentException("no activation " + name + "; there are " + names());
    }
    return rows;
  }

  /** All rows of an activation: those of the first example's positions, then the second's, … */
  public double[][] rows(String name) {
    double[][] rows = of(name).values;
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /** The rows of one position in all examples, counted from 0. */
  public double[][] rows(String name, int position) {
    Rows rows = of(name);
    if (position < 0 || position >= rows.positions) {
      throw new IllegalArgumentException(
          name + " has the positions 0 … " + (rows.positions - 1) + ", and none at " + position);
    }
    return IntStream.range(0, rows.values.length / rows.positions)
        .mapToObj(k -> rows.values[k * rows.positions + position].clone())
        .toArray(double[][]::new);
  }

  /**
   * Where a head looks in an example: row t holds how much position t takes from each position, 1
   * in all.
   */
  public double[][] pattern(String attention, int example, int head) {
    Rows rows = of(attention + ".pattern");
    int length = rows.values[0].length;
    int heads = rows.positions / length;
    int examples = rows.values.length / rows.positions;
    if (head < 0 || head >= heads || example < 0 || example >= examples) {
      throw new IllegalArgumentException(
          String.format(
              "%s has the heads 0 … %d of the examples 0 … %d, not head %d of example %d",
              attention, heads - 1, examples - 1, head, example));
    }
    int from = (example * heads + head) * length;
    return IntStream.range(from, from + length)
        .mapToObj(t -> rows.values[t].clone())
        .toArray(double[][]::new);
  }

  /**
   * As {@link #pattern(String, int, int)}.
   *
   * @param head as in {@code attention1.head3}
   */
  public double[][] pattern(String head, int example) {
    Matcher parts = Parts.HEAD.matcher(head);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a head is named as in attention0.head3, not \"" + head + "\"");
    }
    return pattern(parts.group(1), example, Integer.parseInt(parts.group(2)));
  }

  /** A row an activation: name, positions, columns, root mean square. */
  public Table toTable() {
    StringColumn names = StringColumn.create("activation");
    IntColumn positions = IntColumn.create("positions");
    IntColumn columns = IntColumn.create("columns");
    DoubleColumn sizes = DoubleColumn.create("root mean square");
    byName.forEach(
        (name, rows) -> {
          names.append(name);
          positions.append(rows.positions);
          columns.append(rows.values[0].length);
          double sum = 0;
          for (double[] row : rows.values) {
            for (double x : row) {
              sum += x * x;
            }
          }
          sizes.append(Math.sqrt(sum / rows.values.length / rows.values[0].length));
        });
    return Table.create("activations", names, positions, columns, sizes);
  }
}

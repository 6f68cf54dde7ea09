package cusp.nn;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The named parts of a network: its activations, its blocks of parameters, and the heads of both.
 */
final class Parts {
  static final Pattern HEAD = Pattern.compile("(attention\\d+)\\.head(\\d+)");

  private final Weights weights;

  /** Activations without room for any example: their names and shapes. */
  private final Workspace outline;

  Parts(Network network) {
    weights = network.weights();
    outline = new Workspace(null, weights, new float[0], 0, List.of());
    new Pass(network, outline);
  }

  /**
   * Columns of an activation, or of a head, that are replaced.
   *
   * @param rows what is put there, or null for zeros
   * @param columns none for all
   * @throws IllegalArgumentException if there are none of that name or number
   */
  Edit edit(String name, float[][] rows, int... columns) {
    Matcher head = HEAD.matcher(name);
    if (head.matches()) {
      String heads = head.group(1) + ".heads";
      int[] all = columnsOf(activation(heads), name, Integer.parseInt(head.group(2)));
      return new Edit(heads, pick(name, all, columns), rows);
    }
    int width = activation(name).axis.size();
    return new Edit(name, pick(name, IntStream.range(0, width).toArray(), columns), rows);
  }

  private static int[] pick(String name, int[] all, int[] columns) {
    int[] picked = columns.length == 0 ? all : new int[columns.length];
    for (int j = 0; j < columns.length; j++) {
      if (columns[j] < 0 || columns[j] >= all.length) {
        throw new IllegalArgumentException(
            String.format(
                "%s has the columns 0 … %d, and none at %d", name, all.length - 1, columns[j]));
      }
      picked[j] = all[columns[j]];
    }
    return picked;
  }

  private static int[] columnsOf(Tensor heads, String name, int head) {
    int width = heads.axis.group();
    int count = heads.axis.size() / width;
    if (head >= count) {
      throw new IllegalArgumentException(
          "no " + name + ": the heads are counted 0 … " + (count - 1));
    }
    return IntStream.range(head * width, (head + 1) * width).toArray();
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  Tensor activation(String name) {
    Tensor tensor = outline.tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no activation " + name + "; there are " + outline.tensors.keySet());
    }
    return tensor;
  }

  /** As {@link Network#heads}. */
  List<String> heads() {
    return outline.tensors.values().stream()
        .filter(tensor -> tensor.name.endsWith(".heads"))
        .flatMap(
            tensor ->
                IntStream.range(0, tensor.axis.size() / tensor.axis.group())
                    .mapToObj(h -> tensor.name.replaceFirst("heads$", "head" + h)))
        .toList();
  }

  /** As {@link Network#mask}. */
  boolean[] mask(String... parts) {
    boolean[] mask = new boolean[weights.parameters.dimension()];
    for (String part : parts) {
      Matcher head = HEAD.matcher(part);
      if (head.matches()) {
        activation(head.group(1) + ".heads");
        for (Weight weight : blocks(head.group(1))) {
          markHead(weight, part, Integer.parseInt(head.group(2)), mask);
        }
      } else {
        for (Weight weight : blocks(part)) {
          int size = weight.slot().rows().size() * weight.slot().columns().size();
          Arrays.fill(mask, weight.offset(), weight.offset() + size, true);
        }
      }
    }
    return mask;
  }

  private List<Weight> blocks(String part) {
    List<Weight> blocks =
        weights.byName.values().stream()
            .filter(w -> w.slot().name().equals(part) || w.slot().name().startsWith(part + "."))
            .toList();
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException(
          "no parameters of " + part + "; there are " + weights.parameters.blocks());
    }
    return blocks;
  }

  /** The columns of a head's query, key and value, and its rows of the output matrix. */
  private void markHead(Weight weight, String part, int head, boolean[] mask) {
    Axis rows = weight.slot().rows();
    Axis columns = weight.slot().columns();
    boolean byRows = rows.group() < rows.size();
    Axis heads = byRows ? rows : columns;
    int count = heads.size() / heads.group();
    if (head >= count) {
      throw new IllegalArgumentException(
          "no " + part + ": the heads are counted 0 … " + (count - 1));
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        if ((byRows ? i : j) / heads.group() == head) {
          mask[weight.offset() + i * columns.size() + j] = true;
        }
      }
    }
  }
}

package cusp.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a flat vector w is laid out: named blocks one after the other, each row by row. The basis of
 * masks, of tables of parameters and of checkpoints.
 *
 * <pre>{@code
 * var layout = Parameters.none().and("W", 2, 6).and("b", 6);
 * double[] w = new Superposition(6, 2).initial(seed(1));
 * show(layout.values("b", w));
 * show(layout.rows("W", w));
 * show(layout.dimension());
 * }</pre>
 *
 * @param blocks in order of their offsets
 */
public record Parameters(List<Block> blocks) {

  /**
   * One named array inside w.
   *
   * @param name unique
   * @param shape lengths of its axes; empty for a number
   * @param offset where it starts in w
   */
  public record Block(String name, List<Integer> shape, int offset) {
    public Block {
      shape = List.copyOf(shape);
    }

    /** How many numbers it holds. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
      return name + shape.stream().map(String::valueOf).collect(Collectors.joining("×", "[", "]"));
    }
  }

  public Parameters {
    blocks = List.copyOf(blocks);
    int offset = 0;
    for (Block block : blocks) {
      if (block.offset != offset) {
        throw new IllegalArgumentException(
            "block " + block.name + " starts at " + block.offset + ", not at " + offset);
      }
      offset += block.size();
    }
    if (blocks.stream().map(Block::name).distinct().count() != blocks.size()) {
      throw new IllegalArgumentException("two blocks of parameters have one name: " + blocks);
    }
  }

  /** No blocks yet; add them by {@link #and}. */
  public static Parameters none() {
    return new Parameters(List.of());
  }

  /** Single numbers of the given names. */
  public static Parameters scalars(List<String> names) {
    Parameters parameters = none();
    for (String name : names) {
      parameters = parameters.and(name);
    }
    return parameters;
  }

  /** These blocks and one more behind them. */
  public Parameters and(String name, Integer... shape) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(new Block(name, List.of(shape), dimension()));
    return new Parameters(more);
  }

  /** d, the length of w. */
  public int dimension() {
    return blocks.isEmpty()
        ? 0
        : blocks.get(blocks.size() - 1).offset + blocks.get(blocks.size() - 1).size();
  }

  /** The block of a name. */
  public Block block(String name) {
    return blocks.stream()
        .filter(b -> b.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameters named " + name + "; there are " + blocks));
  }

  /** True at the places of the named blocks. */
  public boolean[] mask(String... names) {
    boolean[] mask = new boolean[dimension()];
    for (String name : names) {
      Block block = block(name);
      Arrays.fill(mask, block.offset, block.offset + block.size(), true);
    }
    return mask;
  }

  /** A copy of one block's values. */
  public double[] values(String name, double[] w) {
    Block block = block(name);
    return Arrays.copyOfRange(w, block.offset, block.offset + block.size());
  }

  /**
   * A copy of one block's values as a matrix, [rows][columns].
   *
   * @throws IllegalArgumentException if the block has not two axes
   */
  public double[][] rows(String name, double[] w) {
    Block block = block(name);
    if (block.shape.size() != 2) {
      throw new IllegalArgumentException(block + " is no matrix: it has not two axes");
    }
    int columns = block.shape.get(1);
    return IntStream.range(0, block.shape.get(0))
        .mapToObj(i -> block.offset + i * columns)
        .map(from -> Arrays.copyOfRange(w, from, from + columns))
        .toArray(double[][]::new);
  }
}

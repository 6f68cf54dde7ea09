package cusp.nn;

import java.util.List;

/**
 * Causal attention of several heads (Vaswani et al. 2017, arXiv:1706.03762, §3.2), without biases:
 * each position looks at itself and those before it. Query, key, value and output are square
 * matrices, in which each head has a group of neighbouring columns (of the output, rows).
 */
record Attention(String name, int heads) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    if (heads < 1 || input.columns() % heads != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s has %d heads, which do not divide the %d columns that %s makes, %s",
              name, heads, input.columns(), before, input));
    }
    return input;
  }

  /** Columns a head. */
  private Axis byHead(Shape input) {
    return new Axis(input.columns(), input.columns() / heads);
  }

  @Override
  public List<Slot> slots(Shape input) {
    Axis all = Axis.of(input.columns());
    double spread = 1 / Math.sqrt(input.columns());
    return List.of(
        Slot.matrix(name + ".query", all, byHead(input), spread),
        Slot.matrix(name + ".key", all, byHead(input), spread),
        Slot.matrix(name + ".value", all, byHead(input), spread),
        Slot.matrix(name + ".output", byHead(input), all, spread));
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    return new AttentionStep(workspace, in, name, heads, byHead(input));
  }
}

package cusp.nn;

import java.util.Arrays;

/** Attention at work, sequence by sequence and head by head, so that all stays in a cache. */
final class AttentionStep extends Step {
  private final int heads;
  private final int length;
  private final int width;
  private final float scale;
  private final Product query;
  private final Product key;
  private final Product value;
  private final Product output;
  private final Tensor queries;
  private final Tensor keys;
  private final Tensor values;

  /** Row of position t of head h of an example at {@code h * length + t}. */
  private final Tensor pattern;

  /** The pattern as it was before it was replaced, which the softmax's derivative needs. */
  private final float[] softmax;

  /** What the heads read, before the output matrix. */
  private final Tensor mixed;

  /** One head's keys or values, transposed. */
  private final float[] turned;

  private final int turnedStride;

  AttentionStep(Workspace workspace, Tensor in, String name, int heads, Axis byHead) {
    super(in, workspace.tensor(name, in.positions, in.axis));
    this.heads = heads;
    length = in.positions;
    width = byHead.group();
    scale = (float) (1 / Math.sqrt(width));
    query = new Product(workspace, workspace.weight(name + ".query"));
    key = new Product(workspace, workspace.weight(name + ".key"));
    value = new Product(workspace, workspace.weight(name + ".value"));
    output = new Product(workspace, workspace.weight(name + ".output"));
    queries = workspace.tensor(name + ".queries", length, byHead);
    keys = workspace.tensor(name + ".keys", length, byHead);
    values = workspace.tensor(name + ".values", length, byHead);
    pattern = workspace.tensor(name + ".pattern", heads * length, Axis.of(length));
    softmax = pattern.isEdited() ? new float[pattern.values.length] : pattern.values;
    mixed = workspace.tensor(name + ".heads", length, byHead);
    turnedStride = pattern.stride;
    turned = new float[width * turnedStride];
  }

  @Override
  void forward(int examples) {
    int rows = examples * length;
    query.set(in.values, in.stride, rows, queries.values);
    queries.computed();
    key.set(in.values, in.stride, rows, keys.values);
    keys.computed();
    value.set(in.values, in.stride, rows, values.values);
    values.computed();
    for (int k = 0; k < examples; k++) {
      for (int h = 0; h < heads; h++) {
        look(column(k, h), row(k, h));
      }
    }
    if (pattern.isEdited()) {
      System.arraycopy(pattern.values, 0, softmax, 0, softmax.length);
    }
    pattern.computed();
    Arrays.fill(mixed.values, 0, rows * mixed.stride, 0);
    for (int k = 0; k < examples; k++) {
      for (int h = 0; h < heads; h++) {
        int at = column(k, h);
        multiply(pattern.values, row(k, h), pattern.stride, 1, values.values, at, mixed.values, at);
      }
    }
    mixed.computed();
    output.set(mixed.values, mixed.stride, rows, out.values);
  }

  /** Where a head's columns begin in the rows of an example. */
  private int column(int example, int head) {
    return example * length * mixed.stride + mixed.axis.place(head * width);
  }

  /** Where a head's pattern of an example begins. */
  private int row(int example, int head) {
    return (example * heads + head) * length * pattern.stride;
  }

  /** The pattern of one head: softmax of its queries times its keys, up to each position. */
  private void look(int at, int row) {
    turn(keys.values, at);
    float[] scores = pattern.values;
    Arrays.fill(scores, row, row + length * pattern.stride, 0);
    KERNELS.multiplyAdd(
        length,
        length,
        width,
        queries.values,
        at,
        queries.stride,
        1,
        turned,
        0,
        turnedStride,
        scores,
        row,
        pattern.stride);
    KERNELS.causalSoftmax(scale, scores, row, length, pattern.stride);
  }

  private void turn(float[] from, int at) {
    int stride = mixed.stride;
    for (int t = 0; t < length; t++) {
      for (int j = 0; j < width; j++) {
        turned[j * turnedStride + t] = from[at + t * stride + j];
      }
    }
  }

  /** Adds a matrix of positions × positions times one head's rows to another one's. */
  private void multiply(
      float[] a, int aFrom, int aRow, int aStep, float[] rows, int from, float[] into, int at) {
    KERNELS.multiplyAdd(
        length,
        width,
        length,
        a,
        aFrom,
        aRow,
        aStep,
        rows,
        from,
        mixed.stride,
        into,
        at,
        mixed.stride);
  }

  @Override
  void backward(int examples) {
    int rows = examples * length;
    output.gradient(mixed.values, mixed.stride, out.gradient, rows);
    output.back(out.gradient, rows, mixed.gradient);
    mixed.returned();
    Arrays.fill(queries.gradient, 0, rows * queries.stride, 0);
    Arrays.fill(keys.gradient, 0, rows * keys.stride, 0);
    Arrays.fill(values.gradient, 0, rows * values.stride, 0);
    for (int k = 0; k < examples; k++) {
      for (int h = 0; h < heads; h++) {
        byPatterns(column(k, h), row(k, h));
        if (!pattern.isEdited()) {
          byScores(column(k, h), row(k, h));
        }
      }
    }
    pattern.returned();
    if (pattern.isEdited()) {
      for (int k = 0; k < examples; k++) {
        for (int h = 0; h < heads; h++) {
          byScores(column(k, h), row(k, h));
        }
      }
    }
    queries.returned();
    keys.returned();
    values.returned();
    query.gradient(in.values, in.stride, queries.gradient, rows);
    key.gradient(in.values, in.stride, keys.gradient, rows);
    value.gradient(in.values, in.stride, values.gradient, rows);
    if (in.gradient != null) {
      query.back(queries.gradient, rows, in.gradient);
      key.addBack(keys.gradient, rows, in.gradient);
      value.addBack(values.gradient, rows, in.gradient);
    }
  }

  /** From what the head reads, back to its pattern and its values. */
  private void byPatterns(int at, int row) {
    turn(values.values, at);
    Arrays.fill(pattern.gradient, row, row + length * pattern.stride, 0);
    KERNELS.multiplyAdd(
        length,
        length,
        width,
        mixed.gradient,
        at,
        mixed.stride,
        1,
        turned,
        0,
        turnedStride,
        pattern.gradient,
        row,
        pattern.stride);
    multiply(pattern.values, row, 1, pattern.stride, mixed.gradient, at, values.gradient, at);
  }

  /** From its pattern back to its queries and keys. */
  private void byScores(int at, int row) {
    int stride = pattern.stride;
    float[] g = pattern.gradient;
    KERNELS.softmaxBack(scale, softmax, row, g, row, length, stride);
    multiply(g, row, stride, 1, keys.values, at, queries.gradient, at);
    multiply(g, row, 1, stride, queries.values, at, keys.gradient, at);
  }
}

package cusp.nn;

import java.util.Arrays;

/** Logits of tokens by the embedding's own table: y = xEᵀ. */
record Unembedding(String name, TokenTable embedding) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    if (input.columns() != embedding.width()) {
      throw new IllegalArgumentException(
          String.format(
              "%s takes rows of %d columns, as %s makes; %s makes %s",
              name, embedding.width(), embedding.name(), before, input));
    }
    return input.withColumns(embedding.vocabulary());
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Weight table = workspace.weight(embedding.weight());
    int width = embedding.width();
    int vocabulary = embedding.vocabulary();
    return new Step(in, workspace.tensor(name, output(input, ""))) {
      @Override
      void forward(int examples) {
        int rows = examples * out.positions;
        Arrays.fill(out.values, 0, rows * out.stride, 0);
        KERNELS.multiplyAdd(
            rows,
            vocabulary,
            width,
            in.values,
            0,
            in.stride,
            1,
            workspace.weights,
            table.transposedAt(),
            table.transposedStride(),
            out.values,
            0,
            out.stride);
      }

      @Override
      void backward(int examples) {
        int rows = examples * out.positions;
        Arrays.fill(in.gradient, 0, rows * in.stride, 0);
        KERNELS.multiplyAdd(
            rows,
            width,
            vocabulary,
            out.gradient,
            0,
            out.stride,
            1,
            workspace.weights,
            table.at(),
            table.stride(),
            in.gradient,
            0,
            in.stride);
        KERNELS.multiplyAdd(
            vocabulary,
            width,
            rows,
            out.gradient,
            0,
            1,
            out.stride,
            in.values,
            0,
            in.stride,
            workspace.gradient,
            table.at(),
            table.stride());
      }
    };
  }
}

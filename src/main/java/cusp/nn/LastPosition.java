package cusp.nn;

import java.util.Arrays;

/** The last position's row alone. */
record LastPosition(String name) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    return new Shape(1, input.columns());
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    return new Step(in, workspace.tensor(name, output(input, ""))) {
      @Override
      void forward(int examples) {
        for (int k = 0; k < examples; k++) {
          System.arraycopy(in.values, last(k), out.values, k * out.stride, out.stride);
        }
      }

      private int last(int example) {
        return ((example + 1) * in.positions - 1) * in.stride;
      }

      @Override
      void backward(int examples) {
        if (in.gradient == null) {
          return;
        }
        Arrays.fill(in.gradient, 0, examples * in.positions * in.stride, 0);
        for (int k = 0; k < examples; k++) {
          System.arraycopy(out.gradient, k * out.stride, in.gradient, last(k), out.stride);
        }
      }
    };
  }
}

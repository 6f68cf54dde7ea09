package cusp.nn;

/** All positions of an example in one row, one behind the other. */
record Flatten(String name) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    return new Shape(1, Math.multiplyExact(input.positions(), input.columns()));
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    return new Step(in, workspace.tensor(name, output(input, ""))) {
      @Override
      void forward(int examples) {
        for (int row = 0; row < examples * in.positions; row++) {
          System.arraycopy(in.values, row * in.stride, out.values, place(row), in.columns);
        }
      }

      private int place(int row) {
        return row / in.positions * out.stride + row % in.positions * in.columns;
      }

      @Override
      void backward(int examples) {
        if (in.gradient == null) {
          return;
        }
        for (int row = 0; row < examples * in.positions; row++) {
          System.arraycopy(out.gradient, place(row), in.gradient, row * in.stride, in.columns);
        }
      }
    };
  }
}

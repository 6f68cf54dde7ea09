package cusp.nn;

import java.util.List;

/** Adds a learned row to each position, the same for all examples. */
record Positions(String name) implements Layer {
  private static final double SPREAD = 0.02;

  @Override
  public Shape output(Shape input, String before) {
    return input;
  }

  @Override
  public List<Slot> slots(Shape input) {
    Axis rows = Axis.of(input.positions());
    return List.of(Slot.matrix(name + ".weight", rows, Axis.of(input.columns()), SPREAD).last());
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Weight table = workspace.weight(name + ".weight");
    return new Step(in, workspace.tensor(name, input)) {
      @Override
      void forward(int examples) {
        int length = out.positions * out.stride;
        System.arraycopy(in.values, 0, out.values, 0, examples * length);
        for (int k = 0; k < examples; k++) {
          KERNELS.add(1, workspace.weights, table.at(), out.values, k * length, length);
        }
      }

      @Override
      void backward(int examples) {
        int length = out.positions * out.stride;
        System.arraycopy(out.gradient, 0, in.gradient, 0, examples * length);
        KERNELS.addRows(out.gradient, 0, examples, length, workspace.gradient, table.at());
      }
    };
  }
}

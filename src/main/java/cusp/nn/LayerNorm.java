package cusp.nn;

import java.util.List;

/** Each row to mean 0 and variance 1, then times a gain and shifted, both learned. */
record LayerNorm(String name) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    return input;
  }

  @Override
  public List<Slot> slots(Shape input) {
    return List.of(
        Slot.row(name + ".gain", input.columns(), 1),
        Slot.row(name + ".shift", input.columns(), 0));
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Weight gain = workspace.weight(name + ".gain");
    Weight shift = workspace.weight(name + ".shift");
    Tensor out = workspace.tensor(name, input);
    float[] normal = new float[out.values.length];
    float[] inverse = new float[out.values.length / out.stride];
    // Where the input is the data itself nobody reads its gradient.
    float[] byInput = in.gradient == null ? new float[in.values.length] : in.gradient;
    return new Step(in, out) {
      @Override
      void forward(int examples) {
        KERNELS.normalize(
            in.values,
            0,
            examples * in.positions,
            in.columns,
            in.stride,
            workspace.weights,
            gain.at(),
            shift.at(),
            out.values,
            normal,
            inverse);
      }

      @Override
      void backward(int examples) {
        KERNELS.normalizeBack(
            normal,
            inverse,
            workspace.weights,
            gain.at(),
            out.gradient,
            0,
            examples * in.positions,
            in.columns,
            in.stride,
            byInput,
            workspace.gradient,
            gain.at(),
            shift.at());
      }
    };
  }
}

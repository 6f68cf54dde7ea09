package cusp.nn;

import java.util.List;

/** The input plus what the layers inside make of it. */
record Residual(String name, List<Layer> inside) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    Shape made = input;
    String last = before;
    for (Layer layer : inside) {
      made = layer.output(made, last);
      last = layer.name();
    }
    if (!made.equals(input)) {
      throw new IllegalArgumentException(
          String.format(
              "%s adds what %s makes, %s, to what %s makes, %s: the shapes must be the same",
              name, last, made, before, input));
    }
    return input;
  }

  @Override
  public List<Slot> slots(Shape input) {
    return Sequence.slots(inside, input);
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Sequence sequence = Sequence.bind(inside, workspace, in, input);
    Tensor branch = sequence.out();
    return new Step(in, workspace.tensor(name, input)) {
      @Override
      void forward(int examples) {
        int length = examples * in.positions * in.stride;
        sequence.forward(examples);
        System.arraycopy(in.values, 0, out.values, 0, length);
        KERNELS.add(1, branch.values, 0, out.values, 0, length);
      }

      @Override
      void backward(int examples) {
        int length = examples * in.positions * in.stride;
        System.arraycopy(out.gradient, 0, branch.gradient, 0, length);
        sequence.backward(examples);
        if (in.gradient != null) {
          KERNELS.add(1, out.gradient, 0, in.gradient, 0, length);
        }
      }
    };
  }
}

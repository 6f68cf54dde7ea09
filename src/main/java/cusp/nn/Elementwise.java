package cusp.nn;

import cusp.simd.FloatKernels;

/** A function of each number by itself. */
record Elementwise(String name, FloatKernels.Activation function) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    return input;
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    return new Step(in, workspace.tensor(name, in.positions, in.axis)) {
      @Override
      void forward(int examples) {
        int length = examples * in.positions * in.stride;
        KERNELS.activate(function, in.values, out.values, 0, length);
      }

      @Override
      void backward(int examples) {
        if (in.gradient != null) {
          int length = examples * in.positions * in.stride;
          KERNELS.activateBack(
              function, in.values, out.values, out.gradient, in.gradient, 0, length);
        }
      }
    };
  }
}

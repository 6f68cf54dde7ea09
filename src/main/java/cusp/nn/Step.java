package cusp.nn;

import cusp.simd.FloatKernels;

/** A layer at work on the arrays of one workspace. */
abstract class Step {
  static final FloatKernels KERNELS = FloatKernels.get();

  final Tensor in;
  final Tensor out;

  Step(Tensor in, Tensor out) {
    this.in = in;
    this.out = out;
  }

  /** Sets the values of {@code out} from those of {@code in}, for so many examples. */
  abstract void forward(int examples);

  /**
   * Sets the gradient of {@code in}, where it has one, from that of {@code out}, and adds to the
   * gradient of the parameters.
   */
  abstract void backward(int examples);
}

package cusp.nn;

import cusp.simd.FloatKernels;
import java.util.Arrays;

/** Rows times a matrix of parameters, forward and back. */
final class Product {
  private static final FloatKernels KERNELS = FloatKernels.get();

  private final Workspace workspace;
  private final Weight weight;
  private final int inputs;
  private final int outputs;
  private final int stride;
  private final int back;

  Product(Workspace workspace, Weight weight) {
    this.workspace = workspace;
    this.weight = weight;
    inputs = weight.slot().rows().extent();
    outputs = weight.slot().columns().extent();
    stride = weight.stride();
    back = weight.transposedStride();
  }

  /** y = xW. */
  void set(float[] x, int xStride, int rows, float[] y) {
    Arrays.fill(y, 0, rows * stride, 0);
    add(x, xStride, rows, y);
  }

  /** y = xW + b. */
  void set(float[] x, int xStride, int rows, float[] y, Weight bias) {
    for (int k = 0; k < rows; k++) {
      System.arraycopy(workspace.weights, bias.at(), y, k * stride, stride);
    }
    add(x, xStride, rows, y);
  }

  private void add(float[] x, int xStride, int rows, float[] y) {
    KERNELS.multiplyAdd(
        rows,
        outputs,
        inputs,
        x,
        0,
        xStride,
        1,
        workspace.weights,
        weight.at(),
        stride,
        y,
        0,
        stride);
  }

  /** Sets the gradient by x, unless it is null, to that by y times Wᵀ. */
  void back(float[] byY, int rows, float[] byX) {
    if (byX != null) {
      Arrays.fill(byX, 0, rows * back, 0);
      addBack(byY, rows, byX);
    }
  }

  /** Adds to the gradient by x. */
  void addBack(float[] byY, int rows, float[] byX) {
    KERNELS.multiplyAdd(
        rows,
        inputs,
        outputs,
        byY,
        0,
        stride,
        1,
        workspace.weights,
        weight.transposedAt(),
        back,
        byX,
        0,
        back);
  }

  /** Adds xᵀ times the gradient by y to that by W. */
  void gradient(float[] x, int xStride, float[] byY, int rows) {
    KERNELS.multiplyAdd(
        inputs,
        outputs,
        rows,
        x,
        0,
        1,
        xStride,
        byY,
        0,
        stride,
        workspace.gradient,
        weight.at(),
        stride);
  }
}

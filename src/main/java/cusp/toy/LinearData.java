package cusp.toy;

import cusp.model.Batch;
import cusp.simd.Kernels;
import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;

/** Samples laid out for products of matrices: a row a sample, x padded and y behind it padded. */
final class LinearData {
  private static final Kernels KERNELS = Kernels.get();

  /** Samples that are brought together at a time: they stay in the first cache. */
  static final int CHUNK = 64;

  final int n;
  final int inputs;
  final int outputs;
  final int inputStride;
  final int stride;
  final double[] rows;
  final double[] squares;

  LinearData(RegressionSamples data) {
    n = data.size();
    inputs = data.inputs();
    outputs = data.outputs();
    inputStride = PaddedMatrix.padded(inputs);
    stride = inputStride + PaddedMatrix.padded(outputs);
    rows = new double[Math.multiplyExact(n, stride)];
    squares = new double[n];
    for (int s = 0; s < n; s++) {
      System.arraycopy(data.x(), s * inputs, rows, s * stride, inputs);
      System.arraycopy(data.y(), s * outputs, rows, s * stride + inputStride, outputs);
      for (int o = 0; o < outputs; o++) {
        double y = data.y()[s * outputs + o];
        squares[s] += y * y;
      }
    }
  }

  /** The means of xxᵀ, yxᵀ and |y|² over some samples: all that a linear network's loss needs. */
  final class Moments {
    final PaddedMatrix second = PaddedMatrix.zero(inputs, inputs);
    final PaddedMatrix cross = PaddedMatrix.zero(outputs, inputs);
    double square;
    private final double[] chunk = new double[CHUNK * stride];

    void of(Batch batch) {
      second.clear();
      cross.clear();
      square = 0;
      int[] order = batch.order();
      int to = batch.to();
      for (int from = batch.from(); from < to; from += CHUNK) {
        int count = Math.min(CHUNK, to - from);
        for (int k = 0; k < count; k++) {
          int s = order[from + k];
          System.arraycopy(rows, s * stride, chunk, k * stride, stride);
          square += squares[s];
        }
        add(second, 0, count);
        add(cross, inputStride, count);
      }
      double share = 1.0 / batch.size();
      second.scale(share);
      cross.scale(share);
      square *= share;
    }

    private void add(PaddedMatrix sum, int column, int count) {
      KERNELS.multiplyAdd(
          sum.rows,
          inputs,
          count,
          chunk,
          column,
          1,
          stride,
          chunk,
          stride,
          sum.values,
          0,
          sum.stride);
    }
  }
}

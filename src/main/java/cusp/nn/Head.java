package cusp.nn;

import cusp.simd.FloatKernels;
import cusp.task.Examples;

/** What the last rows are held against, and the loss of each answer. */
enum Head {
  /** −ln softmax(z) at the right class of each position, in nats. */
  CROSS_ENTROPY {
    @Override
    void losses(Examples data, Chunk chunk, Tensor out, int[] classes, double[] into, int at) {
      int rows = chunk.size * out.positions;
      System.arraycopy(out.values, 0, out.gradient, 0, rows * out.stride);
      for (int k = 0; k < chunk.size; k++) {
        System.arraycopy(
            data.classes(),
            chunk.example(k) * out.positions,
            classes,
            k * out.positions,
            out.positions);
      }
      KERNELS.crossEntropy(
          out.gradient, 0, rows, out.columns, out.stride, classes, 0, chunk.scale, into, at);
    }

    @Override
    int answers(Shape last) {
      return last.positions();
    }
  },
  /** The mean over a row's numbers of (y − t)². */
  SQUARED_ERROR {
    @Override
    void losses(Examples data, Chunk chunk, Tensor out, int[] classes, double[] into, int at) {
      double[] targets = data.targets();
      float scale = 2 * chunk.scale / out.columns;
      for (int k = 0; k < chunk.size; k++) {
        int row = k * out.stride;
        int target = chunk.example(k) * out.columns;
        double sum = 0;
        for (int j = 0; j < out.columns; j++) {
          double residual = out.values[row + j] - targets[target + j];
          sum += residual * residual;
          out.gradient[row + j] = (float) (scale * residual);
        }
        into[at + k] = sum / out.columns;
      }
    }

    @Override
    int answers(Shape last) {
      return 1;
    }
  };

  private static final FloatKernels KERNELS = FloatKernels.get();

  /**
   * Sets each answer's loss, and the gradient of {@code out}.
   *
   * @param classes scratch space, an entry a row
   * @param into receives the losses from {@code at} on
   */
  abstract void losses(
      Examples data, Chunk chunk, Tensor out, int[] classes, double[] into, int at);

  /** Losses an example. */
  abstract int answers(Shape last);
}

package cusp.simd;

/**
 * The loops as one would write them; the reference for the vectorised ones, and what runs where
 * those cannot.
 */
final class PlainKernels implements Kernels {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public double dot(double[] a, double[] b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public double reconstruct(
      int[] order,
      int from,
      int to,
      int[] feature,
      double[] value,
      int stride,
      double[] gram,
      double[] bias,
      double[] identity,
      double[] gradGram,
      double[] gradBias) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      double mu = value[order[k]];
      int row = feature[order[k]] * stride;
      for (int j = 0; j < stride; j++) {
        double before = gram[row + j] * mu + bias[j];
        double target = identity[row + j] * mu;
        // Written so that NaN counts as active: a point that is not finite must not have a finite
        // loss.
        if (!(before <= 0)) {
          double r = before - target;
          sum += r * r;
          gradGram[row + j] += r * mu;
          gradBias[j] += r;
        } else {
          sum += target * target;
        }
      }
    }
    return sum;
  }
}

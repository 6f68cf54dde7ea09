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
  public double reconstruct(
      double[] values,
      int from,
      int to,
      int row,
      int stride,
      double[] gram,
      double[] bias,
      double[] identity,
      double[] gradGram,
      double[] gradBias) {
    double sum = 0;
    for (int j = 0; j < stride; j++) {
      double gain = gram[row + j];
      double b = bias[j];
      double target = identity[row + j];
      double byGain = 0;
      double byBias = 0;
      for (int k = from; k < to; k++) {
        double mu = values[k];
        double before = gain * mu + b;
        // ReLU without a branch, which random values would mispredict; a NaN counts as active.
        double r = (before + Math.abs(before)) / 2 - target * mu;
        double live = target == 0 || !(before <= 0) ? r : 0;
        sum += r * r;
        byGain += live * mu;
        byBias += live;
      }
      gradGram[row + j] += byGain;
      gradBias[j] += byBias;
    }
    return sum;
  }
}

package cusp.simd;

import jdk.incubator.vector.FloatVector;

/**
 * The loops on the Vector API; compiled apart and loaded by name, since its module is an incubator.
 */
final class VectorFloatKernels implements FloatKernels {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private final FloatKernels plain = new PlainFloatKernels();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void multiplyAdd(
      int m,
      int n,
      int k,
      float[] a,
      int aFrom,
      int aRow,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    VectorFloatProduct.add(m, n, k, a, aFrom, aRow, aStep, b, bFrom, bRow, c, cFrom, cRow);
  }

  @Override
  public void add(float factor, float[] values, int from, float[] into, int at, int count) {
    plain.add(factor, values, from, into, at, count);
  }

  @Override
  public void addRows(float[] values, int from, int rows, int stride, float[] into, int at) {
    plain.addRows(values, from, rows, stride, into, at);
  }

  @Override
  public void activate(Activation f, float[] in, float[] out, int from, int to) {
    plain.activate(f, in, out, from, to);
  }

  @Override
  public void activateBack(
      Activation f, float[] in, float[] out, float[] gradOut, float[] gradIn, int from, int to) {
    plain.activateBack(f, in, out, gradOut, gradIn, from, to);
  }

  @Override
  public void crossEntropy(
      float[] logits,
      int from,
      int rows,
      int n,
      int stride,
      int[] classes,
      int classFrom,
      float scale,
      double[] losses,
      int lossFrom) {
    plain.crossEntropy(logits, from, rows, n, stride, classes, classFrom, scale, losses, lossFrom);
  }

  @Override
  public void softmax(float scale, float[] z, int from, int n, int stride) {
    plain.softmax(scale, z, from, n, stride);
  }

  @Override
  public void softmaxBack(float scale, float[] p, int pFrom, float[] g, int from, int stride) {
    plain.softmaxBack(scale, p, pFrom, g, from, stride);
  }

  @Override
  public void normalize(
      float[] x,
      int from,
      int rows,
      int n,
      int stride,
      float[] weights,
      int gainAt,
      int shiftAt,
      float[] out,
      float[] normal,
      float[] inverse) {
    plain.normalize(x, from, rows, n, stride, weights, gainAt, shiftAt, out, normal, inverse);
  }

  @Override
  public void normalizeBack(
      float[] normal,
      float[] inverse,
      float[] weights,
      int gainAt,
      float[] gradOut,
      int from,
      int rows,
      int n,
      int stride,
      float[] gradIn,
      float[] grad,
      int gradGainAt,
      int gradShiftAt) {
    plain.normalizeBack(
        normal,
        inverse,
        weights,
        gainAt,
        gradOut,
        from,
        rows,
        n,
        stride,
        gradIn,
        grad,
        gradGainAt,
        gradShiftAt);
  }
}

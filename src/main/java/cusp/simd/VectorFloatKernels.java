package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on the Vector API; compiled apart and loaded by name, since its module is an incubator.
 */
final class VectorFloatKernels implements FloatKernels {
  /** At most 16 lanes, which {@link VectorFloatSums} adds up. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

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
    for (int j = 0; j < count; j += LANES) {
      FloatVector.fromArray(SPECIES, values, from + j)
          .fma(FloatVector.broadcast(SPECIES, factor), FloatVector.fromArray(SPECIES, into, at + j))
          .intoArray(into, at + j);
    }
  }

  @Override
  public void addRows(float[] values, int from, int rows, int stride, float[] into, int at) {
    int j = 0;
    // Four sums at once, since each waits for its last addition.
    for (; j + 4 * LANES <= stride; j += 4 * LANES) {
      FloatVector s0 = FloatVector.fromArray(SPECIES, into, at + j);
      FloatVector s1 = FloatVector.fromArray(SPECIES, into, at + j + LANES);
      FloatVector s2 = FloatVector.fromArray(SPECIES, into, at + j + 2 * LANES);
      FloatVector s3 = FloatVector.fromArray(SPECIES, into, at + j + 3 * LANES);
      for (int i = 0; i < rows; i++) {
        int row = from + i * stride + j;
        s0 = s0.add(FloatVector.fromArray(SPECIES, values, row));
        s1 = s1.add(FloatVector.fromArray(SPECIES, values, row + LANES));
        s2 = s2.add(FloatVector.fromArray(SPECIES, values, row + 2 * LANES));
        s3 = s3.add(FloatVector.fromArray(SPECIES, values, row + 3 * LANES));
      }
      s0.intoArray(into, at + j);
      s1.intoArray(into, at + j + LANES);
      s2.intoArray(into, at + j + 2 * LANES);
      s3.intoArray(into, at + j + 3 * LANES);
    }
    for (; j < stride; j += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, into, at + j);
      for (int i = 0; i < rows; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, values, from + i * stride + j));
      }
      sum.intoArray(into, at + j);
    }
  }

  @Override
  public void activate(Activation f, float[] in, float[] out, int from, int to) {
    switch (f) {
      case RELU -> VectorFloatActivation.relu(in, out, from, to);
      case GELU -> VectorFloatActivation.gelu(in, out, from, to);
      case TANH -> VectorFloatActivation.tanh(in, out, from, to);
      case SQUARE -> VectorFloatActivation.square(in, out, from, to);
    }
  }

  @Override
  public void activateBack(
      Activation f, float[] in, float[] out, float[] gradOut, float[] gradIn, int from, int to) {
    switch (f) {
      case RELU -> VectorFloatActivation.reluBack(in, gradOut, gradIn, from, to);
      case GELU -> VectorFloatActivation.geluBack(in, gradOut, gradIn, from, to);
      case TANH -> VectorFloatActivation.tanhBack(out, gradOut, gradIn, from, to);
      case SQUARE -> VectorFloatActivation.squareBack(in, gradOut, gradIn, from, to);
    }
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
    VectorFloatSoftmax.crossEntropy(
        logits, from, rows, n, stride, classes, classFrom, scale, losses, lossFrom);
  }

  @Override
  public void causalSoftmax(float scale, float[] z, int from, int rows, int stride) {
    VectorFloatSoftmax.causal(scale, z, from, rows, stride);
  }

  @Override
  public void softmaxBack(
      float scale, float[] p, int pFrom, float[] g, int from, int rows, int stride) {
    VectorFloatSoftmax.back(scale, p, pFrom, g, from, rows, stride);
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
    VectorFloatNormal.forward(
        x, from, rows, n, stride, weights, gainAt, shiftAt, out, normal, inverse);
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
    VectorFloatNormal.back(
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

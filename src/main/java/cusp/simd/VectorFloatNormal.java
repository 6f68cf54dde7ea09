package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Rows to mean 0 and variance 1, and back. */
final class VectorFloatNormal {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;

  private VectorFloatNormal() {}

  /** As {@link FloatKernels#normalize}. */
  static void forward(
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
    if (n == 4 * LANES && n == stride) {
      forwardFour(x, from, rows, weights, gainAt, shiftAt, out, normal, inverse);
      return;
    }
    float[] lanes = VectorFloatSums.scratch();
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      FloatVector sums = FloatVector.fromArray(SPECIES, x, row);
      for (int j = LANES; j < stride; j += LANES) {
        sums = sums.add(FloatVector.fromArray(SPECIES, x, row + j));
      }
      float mean = VectorFloatSums.sum(sums, lanes) / n;
      FloatVector squares = FloatVector.broadcast(SPECIES, 0f);
      for (int j = 0; j < stride; j += LANES) {
        FloatVector apart =
            FloatVector.fromArray(SPECIES, x, row + j)
                .sub(mean)
                .blend(0f, VectorFloatSums.INDEX.compare(VectorOperators.GE, (float) (n - j)));
        squares = apart.fma(apart, squares);
        apart.intoArray(normal, row + j);
      }
      float scale =
          (float)
              (1 / Math.sqrt(VectorFloatSums.sum(squares, lanes) / n + PlainFloatKernels.EPSILON));
      inverse[k] = scale;
      for (int j = 0; j < stride; j += LANES) {
        FloatVector standard = FloatVector.fromArray(SPECIES, normal, row + j).mul(scale);
        standard.intoArray(normal, row + j);
        standard
            .fma(
                FloatVector.fromArray(SPECIES, weights, gainAt + j),
                FloatVector.fromArray(SPECIES, weights, shiftAt + j))
            .intoArray(out, row + j);
      }
    }
  }

  /**
   * Rows of four vectors without padding, which toy models often have: a loop would take longer
   * than its work.
   */
  private static void forwardFour(
      float[] x,
      int from,
      int rows,
      float[] weights,
      int gainAt,
      int shiftAt,
      float[] out,
      float[] normal,
      float[] inverse) {
    FloatVector gain0 = FloatVector.fromArray(SPECIES, weights, gainAt);
    FloatVector gain1 = FloatVector.fromArray(SPECIES, weights, gainAt + LANES);
    FloatVector gain2 = FloatVector.fromArray(SPECIES, weights, gainAt + 2 * LANES);
    FloatVector gain3 = FloatVector.fromArray(SPECIES, weights, gainAt + 3 * LANES);
    FloatVector shift0 = FloatVector.fromArray(SPECIES, weights, shiftAt);
    FloatVector shift1 = FloatVector.fromArray(SPECIES, weights, shiftAt + LANES);
    FloatVector shift2 = FloatVector.fromArray(SPECIES, weights, shiftAt + 2 * LANES);
    FloatVector shift3 = FloatVector.fromArray(SPECIES, weights, shiftAt + 3 * LANES);
    float[] lanes = VectorFloatSums.scratch();
    for (int k = 0; k < rows; k++) {
      int row = from + k * 4 * LANES;
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, row + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, row + 2 * LANES);
      FloatVector x3 = FloatVector.fromArray(SPECIES, x, row + 3 * LANES);
      float mean = VectorFloatSums.sum(x0.add(x1).add(x2.add(x3)), lanes) / (4 * LANES);
      x0 = x0.sub(mean);
      x1 = x1.sub(mean);
      x2 = x2.sub(mean);
      x3 = x3.sub(mean);
      float squares =
          VectorFloatSums.sum(x1.fma(x1, x0.mul(x0)).add(x3.fma(x3, x2.mul(x2))), lanes);
      float scale = (float) (1 / Math.sqrt(squares / (4 * LANES) + PlainFloatKernels.EPSILON));
      inverse[k] = scale;
      x0 = x0.mul(scale);
      x1 = x1.mul(scale);
      x2 = x2.mul(scale);
      x3 = x3.mul(scale);
      x0.intoArray(normal, row);
      x1.intoArray(normal, row + LANES);
      x2.intoArray(normal, row + 2 * LANES);
      x3.intoArray(normal, row + 3 * LANES);
      x0.fma(gain0, shift0).intoArray(out, row);
      x1.fma(gain1, shift1).intoArray(out, row + LANES);
      x2.fma(gain2, shift2).intoArray(out, row + 2 * LANES);
      x3.fma(gain3, shift3).intoArray(out, row + 3 * LANES);
    }
  }

  /** As {@link FloatKernels#normalizeBack}. */
  static void back(
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
    if (n == 4 * LANES && n == stride) {
      backFour(
          normal,
          inverse,
          weights,
          gainAt,
          gradOut,
          from,
          rows,
          gradIn,
          grad,
          gradGainAt,
          gradShiftAt);
      return;
    }
    float[] lanes = VectorFloatSums.scratch();
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      FloatVector sums = FloatVector.broadcast(SPECIES, 0f);
      FloatVector products = FloatVector.broadcast(SPECIES, 0f);
      for (int j = 0; j < stride; j += LANES) {
        FloatVector standard = FloatVector.fromArray(SPECIES, normal, row + j);
        FloatVector out = FloatVector.fromArray(SPECIES, gradOut, row + j);
        FloatVector g = out.mul(FloatVector.fromArray(SPECIES, weights, gainAt + j));
        sums = sums.add(g);
        products = g.fma(standard, products);
        out.fma(standard, FloatVector.fromArray(SPECIES, grad, gradGainAt + j))
            .intoArray(grad, gradGainAt + j);
        out.add(FloatVector.fromArray(SPECIES, grad, gradShiftAt + j))
            .intoArray(grad, gradShiftAt + j);
        g.intoArray(gradIn, row + j);
      }
      float mean = VectorFloatSums.sum(sums, lanes) / n;
      float along = VectorFloatSums.sum(products, lanes) / n;
      for (int j = 0; j < stride; j += LANES) {
        FloatVector.fromArray(SPECIES, normal, row + j)
            .fma(
                FloatVector.broadcast(SPECIES, -along),
                FloatVector.fromArray(SPECIES, gradIn, row + j).sub(mean))
            .mul(inverse[k])
            .blend(0f, VectorFloatSums.INDEX.compare(VectorOperators.GE, (float) (n - j)))
            .intoArray(gradIn, row + j);
      }
    }
  }

  private static void backFour(
      float[] normal,
      float[] inverse,
      float[] weights,
      int gainAt,
      float[] gradOut,
      int from,
      int rows,
      float[] gradIn,
      float[] grad,
      int gradGainAt,
      int gradShiftAt) {
    FloatVector gain0 = FloatVector.fromArray(SPECIES, weights, gainAt);
    FloatVector gain1 = FloatVector.fromArray(SPECIES, weights, gainAt + LANES);
    FloatVector gain2 = FloatVector.fromArray(SPECIES, weights, gainAt + 2 * LANES);
    FloatVector gain3 = FloatVector.fromArray(SPECIES, weights, gainAt + 3 * LANES);
    FloatVector byGain0 = FloatVector.fromArray(SPECIES, grad, gradGainAt);
    FloatVector byGain1 = FloatVector.fromArray(SPECIES, grad, gradGainAt + LANES);
    FloatVector byGain2 = FloatVector.fromArray(SPECIES, grad, gradGainAt + 2 * LANES);
    FloatVector byGain3 = FloatVector.fromArray(SPECIES, grad, gradGainAt + 3 * LANES);
    FloatVector byShift0 = FloatVector.fromArray(SPECIES, grad, gradShiftAt);
    FloatVector byShift1 = FloatVector.fromArray(SPECIES, grad, gradShiftAt + LANES);
    FloatVector byShift2 = FloatVector.fromArray(SPECIES, grad, gradShiftAt + 2 * LANES);
    FloatVector byShift3 = FloatVector.fromArray(SPECIES, grad, gradShiftAt + 3 * LANES);
    float[] lanes = VectorFloatSums.scratch();
    for (int k = 0; k < rows; k++) {
      int row = from + k * 4 * LANES;
      FloatVector x0 = FloatVector.fromArray(SPECIES, normal, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, normal, row + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, normal, row + 2 * LANES);
      FloatVector x3 = FloatVector.fromArray(SPECIES, normal, row + 3 * LANES);
      FloatVector g0 = FloatVector.fromArray(SPECIES, gradOut, row);
      FloatVector g1 = FloatVector.fromArray(SPECIES, gradOut, row + LANES);
      FloatVector g2 = FloatVector.fromArray(SPECIES, gradOut, row + 2 * LANES);
      FloatVector g3 = FloatVector.fromArray(SPECIES, gradOut, row + 3 * LANES);
      byGain0 = g0.fma(x0, byGain0);
      byGain1 = g1.fma(x1, byGain1);
      byGain2 = g2.fma(x2, byGain2);
      byGain3 = g3.fma(x3, byGain3);
      byShift0 = byShift0.add(g0);
      byShift1 = byShift1.add(g1);
      byShift2 = byShift2.add(g2);
      byShift3 = byShift3.add(g3);
      g0 = g0.mul(gain0);
      g1 = g1.mul(gain1);
      g2 = g2.mul(gain2);
      g3 = g3.mul(gain3);
      float mean = VectorFloatSums.sum(g0.add(g1).add(g2.add(g3)), lanes) / (4 * LANES);
      float along =
          -VectorFloatSums.sum(g1.fma(x1, g0.mul(x0)).add(g3.fma(x3, g2.mul(x2))), lanes)
              / (4 * LANES);
      float scale = inverse[k];
      x0.mul(along).add(g0.sub(mean)).mul(scale).intoArray(gradIn, row);
      x1.mul(along).add(g1.sub(mean)).mul(scale).intoArray(gradIn, row + LANES);
      x2.mul(along).add(g2.sub(mean)).mul(scale).intoArray(gradIn, row + 2 * LANES);
      x3.mul(along).add(g3.sub(mean)).mul(scale).intoArray(gradIn, row + 3 * LANES);
    }
    byGain0.intoArray(grad, gradGainAt);
    byGain1.intoArray(grad, gradGainAt + LANES);
    byGain2.intoArray(grad, gradGainAt + 2 * LANES);
    byGain3.intoArray(grad, gradGainAt + 3 * LANES);
    byShift0.intoArray(grad, gradShiftAt);
    byShift1.intoArray(grad, gradShiftAt + LANES);
    byShift2.intoArray(grad, gradShiftAt + 2 * LANES);
    byShift3.intoArray(grad, gradShiftAt + 3 * LANES);
  }
}

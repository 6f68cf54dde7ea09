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
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      FloatVector sums = FloatVector.fromArray(SPECIES, x, row);
      for (int j = LANES; j < stride; j += LANES) {
        sums = sums.add(FloatVector.fromArray(SPECIES, x, row + j));
      }
      float mean = VectorFloatSums.sum(sums) / n;
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
          (float) (1 / Math.sqrt(VectorFloatSums.sum(squares) / n + PlainFloatKernels.EPSILON));
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
      float mean = VectorFloatSums.sum(sums) / n;
      float along = VectorFloatSums.sum(products) / n;
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
}

package cusp.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Softmax of rows, and what is made of it. */
final class VectorFloatSoftmax {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;

  /** Places summed in float32; the sums of more are added in double. */
  private static final int BLOCK = 64 * LANES;

  private VectorFloatSoftmax() {}

  /** As {@link FloatKernels#crossEntropy}. */
  static void crossEntropy(
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
    // A loop of its own: a vector read just behind the writing of a part of it has to wait.
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      Arrays.fill(logits, row + n, row + stride, Float.NEGATIVE_INFINITY);
    }
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      int truth = row + classes[classFrom + k];
      float greatest = greatest(logits, row, stride);
      float below = logits[truth] - greatest;
      exponentials(1, greatest, logits, row, stride);
      double right = logits[truth];
      logits[truth] = 0;
      double others = sum(logits, row, stride);
      losses[lossFrom + k] = below == 0 ? Math.log1p(others) : Math.log(right + others) - below;
      multiply((float) (scale / (right + others)), logits, row, stride);
      logits[truth] = (float) (-scale * (others / (right + others)));
    }
  }

  /** As {@link FloatKernels#softmax}. */
  static void softmax(float scale, float[] z, int from, int n, int stride) {
    Arrays.fill(z, from + n, from + stride, Float.NEGATIVE_INFINITY);
    exponentials(scale, greatest(z, from, stride), z, from, stride);
    multiply((float) (1 / sum(z, from, stride)), z, from, stride);
  }

  /** As {@link FloatKernels#softmaxBack}. */
  static void softmaxBack(float scale, float[] p, int pFrom, float[] g, int from, int stride) {
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int j = 0; j < stride; j += LANES) {
      sums =
          FloatVector.fromArray(SPECIES, g, from + j)
              .fma(FloatVector.fromArray(SPECIES, p, pFrom + j), sums);
    }
    float mean = VectorFloatSums.sum(sums);
    for (int j = 0; j < stride; j += LANES) {
      FloatVector.fromArray(SPECIES, g, from + j)
          .sub(mean)
          .mul(FloatVector.fromArray(SPECIES, p, pFrom + j))
          .mul(scale)
          .intoArray(g, from + j);
    }
  }

  private static float greatest(float[] z, int from, int stride) {
    FloatVector greatest = FloatVector.fromArray(SPECIES, z, from);
    for (int j = from + LANES; j < from + stride; j += LANES) {
      FloatVector other = FloatVector.fromArray(SPECIES, z, j);
      greatest = greatest.blend(other, greatest.compare(VectorOperators.LT, other));
    }
    return VectorFloatSums.greatest(greatest);
  }

  /** z ← exp(scale·(z − shift)). */
  private static void exponentials(float scale, float shift, float[] z, int from, int stride) {
    for (int j = from; j < from + stride; j += LANES) {
      VectorFloatExp.of(FloatVector.fromArray(SPECIES, z, j).sub(shift).mul(scale)).intoArray(z, j);
    }
  }

  private static double sum(float[] z, int from, int stride) {
    double sum = 0;
    for (int block = from; block < from + stride; block += BLOCK) {
      int to = Math.min(block + BLOCK, from + stride);
      FloatVector sums = FloatVector.fromArray(SPECIES, z, block);
      for (int j = block + LANES; j < to; j += LANES) {
        sums = sums.add(FloatVector.fromArray(SPECIES, z, j));
      }
      sum += VectorFloatSums.sum(sums);
    }
    return sum;
  }

  private static void multiply(float factor, float[] z, int from, int stride) {
    for (int j = from; j < from + stride; j += LANES) {
      FloatVector.fromArray(SPECIES, z, j).mul(factor).intoArray(z, j);
    }
  }
}

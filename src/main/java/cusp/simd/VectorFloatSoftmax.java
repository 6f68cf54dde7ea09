package cusp.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Softmax of rows, and what is made of it. */
final class VectorFloatSoftmax {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());
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
      // Apart from the others, which a probability near 1 would drown.
      logits[truth] = 0;
      double others = sum(logits, row, stride);
      losses[lossFrom + k] = below == 0 ? logOnePlus(others) : Math.log(right + others) - below;
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
    FloatVector sums = FloatVector.broadcast(SPECIES, 0f);
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

  /**
   * ln(1 + x) to a few units in the last place by Kahan's correction of ln for the rounding of 1 +
   * x; {@code Math.log1p} is no intrinsic, and takes as long as all of a row.
   */
  private static double logOnePlus(double x) {
    double rounded = 1 + x;
    return rounded == 1 ? x : Math.log(rounded) * (x / (rounded - 1));
  }

  /**
   * The greatest of a row; a NaN may count as greater or not. The bits of floats are in the order
   * of integers, whose maximum is one instruction, once those below 0 are turned about.
   */
  private static float greatest(float[] z, int from, int stride) {
    IntVector greatest = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    for (int j = from; j < from + stride; j += LANES) {
      IntVector bits = FloatVector.fromArray(SPECIES, z, j).reinterpretAsInts();
      IntVector sign = bits.lanewise(VectorOperators.ASHR, 31);
      greatest =
          greatest.max(bits.lanewise(VectorOperators.XOR, sign.lanewise(VectorOperators.LSHR, 1)));
    }
    int bits = VectorFloatSums.greatest(greatest);
    return Float.intBitsToFloat(bits ^ (bits >> 31) >>> 1);
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

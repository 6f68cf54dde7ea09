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
      // Apart from the right class, which would drown them where its probability is near 1.
      exponentials(1, greatest, logits, row, stride);
      double others = sum(logits, row, stride, truth);
      double right = logits[truth];
      losses[lossFrom + k] = below == 0 ? logOnePlus(others) : Math.log(right + others) - below;
      multiply((float) (scale / (right + others)), logits, row, stride);
      logits[truth] = (float) (-scale * (others / (right + others)));
    }
  }

  /** As {@link FloatKernels#causalSoftmax}. */
  static void causal(float scale, float[] z, int from, int rows, int stride) {
    // A loop of its own, as above.
    for (int t = 0; t < rows; t++) {
      int row = from + t * stride;
      int first = (t + 1) / LANES * LANES;
      for (int j = first; j < stride; j += LANES) {
        FloatVector.fromArray(SPECIES, z, row + j)
            .blend(
                Float.NEGATIVE_INFINITY,
                VectorFloatSums.INDEX.compare(VectorOperators.GT, (float) (t - j)))
            .intoArray(z, row + j);
      }
    }
    for (int t = 0; t < rows; t++) {
      int row = from + t * stride;
      exponentials(scale, greatest(z, row, stride), z, row, stride);
      multiply((float) (1 / sum(z, row, stride, -1)), z, row, stride);
    }
  }

  /** As {@link FloatKernels#softmaxBack}. */
  static void back(float scale, float[] p, int pFrom, float[] g, int from, int rows, int stride) {
    int shift = pFrom - from;
    for (int row = from; row < from + rows * stride; row += stride) {
      // Not from a vector of zeros on, for the reason in VectorKernels.reconstruct.
      FloatVector sums =
          FloatVector.fromArray(SPECIES, g, row)
              .mul(FloatVector.fromArray(SPECIES, p, shift + row));
      for (int j = row + LANES; j < row + stride; j += LANES) {
        sums =
            FloatVector.fromArray(SPECIES, g, j)
                .fma(FloatVector.fromArray(SPECIES, p, shift + j), sums);
      }
      float mean = VectorFloatSums.sum(sums);
      for (int j = row; j < row + stride; j += LANES) {
        FloatVector.fromArray(SPECIES, g, j)
            .sub(mean)
            .mul(FloatVector.fromArray(SPECIES, p, shift + j))
            .mul(scale)
            .intoArray(g, j);
      }
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

  /** The sum of a row without the place {@code apart}. */
  private static double sum(float[] z, int from, int stride, int apart) {
    double sum = 0;
    for (int block = from; block < from + stride; block += BLOCK) {
      int to = Math.min(block + BLOCK, from + stride);
      FloatVector sums = without(apart, z, block);
      for (int j = block + LANES; j < to; j += LANES) {
        sums = sums.add(without(apart, z, j));
      }
      sum += VectorFloatSums.sum(sums);
    }
    return sum;
  }

  /** By a comparison, not by writing a 0: a vector read just behind that would have to wait. */
  private static FloatVector without(int apart, float[] z, int j) {
    return FloatVector.fromArray(SPECIES, z, j)
        .blend(0f, VectorFloatSums.INDEX.compare(VectorOperators.EQ, (float) (apart - j)));
  }

  private static void multiply(float factor, float[] z, int from, int stride) {
    for (int j = from; j < from + stride; j += LANES) {
      FloatVector.fromArray(SPECIES, z, j).mul(factor).intoArray(z, j);
    }
  }
}

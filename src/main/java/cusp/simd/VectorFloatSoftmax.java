package cusp.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax of rows, and what is made of it. All rows go through one stage before any goes through
 * the next, so that the long chain of operations that a row is does not make the others wait. Rows
 * of two and of four vectors, which toy models mostly have, are written without loops: those would
 * take longer than what is in them.
 */
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
    for (int k = 0; k < rows && n < stride; k++) {
      int row = from + k * stride;
      Arrays.fill(logits, row + n, row + stride, Float.NEGATIVE_INFINITY);
    }
    // What the right class's logit is below the greatest, until that is the loss.
    shift(1, logits, from, rows, stride);
    for (int k = 0; k < rows; k++) {
      losses[lossFrom + k] = logits[from + k * stride + classes[classFrom + k]];
    }
    exponentials(logits, from, rows * stride);
    float[] lanes = VectorFloatSums.scratch();
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      int truth = row + classes[classFrom + k];
      double below = losses[lossFrom + k];
      // Apart from the right class, which would drown them where its probability is near 1.
      double others = sum(logits, row, stride, truth, lanes);
      double right = logits[truth];
      losses[lossFrom + k] = below == 0 ? logOnePlus(others) : Math.log(right + others) - below;
      multiply((float) (scale / (right + others)), logits, row, stride);
      logits[truth] = (float) (-scale * (others / (right + others)));
    }
  }

  /** As {@link FloatKernels#causalSoftmax}. */
  static void causal(float scale, float[] z, int from, int rows, int stride) {
    mask(z, from, rows, stride);
    shift(scale, z, from, rows, stride);
    exponentials(z, from, rows * stride);
    toSumOne(z, from, rows, stride);
  }

  /** z ← −∞ where the column is right of the row. */
  private static void mask(float[] z, int from, int rows, int stride) {
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
  }

  /** As {@link FloatKernels#softmaxBack}. */
  static void back(float scale, float[] p, int pFrom, float[] g, int from, int rows, int stride) {
    int shift = pFrom - from;
    float[] lanes = VectorFloatSums.scratch();
    int end = from + rows * stride;
    if (stride == 2 * LANES) {
      backTwo(scale, p, shift, g, from, end);
      return;
    }
    for (int row = from; row < end; row += stride) {
      // Not from a vector of zeros on, for the reason in VectorKernels.reconstruct.
      FloatVector sums =
          FloatVector.fromArray(SPECIES, g, row)
              .mul(FloatVector.fromArray(SPECIES, p, shift + row));
      for (int j = row + LANES; j < row + stride; j += LANES) {
        sums =
            FloatVector.fromArray(SPECIES, g, j)
                .fma(FloatVector.fromArray(SPECIES, p, shift + j), sums);
      }
      float mean = VectorFloatSums.sum(sums, lanes);
      for (int j = row; j < row + stride; j += LANES) {
        FloatVector.fromArray(SPECIES, g, j)
            .sub(mean)
            .mul(FloatVector.fromArray(SPECIES, p, shift + j))
            .mul(scale)
            .intoArray(g, j);
      }
    }
  }

  private static void backTwo(float scale, float[] p, int shift, float[] g, int from, int end) {
    float[] lanes = VectorFloatSums.scratch();
    for (int row = from; row < end; row += 2 * LANES) {
      FloatVector p0 = FloatVector.fromArray(SPECIES, p, shift + row);
      FloatVector p1 = FloatVector.fromArray(SPECIES, p, shift + row + LANES);
      FloatVector g0 = FloatVector.fromArray(SPECIES, g, row);
      FloatVector g1 = FloatVector.fromArray(SPECIES, g, row + LANES);
      float mean = VectorFloatSums.sum(g1.fma(p1, g0.mul(p0)), lanes);
      g0.sub(mean).mul(p0).mul(scale).intoArray(g, row);
      g1.sub(mean).mul(p1).mul(scale).intoArray(g, row + LANES);
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

  /** z ← scale·(z − max z), row by row. */
  private static void shift(float scale, float[] z, int from, int rows, int stride) {
    int end = from + rows * stride;
    switch (stride / LANES) {
      case 2 -> shiftTwo(scale, z, from, end);
      case 4 -> shiftFour(scale, z, from, end);
      default -> {
        for (int row = from; row < end; row += stride) {
          FloatVector most = FloatVector.fromArray(SPECIES, z, row);
          for (int j = row + LANES; j < row + stride; j += LANES) {
            most = most.max(FloatVector.fromArray(SPECIES, z, j));
          }
          FloatVector greatest = VectorFloatSums.greatest(most);
          for (int j = row; j < row + stride; j += LANES) {
            FloatVector.fromArray(SPECIES, z, j).sub(greatest).mul(scale).intoArray(z, j);
          }
        }
      }
    }
  }

  private static void shiftTwo(float scale, float[] z, int from, int end) {
    for (int row = from; row < end; row += 2 * LANES) {
      FloatVector z0 = FloatVector.fromArray(SPECIES, z, row);
      FloatVector z1 = FloatVector.fromArray(SPECIES, z, row + LANES);
      FloatVector greatest = VectorFloatSums.greatest(z0.max(z1));
      z0.sub(greatest).mul(scale).intoArray(z, row);
      z1.sub(greatest).mul(scale).intoArray(z, row + LANES);
    }
  }

  private static void shiftFour(float scale, float[] z, int from, int end) {
    for (int row = from; row < end; row += 4 * LANES) {
      FloatVector z0 = FloatVector.fromArray(SPECIES, z, row);
      FloatVector z1 = FloatVector.fromArray(SPECIES, z, row + LANES);
      FloatVector z2 = FloatVector.fromArray(SPECIES, z, row + 2 * LANES);
      FloatVector z3 = FloatVector.fromArray(SPECIES, z, row + 3 * LANES);
      FloatVector greatest = VectorFloatSums.greatest(z0.max(z1).max(z2.max(z3)));
      z0.sub(greatest).mul(scale).intoArray(z, row);
      z1.sub(greatest).mul(scale).intoArray(z, row + LANES);
      z2.sub(greatest).mul(scale).intoArray(z, row + 2 * LANES);
      z3.sub(greatest).mul(scale).intoArray(z, row + 3 * LANES);
    }
  }

  /** z ← z/Σz, row by row. */
  private static void toSumOne(float[] z, int from, int rows, int stride) {
    float[] lanes = VectorFloatSums.scratch();
    int end = from + rows * stride;
    if (stride == 2 * LANES) {
      for (int row = from; row < end; row += 2 * LANES) {
        FloatVector z0 = FloatVector.fromArray(SPECIES, z, row);
        FloatVector z1 = FloatVector.fromArray(SPECIES, z, row + LANES);
        float factor = 1 / VectorFloatSums.sum(z0.add(z1), lanes);
        z0.mul(factor).intoArray(z, row);
        z1.mul(factor).intoArray(z, row + LANES);
      }
    } else {
      for (int row = from; row < end; row += stride) {
        multiply((float) (1 / sum(z, row, stride, -1, lanes)), z, row, stride);
      }
    }
  }

  /** z ← exp z. */
  private static void exponentials(float[] z, int from, int count) {
    for (int j = from; j < from + count; j += LANES) {
      VectorFloatExp.of(FloatVector.fromArray(SPECIES, z, j)).intoArray(z, j);
    }
  }

  /** The sum of a row without the place {@code apart}. */
  private static double sum(float[] z, int row, int stride, int apart, float[] lanes) {
    double sum = 0;
    for (int block = row; block < row + stride; block += BLOCK) {
      int to = Math.min(block + BLOCK, row + stride);
      FloatVector sums = without(apart, z, block);
      for (int j = block + LANES; j < to; j += LANES) {
        sums = sums.add(without(apart, z, j));
      }
      sum += VectorFloatSums.sum(sums, lanes);
    }
    return sum;
  }

  /** By a comparison, not by writing a 0: a vector read just behind that would have to wait. */
  private static FloatVector without(int apart, float[] z, int j) {
    return FloatVector.fromArray(SPECIES, z, j)
        .blend(0f, VectorFloatSums.INDEX.compare(VectorOperators.EQ, (float) (apart - j)));
  }

  private static void multiply(float factor, float[] z, int row, int stride) {
    for (int j = row; j < row + stride; j += LANES) {
      FloatVector.fromArray(SPECIES, z, j).mul(factor).intoArray(z, j);
    }
  }
}

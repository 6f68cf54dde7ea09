package cusp.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on the Vector API; compiled apart and loaded by name, since its module is an incubator.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public String name() {
    return "Vector API, " + LANES + " lanes of double";
  }

  @Override
  public int lanes() {
    return LANES;
  }

  /**
   * Σ of the lanes from first to last. The order of {@code reduceLanes} is unspecified, and on
   * newer releases compiled code adds in another one than interpreted code: a seed's bits would
   * depend on when the compiler came in. The lanes are written out, since only a constant index is
   * fast.
   */
  private static double sum(DoubleVector v) {
    double sum = v.lane(0);
    if (LANES > 1) {
      sum += v.lane(1);
    }
    if (LANES > 2) {
      sum += v.lane(2);
      sum += v.lane(3);
    }
    if (LANES > 4) {
      sum += v.lane(4);
      sum += v.lane(5);
      sum += v.lane(6);
      sum += v.lane(7);
    }
    for (int i = 8; i < LANES; i++) {
      sum += v.lane(i);
    }
    return sum;
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
    // No vector of zeros is shared between the blends and the sums: on JDK 17 it then was, in half
    // of the runs, allocated anew at every call.
    for (int block = 0; block < stride; block += LANES) {
      DoubleVector gains = DoubleVector.fromArray(SPECIES, gram, row + block);
      DoubleVector b = DoubleVector.fromArray(SPECIES, bias, block);
      DoubleVector targets = DoubleVector.fromArray(SPECIES, identity, row + block);
      DoubleVector squares = DoubleVector.broadcast(SPECIES, 0.0);
      DoubleVector byGain = DoubleVector.fromArray(SPECIES, gradGram, row + block);
      DoubleVector byBias = DoubleVector.fromArray(SPECIES, gradBias, block);
      for (int k = from; k < to; k++) {
        DoubleVector mu = DoubleVector.broadcast(SPECIES, values[k]);
        DoubleVector before = gains.fma(mu, b);
        // Blends where one expects max(0): Java's maximum takes five instructions for its rules on
        // NaN.
        VectorMask<Double> dead = before.compare(VectorOperators.LE, 0.0);
        DoubleVector r = before.blend(0.0, dead).sub(targets.mul(mu));
        DoubleVector live = r.blend(0.0, dead);
        squares = r.fma(r, squares);
        byGain = live.fma(mu, byGain);
        byBias = byBias.add(live);
      }
      byGain.intoArray(gradGram, row + block);
      byBias.intoArray(gradBias, block);
      sum += sum(squares);
    }
    return sum;
  }
}

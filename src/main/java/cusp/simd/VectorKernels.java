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

  @Override
  public double dot(double[] a, double[] b, int count) {
    int bound = SPECIES.loopBound(count);
    DoubleVector sums = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i < bound; i += LANES) {
      sums = DoubleVector.fromArray(SPECIES, a, i).fma(DoubleVector.fromArray(SPECIES, b, i), sums);
    }
    double sum = sums.reduceLanes(VectorOperators.ADD);
    for (; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public double reconstruct(
      int[] order,
      int from,
      int to,
      int[] feature,
      double[] value,
      int stride,
      double[] gram,
      double[] bias,
      double[] identity,
      double[] gradGram,
      double[] gradBias) {
    double sum = 0;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int block = 0; block < stride; block += LANES) {
      DoubleVector b = DoubleVector.fromArray(SPECIES, bias, block);
      DoubleVector sumB = DoubleVector.fromArray(SPECIES, gradBias, block);
      DoubleVector squares = zero;
      for (int k = from; k < to; k++) {
        int s = order[k];
        int row = feature[s] * stride + block;
        DoubleVector mu = DoubleVector.broadcast(SPECIES, value[s]);
        DoubleVector target = DoubleVector.fromArray(SPECIES, identity, row).mul(mu);
        DoubleVector before = DoubleVector.fromArray(SPECIES, gram, row).fma(mu, b);
        VectorMask<Double> active = before.compare(VectorOperators.GT, 0.0);
        DoubleVector r = before.max(0.0).sub(target);
        squares = r.fma(r, squares);
        DoubleVector live = zero.blend(r, active);
        sumB = sumB.add(live);
        live.fma(mu, DoubleVector.fromArray(SPECIES, gradGram, row)).intoArray(gradGram, row);
      }
      sumB.intoArray(gradBias, block);
      sum += squares.reduceLanes(VectorOperators.ADD);
    }
    return sum;
  }
}

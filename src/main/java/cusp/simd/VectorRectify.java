package cusp.simd;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The pass through rectified nodes on the Vector API: node by node over all samples, so that few
 * vectors live at a time whatever the number of nodes.
 */
final class VectorRectify {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorRectify() {}

  static double pass(
      int nodes, double[] w, double[] samples, int stride, double[] scratch, double[] gradient) {
    Arrays.fill(scratch, 0, stride, w[4 * nodes]);
    for (int k = 0; k < nodes; k++) {
      forward(
          w[2 * k],
          w[2 * k + 1],
          w[2 * nodes + k],
          w[3 * nodes + k],
          samples,
          stride,
          scratch,
          (k + 1) * stride);
    }
    double squares = errors(samples, stride, scratch, gradient, 4 * nodes);
    for (int k = 0; k < nodes && gradient != null; k++) {
      backward(nodes, k, w[3 * nodes + k], samples, stride, scratch, gradient);
    }
    return squares;
  }

  private static void forward(
      double u,
      double v,
      double b,
      double q,
      double[] samples,
      int stride,
      double[] scratch,
      int row) {
    DoubleVector bias = DoubleVector.broadcast(SPECIES, b);
    for (int s = 0; s < stride; s += LANES) {
      DoubleVector first = DoubleVector.fromArray(SPECIES, samples, s);
      DoubleVector second = DoubleVector.fromArray(SPECIES, samples, stride + s);
      DoubleVector before = first.fma(broad(u), second.fma(broad(v), bias));
      VectorMask<Double> dead = before.compare(VectorOperators.LE, 0.0);
      DoubleVector active = before.blend(0.0, dead);
      active.intoArray(scratch, row + s);
      active.fma(broad(q), DoubleVector.fromArray(SPECIES, scratch, s)).intoArray(scratch, s);
    }
  }

  private static DoubleVector broad(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static double errors(
      double[] samples, int stride, double[] scratch, double[] gradient, int place) {
    DoubleVector squares = DoubleVector.broadcast(SPECIES, 0.0);
    DoubleVector sum = DoubleVector.broadcast(SPECIES, 0.0);
    for (int s = 0; s < stride; s += LANES) {
      DoubleVector e =
          DoubleVector.fromArray(SPECIES, scratch, s)
              .sub(DoubleVector.fromArray(SPECIES, samples, 2 * stride + s))
              .mul(DoubleVector.fromArray(SPECIES, samples, 3 * stride + s));
      e.intoArray(scratch, s);
      squares = e.fma(e, squares);
      sum = sum.add(e);
    }
    if (gradient != null) {
      gradient[place] += VectorKernels.sum(sum);
    }
    return VectorKernels.sum(squares);
  }

  private static void backward(
      int nodes,
      int k,
      double q,
      double[] samples,
      int stride,
      double[] scratch,
      double[] gradient) {
    int row = (k + 1) * stride;
    DoubleVector byFirst = DoubleVector.broadcast(SPECIES, 0.0);
    DoubleVector bySecond = DoubleVector.broadcast(SPECIES, 0.0);
    DoubleVector byBias = DoubleVector.broadcast(SPECIES, 0.0);
    DoubleVector byFactor = DoubleVector.broadcast(SPECIES, 0.0);
    for (int s = 0; s < stride; s += LANES) {
      DoubleVector active = DoubleVector.fromArray(SPECIES, scratch, row + s);
      VectorMask<Double> dead = active.compare(VectorOperators.LE, 0.0);
      DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, s).blend(0.0, dead);
      byFirst = e.fma(DoubleVector.fromArray(SPECIES, samples, s), byFirst);
      bySecond = e.fma(DoubleVector.fromArray(SPECIES, samples, stride + s), bySecond);
      byBias = byBias.add(e);
      byFactor = e.fma(active, byFactor);
    }
    gradient[2 * k] += q * VectorKernels.sum(byFirst);
    gradient[2 * k + 1] += q * VectorKernels.sum(bySecond);
    gradient[2 * nodes + k] += q * VectorKernels.sum(byBias);
    gradient[3 * nodes + k] += VectorKernels.sum(byFactor);
  }
}

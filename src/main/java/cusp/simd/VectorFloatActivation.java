package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions of {@link FloatKernels.Activation} and their derivatives, a loop each. */
final class VectorFloatActivation {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;

  /** Beyond it 1 − tanh x is below half a unit in the last place of 1. */
  private static final float SATURATED = 9.1f;

  private static final float DENSITY_AT_0 = (float) (1 / Math.sqrt(2 * Math.PI));

  private VectorFloatActivation() {}

  static void relu(float[] in, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      x.blend(0f, x.compare(VectorOperators.LE, 0f)).intoArray(out, i);
    }
  }

  static void reluBack(float[] in, float[] gradOut, float[] gradIn, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      FloatVector.fromArray(SPECIES, gradOut, i)
          .blend(0f, x.compare(VectorOperators.LE, 0f))
          .intoArray(gradIn, i);
    }
  }

  static void square(float[] in, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      x.mul(x).intoArray(out, i);
    }
  }

  static void squareBack(float[] in, float[] gradOut, float[] gradIn, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      FloatVector.fromArray(SPECIES, gradOut, i).mul(x.add(x)).intoArray(gradIn, i);
    }
  }

  static void tanhBack(float[] out, float[] gradOut, float[] gradIn, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector y = FloatVector.fromArray(SPECIES, out, i);
      FloatVector slope = y.neg().fma(y, FloatVector.broadcast(SPECIES, 1f));
      FloatVector.fromArray(SPECIES, gradOut, i).mul(slope).intoArray(gradIn, i);
    }
  }

  static void gelu(float[] in, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      x.mul(distribution(x, VectorFloatExp.of(x.mul(x).mul(-0.5f)))).intoArray(out, i);
    }
  }

  static void geluBack(float[] in, float[] gradOut, float[] gradIn, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      FloatVector e = VectorFloatExp.of(x.mul(x).mul(-0.5f));
      FloatVector slope = e.mul(DENSITY_AT_0).fma(x, distribution(x, e));
      FloatVector.fromArray(SPECIES, gradOut, i).mul(slope).intoArray(gradIn, i);
    }
  }

  /**
   * Φ(−|x|) = e·(c₁t + … + c₆t⁶) with t = 1/(1 + 0.39|x|), Hastings' form of it (Abramowitz and
   * Stegun 1964, 7.1.26). The coefficients, whose sum is ½, are fitted so that the largest error is
   * 1.2e−8; theirs are as large as 1.5, of which the roundings alone would be 2e−7.
   *
   * @param e exp(−x²/2)
   */
  private static FloatVector distribution(FloatVector x, FloatVector e) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector t = one.div(x.abs().fma(FloatVector.broadcast(SPECIES, 0.39f), one));
    FloatVector p = FloatVector.broadcast(SPECIES, 0.053698456f);
    p = p.fma(t, FloatVector.broadcast(SPECIES, -0.257659408f));
    p = p.fma(t, FloatVector.broadcast(SPECIES, 0.374256903f));
    p = p.fma(t, FloatVector.broadcast(SPECIES, -0.015930915f));
    p = p.fma(t, FloatVector.broadcast(SPECIES, 0.194167006f));
    p = p.fma(t, FloatVector.broadcast(SPECIES, 0.151467959f));
    FloatVector below = p.mul(t).mul(e);
    return below.blend(one.sub(below), x.compare(VectorOperators.GT, 0f));
  }

  /** As {@link VectorTanh}. */
  static void tanh(float[] in, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, i);
      FloatVector size = x.abs();
      VectorMask<Float> beyond = size.compare(VectorOperators.GT, SATURATED);
      FloatVector y = size.blend(SATURATED, beyond).mul(2f);
      FloatVector rounded = y.mul(VectorFloatExp.BY_LN2).add(VectorFloatExp.ROUNDER);
      FloatVector k = rounded.sub(VectorFloatExp.ROUNDER);
      FloatVector r =
          k.fma(
              FloatVector.broadcast(SPECIES, -VectorFloatExp.LN2_LOW),
              k.fma(FloatVector.broadcast(SPECIES, -VectorFloatExp.LN2_HIGH), y));
      FloatVector p = FloatVector.broadcast(SPECIES, 1f / 5040);
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 720));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 120));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 24));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 6));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
      // e^r − 1, its first term apart for its accuracy.
      p = p.mul(r).fma(r, r);
      FloatVector power =
          rounded
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .add(127 << 23)
              .reinterpretAsFloats();
      FloatVector e = power.fma(p, power.sub(1f));
      e.div(e.add(2f))
          .reinterpretAsInts()
          .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
          .reinterpretAsFloats()
          .intoArray(out, i);
    }
  }
}

package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp x for x ≤ 0 by its Taylor series about the nearest multiple of ln 2, to two units in the last
 * place; as {@link VectorTanh}, of which it has the reasons.
 */
final class VectorFloatExp {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;

  /** Adding it rounds to an integer, which is then in the lowest bits. */
  static final float ROUNDER = 0x1.8p23f;

  static final float BY_LN2 = (float) (1 / Math.log(2));

  /** ln 2 in two parts, of which multiples of the first are exact. */
  static final float LN2_HIGH = 0x1.62ep-1f;

  static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

  /**
   * Below it, where exp x is below 2⁻⁹⁹, there is 0: products with shares and step sizes still are
   * normal numbers. Arithmetic on smaller ones takes a hundred times as long.
   */
  private static final float LEAST = -69;

  private VectorFloatExp() {}

  /** Of each lane; 0 below −69, NaN of NaN. */
  static FloatVector of(FloatVector x) {
    FloatVector rounded = x.mul(BY_LN2).add(ROUNDER);
    FloatVector k = rounded.sub(ROUNDER);
    FloatVector r =
        k.fma(
            FloatVector.broadcast(SPECIES, -LN2_LOW),
            k.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x));
    FloatVector p = FloatVector.broadcast(SPECIES, 1f / 5040);
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 720));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 120));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 24));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 6));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
    return p.mul(
            rounded
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(127 << 23)
                .reinterpretAsFloats())
        .blend(0f, x.compare(VectorOperators.LT, LEAST));
  }
}

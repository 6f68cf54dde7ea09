package cusp.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * tanh |x| = e/(e + 2) with e = exp(2|x|) − 1, from e's Taylor series about the nearest multiple of
 * ln 2. Not {@code VectorOperators.TANH}: its compiled code rounds otherwise than its interpreted
 * code, so that a seed's bits would depend on when the compiler came in.
 */
final class VectorTanh {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Beyond it 1 − tanh x is below half a unit in the last place of 1. */
  private static final double SATURATED = 20;

  /** Adding it rounds to an integer, which is then in the lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  /** ln 2 in two parts, of which multiples of the first are exact. */
  private static final double LN2_HIGH = 0x1.62e42feep-1;

  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  private VectorTanh() {}

  static void apply(double[] values, int count) {
    for (int i = 0; i < count; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      DoubleVector size = x.abs();
      VectorMask<Double> beyond = size.compare(VectorOperators.GT, SATURATED);
      DoubleVector y = size.blend(SATURATED, beyond).mul(2.0);
      DoubleVector rounded = y.mul(1 / Math.log(2)).add(ROUNDER);
      DoubleVector k = rounded.sub(ROUNDER);
      DoubleVector r =
          k.fma(
              DoubleVector.broadcast(SPECIES, -LN2_LOW),
              k.fma(DoubleVector.broadcast(SPECIES, -LN2_HIGH), y));
      DoubleVector p = DoubleVector.broadcast(SPECIES, 1.0 / 6227020800L);
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 479001600));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 39916800));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 3628800));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 362880));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 40320));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 5040));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 720));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 120));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 24));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 6));
      p = p.fma(r, DoubleVector.broadcast(SPECIES, 1.0 / 2));
      // e^r − 1, its first term apart for its accuracy.
      p = p.mul(r).fma(r, r);
      DoubleVector power =
          rounded
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, 52)
              .add(1023L << 52)
              .reinterpretAsDoubles();
      DoubleVector e = power.fma(p, power.sub(1.0));
      LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
      e.div(e.add(2.0)).reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(values, i);
    }
  }
}

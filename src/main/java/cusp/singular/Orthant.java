package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.Monomial;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The terms of a polynomial where its coordinates have given signs, none of them 0: there each term
 * has a sign of its own.
 *
 * @param exponents of the terms
 * @param sizes of their coefficients, as whole numbers up to a common factor
 * @param signs of the terms
 */
record Orthant(List<int[]> exponents, java.math.BigInteger[] sizes, int[] signs) {

  private static final int DIRECTIONS = 24;

  /** All 2^k orthants. */
  static List<Orthant> all(List<Monomial<Rational<BigInteger>>> terms) {
    List<int[]> exponents = terms.stream().map(term -> term.exponents).toList();
    java.math.BigInteger[] sizes = sizes(terms);
    return IntStream.range(0, 1 << exponents.get(0).length)
        .mapToObj(
            negative ->
                new Orthant(
                    exponents,
                    sizes,
                    terms.stream().mapToInt(term -> sign(term, negative)).toArray()))
        .toList();
  }

  private static java.math.BigInteger[] sizes(List<Monomial<Rational<BigInteger>>> terms) {
    BigInteger common = BigInteger.ONE;
    for (Monomial<Rational<BigInteger>> term : terms) {
      common = common.multiply(term.coefficient.denominator());
    }
    BigInteger factor = common;
    return terms.stream()
        .map(t -> t.coefficient.abs().multiply(factor).numerator().toByteArray())
        .map(java.math.BigInteger::new)
        .toArray(java.math.BigInteger[]::new);
  }

  private static int sign(Monomial<Rational<BigInteger>> term, int negative) {
    int sign = term.coefficient.signum();
    for (int i = 0; i < term.exponents.length; i++) {
      if ((negative >> i & 1) != 0 && term.exponents[i] % 2 != 0) {
        sign = -sign;
      }
    }
    return sign;
  }

  /** Whether there are terms of both signs. */
  boolean isMixed() {
    return Arrays.stream(signs).distinct().count() > 1;
  }

  /** The sign of the sum where all coordinates are ±1. */
  int signAtOne() {
    return signAt(new int[exponents.get(0).length], 0);
  }

  /** Whether values of both signs are found along curves x = 2^(s·w); exact where it says yes. */
  boolean takesBothSigns() {
    boolean positive = false;
    boolean negative = false;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      int[] w = direction(direction);
      for (int scale = direction == 0 ? 0 : 1; scale <= 8; scale = scale == 0 ? 1 : scale * 8) {
        int sign = signAt(w, scale);
        positive |= sign > 0;
        negative |= sign < 0;
        if (positive && negative) {
          return true;
        }
      }
    }
    return false;
  }

  /** Small whole numbers without a pattern, the same at each call. */
  private int[] direction(int number) {
    int[] w = new int[exponents.get(0).length];
    long state = 0x9E3779B97F4A7C15L * (number + 1);
    for (int i = 0; i < w.length; i++) {
      state ^= state >>> 29;
      state *= 0xBF58476D1CE4E5B9L;
      state ^= state >>> 32;
      w[i] = (int) Math.floorMod(state, 15L) - 7;
    }
    return w;
  }

  private int signAt(int[] w, int scale) {
    long[] powers = Arrays.stream(powers(w)).map(power -> scale * power).toArray();
    long least = Arrays.stream(powers).min().orElseThrow();
    java.math.BigInteger sum = java.math.BigInteger.ZERO;
    for (int t = 0; t < powers.length; t++) {
      java.math.BigInteger term = sizes[t].shiftLeft(Math.toIntExact(powers[t] - least));
      sum = signs[t] < 0 ? sum.subtract(term) : sum.add(term);
    }
    return sum.signum();
  }

  private long[] powers(int[] w) {
    return exponents.stream()
        .mapToLong(a -> IntStream.range(0, w.length).mapToLong(i -> (long) w[i] * a[i]).sum())
        .toArray();
  }

  /**
   * A bound on the order of a zero: along the curve p·s^w the terms are powers of s, and by
   * Descartes' rule these have no zero of higher order than they change sign.
   */
  int highestOrder() {
    int best = signs.length - 1;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      long[] powers = powers(direction(direction));
      if (Arrays.stream(powers).distinct().count() == powers.length) {
        int[] order =
            IntStream.range(0, powers.length)
                .boxed()
                .sorted(Comparator.comparingLong(t -> powers[t]))
                .mapToInt(t -> signs[t])
                .toArray();
        int changes = 0;
        for (int t = 1; t < order.length; t++) {
          changes += order[t] != order[t - 1] ? 1 : 0;
        }
        best = Math.min(best, changes);
      }
    }
    return best;
  }
}

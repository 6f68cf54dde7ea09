package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.PolynomialFactorDecomposition;
import cc.redberry.rings.poly.univar.UnivariateDivision;
import cc.redberry.rings.poly.univar.UnivariateFactorization;
import cc.redberry.rings.poly.univar.UnivariatePolynomial;
import cc.redberry.rings.poly.univar.UnivariateSquareFreeFactorization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.ArithmeticUtils;

/** The positive real roots of polynomials in one variable, exactly. */
final class RealRoots {
  private RealRoots() {}

  /**
   * The roots of an irreducible factor, of which at least one is real and positive.
   *
   * @param factor irreducible
   * @param multiplicity of each of its roots
   */
  record Roots(UnivariatePolynomial<Rational<BigInteger>> factor, int multiplicity) {

    /** The only root where it is rational. */
    Optional<Rational<BigInteger>> rational() {
      return factor.degree() == 1
          ? Optional.of(factor.get(0).divide(factor.get(1)).negate())
          : Optional.empty();
    }
  }

  /** Those of a polynomial that is not zero. */
  static List<Roots> positive(UnivariatePolynomial<Rational<BigInteger>> g) {
    List<Roots> roots = new ArrayList<>();
    if (g.isConstant()) {
      return roots;
    }
    PolynomialFactorDecomposition<UnivariatePolynomial<Rational<BigInteger>>> parts =
        UnivariateSquareFreeFactorization.SquareFreeFactorization(g);
    for (int i = 0; i < parts.size(); i++) {
      for (UnivariatePolynomial<Rational<BigInteger>> factor : factors(parts.get(i))) {
        roots.add(new Roots(factor, parts.getExponent(i)));
      }
    }
    return roots;
  }

  /**
   * The irreducible factors with positive roots of a squarefree polynomial. As u^400 − 1 has many
   * factors, and u^512 + 1 takes an age to be found irreducible, powers v = u^k are looked at
   * first.
   */
  private static List<UnivariatePolynomial<Rational<BigInteger>>> factors(
      UnivariatePolynomial<Rational<BigInteger>> part) {
    int k = 0;
    for (int i = 1; i <= part.degree(); i++) {
      k = part.get(i).isZero() ? k : ArithmeticUtils.gcd(k, i);
    }
    UnivariatePolynomial<Rational<BigInteger>> inPower = UnivariatePolynomial.zero(Rings.Q);
    for (int i = 0; i <= part.degree(); i += k) {
      inPower.set(i / k, part.get(i));
    }
    List<UnivariatePolynomial<Rational<BigInteger>>> found = new ArrayList<>();
    for (UnivariatePolynomial<Rational<BigInteger>> factor : withPositiveRoots(inPower)) {
      if (k == 1) {
        found.add(factor);
      } else if (factor.degree() == 1) {
        found.add(ofRoot(factor.cc().divide(factor.lc()).negate(), k));
      } else {
        found.addAll(withPositiveRoots(inflated(factor, k)));
      }
    }
    return found;
  }

  private static List<UnivariatePolynomial<Rational<BigInteger>>> withPositiveRoots(
      UnivariatePolynomial<Rational<BigInteger>> g) {
    if (g.isConstant() || countPositive(g) == 0) {
      return List.of();
    }
    List<UnivariatePolynomial<Rational<BigInteger>>> found = new ArrayList<>();
    for (UnivariatePolynomial<Rational<BigInteger>> factor : UnivariateFactorization.Factor(g)) {
      if (!factor.cc().isZero() && countPositive(factor) > 0) {
        found.add(factor);
      }
    }
    return found;
  }

  /** What the positive k-th root of v is a root of: u^(k/j) − v^(1/j) with the highest j. */
  private static UnivariatePolynomial<Rational<BigInteger>> ofRoot(Rational<BigInteger> v, int k) {
    for (int j = k; ; j--) {
      if (k % j == 0) {
        BigInteger numerator = root(v.numerator(), j);
        BigInteger denominator = root(v.denominator(), j);
        if (numerator != null && denominator != null) {
          UnivariatePolynomial<Rational<BigInteger>> u = UnivariatePolynomial.zero(Rings.Q);
          u.set(0, Rings.Q.mk(numerator, denominator).negate());
          return u.set(k / j, Rings.Q.getOne());
        }
      }
    }
  }

  /** The j-th root of a positive whole number where that is whole, or null. */
  private static BigInteger root(BigInteger value, int j) {
    BigInteger low = BigInteger.ONE;
    BigInteger high = BigInteger.ONE.shiftLeft(value.bitLength() / j + 1);
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
      boolean above = middle.pow(j).compareTo(value) > 0;
      low = above ? low : middle;
      high = above ? middle.subtract(BigInteger.ONE) : high;
    }
    return low.pow(j).equals(value) ? low : null;
  }

  private static UnivariatePolynomial<Rational<BigInteger>> inflated(
      UnivariatePolynomial<Rational<BigInteger>> g, int k) {
    UnivariatePolynomial<Rational<BigInteger>> inflated = UnivariatePolynomial.zero(Rings.Q);
    for (int i = 0; i <= g.degree(); i++) {
      inflated.set(i * k, g.get(i));
    }
    return inflated;
  }

  /** Sturm's count of the different roots of a squarefree polynomial in (0, ∞). */
  static int countPositive(UnivariatePolynomial<Rational<BigInteger>> g) {
    List<Integer> atZero = new ArrayList<>();
    List<Integer> atInfinity = new ArrayList<>();
    UnivariatePolynomial<Rational<BigInteger>> a = g;
    UnivariatePolynomial<Rational<BigInteger>> b = g.derivative();
    atZero.add(a.cc().signum());
    atInfinity.add(a.lc().signum());
    while (!b.isZero()) {
      atZero.add(b.cc().signum());
      atInfinity.add(b.lc().signum());
      UnivariatePolynomial<Rational<BigInteger>> rest =
          UnivariateDivision.remainder(a, b, true).negate();
      a = b;
      b = rest.isZero() ? rest : rest.multiply(Rings.Q.reciprocal(rest.lc().abs()));
    }
    return changes(atZero) - changes(atInfinity);
  }

  private static int changes(List<Integer> signs) {
    int changes = 0;
    int last = 0;
    for (int sign : signs) {
      if (sign != 0) {
        changes += last == -sign ? 1 : 0;
        last = sign;
      }
    }
    return changes;
  }
}

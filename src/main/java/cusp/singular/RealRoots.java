package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.PolynomialFactorDecomposition;
import cc.redberry.rings.poly.univar.UnivariateDivision;
import cc.redberry.rings.poly.univar.UnivariateFactorization;
import cc.redberry.rings.poly.univar.UnivariatePolynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    PolynomialFactorDecomposition<UnivariatePolynomial<Rational<BigInteger>>> factors =
        UnivariateFactorization.Factor(g);
    for (int i = 0; i < factors.size(); i++) {
      UnivariatePolynomial<Rational<BigInteger>> factor = factors.get(i);
      if (!factor.cc().isZero() && countPositive(factor) > 0) {
        roots.add(new Roots(factor, factors.getExponent(i)));
      }
    }
    return roots;
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

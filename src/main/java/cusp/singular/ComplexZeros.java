package cusp.singular;

import cc.redberry.rings.IntegersZp64;
import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.Util;
import cc.redberry.rings.poly.multivar.AMonomial;
import cc.redberry.rings.poly.multivar.AMultivariatePolynomial;
import cc.redberry.rings.poly.multivar.GroebnerBases;
import cc.redberry.rings.poly.multivar.MonomialOrder;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cc.redberry.rings.poly.multivar.MultivariatePolynomialZp64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The common complex zeros of polynomials, by Gröbner bases. These are computed modulo a prime
 * first, which is quick and nearly always tells when the exact computation would be in vain.
 */
final class ComplexZeros {
  private ComplexZeros() {}

  /** Larger systems are not tried, as a Gröbner basis has no bound on its time. */
  private static final int LARGEST = 400;

  private static final IntegersZp64 FIELD = Rings.Zp64(2_147_483_647);

  /** Whether the questions below can be asked of the derivatives of f. */
  static boolean areInReach(MultivariatePolynomial<Rational<BigInteger>> f) {
    return f.size() * f.degree() * f.nVariables <= LARGEST;
  }

  /** Whether there are certainly none. */
  static boolean areAbsent(List<MultivariatePolynomial<Rational<BigInteger>>> system) {
    return inBothBases(system, basis -> basis.stream().anyMatch(f -> f.isConstant()));
  }

  /** Whether there are certainly no more than finitely many. */
  static boolean areFinite(List<MultivariatePolynomial<Rational<BigInteger>>> system) {
    // Exactly when some power of each variable leads.
    return inBothBases(
        system,
        basis ->
            IntStream.range(0, basis.get(0).nVariables)
                .allMatch(i -> basis.stream().anyMatch(f -> leadsWithPower(f, i))));
  }

  private static <T extends AMonomial<T>, P extends AMultivariatePolynomial<T, P>>
      boolean leadsWithPower(AMultivariatePolynomial<T, P> f, int variable) {
    return f.lt().exponents[variable] == f.lt().totalDegree;
  }

  private static boolean inBothBases(
      List<MultivariatePolynomial<Rational<BigInteger>>> system,
      Predicate<List<? extends AMultivariatePolynomial<?, ?>>> holds) {
    List<MultivariatePolynomialZp64> images =
        system.stream()
            .map(f -> MultivariatePolynomial.asOverZp64(Util.toCommonDenominator(f)._1, FIELD))
            .filter(f -> !f.isZero())
            .toList();
    return holds.test(GroebnerBases.GroebnerBasis(images, MonomialOrder.GREVLEX))
        && holds.test(
            GroebnerBases.GroebnerBasis(
                system.stream().map(MultivariatePolynomial::clone).toList(),
                MonomialOrder.GREVLEX));
  }
}

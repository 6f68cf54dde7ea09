package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.PolynomialFactorDecomposition;
import cc.redberry.rings.poly.multivar.Monomial;
import cc.redberry.rings.poly.multivar.MultivariateGCD;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cc.redberry.rings.poly.multivar.MultivariateSquareFreeFactorization;
import cusp.model.Polynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;

/**
 * A polynomial near the origin, up to a positive factor: sign·∏ fᵢ^eᵢ with squarefree fᵢ that
 * vanish at the origin and have no factor in common. What does not vanish there is a unit, which
 * changes neither λ nor m, and is left out; so is a coordinate that does not occur.
 *
 * @param dimension the number of coordinates
 * @param sign 1 or −1
 * @param branches the factors; none where the polynomial does not vanish
 */
record Germ(int dimension, int sign, List<Branch> branches) {

  /** f^e. */
  record Branch(MultivariatePolynomial<Rational<BigInteger>> f, int exponent) {

    List<Monomial<Rational<BigInteger>>> terms() {
      return Germ.terms(f);
    }

    List<int[]> exponents() {
      return Germ.exponents(f);
    }
  }

  static List<Monomial<Rational<BigInteger>>> terms(
      MultivariatePolynomial<Rational<BigInteger>> f) {
    List<Monomial<Rational<BigInteger>>> terms = new ArrayList<>();
    f.iterator().forEachRemaining(terms::add);
    return terms;
  }

  static List<int[]> exponents(MultivariatePolynomial<Rational<BigInteger>> f) {
    return terms(f).stream().map(term -> term.exponents).toList();
  }

  /** Of a polynomial at a point; empty where it is zero everywhere. */
  static Optional<Germ> at(Polynomial polynomial, List<BigFraction> point) {
    if (polynomial.scale().signum() == 0) {
      return Optional.empty();
    }
    int n = polynomial.variables().size();
    List<Branch> factors = new ArrayList<>();
    for (Polynomial.Factor factor : polynomial.factors()) {
      MultivariatePolynomial<Rational<BigInteger>> f = factor.base().clone();
      for (int i = 0; i < n; i++) {
        if (point.get(i).signum() != 0) {
          f = f.shift(i, Polynomial.coefficient(point.get(i)));
        }
      }
      factors.add(new Branch(f, factor.exponent()));
    }
    return Optional.of(of(n, polynomial.scale().signum(), factors));
  }

  /** Of sign·∏ factors, none of them zero. */
  static Germ of(int n, int sign, List<Branch> factors) {
    int units = sign;
    List<Branch> squarefree = new ArrayList<>();
    for (Branch factor : factors) {
      if (factor.f.cc().isZero()) {
        PolynomialFactorDecomposition<MultivariatePolynomial<Rational<BigInteger>>> parts =
            MultivariateSquareFreeFactorization.SquareFreeFactorization(factor.f);
        // The library's unit can have the wrong sign: leading coefficients tell the right one.
        int lead = factor.f.lc().signum();
        for (int i = 0; i < parts.size(); i++) {
          lead *= parts.getExponent(i) % 2 == 0 ? 1 : parts.get(i).lc().signum();
          int exponent = parts.getExponent(i) * factor.exponent;
          units *= add(squarefree, new Branch(parts.get(i), exponent));
        }
        units *= factor.exponent % 2 == 0 ? 1 : lead;
      } else {
        units *= sign(factor.f, factor.exponent);
      }
    }
    return new Germ(n, units, List.copyOf(squarefree)).withoutAbsent();
  }

  /** Adds a squarefree factor, splitting what it shares with others; returns its units' sign. */
  private static int add(List<Branch> branches, Branch added) {
    if (!added.f.cc().isZero()) {
      return sign(added.f, added.exponent);
    }
    for (int i = 0; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      MultivariatePolynomial<Rational<BigInteger>> common =
          MultivariateGCD.PolynomialGCD(branch.f, added.f);
      if (!common.isConstant()) {
        branches.remove(i);
        int sign = add(branches, new Branch(common, branch.exponent + added.exponent));
        sign *= add(branches, new Branch(quotient(branch.f, common), branch.exponent));
        return sign * add(branches, new Branch(quotient(added.f, common), added.exponent));
      }
    }
    branches.add(added);
    return 1;
  }

  private static MultivariatePolynomial<Rational<BigInteger>> quotient(
      MultivariatePolynomial<Rational<BigInteger>> f,
      MultivariatePolynomial<Rational<BigInteger>> divisor) {
    return cc.redberry.rings.poly.multivar.MultivariateDivision.divideExact(f, divisor);
  }

  /** The sign at the origin of f^e, where f does not vanish. */
  private static int sign(MultivariatePolynomial<Rational<BigInteger>> f, int exponent) {
    return exponent % 2 == 0 ? 1 : f.cc().signum();
  }

  private Germ withoutAbsent() {
    int[] present =
        IntStream.range(0, dimension)
            .filter(i -> branches.stream().anyMatch(b -> b.f.degree(i) > 0))
            .toArray();
    return present.length == dimension ? this : restrictedTo(present, branches, sign);
  }

  /** In some of the coordinates only, all that these factors have. */
  private static Germ restrictedTo(int[] variables, List<Branch> branches, int sign) {
    List<Branch> restricted =
        branches.stream()
            .map(
                b ->
                    new Branch(
                        polynomial(
                            variables.length,
                            b.terms().stream()
                                .map(
                                    t ->
                                        new Monomial<>(
                                            IntStream.of(variables)
                                                .map(i -> t.exponents[i])
                                                .toArray(),
                                            t.coefficient))
                                .toList()),
                        b.exponent))
            .toList();
    return new Germ(variables.length, sign, restricted);
  }

  /** A sum of terms. */
  static MultivariatePolynomial<Rational<BigInteger>> polynomial(
      int n, List<Monomial<Rational<BigInteger>>> terms) {
    MultivariatePolynomial<Rational<BigInteger>> sum = Rings.MultivariateRingQ(n).getZero();
    for (Monomial<Rational<BigInteger>> term : terms) {
      sum.add(term);
    }
    return sum;
  }

  /** As one polynomial; empty where that is too long. */
  Optional<MultivariatePolynomial<Rational<BigInteger>>> expanded() {
    MultivariatePolynomial<Rational<BigInteger>> product =
        Rings.MultivariateRingQ(dimension).getOne().multiply(sign);
    for (Branch branch : branches) {
      for (int k = 0; k < branch.exponent; k++) {
        if ((long) product.size() * branch.f.size() > LONGEST) {
          return Optional.empty();
        }
        product = product.multiply(branch.f);
      }
    }
    return Optional.of(product);
  }

  private static final long LONGEST = 100_000;

  /** The exponents of ∏ fᵢ that can lie on compact faces of its Newton polyhedron. */
  List<int[]> reducedExponents() {
    List<int[]> sums = List.of(new int[dimension]);
    for (Branch branch : branches) {
      List<int[]> next = new ArrayList<>();
      for (int[] a : sums) {
        for (int[] b : NewtonPolyhedron.minimal(branch.exponents())) {
          next.add(IntStream.range(0, dimension).map(i -> a[i] + b[i]).toArray());
        }
      }
      sums = NewtonPolyhedron.minimal(next);
    }
    return sums;
  }

  /** The part of f that is least in the direction of a normal. */
  static MultivariatePolynomial<Rational<BigInteger>> initial(
      MultivariatePolynomial<Rational<BigInteger>> f, java.math.BigInteger[] normal) {
    NewtonPolyhedron.Facet facet = new NewtonPolyhedron.Facet(normal, least(f, normal));
    List<Monomial<Rational<BigInteger>>> terms = new ArrayList<>();
    for (Monomial<Rational<BigInteger>> term : terms(f)) {
      if (facet.dot(term.exponents).equals(facet.level())) {
        terms.add(term);
      }
    }
    return polynomial(f.nVariables, terms);
  }

  /** The least w·a over the exponents a of f. */
  static java.math.BigInteger least(
      MultivariatePolynomial<Rational<BigInteger>> f, java.math.BigInteger[] normal) {
    NewtonPolyhedron.Facet facet = new NewtonPolyhedron.Facet(normal, null);
    return terms(f).stream()
        .map(term -> facet.dot(term.exponents))
        .min(java.math.BigInteger::compareTo)
        .orElseThrow();
  }
}

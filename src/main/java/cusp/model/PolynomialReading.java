package cusp.model;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cusp.model.Expression.Operation;
import cusp.model.Polynomial.Factor;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;

/** Reads a formula as a polynomial, keeping the products and powers that were written. */
final class PolynomialReading implements FormulaReading<Polynomial> {

  private final List<String> variables;

  private PolynomialReading(List<String> variables) {
    this.variables = variables;
  }

  static Polynomial of(String formula, List<String> variables) {
    return FormulaParser.read(formula, variables, new PolynomialReading(variables));
  }

  @Override
  public Polynomial number(String literal) {
    return constant(FormulaScanner.exact(literal));
  }

  private Polynomial constant(BigFraction value) {
    return new Polynomial(variables, value, List.of());
  }

  @Override
  public Polynomial variable(int index) {
    return single(Rings.MultivariateRingQ(variables.size()).variable(index));
  }

  private Polynomial single(MultivariatePolynomial<Rational<BigInteger>> sum) {
    return sum.isConstant()
        ? constant(Polynomial.fraction(sum.cc()))
        : new Polynomial(variables, BigFraction.ONE, List.of(new Factor(sum, 1)));
  }

  @Override
  public Polynomial add(Polynomial a, Polynomial b) {
    MultivariatePolynomial<Rational<BigInteger>> sum = a.expanded().add(b.expanded());
    checkTerms(sum.size());
    return single(sum);
  }

  @Override
  public Polynomial subtract(Polynomial a, Polynomial b) {
    return add(a, negate(b));
  }

  @Override
  public Polynomial negate(Polynomial a) {
    return new Polynomial(variables, a.scale().negate(), a.factors());
  }

  @Override
  public Polynomial multiply(Polynomial a, Polynomial b) {
    List<Factor> factors = new ArrayList<>(a.factors());
    for (Factor factor : b.factors()) {
      int same = 0;
      while (same < factors.size() && !factors.get(same).base().equals(factor.base())) {
        same++;
      }
      if (same < factors.size()) {
        int exponent = factors.get(same).exponent() + factor.exponent();
        factors.set(same, new Factor(factor.base(), exponent));
      } else {
        factors.add(factor);
      }
    }
    checkDegree(factors);
    return new Polynomial(variables, a.scale().multiply(b.scale()), factors);
  }

  @Override
  public Polynomial divide(Polynomial a, Polynomial b) {
    if (!b.factors().isEmpty()) {
      throw notPolynomial("a division by " + b);
    }
    if (b.scale().signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    return new Polynomial(variables, a.scale().divide(b.scale()), a.factors());
  }

  @Override
  public Polynomial power(Polynomial base, Polynomial exponent) {
    BigFraction value = exponent.scale();
    if (!exponent.factors().isEmpty() || !value.isInteger() || value.signum() < 0) {
      throw notPolynomial("the power " + base + "^" + exponent);
    }
    if (value.compareTo(new BigFraction(Polynomial.HIGHEST_DEGREE)) > 0) {
      throw tooHigh("the exponent " + value);
    }
    int n = value.getNumerator().intValue();
    List<Factor> factors =
        n == 0
            ? List.of()
            : base.factors().stream().map(f -> new Factor(f.base(), f.exponent() * n)).toList();
    checkDegree(factors);
    return new Polynomial(variables, base.scale().pow(n), factors);
  }

  @Override
  public Polynomial apply(Operation function, Polynomial a) {
    throw notPolynomial(function.symbol() + "(" + a + ")");
  }

  private static void checkDegree(List<Factor> factors) {
    long degree = factors.stream().mapToLong(f -> (long) f.base().degree() * f.exponent()).sum();
    if (degree > Polynomial.HIGHEST_DEGREE) {
      throw tooHigh("the degree " + degree);
    }
  }

  private static void checkTerms(int terms) {
    if (terms > Polynomial.MOST_TERMS) {
      throw new IllegalArgumentException(
          "a polynomial has at most " + Polynomial.MOST_TERMS + " terms, not " + terms);
    }
  }

  private static IllegalArgumentException tooHigh(String what) {
    return new IllegalArgumentException(
        what + " is above the limit of " + Polynomial.HIGHEST_DEGREE + " for a polynomial");
  }

  private static IllegalArgumentException notPolynomial(String what) {
    return new IllegalArgumentException(
        what
            + " is no polynomial with rational coefficients, which are made of numbers and"
            + " variables by +, −, *, division by a number and whole powers");
  }
}

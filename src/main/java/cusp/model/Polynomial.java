package cusp.model;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import java.math.BigDecimal;
import java.util.List;
import org.hipparchus.fraction.BigFraction;

/**
 * A polynomial with rational coefficients, as a product of powers in the shape in which it was
 * written: (x²−y³)² is not expanded.
 *
 * <pre>{@code
 * var cusp = Objective.of("(x^2-y^3)^2/2").polynomial();
 * show(cusp);
 * show(cusp.at(List.of(Polynomial.fraction(0.5), Polynomial.fraction(1))));
 * }</pre>
 *
 * @param variables names of the coordinates
 * @param scale a factor; 0 exactly for the zero polynomial
 * @param factors the others, none of them constant
 */
public record Polynomial(List<String> variables, BigFraction scale, List<Factor> factors) {

  /** Higher degrees and longer sums are refused. */
  static final int HIGHEST_DEGREE = 1_000;

  static final int MOST_TERMS = 20_000;

  /**
   * base^exponent.
   *
   * @param base not constant; to be read only
   * @param exponent at least 1
   */
  public record Factor(MultivariatePolynomial<Rational<BigInteger>> base, int exponent) {}

  public Polynomial {
    variables = List.copyOf(variables);
    factors = scale.signum() == 0 ? List.of() : List.copyOf(factors);
  }

  /** The fraction that is written as a double's shortest decimal: 1/10 for 0.1. */
  public static BigFraction fraction(double decimal) {
    if (!Double.isFinite(decimal)) {
      throw new IllegalArgumentException("a coordinate is finite, not " + decimal);
    }
    BigDecimal exact = BigDecimal.valueOf(decimal);
    BigFraction digits = new BigFraction(exact.unscaledValue());
    BigFraction power = new BigFraction(java.math.BigInteger.TEN).pow(Math.abs(exact.scale()));
    return exact.scale() > 0 ? digits.divide(power) : digits.multiply(power);
  }

  /** A fraction in the form that the factors' coefficients have. */
  public static Rational<BigInteger> coefficient(BigFraction value) {
    return Rings.Q.mk(
        new BigInteger(value.getNumerator().toByteArray()),
        new BigInteger(value.getDenominator().toByteArray()));
  }

  /** A coefficient as a fraction. */
  public static BigFraction fraction(Rational<BigInteger> coefficient) {
    return new BigFraction(
        new java.math.BigInteger(coefficient.numerator().toByteArray()),
        new java.math.BigInteger(coefficient.denominator().toByteArray()));
  }

  /**
   * The sum of its terms.
   *
   * @throws IllegalArgumentException if it has more than 20,000 of them
   */
  public MultivariatePolynomial<Rational<BigInteger>> expanded() {
    MultivariatePolynomial<Rational<BigInteger>> sum =
        Rings.MultivariateRingQ(variables.size()).getOne().multiply(coefficient(scale));
    for (Factor factor : factors) {
      for (int k = 0; k < factor.exponent; k++) {
        if ((long) sum.size() * factor.base.size() > 50L * MOST_TERMS) {
          throw tooLong();
        }
        sum = sum.multiply(factor.base);
        if (sum.size() > MOST_TERMS) {
          throw tooLong();
        }
      }
    }
    return sum;
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException(
        "the polynomial has more than " + MOST_TERMS + " terms when it is multiplied out");
  }

  /** The exact value at a point. */
  public BigFraction at(List<BigFraction> point) {
    if (point.size() != variables.size()) {
      throw new IllegalArgumentException(
          "the point has "
              + point.size()
              + " coordinates; the polynomial has the variables "
              + String.join(", ", variables));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Rational<BigInteger>[] coordinates =
        point.stream().map(Polynomial::coefficient).toArray(Rational[]::new);
    BigFraction product = scale;
    for (Factor factor : factors) {
      BigFraction value = fraction(factor.base.evaluate(coordinates));
      product = product.multiply(value.pow(factor.exponent));
    }
    return product;
  }

  /** As in 1/2*(x^2-y^3)^2. */
  @Override
  public String toString() {
    String[] names = variables.toArray(String[]::new);
    StringBuilder text = new StringBuilder();
    if (factors.isEmpty() || !scale.equals(BigFraction.ONE)) {
      text.append(scale.toString().replace(" ", ""));
    }
    for (Factor factor : factors) {
      text.append(text.isEmpty() ? "" : "*").append('(').append(factor.base.toString(names));
      text.append(factor.exponent == 1 ? ")" : ")^" + factor.exponent);
    }
    return text.toString();
  }
}

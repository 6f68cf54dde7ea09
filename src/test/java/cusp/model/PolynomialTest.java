package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolynomialTest {

  @Test
  void productsAndPowersStayAsTheyWereWritten() {
    Polynomial cusp = Formula.of("(x^2-y^3)^2*x/4").polynomial();
    assertEquals(new BigFraction(1, 4), cusp.scale());
    assertEquals(2, cusp.factors().size());
    assertEquals(2, cusp.factors().get(0).exponent());
    assertEquals(3, cusp.expanded().size());
  }

  @Test
  void equalFactorsAreOne() {
    assertEquals(List.of(3), exponents(Formula.of("(x+1)*(1+x)^2").polynomial()));
    assertEquals(List.of(), exponents(Formula.of("(x-x)*y").polynomial()));
    assertEquals(List.of(), exponents(Formula.of("(x+2-x)^3+0*y").polynomial()));
  }

  private static List<Integer> exponents(Polynomial polynomial) {
    return polynomial.factors().stream().map(Polynomial.Factor::exponent).toList();
  }

  @Test
  void decimalsAreTakenAsWritten() {
    assertEquals(new BigFraction(1, 10), Polynomial.fraction(0.1));
    assertEquals(new BigFraction(-3, 2), Polynomial.fraction(-1.5));
    assertEquals(new BigFraction(12_000_000), Polynomial.fraction(1.2e7));
    assertEquals(BigFraction.ZERO, Polynomial.fraction(0));
    assertThrows(IllegalArgumentException.class, () -> Polynomial.fraction(Double.NaN));
    assertEquals(
        new BigFraction(3, 100),
        Formula.of("0.3*x").polynomial().at(List.of(new BigFraction(1, 10))));
  }

  @Property(tries = 200)
  void itHasTheFormulasValues(
      @ForAll @IntRange(min = -9, max = 9) int x,
      @ForAll @IntRange(min = -9, max = 9) int y,
      @ForAll @IntRange(min = 1, max = 4) int power) {
    String text = "-(x-2*y^" + power + ")^3*(y/3+x*y)^2 + 7*(x-y)^" + power + "/2 - x";
    Formula formula = Formula.of(text);
    BigFraction exact = formula.polynomial().at(List.of(new BigFraction(x), new BigFraction(y)));
    double value = formula.loss(new double[] {x, y});
    assertEquals(value, exact.doubleValue(), 1e-12 * (1 + Math.abs(value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tanh(x)+1 | tanh(",
        "1/x | a division by (x)",
        "x^y | the power",
        "x^0.5 | the power",
        "x^(-2) | the power",
        "sqrt(2)*x | sqrt(2)",
        "x^1001 | the exponent 1001 is above the limit of 1000",
        "(x^40*y)^30 | the degree 1230 is above the limit of 1000",
        "(x+y+z+1)^70 + x | more than 20000 terms"
      })
  void whatIsNoPolynomialIsNamed(String formula, String named) {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Formula.of(formula).polynomial().expanded());
    assertTrue(error.getMessage().contains(named), error.getMessage());
  }

  @Test
  void aPointOfAnotherLengthIsRefused() {
    Polynomial polynomial = Formula.of("x*y").polynomial();
    var error =
        assertThrows(IllegalArgumentException.class, () -> polynomial.at(List.of(BigFraction.ONE)));
    assertTrue(error.getMessage().contains("1 coordinates"), error.getMessage());
  }
}

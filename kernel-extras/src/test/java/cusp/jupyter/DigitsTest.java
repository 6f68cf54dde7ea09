package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

  @ParameterizedTest
  @CsvSource({
    "0.52117, 0.04412, 0.521 ± 0.044",
    "1.5, 0.0996, 1.50 ± 0.10",
    "2.82, 1.0658, 2.8 ± 1.1",
    "-3, 0.5, -3.00 ± 0.50",
    "123456.7, 7890, 123500 ± 7900",
    "1.234e-9, 2.5e-11, (1.234 ± 0.025)e-9",
    "6.5e12, 1e11, (6.50 ± 0.10)e12",
    "0, 1e-3, 0.0000 ± 0.0010",
    "0.25, 0, 0.25 ± 0",
    "0.25, NaN, '0.25, its error unknown'"
  })
  void aValueHasTheDigitsThatItsErrorLeavesIt(double value, double error, String text) {
    assertEquals(text, new Digits(value, error).withError(value));
  }

  @Test
  void otherNumbersHaveAsMany() {
    Digits digits = new Digits(0.52117, 0.04412);
    assertEquals("0.435", digits.of(0.434711));
    assertEquals("∞", digits.of(Double.POSITIVE_INFINITY));
    assertEquals("1.20e-9", new Digits(1.2e-9, 1e-10).of(1.2e-9));
  }
}

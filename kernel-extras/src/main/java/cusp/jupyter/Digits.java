package cusp.jupyter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A number with its error, in as many digits as the error leaves it: two of the error's own. */
final class Digits {
  private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_EVEN);
  private static final int LARGEST = 6;
  private static final int SMALLEST = -5;

  private final double error;
  private final int exponent;
  private final int decimals;
  private final boolean known;

  /** The digits that suit a value with such an error. */
  Digits(double value, double error) {
    this.error = error;
    known = error > 0 && Double.isFinite(error) && Double.isFinite(value);
    int order = known ? (int) Math.floor(Math.log10(Math.max(Math.abs(value), error))) : 0;
    exponent = order > LARGEST || order < SMALLEST ? order : 0;
    BigDecimal rounded = known ? shifted(error).round(TWO) : BigDecimal.ONE;
    decimals = rounded.scale() + TWO.getPrecision() - rounded.precision();
  }

  /** As 1.234 ± 0.012, or (1.23 ± 0.12)e-9. */
  String withError(double value) {
    if (!known) {
      return ArrayText.number(value)
          + (Double.isNaN(error) ? ", its error unknown" : " ± " + ArrayText.number(error));
    }
    String both = plain(value) + " ± " + plain(error);
    return exponent == 0 ? both : "(" + both + ")e" + exponent;
  }

  /** Another number in as many digits. */
  String of(double value) {
    return known && Double.isFinite(value)
        ? plain(value) + (exponent == 0 ? "" : "e" + exponent)
        : ArrayText.number(value);
  }

  private String plain(double value) {
    return shifted(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private BigDecimal shifted(double value) {
    return new BigDecimal(value).scaleByPowerOfTen(-exponent);
  }
}

package cusp.plot;

/** Refusals that name the thing, the value and what is allowed. */
final class Check {

  private Check() {}

  static String text(String what, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " must be words, not blank");
    }
    return value;
  }

  static int within(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          what + " must lie between " + low + " and " + high + ", not " + value);
    }
    return value;
  }

  static double finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be finite, not " + value);
    }
    return value;
  }

  static void sameLength(String what, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          what + " must have length " + expected + ", not " + actual);
    }
  }

  /**
   * A copy of values that may be NaN (a gap) but not infinite, with at least one that is a number.
   */
  static double[] values(String what, double[] values) {
    boolean any = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            what + "[" + i + "] must be finite, or NaN for a gap, not " + values[i]);
      }
      any |= !Double.isNaN(values[i]);
    }
    if (!any) {
      throw new IllegalArgumentException(
          what + (values.length == 0 ? " must not be empty" : " must hold a number, not only NaN"));
    }
    return values.clone();
  }
}

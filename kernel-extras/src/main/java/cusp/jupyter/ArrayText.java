package cusp.jupyter;

import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Numbers in six digits, and arrays of them by their first and last. */
final class ArrayText {
  private static final int ENDS = 5;

  private ArrayText() {}

  /** As {@code double[1000]: 0 0.25 0.5 … 249.5 249.75}. */
  static String of(double[] values) {
    return "double[" + values.length + "]: " + line(values);
  }

  /** The shape, then a row a line. */
  static String of(double[][] rows) {
    String widths =
        Arrays.stream(rows)
            .map(row -> row == null ? "null" : String.valueOf(row.length))
            .distinct()
            .collect(Collectors.joining("|"));
    StringJoiner lines = new StringJoiner("\n");
    lines.add("double[" + rows.length + "][" + widths + "]:");
    for (int i = 0; i < rows.length; i++) {
      if (isEnd(i, rows.length)) {
        lines.add("  " + (rows[i] == null ? "null" : line(rows[i])));
      } else if (i == ENDS) {
        lines.add("  …");
      }
    }
    return lines.toString();
  }

  private static String line(double[] values) {
    StringJoiner words = new StringJoiner(" ");
    for (int i = 0; i < values.length; i++) {
      if (isEnd(i, values.length)) {
        words.add(number(values[i]));
      } else if (i == ENDS) {
        words.add("…");
      }
    }
    return words.toString();
  }

  private static boolean isEnd(int i, int length) {
    return length <= 2 * ENDS || i < ENDS || i >= length - ENDS;
  }

  /** Six significant digits at most, without the zeros that say nothing. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    String digits = String.format(Locale.ROOT, "%.6g", value);
    int exponent = digits.indexOf('e');
    String mantissa = exponent < 0 ? digits : digits.substring(0, exponent);
    String tail = exponent < 0 ? "" : digits.substring(exponent);
    return mantissa.replaceFirst("\\.?0+$", "") + tail;
  }
}

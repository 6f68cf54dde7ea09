package cusp.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A linear or logarithmic scale from low to high, and round values on it. */
record Axis(double low, double high, boolean log) {

  record Tick(double value, String label) {}

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** Rows 0, 1, …, the first at the top: the low end is the greater. */
  static Axis downwards(int rows) {
    return new Axis(rows - 0.5, -0.5, false);
  }

  /** Where the value lies, 0 at the low end and 1 at the high end; NaN stays NaN. */
  double share(double value) {
    return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  }

  boolean contains(double value) {
    return Math.min(low, high) <= value && value <= Math.max(low, high);
  }

  /** The same axis with room for {@code share} of its length added at each end. */
  Axis padded(double below, double above) {
    if (log) {
      double ratio = high / low;
      return new Axis(low * Math.pow(ratio, -below), high * Math.pow(ratio, above), true);
    }
    double length = high - low;
    return new Axis(low - below * length, high + above * length, false);
  }

  /** Linear and {@code factor} times as long about its middle. */
  Axis stretched(double factor) {
    double extra = (factor - 1) / 2;
    return padded(extra, extra);
  }

  /** Round values within the axis, about {@code target} of them. */
  List<Tick> ticks(int target) {
    return log && high / low > 20 ? decades(target) : steps(target);
  }

  private List<Tick> steps(int target) {
    double step = roundStep((high - low) / Math.max(1, target));
    List<Double> values = new ArrayList<>();
    // A hair's breadth of tolerance keeps an end that is itself round.
    for (long i = (long) Math.ceil(low / step - 1e-6); i * step <= high + 1e-6 * step; i++) {
      if (!log || i > 0) {
        values.add(i * step);
      }
    }
    return values.stream().map(v -> new Tick(v, label(v, step))).toList();
  }

  /** 1, 2 or 5 times a power of ten, as near to the ideal in ratio as these come. */
  private static double roundStep(double ideal) {
    double power = Math.pow(10, Math.floor(Math.log10(ideal)));
    double ratio = ideal / power;
    // The geometric means of neighbours.
    return power
        * (ratio < Math.sqrt(2) ? 1 : ratio < Math.sqrt(10) ? 2 : ratio < Math.sqrt(50) ? 5 : 10);
  }

  private List<Tick> decades(int target) {
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    int stride = Math.max(1, (int) Math.ceil((last - first + 1) / (double) Math.max(1, target)));
    boolean plain = first >= -3 && last <= 5;
    int[] digits = last - first < 2 && target >= 4 ? new int[] {1, 2, 5} : new int[] {1};
    List<Tick> ticks = new ArrayList<>();
    for (int power = first - 1; power <= last; power++) {
      for (int digit : digits) {
        double value = digit * Math.pow(10, power);
        if ((power - first) % stride == 0 || power < first) {
          if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
            ticks.add(new Tick(value, plain ? plain(value, -power) : scientific(value)));
          }
        }
      }
    }
    return ticks;
  }

  private static String label(double value, double step) {
    double size = Math.max(Math.abs(value), step);
    if (size >= 1e6 || step < 1e-4) {
      return Math.abs(value) < step / 2 ? "0" : scientific(value);
    }
    return Math.abs(value) < step / 2
        ? "0"
        : plain(value, -(int) Math.floor(Math.log10(step) + 1e-9));
  }

  private static String plain(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, decimals) + "f", value).replace('-', '−');
  }

  /** With at most four digits, as 0.25, −3 or 2×10⁻⁵. */
  static String words(double value) {
    double size = Math.abs(value);
    if (value == 0 || (size >= 1e-3 && size < 1e5)) {
      BigDecimal digits = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
      return digits.toPlainString().replace('-', '−');
    }
    return scientific(value);
  }

  /** As 2×10⁻⁵, with at most four digits before the power. */
  private static String scientific(double value) {
    String text = String.format(Locale.ROOT, "%.3e", value);
    int e = text.indexOf('e');
    String digits = text.substring(0, e).replaceFirst("\\.?0+$", "");
    String power = "10" + superscript(Integer.parseInt(text.substring(e + 1)));
    String factor = digits.equals("1") ? "" : digits.equals("-1") ? "-" : digits + "×";
    return (factor + power).replace('-', '−');
  }

  private static String superscript(int power) {
    StringBuilder text = new StringBuilder(power < 0 ? "⁻" : "");
    for (char c : Integer.toString(Math.abs(power)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(c - '0'));
    }
    return text.toString();
  }
}

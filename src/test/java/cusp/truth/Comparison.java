package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a case against ours. Numbers agree within the tolerance, infinities and NaN with
 * themselves; null stands for a quantity that does not exist, which is NaN with us; lists agree in
 * length and member by member; strings agree with what ours print as.
 */
final class Comparison {
  private final double tolerance;
  private final boolean atMost;
  private final List<String> misses = new ArrayList<>();
  private int compared;
  private String worst = "";
  private double worstError = -1;

  /**
   * @param atMost whether a smaller number of ours is as good
   */
  Comparison(double tolerance, boolean atMost) {
    this.tolerance = tolerance;
    this.atMost = atMost;
  }

  boolean hit() {
    return misses.isEmpty();
  }

  void miss(String name, String why) {
    misses.add(name + " " + why);
  }

  void compare(String name, JsonNode expected, Object ours) {
    if (expected.isArray()) {
      compareLists(name, expected, ours);
    } else if (expected.isNumber() || expected.isNull()) {
      compareNumbers(name, expected.isNull() ? Double.NaN : expected.doubleValue(), ours);
    } else if (expected.isTextual()) {
      compared++;
      if (!expected.textValue().equals(String.valueOf(ours))) {
        miss(name, "expected \"" + expected.textValue() + "\", ours " + ours);
      }
    } else {
      miss(name, "expected " + expected + ", which is no number, list or string");
    }
  }

  private void compareLists(String name, JsonNode expected, Object ours) {
    Object array = ours instanceof List<?> list ? list.toArray() : ours;
    if (array == null || !array.getClass().isArray()) {
      miss(name, "expected a list of " + expected.size() + ", ours " + ours);
    } else if (Array.getLength(array) != expected.size()) {
      miss(name, "expected a list of " + expected.size() + ", ours has " + Array.getLength(array));
    } else {
      for (int i = 0; i < expected.size(); i++) {
        compare(name + "[" + i + "]", expected.get(i), Array.get(array, i));
      }
    }
  }

  private void compareNumbers(String name, double expected, Object ours) {
    if (!(ours instanceof Number number)) {
      miss(name, "expected " + expected + ", ours is no number but " + ours);
      return;
    }
    compared++;
    double value = number.doubleValue();
    boolean same = expected == value || (Double.isNaN(expected) && Double.isNaN(value));
    double error = same || (atMost && value < expected) ? 0 : Math.abs(expected - value);
    String line = String.format("%s expected %s ours %s error %.2g", name, expected, value, error);
    if (!(error <= tolerance)) {
      misses.add(line);
    } else if (error > worstError) {
      worstError = error;
      worst = line;
    }
  }

  /** The misses, or else the worst hit. */
  @Override
  public String toString() {
    if (!hit()) {
      return String.format("(tolerance %.1g) %s", tolerance, String.join("; ", misses));
    }
    return compared == 1 ? worst : "worst of " + compared + ": " + worst;
  }
}

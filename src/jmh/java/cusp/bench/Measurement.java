package cusp.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.Consumer;

/**
 * One number about one case.
 *
 * @param subject the case; the field's name in JSON is a reserved word in Java
 * @param metric what is measured and in which unit, as "ns_per_draw"
 * @param value finite
 */
record Measurement(@JsonProperty("case") String subject, String metric, double value) {

  Measurement {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the " + metric + " of " + subject + " must be finite, not " + value);
    }
  }

  /** Hands on a number where there is one: what is not finite is left out. */
  static void report(String subject, String metric, double value, Consumer<Measurement> out) {
    if (Double.isFinite(value)) {
      out.accept(new Measurement(subject, metric, value));
    }
  }
}

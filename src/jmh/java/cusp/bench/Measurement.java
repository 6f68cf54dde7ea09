package cusp.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

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
}

package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.truth.TruthFolder.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One case of a covered kind.
 *
 * @param tolerance absolute
 */
record TruthCase(String id, TruthKind kind, JsonNode input, JsonNode expected, double tolerance) {
  private static final double DEFAULT_TOLERANCE = 1e-9;

  static TruthCase of(JsonNode node, TruthKind kind) {
    double tolerance = node.has("tolerance") ? Json.number(node, "tolerance") : DEFAULT_TOLERANCE;
    if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a tolerance is finite and not negative, but it is " + tolerance);
    }
    JsonNode expected = Json.field(node, "expected");
    if (!expected.isObject() || expected.isEmpty()) {
      throw new IllegalArgumentException("\"expected\" holds nothing to compare");
    }
    return new TruthCase(
        Json.text(node, "id"), kind, Json.field(node, "input"), expected, tolerance);
  }

  private Set<String> wanted() {
    return expected.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** Computes ours and compares all of it. */
  Outcome verify() {
    try {
      Map<String, Object> ours = kind.compute(input, wanted());
      Comparison comparison = new Comparison(tolerance, kind.isAtMost());
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        if (ours.containsKey(entry.getKey())) {
          comparison.compare(entry.getKey(), entry.getValue(), ours.get(entry.getKey()));
        } else {
          comparison.miss(
              entry.getKey(), "is a key we have no value for; we have " + ours.keySet());
        }
      }
      return new Outcome(comparison.hit(), id + "  " + comparison);
    } catch (RuntimeException e) {
      return Outcome.miss(id, "we throw " + e);
    }
  }
}

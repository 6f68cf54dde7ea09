package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the library computes from the input of one kind of case. */
interface TruthKind {

  /**
   * Our values by the keys of {@code expected}: numbers, strings, or {@code double[]} and {@code
   * double[][]} row by row; NaN where a quantity does not exist.
   */
  Map<String, Object> compute(JsonNode input);

  /** Whether a smaller value of ours is as good: the expected one is the best known. */
  default boolean isAtMost() {
    return false;
  }

  /** The same kind, where a smaller value is as good. */
  static TruthKind atMost(TruthKind kind) {
    return new TruthKind() {
      @Override
      public Map<String, Object> compute(JsonNode input) {
        return kind.compute(input);
      }

      @Override
      public boolean isAtMost() {
        return true;
      }
    };
  }
}

package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** What the library computes from the input of one kind of case. */
interface TruthKind {

  /**
   * Our values by the keys of {@code expected}: numbers, strings, or {@code double[]} and {@code
   * double[][]} row by row; NaN where a quantity does not exist.
   */
  Map<String, Object> compute(JsonNode input);

  /**
   * The same, where what is computed depends on the keys that are asked for, as for a mean at a β
   * that the key names.
   */
  default Map<String, Object> compute(JsonNode input, Set<String> wanted) {
    return compute(input);
  }

  /** Whether a smaller value of ours is as good: the expected one is the best known. */
  default boolean isAtMost() {
    return false;
  }

  /** A kind that computes only what is asked for. */
  static TruthKind onDemand(BiFunction<JsonNode, Set<String>, Map<String, Object>> kind) {
    return new TruthKind() {
      @Override
      public Map<String, Object> compute(JsonNode input) {
        return kind.apply(input, Set.of());
      }

      @Override
      public Map<String, Object> compute(JsonNode input, Set<String> wanted) {
        return kind.apply(input, wanted);
      }
    };
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

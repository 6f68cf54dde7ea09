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
}

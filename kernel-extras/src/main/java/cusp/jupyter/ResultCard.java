package cusp.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cusp.base.Verdict;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.List;

/**
 * A result as JSON: its type, its verdict, its value with error and interval where it has them, its
 * other components, its settings and its seed, in this order.
 */
final class ResultCard {
  static final String VERDICT = "verdict";
  static final String VALUE = "value";
  static final String ERROR = "standardError";
  static final String INTERVAL = "interval";
  static final String SETTINGS = "settings";
  static final String SEED = "seed";

  /** What the settings of a run are called. */
  private static final String TRAINER = "trainer";

  private ResultCard() {}

  static ObjectNode of(Object result) {
    if (!(result instanceof Record entry) || result instanceof Objective) {
      JsonNode summary = Summary.of(result);
      return summary instanceof ObjectNode object && object.has("type")
          ? object
          : JsonNodeFactory.instance.objectNode().set(VALUE, summary);
    }
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    List<String> told = new ArrayList<>(List.of(VERDICT, ERROR, INTERVAL, SEED));
    Object verdict = Property.of(result, VERDICT).orElse(null);
    set(card, VERDICT, result, verdict);
    // Of what is INVALID there is no number; asked for it, it throws.
    boolean invalid = verdict instanceof Verdict known && known.isInvalid();
    Object value = invalid ? null : Property.of(result, VALUE).orElse(null);
    if (invalid || value instanceof Number) {
      set(card, VALUE, result, value);
      told.add(VALUE);
    }
    set(card, ERROR, result, invalid ? null : Property.of(result, ERROR).orElse(null));
    set(card, INTERVAL, result, invalid ? null : Property.of(result, INTERVAL).orElse(null));
    String settings = Property.isIn(result, SETTINGS) ? SETTINGS : TRAINER;
    told.add(settings);
    ObjectNode details = Summary.components(entry, told);
    if (!invalid && !details.isEmpty()) {
      card.set("details", details);
    }
    if (Property.isIn(result, settings)) {
      card.set(SETTINGS, Summary.of(Property.of(result, settings).orElse(null)));
    }
    set(card, SEED, result, Property.of(result, SEED).orElse(null));
    return Summary.typed(result, card);
  }

  private static void set(ObjectNode card, String name, Object result, Object answer) {
    if (Property.isIn(result, name)) {
      card.set(name, Summary.of(answer));
    }
  }
}

package cusp.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cusp.model.Formula;
import cusp.model.Objective;
import cusp.plot.Figure;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Any value as a small piece of JSON, the same at every run: settings and numbers as they are, of
 * data, weights and draws how many there are.
 */
final class Summary {
  private static final int MOST_NUMBERS = 16;
  private static final int MOST_OBJECTS = 4;
  private static final int LONGEST_TEXT = 1_000;
  private static final int DEEPEST = 8;
  private static final String TYPE = "type";
  private static final String LENGTH = "length";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** As in [D@1b6d3586, which is another one at the next run. */
  private static final Pattern ADDRESS = Pattern.compile("@[0-9a-f]{4,}");

  private Summary() {}

  /** NaN, which stands for what there is not, becomes null. */
  static JsonNode of(Object value) {
    return of(value, 0);
  }

  private static JsonNode of(Object value, int depth) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return text(value.toString());
    }
    if (value instanceof Enum<?> constant) {
      return JSON.textNode(constant.name());
    }
    if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null), depth);
    }
    return depth > DEEPEST ? typed(value, JSON.objectNode()) : whole(value, depth + 1);
  }

  private static JsonNode whole(Object value, int depth) {
    if (value.getClass().isArray()) {
      return array(value, depth);
    }
    if (value instanceof Set<?> set) {
      // The order of a set may be another one at every run.
      return list(set.stream().sorted(Comparator.comparing(String::valueOf)).toList(), depth);
    }
    if (value instanceof Collection<?> collection) {
      return list(new ArrayList<>(collection), depth);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof Objective objective) {
      return objective(objective);
    }
    if (value instanceof Table table) {
      ObjectNode node = JSON.objectNode().put("name", table.name()).put("rows", table.rowCount());
      return typed(value, node.set("columns", of(table.columnNames(), depth)));
    }
    if (value instanceof Figure || value instanceof Chart) {
      Figure figure = value instanceof Chart<?, ?> chart ? Figure.of(chart) : (Figure) value;
      ObjectNode node = JSON.objectNode().put("title", figure.title()).put("alt", figure.alt());
      return typed(value, node);
    }
    return value instanceof Record entry ? components(entry, List.of(), depth) : other(value);
  }

  /** The components of a record, but for some. */
  static ObjectNode components(Record entry, List<String> left) {
    return components(entry, left, 1);
  }

  private static ObjectNode components(Record entry, List<String> left, int depth) {
    ObjectNode node = JSON.objectNode();
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      if (!left.contains(component.getName())) {
        Object value = Property.of(entry, component.getName()).orElse(null);
        JsonNode summary = of(value, depth);
        // What is declared as the very type that it has needs no telling.
        boolean open = value != null && component.getType() != value.getClass();
        boolean plain = !(value instanceof Collection) && !(value instanceof Map);
        boolean tell = open && plain && summary instanceof ObjectNode;
        node.set(component.getName(), tell ? typed(value, (ObjectNode) summary) : summary);
      }
    }
    return node;
  }

  /** The summary with the name of the value's type at its head. */
  static ObjectNode typed(Object value, ObjectNode summary) {
    ObjectNode node = JSON.objectNode().put(TYPE, typeName(value.getClass()));
    return node.setAll(summary);
  }

  /** A lambda's own name is another one at every run. */
  private static String typeName(Class<?> type) {
    if (!type.isHidden() && !type.isSynthetic() && !type.getSimpleName().isEmpty()) {
      return type.getSimpleName();
    }
    Class<?>[] interfaces = type.getInterfaces();
    return typeName(interfaces.length > 0 ? interfaces[0] : type.getSuperclass());
  }

  private static JsonNode number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      // Through text, since a float's digits are fewer than those of its double.
      double value = Double.parseDouble(number.toString());
      if (Double.isNaN(value)) {
        return JSON.nullNode();
      }
      return Double.isInfinite(value)
          ? JSON.textNode(Double.toString(value))
          : JSON.numberNode(value);
    }
    return number instanceof Long || number instanceof Integer || number instanceof Short
        ? JSON.numberNode(number.longValue())
        : JSON.textNode(number.toString());
  }

  private static JsonNode text(String text) {
    return JSON.textNode(
        text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " …");
  }

  private static JsonNode array(Object array, int depth) {
    Class<?> inner = array.getClass().getComponentType();
    if (inner.isArray()) {
      ArrayNode shape = JSON.arrayNode();
      Object rows = array;
      while (rows != null && rows.getClass().isArray()) {
        int length = Array.getLength(rows);
        shape.add(length);
        rows = length == 0 ? null : Array.get(rows, 0);
      }
      return JSON.objectNode().set("shape", shape);
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      items.add(Array.get(array, i));
    }
    return list(items, depth);
  }

  private static JsonNode list(List<?> items, int depth) {
    List<JsonNode> nodes = items.stream().limit(MOST_NUMBERS).map(i -> item(i, depth)).toList();
    boolean objects = nodes.stream().anyMatch(JsonNode::isContainerNode);
    if (items.size() <= (objects ? MOST_OBJECTS : MOST_NUMBERS)) {
      return JSON.arrayNode().addAll(nodes);
    }
    ObjectNode node = JSON.objectNode().put(LENGTH, items.size());
    if (objects) {
      node.set("first", nodes.get(0));
      node.set("last", item(items.get(items.size() - 1), depth));
    } else if (items.get(0) instanceof Boolean) {
      node.put("true", items.stream().filter(Boolean.TRUE::equals).count());
    }
    return node;
  }

  private static JsonNode item(Object item, int depth) {
    JsonNode summary = of(item, depth);
    boolean named = item instanceof Record && !(item instanceof Objective);
    return named ? typed(item, (ObjectNode) summary) : summary;
  }

  private static JsonNode map(Map<?, ?> map, int depth) {
    if (map.size() > MOST_NUMBERS) {
      return JSON.objectNode().put(LENGTH, map.size());
    }
    ObjectNode node = JSON.objectNode();
    map.entrySet().stream()
        .sorted((a, b) -> String.valueOf(a.getKey()).compareTo(String.valueOf(b.getKey())))
        .forEach(entry -> node.set(String.valueOf(entry.getKey()), of(entry.getValue(), depth)));
    return node;
  }

  private static JsonNode objective(Objective objective) {
    ObjectNode node = JSON.objectNode();
    if (objective instanceof Formula) {
      node.set("formula", text(objective.toString()));
    }
    node.put("dimension", objective.dimension()).put("kind", objective.kind().name());
    return typed(objective, node.put("samples", objective.samples()));
  }

  private static JsonNode other(Object value) {
    String text = String.valueOf(value);
    return ADDRESS.matcher(text).find() ? typed(value, JSON.objectNode()) : text(text);
  }
}

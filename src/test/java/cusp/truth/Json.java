package cusp.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Strict reading of cases: what is missing or of another type is an {@link
 * IllegalArgumentException} that names it.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // Python writes NaN and Infinity as they are.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static JsonNode field(JsonNode object, String name) {
    JsonNode field = object.get(name);
    if (field == null) {
      throw new IllegalArgumentException("there is no \"" + name + "\"");
    }
    return field;
  }

  static String text(JsonNode object, String name) {
    JsonNode field = field(object, name);
    require(field.isTextual(), name, "a string", field);
    return field.textValue();
  }

  static List<String> texts(JsonNode object, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(field(object, name), name)) {
      require(item.isTextual(), name, "a list of strings", item);
      texts.add(item.textValue());
    }
    return texts;
  }

  static double number(JsonNode object, String name) {
    return number(field(object, name), name, "a number");
  }

  static double[] vector(JsonNode object, String name) {
    return numbers(field(object, name), name);
  }

  static double[][] matrix(JsonNode object, String name) {
    JsonNode rows = list(field(object, name), name);
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = numbers(rows.get(i), name);
    }
    return matrix;
  }

  private static double[] numbers(JsonNode items, String name) {
    double[] vector = new double[list(items, name).size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = number(items.get(i), name, "a list of numbers");
    }
    return vector;
  }

  private static double number(JsonNode node, String name, String what) {
    require(node.isNumber(), name, what, node);
    return node.doubleValue();
  }

  private static JsonNode list(JsonNode node, String name) {
    require(node.isArray(), name, "a list", node);
    return node;
  }

  private static void require(boolean holds, String name, String what, JsonNode found) {
    if (!holds) {
      throw new IllegalArgumentException("\"" + name + "\" should be " + what + ", not " + found);
    }
  }
}

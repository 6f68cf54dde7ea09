package cusp.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.StringJoiner;

/** The card of a figure as a few lines of Markdown, to be pasted into a text beside its files. */
final class Snippet {
  private static final int ERROR_DIGITS = 2;

  private Snippet() {}

  /**
   * The lines.
   *
   * @param card as {@link SavedFigure} makes it
   */
  static String of(JsonNode card) {
    JsonNode files = card.path("files");
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("![%s](%s)".formatted(text(card.path("alt")), files.path("png").asText()));
    lines.add("");
    for (JsonNode result : card.path("results")) {
      lines.add("- " + result(result));
    }
    if (!card.path("results").isEmpty()) {
      lines.add("");
    }
    lines.add(
        "%s. [Data](%s), [card](%s), [SVG](%s)."
            .formatted(
                origin(card),
                files.path("csv").asText(),
                files.path("json").asText(),
                files.path("svg").asText()));
    return lines.toString();
  }

  private static String result(JsonNode result) {
    StringJoiner parts = new StringJoiner("; ");
    StringJoiner head = new StringJoiner(", ");
    if (result.has(ResultCard.VALUE)) {
      head.add(value(result));
    }
    JsonNode verdict = result.path(ResultCard.VERDICT);
    if (verdict.has("level")) {
      StringJoiner reasons = new StringJoiner("; ", " (", ")").setEmptyValue("");
      verdict.path("reasons").forEach(reason -> reasons.add(text(reason)));
      head.add(text(verdict.path("level")) + reasons);
    }
    String type = text(result.path("type"));
    if (head.length() > 0) {
      parts.add((type.isEmpty() ? "" : type + ": ") + head);
    } else {
      JsonNode details = result.path("details");
      parts.add(details.isMissingNode() ? plain(result) : type + " " + plain(details));
    }
    if (result.has(ResultCard.SETTINGS)) {
      parts.add("settings " + plain(result.path(ResultCard.SETTINGS)));
    }
    JsonNode seed = result.path(ResultCard.SEED);
    if (seed.has("root")) {
      String path = text(seed.path("path"));
      parts.add("seed " + text(seed.path("root")) + (path.isEmpty() ? "" : "/" + path));
    }
    return parts.toString();
  }

  private static String value(JsonNode result) {
    JsonNode value = result.path(ResultCard.VALUE);
    if (!value.isNumber()) {
      return plain(value);
    }
    return measured(value.doubleValue(), result.path(ResultCard.ERROR).asDouble(Double.NaN));
  }

  /** As 3.521 ± 0.012: the error in two digits, the value in as many places. */
  static String measured(double value, double error) {
    if (!(error > 0) || Double.isInfinite(error)) {
      return ArrayText.number(value);
    }
    BigDecimal rounded = new BigDecimal(error).round(new MathContext(ERROR_DIGITS));
    BigDecimal shown = new BigDecimal(value).setScale(rounded.scale(), RoundingMode.HALF_EVEN);
    return shown.toPlainString() + " ± " + rounded.toPlainString();
  }

  /** An object as its fields in parentheses behind its type, a list in brackets. */
  private static String plain(JsonNode node) {
    if (node.isArray()) {
      StringJoiner items = new StringJoiner(", ", "\\[", "\\]");
      node.forEach(item -> items.add(plain(item)));
      return items.toString();
    }
    if (!node.isObject()) {
      return text(node);
    }
    StringJoiner fields = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals("type")) {
        fields.add(text(field.getKey()) + " " + plain(field.getValue()));
      }
    }
    String type = text(node.path("type"));
    return fields.length() == 0 ? type : (type.isEmpty() ? "" : type + " ") + "(" + fields + ")";
  }

  private static String origin(JsonNode card) {
    JsonNode versions = card.path("versions");
    String made = "Cusp " + text(versions.path("cusp")) + " on Java " + text(versions.path("java"));
    JsonNode commit = card.path("commit");
    if (!commit.isTextual()) {
      return made;
    }
    return made
        + ", commit "
        + text(commit)
        + (card.path("dirty").asBoolean() ? " with changes that are not committed" : "");
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "none" : text(node.asText());
  }

  /** Words that Markdown, HTML and the templates of blogs leave alone, on one line. */
  static String text(String words) {
    StringBuilder out = new StringBuilder();
    for (char c : words.strip().replaceAll("\\s+", " ").toCharArray()) {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '{' -> out.append("&#123;");
        case '\\', '`', '*', '_', '[', ']', '$', '~', '|' -> out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}

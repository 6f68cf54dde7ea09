package cusp.jupyter;

import java.util.Locale;
import java.util.StringJoiner;

/** Writes prose without marks: paragraphs in lines, items behind a dot, cells between bars. */
final class ProseText {
  private final int width;
  private final StringJoiner blocks = new StringJoiner("\n");
  private final StringBuilder words = new StringBuilder();
  private String first = "";
  private int depth;
  private boolean fixed;

  ProseText(int width) {
    this.width = width;
  }

  String of(Prose prose) {
    for (Prose.Piece piece : prose.pieces()) {
      String element = piece.value().toLowerCase(Locale.ROOT);
      switch (piece.kind()) {
        case TEXT -> words.append(piece.value());
        case BEGIN -> begin(element);
        case END -> end(element);
      }
    }
    flush();
    return blocks.toString().strip();
  }

  private void begin(String element) {
    switch (element) {
      case "p", "blockquote", "table", "dl" -> {
        flush();
        blocks.add("");
      }
      case "ul", "ol" -> {
        flush();
        depth++;
      }
      case "li" -> {
        flush();
        first = "• ";
      }
      case "br", "tr", "dt", "dd" -> flush();
      case "td", "th" -> words.append(words.toString().isBlank() ? "" : " | ");
      case "pre" -> {
        flush();
        fixed = true;
      }
      case "sub" -> words.append('_');
      case "sup" -> words.append('^');
      default -> {}
    }
  }

  private void end(String element) {
    switch (element) {
      case "ul", "ol" -> {
        flush();
        depth = Math.max(0, depth - 1);
      }
      case "table", "caption", "blockquote", "dl" -> flush();
      case "pre" -> {
        flush();
        fixed = false;
      }
      default -> {}
    }
  }

  private void flush() {
    String text = words.toString();
    words.setLength(0);
    if (text.isBlank()) {
      return;
    }
    if (fixed) {
      blocks.add("\n" + text.strip().indent(4).stripTrailing() + "\n");
    } else {
      blocks.add(
          lines(text, width, "  ".repeat(depth) + first, "  ".repeat(depth + first.length() / 2)));
    }
    first = "";
  }

  /** Words in lines, the first of which begins otherwise than the rest. */
  static String lines(String text, int width, String first, String rest) {
    StringBuilder out = new StringBuilder(first);
    int column = first.length();
    boolean fresh = true;
    for (String word : text.strip().split("\\s+")) {
      if (!fresh && column + 1 + word.length() > width) {
        out.append('\n').append(rest);
        column = rest.length();
        fresh = true;
      }
      out.append(fresh ? "" : " ").append(word);
      column += word.length() + (fresh ? 0 : 1);
      fresh = false;
    }
    return out.toString();
  }
}

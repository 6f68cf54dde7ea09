package cusp.jupyter;

/** Text inside HTML. */
final class Html {
  private Html() {}

  /** A string of a script inside a page, whatever it holds: no mark ends the script. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && "\"\\<>&\u2028\u2029".indexOf(c) < 0;
      out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return out.append('"').toString();
  }

  /** An image that needs nothing but its own data, no wider than its place. */
  static String image(Bundle.Image image) {
    return "<img alt=\"%s\" width=\"%d\" height=\"%d\" style=\"max-width:100%%;height:auto\""
            .formatted(escape(image.alt()), image.width(), image.height())
        + " src=\"data:image/png;base64,%s\">".formatted(image.base64());
  }

  /** Lines that stand as they are. */
  static String pre(String text) {
    return "<pre>" + escape(text) + "</pre>";
  }

  /** The text with every character escaped that could end a text or an attribute's value. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}

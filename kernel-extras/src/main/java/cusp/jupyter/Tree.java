package cusp.jupyter;

import java.util.List;

/**
 * A line and what stands below it.
 *
 * @param name of a part of something; empty at the top
 * @param words what it is, on one line
 * @param body rows or lines of its own, or null
 * @param below its parts
 */
record Tree(String name, String words, Bundle body, List<Tree> below) {
  private static final int OPEN = 2;

  static Tree leaf(String name, String words) {
    return new Tree(name, words, null, List.of());
  }

  Tree {
    below = List.copyOf(below);
  }

  /** Its parts indented below it. */
  String text() {
    StringBuilder out = new StringBuilder();
    text("", out);
    return out.toString();
  }

  /** Its own line, and one of each part. */
  String summary() {
    StringBuilder out = new StringBuilder(line());
    below.forEach(part -> out.append("\n  ").append(part.line()));
    return out.toString();
  }

  private String line() {
    return name.isEmpty() ? words : name + ": " + words;
  }

  private void text(String indent, StringBuilder out) {
    out.append(indent).append(line());
    String inner = "\n" + indent + "  ";
    if (body != null) {
      body.text().lines().forEach(line -> out.append(inner).append(line));
    }
    for (Tree part : below) {
      out.append('\n');
      part.text(indent + "  ", out);
    }
  }

  /** Its parts folded, but for those at the top. */
  String html() {
    StringBuilder out = new StringBuilder();
    html(0, out);
    return out.toString();
  }

  /** Trees without a top, one after the other. */
  static String html(List<Tree> trees, int depth) {
    if (trees.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<ul>");
    for (Tree tree : trees) {
      out.append("<li>");
      tree.html(depth, out);
      out.append("</li>");
    }
    return out.append("</ul>").toString();
  }

  private void html(int depth, StringBuilder out) {
    String line =
        (name.isEmpty() ? "" : "<span>" + Html.escape(name) + ":</span> ") + Html.escape(words);
    if (body == null && below.isEmpty()) {
      out.append(line);
      return;
    }
    out.append(depth < OPEN ? "<details open=\"open\">" : "<details>");
    out.append("<summary>").append(line).append("</summary>");
    if (body != null) {
      out.append(body.html() == null ? Html.pre(body.text()) : body.html());
    }
    out.append(html(below, depth + 1));
    out.append("</details>");
  }
}

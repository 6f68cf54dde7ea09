package cusp.jupyter;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java source as HTML, its tokens in the classes that JupyterLab and the exported pages colour. */
final class JavaCode {
  private static final String KEYWORDS =
      "boolean|break|byte|case|catch|char|class|continue|default|do|double|else|enum|extends|false"
          + "|final|finally|float|for|if|implements|import|instanceof|int|interface|long|new|null"
          + "|private|public|record|return|short|static|super|switch|this|throw|true|try|var|void"
          + "|while";

  /** Comments, texts, numbers and keywords, in groups named as Pygments names their classes. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<c1>//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<s>\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')"
              + "|(?<mi>\\b\\d[\\w.]*(?:(?<=[eE])-\\d+)?)"
              + ("|(?<k>\\b(?:" + KEYWORDS + ")\\b)"));

  private static final List<String> KINDS = List.of("c1", "s", "mi", "k");

  private JavaCode() {}

  static String html(String code) {
    StringBuilder out = new StringBuilder();
    Matcher token = TOKEN.matcher(code);
    int from = 0;
    while (token.find()) {
      String kind = KINDS.stream().filter(k -> token.group(k) != null).findFirst().orElseThrow();
      out.append(Html.escape(code.substring(from, token.start())));
      out.append("<span class=\"").append(kind).append("\">");
      out.append(Html.escape(token.group())).append("</span>");
      from = token.end();
    }
    return out.append(Html.escape(code.substring(from))).toString();
  }
}

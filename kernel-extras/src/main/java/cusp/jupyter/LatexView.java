package cusp.jupyter;

import cusp.model.Formula;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formulas as LaTeX.
 *
 * <p>A front end sets them by MathJax, a page by its own writer. What would leave the formula, lead
 * to an address, style the page or change the meaning of later formulas is not handed to either.
 */
final class LatexView {
  private static final Pattern REFUSED =
      Pattern.compile(
          "\\$|\\\\(?:href|url|class|cssId|style|data|html\\w*|require|unicode|includegraphics|input"
              + "|[egx]?def|let|futurelet|(?:re)?new(?:command|environment)|DeclareMathOperator"
              + "|begingroup|endgroup|\\(|\\)|\\[|\\])(?![a-zA-Z])");

  private LatexView() {}

  static Bundle of(Tex tex) {
    return of(tex.source(), tex.source());
  }

  static Bundle of(Formula formula) {
    return of(formula.toString(), formula.tex());
  }

  private static Bundle of(String words, String source) {
    Matcher refused = REFUSED.matcher(source);
    if (refused.find()) {
      return Bundle.text(
          words + "\n(not set as a formula, since it holds " + refused.group() + ")");
    }
    // A front end may put it into HTML as it stands, where the command means the same.
    String safe = source.replace("<", "\\lt ").replace(">", "\\gt ");
    return new Bundle(words, null, "$\\displaystyle " + safe + "$", null);
  }
}

package cusp.model;

import java.util.Map;

/**
 * The value of a formula in TeX, read as a mathematician would: what stands side by side is
 * multiplied, and where that could be taken for something else, it is refused.
 */
final class TexReader {
  private final String text;
  private final Map<String, Double> variables;
  private int at;

  private TexReader(String text, Map<String, Double> variables) {
    this.text = text;
    this.variables = variables;
  }

  /** The value with the variables by their names in TeX. */
  static double value(String tex, Map<String, Double> variables) {
    TexReader reader = new TexReader(tex, variables);
    double value = reader.sum();
    reader.require(reader.at == tex.length(), "trailing text");
    return value;
  }

  private double sum() {
    double sum = accept("-") ? -product() : product();
    while (true) {
      if (accept("+")) {
        sum += product();
      } else if (accept("-")) {
        sum -= product();
      } else {
        return sum;
      }
    }
  }

  private double product() {
    double product = factor();
    while (at < text.length() && "+-})".indexOf(text.charAt(at)) < 0 && !nextIs("\\right)")) {
      boolean dot = accept("\\cdot ");
      boolean space = !dot && (accept("\\,") || accept(" "));
      char next = text.charAt(at);
      boolean afterDigit = Character.isDigit(text.charAt(at - 1));
      require(dot || !Character.isDigit(next), "two numbers side by side");
      require(dot || !(afterDigit && nextIs("\\frac")), "a mixed number");
      require(dot || space || !afterCommand(next), "a letter that belongs to a command");
      product *= factor();
    }
    return product;
  }

  /** Whether a letter here would lengthen the command before it. */
  private boolean afterCommand(char letter) {
    return Character.isLetter(letter) && text.substring(0, at).matches(".*\\\\[A-Za-z]+");
  }

  private double factor() {
    int start = at;
    if (accept("\\frac{")) {
      double numerator = closed("}");
      require(accept("{"), "expected {");
      double fraction = numerator / closed("}");
      require(!nextIs("^"), "a power of a fraction without parentheses");
      return fraction;
    }
    if (accept("\\left(")) {
      return power(closed("\\right)"));
    }
    if (accept("(")) {
      double inner = closed(")");
      require(!text.substring(start, at).contains("\\frac"), "low parentheses around a fraction");
      return power(inner);
    }
    if (accept("\\sqrt{")) {
      return power(Math.sqrt(closed("}")));
    }
    for (String function : new String[] {"cos", "exp", "log", "sin", "tanh"}) {
      if (accept("\\" + function)) {
        return function(function);
      }
    }
    return Character.isDigit(text.charAt(at)) ? power(number()) : power(variable());
  }

  private double function(String name) {
    double exponent = accept("^{") ? closed("}") : 1;
    double a = accept("\\left(") ? closed("\\right)") : open();
    require(!nextIs("^"), "a power that may be the function's or the argument's");
    double value =
        switch (name) {
          case "cos" -> Math.cos(a);
          case "exp" -> Math.exp(a);
          case "log" -> Math.log(a);
          case "sin" -> Math.sin(a);
          default -> Math.tanh(a);
        };
    return exponent == 1 ? value : Math.pow(value, exponent);
  }

  private double open() {
    require(accept("("), "expected (");
    return closed(")");
  }

  private double power(double base) {
    if (!accept("^{")) {
      return base;
    }
    double exponent = closed("}");
    require(!nextIs("^"), "two superscripts");
    return pow(base, exponent);
  }

  /** Powers of ten as Java reads them, which pow may miss by a rounding. */
  static double pow(double base, double exponent) {
    boolean ten = base == 10 && exponent == Math.rint(exponent) && Math.abs(exponent) < 300;
    return ten ? Double.parseDouble("1e" + (int) exponent) : Math.pow(base, exponent);
  }

  private double number() {
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || nextIs("."))) {
      at++;
    }
    String digits = text.substring(start, at);
    if (accept("\\times 10^{")) {
      int exponent = at;
      closed("}");
      return Double.parseDouble(digits + "e" + text.substring(exponent, at - 1));
    }
    return Double.parseDouble(digits);
  }

  private double variable() {
    String name =
        variables.keySet().stream()
            .filter(this::nextIs)
            .reduce("", (a, b) -> a.length() > b.length() ? a : b);
    require(!name.isEmpty(), "unknown variable");
    at += name.length();
    return variables.get(name);
  }

  private double closed(String end) {
    double inner = sum();
    require(accept(end), "expected " + end);
    return inner;
  }

  private boolean nextIs(String token) {
    return text.startsWith(token, at);
  }

  private boolean accept(String token) {
    if (!nextIs(token)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void require(boolean condition, String complaint) {
    if (!condition) {
      throw new AssertionError(complaint + " at character " + at + " of " + text);
    }
  }
}

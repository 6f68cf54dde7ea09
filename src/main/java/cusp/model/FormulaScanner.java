package cusp.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.hipparchus.fraction.BigFraction;

/**
 * The text of a formula and a place in it: symbols, names and numbers, and errors that show where.
 */
final class FormulaScanner {

  private static final int EXCERPT = 40;

  private final String text;
  private int at;

  FormulaScanner(String text) {
    this.text = text;
    skipBlanks();
  }

  /** The index of the next character that is not blank. */
  int at() {
    return at;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean nextIs(char c) {
    return peek() == c;
  }

  boolean atNumber() {
    return isDigit(peek()) || peek() == '.';
  }

  boolean atName() {
    return isNameStart(peek());
  }

  /** Passes the symbol if it comes next; a single star is not the first half of a double one. */
  boolean accept(String symbol) {
    if (!text.startsWith(symbol, at) || (symbol.equals("*") && text.startsWith("**", at))) {
      return false;
    }
    at += symbol.length();
    skipBlanks();
    return true;
  }

  /** Passes a name, at which it stands. */
  String name() {
    int start = at;
    while (isNamePart(peek())) {
      at++;
    }
    String name = text.substring(start, at);
    skipBlanks();
    return name;
  }

  /** Passes a number, at which it stands. */
  String number() {
    int start = at;
    skipDigits();
    if (peek() == '.') {
      at++;
      skipDigits();
    }
    String mantissa = text.substring(start, at);
    if (mantissa.equals(".")) {
      throw error(start, "expected a digit beside the point");
    }
    skipExponent();
    String literal = text.substring(start, at);
    boolean zero = mantissa.chars().noneMatch(c -> c >= '1' && c <= '9');
    // Checked first, since the fraction of a number like 1e-999999999 would not fit into memory.
    double rounded = Double.parseDouble(literal);
    if (Double.isInfinite(rounded) || (rounded == 0 && !zero)) {
      throw error(start, "the number " + literal + " is outside the range of a double");
    }
    skipBlanks();
    return literal;
  }

  /** Passes an e and an integer behind it; an e without one is left to be read as a name. */
  private void skipExponent() {
    int end = at;
    if (peek() != 'e' && peek() != 'E') {
      return;
    }
    at++;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    int digits = at;
    skipDigits();
    if (at == digits) {
      at = end;
    }
  }

  /** The value of a number that was passed. */
  static BigFraction exact(String literal) {
    // Checked first, since 0e99999999999 is no BigDecimal.
    if (Double.parseDouble(literal) == 0) {
      return BigFraction.ZERO;
    }
    BigDecimal decimal = new BigDecimal(literal);
    BigInteger power = BigInteger.TEN.pow(Math.abs(decimal.scale()));
    return decimal.scale() > 0
        ? new BigFraction(decimal.unscaledValue(), power)
        : new BigFraction(decimal.unscaledValue().multiply(power));
  }

  /** What stands here, as the beginning of a complaint. */
  String unexpected() {
    return atEnd() ? "the formula ends" : "unexpected " + text.charAt(at);
  }

  /** An error that shows the formula around a position with a caret under it. */
  IllegalArgumentException error(int position, String what) {
    int from = Math.max(0, position - EXCERPT);
    int to = Math.min(text.length(), position + EXCERPT);
    String excerpt = text.substring(from, to).replaceAll("\\s", " ");
    String caret = " ".repeat(position - from) + "^";
    return new IllegalArgumentException(
        "at character "
            + (position + 1)
            + " of the formula: "
            + what
            + "\n  "
            + excerpt
            + "\n  "
            + caret);
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && isNameStart(name.charAt(0))
        && name.chars().allMatch(c -> isNamePart((char) c));
  }

  /** The next character, or NUL at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    while (Character.isWhitespace(peek())) {
      at++;
    }
  }

  private void skipDigits() {
    while (isDigit(peek())) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}

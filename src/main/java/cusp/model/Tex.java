package cusp.model;

/**
 * A part of a formula as TeX, and what has to be known of it to set others beside it. An operation
 * takes its operands over: only the result may be used afterwards.
 *
 * @param text written on
 * @param binding of its outermost operation
 * @param tall whether it is higher than a line, so that parentheses around it have to grow
 * @param superscript where a superscript goes that belongs to the name of a function; 0 for none
 * @param namedAhead whether it begins with a name of several letters
 * @param namedBehind whether it ends with one, or with the argument of a function
 */
record Tex(
    StringBuilder text,
    Binding binding,
    boolean tall,
    int superscript,
    boolean namedAhead,
    boolean namedBehind) {

  /** How tightly an operation binds, from loose to tight. */
  enum Binding {
    SUM,
    /** It begins with a minus, which covers all of it. */
    NEGATIVE,
    PRODUCT,
    /** A factor that takes no superscript: a power, a fraction, the value of a function. */
    FACTOR,
    ATOM
  }

  private static final String FRACTION = "\\frac{";

  static Tex of(String text, Binding binding) {
    boolean named = text.startsWith("\\mathrm{");
    return new Tex(new StringBuilder(text), binding, false, 0, named, named);
  }

  private Tex as(Binding changed) {
    return new Tex(text, changed, tall, 0, false, false);
  }

  /** In parentheses where it binds less tightly than it must. */
  Tex atLeast(Binding least) {
    return binding.compareTo(least) < 0 ? enclosed() : this;
  }

  private Tex enclosed() {
    text.insert(0, tall ? "\\left(" : "(").append(tall ? "\\right)" : ")");
    return as(Binding.ATOM);
  }

  Tex negated() {
    text.insert(0, '-');
    return new Tex(text, Binding.NEGATIVE, tall, 0, false, namedBehind);
  }

  /** The two with a sign between them. */
  Tex then(String sign, Tex next) {
    text.append(sign).append(next.text);
    return new Tex(text, Binding.SUM, tall || next.tall, 0, namedAhead, next.namedBehind);
  }

  Tex times(Tex factor) {
    text.append(between(factor)).append(factor.text);
    Binding product = binding == Binding.NEGATIVE ? binding : Binding.PRODUCT;
    return new Tex(text, product, tall || factor.tall, 0, namedAhead, factor.namedBehind);
  }

  /** What must stand between two factors for them to be read as two. */
  private String between(Tex factor) {
    char first = factor.text.charAt(0);
    boolean mixedNumber = isDigit(last()) && factor.text.indexOf(FRACTION) == 0;
    if (isDigit(first) || mixedNumber) {
      return "\\cdot ";
    }
    if (namedBehind || factor.namedAhead) {
      return "\\,";
    }
    return Character.isLetter(first) && endsWithCommand() ? " " : "";
  }

  private char last() {
    return text.charAt(text.length() - 1);
  }

  private boolean endsWithCommand() {
    int from = text.length();
    while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    return from > 0 && text.charAt(from - 1) == '\\';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** This over another; a minus goes before the fraction. */
  Tex over(Tex denominator) {
    boolean negative = binding == Binding.NEGATIVE;
    text.replace(0, negative ? 1 : 0, FRACTION);
    text.append("}{").append(denominator.text).append('}');
    Tex fraction = new Tex(text, Binding.FACTOR, true, 0, false, false);
    return negative ? fraction.negated() : fraction;
  }

  Tex to(Tex exponent) {
    String raised = "^{" + exponent.text + "}";
    boolean high = tall || exponent.tall;
    if (superscript > 0 && exponent.text.chars().allMatch(Tex::isDigit)) {
      text.insert(superscript, raised);
      return new Tex(text, Binding.FACTOR, tall, 0, namedAhead, namedBehind);
    }
    Tex base = atLeast(Binding.ATOM);
    text.append(raised);
    return new Tex(text, Binding.FACTOR, high, 0, base.namedAhead, base.namedBehind);
  }

  /** The square root of it. */
  Tex root() {
    text.insert(0, "\\sqrt{").append('}');
    return as(Binding.ATOM);
  }

  /**
   * A function of it.
   *
   * @param command the function's
   * @param raised whether a power of it is written behind the name, as in sin²(x)
   */
  Tex in(String command, boolean raised) {
    enclosed().text.insert(0, command);
    return new Tex(text, Binding.FACTOR, tall, raised ? command.length() : 0, true, true);
  }
}

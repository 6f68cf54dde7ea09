package cusp.model;

import cusp.model.Expression.Operation;
import cusp.model.Tex.Binding;
import java.math.BigInteger;
import java.util.List;

/**
 * Reads a formula as TeX, its operations in the order in which they were written: parentheses stand
 * where that order asks for them, and quotients are fractions.
 */
final class FormulaTex implements FormulaReading<Tex> {

  /** More variables than these are not all listed. */
  private static final int MOST_LISTED = 6;

  private final List<String> names;

  private FormulaTex(List<String> names) {
    this.names = names;
  }

  /** The equation K(a,b) = …, without dollars around it. */
  static String of(String formula, List<String> variables) {
    List<String> names = TexNames.of(variables);
    int n = names.size();
    String listed =
        n <= MOST_LISTED
            ? String.join(",", names)
            : names.get(0) + "," + names.get(1) + ",\\dots," + names.get(n - 1);
    Tex value = FormulaParser.read(formula, variables, new FormulaTex(names));
    return "K(" + listed + ")=" + value.text();
  }

  @Override
  public Tex number(String literal) {
    int e = Math.max(literal.indexOf('e'), literal.indexOf('E'));
    String digits = e < 0 ? literal : literal.substring(0, e);
    digits = digits.startsWith(".") ? "0" + digits : digits;
    digits = digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits;
    if (e < 0) {
      return Tex.of(digits, Binding.ATOM);
    }
    String power = "10^{" + new BigInteger(literal.substring(e + 1)) + "}";
    return digits.equals("1")
        ? Tex.of(power, Binding.FACTOR)
        : Tex.of(digits + "\\times " + power, Binding.PRODUCT);
  }

  @Override
  public Tex variable(int index) {
    return Tex.of(names.get(index), Binding.ATOM);
  }

  @Override
  public Tex add(Tex a, Tex b) {
    return a.then("+", b.atLeast(Binding.PRODUCT));
  }

  @Override
  public Tex subtract(Tex a, Tex b) {
    return a.then("-", b.atLeast(Binding.PRODUCT));
  }

  @Override
  public Tex negate(Tex a) {
    return a.atLeast(Binding.PRODUCT).negated();
  }

  @Override
  public Tex multiply(Tex a, Tex b) {
    return a.atLeast(Binding.NEGATIVE).times(b.atLeast(Binding.FACTOR));
  }

  @Override
  public Tex divide(Tex a, Tex b) {
    return a.over(b);
  }

  @Override
  public Tex power(Tex base, Tex exponent) {
    return base.to(exponent);
  }

  @Override
  public Tex apply(Operation function, Tex a) {
    return switch (function) {
      case SQRT -> a.root();
      // exp² would be new to most, and exp of a square is meant as often.
      case EXP -> a.in("\\exp", false);
      default -> a.in("\\" + function.symbol(), true);
    };
  }
}

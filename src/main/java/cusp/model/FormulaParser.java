package cusp.model;

import cusp.model.Expression.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a formula by recursive descent:
 *
 * <pre>
 * sum     = product { (+ | -) product }
 * product = signed { (* | /) signed }
 * signed  = (+ | -) signed | power
 * power   = atom [ (^ | **) signed ]
 * atom    = number | variable | function ( sum ) | ( sum )
 * </pre>
 */
final class FormulaParser {

  /**
   * A formula as an expression.
   *
   * @param graph where the expression lives
   * @param variables in the order of w
   * @param root the formula
   */
  record Parsed(ExpressionGraph graph, List<String> variables, Expression root) {}

  /** Enough for any formula written in earnest, and far from the end of a thread's stack. */
  private static final int DEEPEST = 500;

  private static final String FUNCTIONS =
      Arrays.stream(Operation.values())
          .filter(Operation::isFunction)
          .map(Operation::symbol)
          .collect(Collectors.joining(", "));

  private final FormulaScanner scanner;
  private final boolean open;
  private final Map<String, Integer> variables = new LinkedHashMap<>();
  private final ExpressionGraph graph = new ExpressionGraph();
  private int depth;

  private FormulaParser(String text, boolean open) {
    scanner = new FormulaScanner(text);
    this.open = open;
  }

  /** Parses with the variables in order of first appearance. */
  static Parsed parse(String text) {
    return new FormulaParser(text, true).parsed(text);
  }

  /** Parses with no other variables than those given. */
  static Parsed parse(String text, List<String> variables) {
    FormulaParser parser = new FormulaParser(text, false);
    variables.forEach(parser::declare);
    return parser.parsed(text);
  }

  private void declare(String name) {
    if (!FormulaScanner.isName(name) || Operation.function(name).isPresent()) {
      throw new IllegalArgumentException(
          "a variable cannot be named \""
              + name
              + "\": a name is a letter or _, then letters,"
              + " digits or _, and none of "
              + FUNCTIONS);
    }
    if (variables.putIfAbsent(name, variables.size()) != null) {
      throw new IllegalArgumentException("the variable " + name + " is listed twice");
    }
  }

  private Parsed parsed(String text) {
    if (scanner.atEnd()) {
      throw new IllegalArgumentException("the formula is empty");
    }
    Expression root = sum();
    if (scanner.nextIs(')')) {
      throw scanner.error(scanner.at(), "this ) closes no (");
    }
    if (!scanner.atEnd()) {
      throw expected("an operator (a product needs its *)");
    }
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("the formula " + text + " has no variables");
    }
    return new Parsed(graph, List.copyOf(variables.keySet()), root);
  }

  private Expression sum() {
    Expression sum = product();
    while (true) {
      if (scanner.accept("+")) {
        sum = graph.add(sum, product());
      } else if (scanner.accept("-")) {
        sum = graph.subtract(sum, product());
      } else {
        return sum;
      }
    }
  }

  private Expression product() {
    Expression product = signed();
    while (true) {
      int operator = scanner.at();
      if (scanner.accept("*")) {
        product = graph.multiply(product, signed());
      } else if (scanner.accept("/")) {
        Expression divisor = signed();
        if (divisor.isConstant(0)) {
          throw scanner.error(operator, "division by zero");
        }
        product = graph.divide(product, divisor);
      } else {
        return product;
      }
    }
  }

  private Expression signed() {
    if (++depth > DEEPEST) {
      throw scanner.error(scanner.at(), "nested more than " + DEEPEST + " deep");
    }
    Expression signed;
    if (scanner.accept("-")) {
      signed = graph.negate(signed());
    } else {
      signed = scanner.accept("+") ? signed() : power();
    }
    depth--;
    return signed;
  }

  private Expression power() {
    Expression base = atom();
    int operator = scanner.at();
    if (!scanner.accept("^") && !scanner.accept("**")) {
      return base;
    }
    Expression exponent = signed();
    if (base.isConstant(0) && exponent.isConstant() && exponent.exact.signum() < 0) {
      throw scanner.error(operator, "division by zero");
    }
    return graph.power(base, exponent);
  }

  private Expression atom() {
    int start = scanner.at();
    if (scanner.accept("(")) {
      return closed(start);
    }
    if (scanner.atNumber()) {
      return graph.constant(scanner.number());
    }
    if (!scanner.atName()) {
      throw expected("a number, a variable, a function or (");
    }
    String name = scanner.name();
    int bracket = scanner.at();
    boolean called = scanner.accept("(");
    Optional<Operation> function = Operation.function(name);
    if (function.isPresent() && !called) {
      throw expected("( after the function " + name);
    }
    if (function.isPresent()) {
      return graph.apply(function.get(), closed(bracket));
    }
    if (called) {
      String what =
          variables.containsKey(name)
              ? name + " is a variable, no function; a product needs its *"
              : "unknown function " + name;
      throw scanner.error(start, what + "; the functions are " + FUNCTIONS);
    }
    return variable(name, start);
  }

  private Expression closed(int bracket) {
    Expression inner = sum();
    if (scanner.accept(")")) {
      return inner;
    }
    throw scanner.atEnd()
        ? scanner.error(bracket, "this ( is never closed; expected )")
        : expected("an operator or )");
  }

  private Expression variable(String name, int start) {
    if (!open && !variables.containsKey(name)) {
      String known = String.join(", ", variables.keySet());
      throw scanner.error(start, "unknown variable " + name + "; the variables are " + known);
    }
    variables.putIfAbsent(name, variables.size());
    return graph.variable(variables.get(name));
  }

  private IllegalArgumentException expected(String what) {
    return scanner.error(scanner.at(), scanner.unexpected() + ", expected " + what);
  }
}

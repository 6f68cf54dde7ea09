package cusp.model;

import cusp.model.Expression.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
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
 *
 * @param <T> what the formula is read as
 */
final class FormulaParser<T> {

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

  private final String text;
  private final FormulaScanner scanner;
  private final boolean open;
  private final Map<String, Integer> variables = new LinkedHashMap<>();
  private final FormulaReading<T> reading;
  private int depth;

  private FormulaParser(String text, boolean open, FormulaReading<T> reading) {
    this.text = text;
    this.open = open;
    this.reading = reading;
    scanner = new FormulaScanner(text);
  }

  /** Parses with the variables in order of first appearance. */
  static Parsed parse(String text) {
    ExpressionGraph graph = new ExpressionGraph();
    FormulaParser<Expression> parser = new FormulaParser<>(text, true, graph);
    Expression root = parser.whole();
    return new Parsed(graph, List.copyOf(parser.variables.keySet()), root);
  }

  /** Parses with no other variables than those given. */
  static Parsed parse(String text, List<String> variables) {
    ExpressionGraph graph = new ExpressionGraph();
    return new Parsed(graph, List.copyOf(variables), read(text, variables, graph));
  }

  /** Reads a formula in the given variables as something else than an expression. */
  static <T> T read(String text, List<String> variables, FormulaReading<T> reading) {
    FormulaParser<T> parser = new FormulaParser<>(text, false, reading);
    variables.forEach(parser::declare);
    return parser.whole();
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

  private T whole() {
    if (scanner.atEnd()) {
      throw new IllegalArgumentException("the formula is empty");
    }
    T root = sum();
    if (scanner.nextIs(')')) {
      throw scanner.error(scanner.at(), "this ) closes no (");
    }
    if (!scanner.atEnd()) {
      throw expected("an operator (a product needs its *)");
    }
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("the formula " + text + " has no variables");
    }
    return root;
  }

  private T sum() {
    T sum = product();
    while (true) {
      if (scanner.accept("+")) {
        sum = reading.add(sum, product());
      } else if (scanner.accept("-")) {
        sum = reading.subtract(sum, product());
      } else {
        return sum;
      }
    }
  }

  private T product() {
    T product = signed();
    while (true) {
      int operator = scanner.at();
      if (scanner.accept("*")) {
        product = reading.multiply(product, signed());
      } else if (scanner.accept("/")) {
        product = defined(operator, reading::divide, product, signed());
      } else {
        return product;
      }
    }
  }

  private T defined(int operator, BinaryOperator<T> operation, T a, T b) {
    try {
      return operation.apply(a, b);
    } catch (ArithmeticException e) {
      throw scanner.error(operator, e.getMessage());
    }
  }

  private T signed() {
    if (++depth > DEEPEST) {
      throw scanner.error(scanner.at(), "nested more than " + DEEPEST + " deep");
    }
    T signed;
    if (scanner.accept("-")) {
      signed = reading.negate(signed());
    } else {
      signed = scanner.accept("+") ? signed() : power();
    }
    depth--;
    return signed;
  }

  private T power() {
    T base = atom();
    int operator = scanner.at();
    if (!scanner.accept("^") && !scanner.accept("**")) {
      return base;
    }
    return defined(operator, reading::power, base, signed());
  }

  private T atom() {
    int start = scanner.at();
    if (scanner.accept("(")) {
      return closed(start);
    }
    if (scanner.atNumber()) {
      return reading.number(scanner.number());
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
      return reading.apply(function.get(), closed(bracket));
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

  private T closed(int bracket) {
    T inner = sum();
    if (scanner.accept(")")) {
      return inner;
    }
    throw scanner.atEnd()
        ? scanner.error(bracket, "this ( is never closed; expected )")
        : expected("an operator or )");
  }

  private T variable(String name, int start) {
    if (!open && !variables.containsKey(name)) {
      String known = String.join(", ", variables.keySet());
      throw scanner.error(start, "unknown variable " + name + "; the variables are " + known);
    }
    variables.putIfAbsent(name, variables.size());
    return reading.variable(variables.get(name));
  }

  private IllegalArgumentException expected(String what) {
    return scanner.error(scanner.at(), scanner.unexpected() + ", expected " + what);
  }
}

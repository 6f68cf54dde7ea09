package cusp.model;

import cusp.model.Expression.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.hipparchus.fraction.BigFraction;

/**
 * Builds expressions so that equal ones are one node, folds rational constants exactly and drops
 * what changes nothing (0·x, 1·x, x+0, x¹). Signs and coefficients move outward, where they meet
 * and fold. Not thread-safe.
 */
final class ExpressionGraph implements FormulaReading<Expression> {

  /** Longer exact powers are left to floating point; their digits would only cost time. */
  private static final int LONGEST_POWER_BITS = 4096;

  private record Key(Operation operation, Object left, Object right) {}

  private final Map<Key, Expression> known = new HashMap<>();
  private final List<Expression> nodes = new ArrayList<>();

  @Override
  public Expression number(String literal) {
    return constant(FormulaScanner.exact(literal));
  }

  Expression constant(BigFraction value) {
    return node(Operation.CONSTANT, value, null, id -> Expression.constant(id, value));
  }

  Expression constant(int value) {
    return constant(new BigFraction(value));
  }

  @Override
  public Expression variable(int index) {
    return node(Operation.VARIABLE, index, null, id -> Expression.variable(id, index));
  }

  @Override
  public Expression add(Expression a, Expression b) {
    if (a.isConstant() && b.isConstant()) {
      return constant(a.exact.add(b.exact));
    }
    if (a.isConstant(0) || b.isConstant(0)) {
      return a.isConstant(0) ? b : a;
    }
    if (rest(a) == rest(b)) {
      return scale(coefficient(a).add(coefficient(b)), rest(a));
    }
    if (b.operation == Operation.NEGATE) {
      return subtract(a, b.left);
    }
    return a.operation == Operation.NEGATE ? subtract(b, a.left) : commuting(Operation.ADD, a, b);
  }

  @Override
  public Expression subtract(Expression a, Expression b) {
    if (a.isConstant() && b.isConstant()) {
      return constant(a.exact.subtract(b.exact));
    }
    if (a.isConstant(0) || b.isConstant(0)) {
      return b.isConstant(0) ? a : negate(b);
    }
    if (rest(a) == rest(b)) {
      return scale(coefficient(a).subtract(coefficient(b)), rest(a));
    }
    return b.operation == Operation.NEGATE ? add(a, b.left) : operation(Operation.SUBTRACT, a, b);
  }

  @Override
  public Expression negate(Expression a) {
    return scale(BigFraction.MINUS_ONE, a);
  }

  @Override
  public Expression multiply(Expression a, Expression b) {
    if (a.isConstant() || b.isConstant()) {
      return a.isConstant() ? scale(a.exact, b) : scale(b.exact, a);
    }
    return scale(
        coefficient(a).multiply(coefficient(b)), commuting(Operation.MULTIPLY, rest(a), rest(b)));
  }

  @Override
  public Expression divide(Expression a, Expression b) {
    if (b.isConstant(0)) {
      throw new ArithmeticException("division by zero");
    }
    if (b.isConstant() || a.isConstant(0)) {
      return b.isConstant() ? scale(b.exact.reciprocal(), a) : a;
    }
    return scale(
        coefficient(a).divide(coefficient(b)), operation(Operation.DIVIDE, rest(a), rest(b)));
  }

  /** base^exponent, which is exp(exponent·log base) where the exponent varies. */
  @Override
  public Expression power(Expression base, Expression exponent) {
    if (exponent.varies) {
      return apply(Operation.EXP, multiply(exponent, apply(Operation.LOG, base)));
    }
    if (base.isConstant(0) && exponent.isConstant() && exponent.exact.signum() < 0) {
      throw new ArithmeticException("division by zero");
    }
    if (!exponent.isInteger()) {
      return operation(Operation.POWER, base, exponent);
    }
    int n = exponent.exact.getNumerator().intValue();
    if (n < 0) {
      return divide(constant(1), power(base, constant(exponent.exact.negate())));
    }
    if (n <= 1) {
      return n == 0 ? constant(1) : base;
    }
    return base.isConstant() && (long) n * bits(base.exact) <= LONGEST_POWER_BITS
        ? constant(base.exact.pow(n))
        : operation(Operation.POWER, base, exponent);
  }

  @Override
  public Expression apply(Operation function, Expression a) {
    return operation(function, a, null);
  }

  /** The node of an id. */
  Expression node(int id) {
    return nodes.get(id);
  }

  /** c·x with the constants folded. */
  private Expression scale(BigFraction c, Expression x) {
    if (x.isConstant()) {
      return constant(c.multiply(x.exact));
    }
    BigFraction factor = c.multiply(coefficient(x));
    Expression rest = rest(x);
    if (factor.signum() == 0) {
      return constant(0);
    }
    if (factor.equals(BigFraction.ONE)) {
      return rest;
    }
    if (!factor.equals(BigFraction.MINUS_ONE)) {
      return operation(Operation.MULTIPLY, constant(factor), rest);
    }
    return rest.operation == Operation.SUBTRACT
        ? operation(Operation.SUBTRACT, rest.right, rest.left)
        : operation(Operation.NEGATE, rest, null);
  }

  private static BigFraction coefficient(Expression x) {
    if (x.operation == Operation.NEGATE) {
      return BigFraction.MINUS_ONE;
    }
    return x.operation == Operation.MULTIPLY && x.left.isConstant()
        ? x.left.exact
        : BigFraction.ONE;
  }

  private static Expression rest(Expression x) {
    if (x.operation == Operation.NEGATE) {
      return x.left;
    }
    return x.operation == Operation.MULTIPLY && x.left.isConstant() ? x.right : x;
  }

  private static int bits(BigFraction value) {
    return value.getNumerator().bitLength() + value.getDenominator().bitLength();
  }

  private Expression commuting(Operation operation, Expression a, Expression b) {
    return a.id <= b.id ? operation(operation, a, b) : operation(operation, b, a);
  }

  private Expression operation(Operation operation, Expression a, Expression b) {
    return node(operation, a, b, id -> Expression.operation(id, operation, a, b));
  }

  private Expression node(
      Operation operation, Object left, Object right, IntFunction<Expression> make) {
    return known.computeIfAbsent(
        new Key(operation, left, right),
        key -> {
          Expression made = make.apply(nodes.size());
          nodes.add(made);
          return made;
        });
  }
}

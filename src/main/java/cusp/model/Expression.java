package cusp.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/**
 * One node of an {@link ExpressionGraph}: an exact rational constant, a variable, or an operation
 * on nodes of smaller id. Within a graph equal expressions are one object, so {@code ==} compares
 * them and a walk by id needs no recursion.
 *
 * <p>A constant keeps its fraction, so that a polynomial's coefficients can be read without
 * rounding. An expression free of variables that is not rational, as {@code sqrt(2)}, stays an
 * operation with a known {@link #value}.
 */
final class Expression {

  /**
   * What a node does with its operands; those from COS on are functions of one, named in lower
   * case.
   */
  enum Operation {
    CONSTANT,
    VARIABLE,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    NEGATE,
    POWER,
    COS,
    EXP,
    LOG,
    SIN,
    SQRT,
    TANH;

    boolean isFunction() {
      return compareTo(COS) >= 0;
    }

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Operation> function(String name) {
      return Arrays.stream(values())
          .filter(o -> o.isFunction() && o.symbol().equals(name))
          .findFirst();
    }

    private double apply(double x, double y) {
      return switch (this) {
        case ADD -> x + y;
        case SUBTRACT -> x - y;
        case MULTIPLY -> x * y;
        case DIVIDE -> x / y;
        case NEGATE -> -x;
        case POWER -> Math.pow(x, y);
        case COS -> Math.cos(x);
        case EXP -> Math.exp(x);
        case LOG -> Math.log(x);
        case SIN -> Math.sin(x);
        case SQRT -> Math.sqrt(x);
        case TANH -> Math.tanh(x);
        case CONSTANT, VARIABLE -> throw new IllegalStateException(this + " has no operands");
      };
    }
  }

  /** Place in the graph; operands have smaller ones. */
  final int id;

  final Operation operation;

  /** The first operand, or null. */
  final Expression left;

  /** The second operand, or null; a power's exponent is free of variables. */
  final Expression right;

  /** The exact value of a CONSTANT, otherwise null. */
  final BigFraction exact;

  /** The index of a VARIABLE, otherwise −1. */
  final int variable;

  /** Whether any variable occurs in it. */
  final boolean varies;

  /** The nearest double where nothing varies, otherwise NaN. */
  final double value;

  private Expression(
      int id,
      Operation operation,
      Expression left,
      Expression right,
      BigFraction exact,
      int variable) {
    this.id = id;
    this.operation = operation;
    this.left = left;
    this.right = right;
    this.exact = exact;
    this.variable = variable;
    varies = variable >= 0 || (left != null && left.varies) || (right != null && right.varies);
    if (varies) {
      value = Double.NaN;
    } else if (exact != null) {
      value = nearest(exact);
    } else {
      value = operation.apply(left.value, right == null ? Double.NaN : right.value);
    }
  }

  static Expression constant(int id, BigFraction value) {
    return new Expression(id, Operation.CONSTANT, null, null, value, -1);
  }

  static Expression variable(int id, int index) {
    return new Expression(id, Operation.VARIABLE, null, null, null, index);
  }

  static Expression operation(int id, Operation operation, Expression left, Expression right) {
    return new Expression(id, operation, left, right, null, -1);
  }

  boolean isConstant() {
    return exact != null;
  }

  boolean isConstant(int value) {
    // The doubles differ almost always, and cost less to compare than the fractions.
    return isConstant() && this.value == value && exact.equals(new BigFraction(value));
  }

  /** An exact integer constant that an int holds. */
  boolean isInteger() {
    return isConstant() && exact.isInteger() && exact.getNumerator().bitLength() < Integer.SIZE;
  }

  // Numerator over denominator as doubles would round three times; 34 digits make the last rounding
  // the only one that counts.
  private static double nearest(BigFraction value) {
    BigDecimal numerator = new BigDecimal(value.getNumerator());
    return numerator
        .divide(new BigDecimal(value.getDenominator()), MathContext.DECIMAL128)
        .doubleValue();
  }
}

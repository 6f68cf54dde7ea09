package cusp.model;

import cusp.model.Expression.Operation;

/**
 * What the parts of a formula become as {@link FormulaParser} reads it, from the smallest up. An
 * operand is handed over once and belongs to the result. Parentheses and a sign of plus have no
 * part of their own.
 *
 * @param <T> what a part becomes
 */
interface FormulaReading<T> {

  /** A number as it was written, without a sign. */
  T number(String literal);

  T variable(int index);

  T add(T a, T b);

  T subtract(T a, T b);

  T negate(T a);

  T multiply(T a, T b);

  /**
   * a/b.
   *
   * @throws ArithmeticException if b is known to be 0
   */
  T divide(T a, T b);

  /**
   * base^exponent.
   *
   * @throws ArithmeticException if that is known to divide by 0
   */
  T power(T base, T exponent);

  T apply(Operation function, T a);
}

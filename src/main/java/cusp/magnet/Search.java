package cusp.magnet;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BrentSolver;

/** Roots and maxima of smooth functions of one variable. */
final class Search {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double PRECISION = 1e-8;
  private static final int MOST = 200;

  private Search() {}

  /** Where a function with one maximum in an interval is largest, to 1e−8 of where it is. */
  static double maximum(DoubleUnaryOperator f, double low, double high) {
    double a = low;
    double b = high;
    double left = b - GOLDEN * (b - a);
    double right = a + GOLDEN * (b - a);
    double atLeft = f.applyAsDouble(left);
    double atRight = f.applyAsDouble(right);
    while (b - a > PRECISION * Math.abs(b)) {
      if (atLeft > atRight) {
        b = right;
        right = left;
        atRight = atLeft;
        left = b - GOLDEN * (b - a);
        atLeft = f.applyAsDouble(left);
      } else {
        a = left;
        left = right;
        atLeft = atRight;
        right = a + GOLDEN * (b - a);
        atRight = f.applyAsDouble(right);
      }
    }
    return (a + b) / 2;
  }

  /**
   * Where a function crosses 0 between two points at which its signs differ; NaN if they do not.
   */
  static double root(DoubleUnaryOperator f, double low, double high) {
    double atLow = f.applyAsDouble(low);
    double atHigh = f.applyAsDouble(high);
    if (!(atLow * atHigh <= 0)) {
      return Double.NaN;
    }
    return new BrentSolver(0, PRECISION * 1e-2 * Math.abs(high), 0)
        .solve(MOST, f::applyAsDouble, low, high);
  }
}

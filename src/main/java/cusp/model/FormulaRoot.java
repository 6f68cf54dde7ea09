package cusp.model;

/**
 * The f of a formula K = c·f^n with the highest n = 1, 2, 4, 8, … that its form shows, and bounds
 * of f over boxes. Where n &gt; 1, K stays below ε just where |f| &lt; (ε/c)^(1/n), and f, being
 * less curved, is bounded more tightly than K.
 *
 * <p>The bounds come from interval arithmetic with outward rounding: no value in the box lies
 * outside them, though they may be wider than need be. Both are NaN where an operation may leave
 * its domain in the box. Not thread-safe: one per worker, by {@link Formula#root()}.
 *
 * <pre>{@code
 * var root = Objective.of("(a*b-1)^2/2").root();
 * show(root.factor() + " f^" + root.exponent());
 * double[] bounds = new double[2];
 * root.range(new double[] {0, 0}, new double[] {1, 2}, bounds);
 * show(bounds);
 * }</pre>
 */
public final class FormulaRoot {

  private final Formula formula;
  private final double factor;
  private final int exponent;
  private final RangeProgram value;
  private final RangeProgram gradient;
  private final double[] valueSpace;
  private final double[] gradientSpace;

  FormulaRoot(
      Formula formula, double factor, int exponent, RangeProgram value, RangeProgram gradient) {
    this.formula = formula;
    this.factor = factor;
    this.exponent = exponent;
    this.value = value;
    this.gradient = gradient;
    valueSpace = value.workspace();
    gradientSpace = gradient.workspace();
  }

  /** c, positive; 1 where n is 1. */
  public double factor() {
    return factor;
  }

  /** n. */
  public int exponent() {
    return exponent;
  }

  /**
   * Bounds of f over a box.
   *
   * @param low lower end of each coordinate
   * @param high upper end of each coordinate
   * @param into the lower and the upper bound
   */
  public void range(double[] low, double[] high, double[] into) {
    formula.checkBox(low, high);
    value.run(low, high, valueSpace, into);
  }

  /**
   * Bounds over a box, of f and of each partial derivative.
   *
   * @param into the lower and the upper bound of f, then those of each ∂f/∂wᵢ: 2(d + 1) numbers
   */
  public void gradientRange(double[] low, double[] high, double[] into) {
    formula.checkBox(low, high);
    gradient.run(low, high, gradientSpace, into);
  }
}

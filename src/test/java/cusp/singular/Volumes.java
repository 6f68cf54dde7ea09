package cusp.singular;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Potentials on [−1, 1]^d whose volumes are known exactly. */
record Volumes(String formula, double lambda, int m, DoubleUnaryOperator exact) {

  /** ∫₀¹ √(1 − y⁴) dy. */
  private static final double QUARTIC = 0.87401918476404;

  static final Volumes PARABOLA = new Volumes("x^2", 0.5, 1, e -> 2 * Math.sqrt(e));
  static final Volumes SEXTIC = new Volumes("x^6", 1 / 6.0, 1, e -> 2 * Math.pow(e, 1 / 6.0));
  static final Volumes DISC = new Volumes("x^2+y^2", 1, 1, e -> Math.PI * e);
  static final Volumes CROSS =
      new Volumes("x^2*y^2", 0.5, 2, e -> 4 * Math.sqrt(e) * (1 - Math.log(e) / 2));
  static final Volumes VALLEY =
      new Volumes("x^2+y^4", 0.75, 1, e -> 4 * QUARTIC * Math.pow(e, 0.75));
  static final Volumes CUSP = new Volumes("(x^2-y^3)^2", 5 / 12.0, 1, Volumes::cusp);
  static final Volumes PLANES = new Volumes("x^2*y^2*z^2", 0.5, 3, Volumes::planes);
  static final Volumes BALL =
      new Volumes("a^2+b^2+c^2+d^2", 2, 1, e -> Math.PI * Math.PI / 2 * e * e);

  /** Its λ and m are those of two crosses added; its volume has no closed form. */
  static final Volumes CROSSES = new Volumes("a^2*b^2+c^2*d^2", 1, 3, e -> Double.NaN);

  static List<Volumes> all() {
    return List.of(PARABOLA, SEXTIC, DISC, CROSS, VALLEY, CUSP, PLANES, BALL);
  }

  private static double planes(double e) {
    double log = -Math.log(e) / 2;
    return 8 * Math.sqrt(e) * (1 + log + log * log / 2);
  }

  /**
   * {|x² − y³| < s}: the area of x² < y³ + s less that of x² < y³ − s, each by Simpson's rule in a
   * variable that has no square root at its end.
   */
  private static double cusp(double e) {
    double s = Math.sqrt(e);
    return below(s) - below(-s);
  }

  /** 2∫ √min(1, y³ + s) dy over −1 < y < 1, with y = t² − ∛s. */
  private static double below(double s) {
    double start = -Math.cbrt(s);
    double end = Math.min(1, Math.cbrt(1 - s));
    double range = Math.sqrt(end - start);
    int cells = 20_000;
    double sum = 0;
    for (int k = 0; k <= 2 * cells; k++) {
      double t = range * k / (2 * cells);
      double y = start + t * t;
      double factor = k == 0 || k == 2 * cells ? 1 : k % 2 == 1 ? 4 : 2;
      sum += factor * Math.sqrt(Math.max(0, y * y * y + s)) * 2 * t;
    }
    return 2 * (sum * range / (6 * cells) + 1 - end);
  }

  @Override
  public String toString() {
    return formula;
  }
}

package cusp.singular;

/**
 * The share of a box in which an affine function stays below a level, by inclusion and exclusion
 * over the vertices of the box:
 *
 * <pre>
 * P(Σ aᵢ Uᵢ &lt; t) = Σ_v (−1)^|v| (t − a·v)₊^d / (d! ∏ aᵢ),   Uᵢ uniform on [0, 1], v ∈ {0, 1}^d
 * </pre>
 *
 * (Barrow and Smith 1979, Amer. Math. Monthly 86:149). Slopes that are small beside the greatest
 * would cancel; they are turned into slack, so that {@link #least} and {@link #most} stay bounds.
 */
final class HalfSpace {

  private static final double LEAST_SLOPE = 1e-3;

  private final double[] slopes;
  private int dimension;
  private double sum;
  private double slack;

  HalfSpace(int dimension) {
    slopes = new double[dimension];
  }

  /**
   * Sets the function, up to its mean over the box.
   *
   * @param rises |∂ᵢ|·widthᵢ, how much it varies along each side
   * @param uncertainty how far the true function may be from the affine one
   */
  void set(double[] rises, double uncertainty) {
    double greatest = 0;
    for (double rise : rises) {
      greatest = Math.max(greatest, rise);
    }
    dimension = 0;
    sum = 0;
    slack = uncertainty;
    for (double rise : rises) {
      if (rise > LEAST_SLOPE * greatest) {
        slopes[dimension++] = rise;
        sum += rise;
      } else {
        slack += rise / 2;
      }
    }
  }

  /** At least this share of the box lies below a level, given relative to the mean. */
  double least(double level) {
    return share(level - slack);
  }

  /** At most this share of the box lies below a level, given relative to the mean. */
  double most(double level) {
    return share(level + slack);
  }

  private double share(double level) {
    double t = level + sum / 2;
    if (!(t > 0)) {
      return 0;
    }
    if (t >= sum) {
      return 1;
    }
    // By symmetry the half with fewer terms, which cancel less.
    return 2 * t > sum ? 1 - below(sum - t) : below(t);
  }

  private double below(double t) {
    double total = 0;
    for (int vertex = 0; vertex < 1 << dimension; vertex++) {
      double height = t;
      for (int i = 0; i < dimension; i++) {
        height -= (vertex >> i & 1) * slopes[i];
      }
      if (height > 0) {
        double power = (Integer.bitCount(vertex) & 1) == 0 ? 1 : -1;
        for (int i = 0; i < dimension; i++) {
          power *= height;
        }
        total += power;
      }
    }
    for (int i = 0; i < dimension; i++) {
      total /= (i + 1) * slopes[i];
    }
    return Math.min(1, Math.max(0, total));
  }
}

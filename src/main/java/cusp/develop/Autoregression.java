package cusp.develop;

/**
 * Noise whose correlation falls off as φ^|i−j|, by the row: what it makes of a least-squares
 * problem.
 *
 * <p>The exact likelihood of z = (1/σᵢ)(yᵢ − meanᵢ), stationary and of unit variance up to a scale,
 * is that of independent rows z₀√(1−φ²), zᵢ − φzᵢ₋₁. The grid of φ is even in artanh φ, in which
 * the likelihood is nearly a parabola.
 */
final class Autoregression {
  private static final double LOWEST = -0.6;
  private static final double STEP = 0.15;
  private static final int COUNT = 23;

  /** The φ that likelihoods are computed at, from −0.54 to 0.99. */
  static final double[] GRID = grid();

  /** The point of the grid where φ = 0. */
  static final int UNCORRELATED = 4;

  private Autoregression() {}

  private static double[] grid() {
    double[] grid = new double[COUNT];
    for (int j = 0; j < COUNT; j++) {
      grid[j] = Math.tanh(LOWEST + STEP * j);
    }
    return grid;
  }

  /** Makes the rows independent. */
  static double[] whitened(double[] rows, double phi) {
    double[] white = new double[rows.length];
    white[0] = rows[0] * Math.sqrt(1 - phi * phi);
    for (int i = 1; i < rows.length; i++) {
      white[i] = rows[i] - phi * rows[i - 1];
    }
    return white;
  }

  /** Undoes {@link #whitened}. */
  static double[] unwhitened(double[] white, double phi) {
    double[] rows = new double[white.length];
    rows[0] = white[0] / Math.sqrt(1 - phi * phi);
    for (int i = 1; i < rows.length; i++) {
      rows[i] = white[i] + phi * rows[i - 1];
    }
    return rows;
  }

  /** Independent standard normal deviates made into stationary noise of unit variance. */
  static double[] correlated(double[] deviates, double phi) {
    double[] noise = new double[deviates.length];
    double scale = Math.sqrt(1 - phi * phi);
    noise[0] = deviates[0];
    for (int i = 1; i < deviates.length; i++) {
      noise[i] = phi * noise[i - 1] + scale * deviates[i];
    }
    return noise;
  }

  /**
   * The highest point of a function on the grid.
   *
   * @param position in steps of the grid
   * @param height of the function there
   */
  record Peak(double position, double height) {
    double phi() {
      return Math.tanh(LOWEST + STEP * position);
    }
  }

  /** Between the points of the grid by the parabola through the highest one and its neighbours. */
  static Peak peak(double[] heights) {
    int j = 0;
    for (int i = 1; i < heights.length; i++) {
      if (heights[i] > heights[j]) {
        j = i;
      }
    }
    return peak(heights, j);
  }

  /** The same about point j, which is higher than its neighbours. */
  static Peak peak(double[] heights, int j) {
    if (j == 0 || j == heights.length - 1) {
      return new Peak(j, heights[j]);
    }
    double slope = (heights[j + 1] - heights[j - 1]) / 2;
    double curvature = heights[j + 1] - 2 * heights[j] + heights[j - 1];
    double shift = curvature < 0 ? Math.max(-0.5, Math.min(0.5, -slope / curvature)) : 0;
    return new Peak(j + shift, heights[j] + slope * shift + curvature * shift * shift / 2);
  }

  /** The position of φ on the grid, at most its ends. */
  static double position(double phi) {
    double z = 0.5 * Math.log((1 + phi) / (1 - phi));
    return Math.max(0, Math.min(COUNT - 1, (z - LOWEST) / STEP));
  }
}

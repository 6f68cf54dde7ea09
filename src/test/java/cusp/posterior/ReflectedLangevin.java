package cusp.posterior;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The stationary law of w ← reflect(goal(w) + √variance(w)·N(0, 1)) on [−a, a], by powers of its
 * transition matrix on a fine grid. The kernel is smooth and even about the walls, so that the
 * midpoint rule converges faster than any power of the grid's width.
 */
final class ReflectedLangevin {
  private static final int POINTS = 300;
  private static final int IMAGES = 4;

  private final double[] grid = new double[POINTS];
  private double[] density = new double[POINTS];

  ReflectedLangevin(double wall, DoubleUnaryOperator goal, DoubleUnaryOperator variance) {
    double width = 2 * wall / POINTS;
    Arrays.setAll(grid, i -> -wall + (i + 0.5) * width);
    double[][] into = new double[POINTS][POINTS];
    for (int i = 0; i < POINTS; i++) {
      double mean = goal.applyAsDouble(grid[i]);
      double spread = variance.applyAsDouble(grid[i]);
      for (int j = 0; j < POINTS; j++) {
        for (int k = -IMAGES; k <= IMAGES; k++) {
          double image = 2 * k * wall + (k % 2 == 0 ? grid[j] : -grid[j]);
          into[j][i] += width * normal(image - mean, spread);
        }
      }
    }
    Arrays.fill(density, 1.0 / POINTS);
    double change = 1;
    while (change > 1e-13) {
      double[] next = new double[POINTS];
      change = 0;
      for (int j = 0; j < POINTS; j++) {
        for (int i = 0; i < POINTS; i++) {
          next[j] += into[j][i] * density[i];
        }
        change = Math.max(change, Math.abs(next[j] - density[j]));
      }
      density = next;
    }
  }

  /** SGLD on w⁴. */
  static ReflectedLangevin quartic(double wall, double stepSize) {
    return new ReflectedLangevin(wall, w -> w - 2 * stepSize * w * w * w, w -> stepSize);
  }

  private static double normal(double x, double variance) {
    return Math.exp(-x * x / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }

  double mean(DoubleUnaryOperator function) {
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += density[i] * function.applyAsDouble(grid[i]);
      mass += density[i];
    }
    return sum / mass;
  }
}

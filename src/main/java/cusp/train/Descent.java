package cusp.train;

import cusp.model.Objective;

/**
 * Deterministic descent on a whole objective by L-BFGS (Nocedal and Wright 2006, algorithm 7.5)
 * with a line search for the weak Wolfe conditions: finds the minimum in whose valley a point lies.
 *
 * <pre>{@code
 * var minimum = Descent.defaults().from(Objective.of("(a*b-1)^2/2"), new double[] {2, 1});
 * show(minimum.w());
 * show(minimum.converged());
 * }</pre>
 *
 * @param iterations most iterations
 * @param tolerance ends when the norm of the gradient is at most this
 * @param improvement ends when {@value #PATIENCE} iterations together lower the loss by less than
 *     this, or none lowers it and so many of them would not by the slope
 */
public record Descent(int iterations, double tolerance, double improvement) {
  private static final int PATIENCE = 10;
  private static final int MEMORY = 10;
  private static final int TRIALS = 60;
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVATURE = 0.9;

  public Descent {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations is at least 1, not " + iterations);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance is not negative, not " + tolerance);
    }
    if (!(improvement >= 0)) {
      throw new IllegalArgumentException("improvement is not negative, not " + improvement);
    }
  }

  /** At most 2,000 iterations, to a gradient of 1e−10. */
  public static Descent defaults() {
    return new Descent(2_000, 1e-10, 0);
  }

  public Descent withIterations(int iterations) {
    return new Descent(iterations, tolerance, improvement);
  }

  public Descent withTolerance(double tolerance) {
    return new Descent(iterations, tolerance, improvement);
  }

  public Descent withImprovement(double improvement) {
    return new Descent(iterations, tolerance, improvement);
  }

  /**
   * Where a descent ended.
   *
   * @param w the point
   * @param loss L there, never above where it began
   * @param gradientNorm Euclidean
   * @param iterations used
   * @param converged whether the tolerance was met
   */
  public record Minimum(
      double[] w, double loss, double gradientNorm, int iterations, boolean converged) {}

  /**
   * Descends from {@code start}, which is left as it is. It ends where the gradient is small, where
   * no step along the direction lowers the loss any more (rounding), or after the given number of
   * iterations.
   *
   * @throws IllegalArgumentException if the loss at the start is not finite
   */
  public Minimum from(Objective objective, double[] start) {
    Objective own = objective.fork();
    int d = own.dimension();
    double[] w = start.clone();
    double[] gradient = new double[d];
    double loss = own.gradient(w, gradient);
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("the loss at the start of the descent is " + loss);
    }
    double[] direction = new double[d];
    double[] candidate = new double[d];
    double[] slope = new double[d];
    History history = new History(d);
    double earlier = Double.POSITIVE_INFINITY;
    int iteration = 0;
    for (; iteration < iterations && norm(gradient) > tolerance; iteration++) {
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      if (iteration % PATIENCE == 0) {
        if (earlier - loss < improvement) {
          break;
        }
        earlier = loss;
      }
      history.direction(gradient, direction);
      double along = dot(direction, gradient);
      if (!(along < 0)) {
        history.clear();
        history.direction(gradient, direction);
        along = dot(direction, gradient);
      }
      // Without curvature from earlier steps the direction has no scale: begin with a short step.
      double step = history.size == 0 ? Math.min(1, 0.1 / norm(gradient)) : 1;
      // Between a step that is still too short and one that is too long (Lewis and Overton 2013).
      double tooShort = 0;
      double tooLong = Double.POSITIVE_INFINITY;
      double reached = Double.NaN;
      for (int trial = 0; trial < TRIALS && !Thread.currentThread().isInterrupted(); trial++) {
        reached = evaluate(own, w, step, direction, candidate, slope);
        if (!(reached <= loss + SUFFICIENT * step * along)) {
          tooLong = step;
        } else if (dot(slope, direction) < CURVATURE * along) {
          tooShort = step;
        } else {
          tooLong = step;
          tooShort = step;
          break;
        }
        if (tooFlat((tooLong - tooShort) * along)) {
          break;
        }
        step = tooLong < Double.POSITIVE_INFINITY ? (tooShort + tooLong) / 2 : 2 * step;
      }
      if (tooShort == 0) {
        reached = Double.NaN;
      } else if (tooShort != tooLong) {
        reached = evaluate(own, w, tooShort, direction, candidate, slope);
      }
      if (Double.isNaN(reached)) {
        if (history.size == 0 || tooFlat(along)) {
          break;
        }
        history.clear();
        continue;
      }
      history.add(w, candidate, gradient, slope);
      System.arraycopy(candidate, 0, w, 0, d);
      System.arraycopy(slope, 0, gradient, 0, d);
      loss = reached;
    }
    double norm = norm(gradient);
    return new Minimum(w, loss, norm, iteration, norm <= tolerance);
  }

  /**
   * Whether as many steps as are waited for, each of so much by the slope, lower the loss by less
   * than the improvement: a search that has come to that near the floor finds only rounding.
   */
  private boolean tooFlat(double slope) {
    return -slope * PATIENCE < improvement;
  }

  /** Goes a step, and returns the loss there with its gradient. */
  private static double evaluate(
      Objective objective,
      double[] from,
      double step,
      double[] direction,
      double[] to,
      double[] gradient) {
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i] + step * direction[i];
    }
    return objective.gradient(to, gradient);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The last few steps and changes of gradient, and the inverse Hessian that they imply. */
  private static final class History {
    private final double[][] steps;
    private final double[][] changes;
    private final double[] curvature = new double[MEMORY];
    private final double[] weight = new double[MEMORY];
    private int newest = -1;
    private int size;

    History(int d) {
      steps = new double[MEMORY][d];
      changes = new double[MEMORY][d];
    }

    void clear() {
      size = 0;
    }

    void add(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
      int slot = (newest + 1) % MEMORY;
      double along = 0;
      double square = 0;
      for (int i = 0; i < from.length; i++) {
        double change = gradientTo[i] - gradientFrom[i];
        along += (to[i] - from[i]) * change;
        square += change * change;
      }
      // A pair without positive curvature would make the implied matrix indefinite; the slot may
      // hold the oldest good pair, so it is written only after this.
      if (!(along > 1e-12 * square)) {
        return;
      }
      for (int i = 0; i < from.length; i++) {
        steps[slot][i] = to[i] - from[i];
        changes[slot][i] = gradientTo[i] - gradientFrom[i];
      }
      curvature[slot] = along;
      newest = slot;
      size = Math.min(size + 1, MEMORY);
    }

    void direction(double[] gradient, double[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = -gradient[i];
      }
      for (int k = 0; k < size; k++) {
        int slot = Math.floorMod(newest - k, MEMORY);
        weight[slot] = dot(steps[slot], into) / curvature[slot];
        add(into, changes[slot], -weight[slot]);
      }
      if (size > 0) {
        double scale = curvature[newest] / dot(changes[newest], changes[newest]);
        for (int i = 0; i < into.length; i++) {
          into[i] *= scale;
        }
      }
      for (int k = size - 1; k >= 0; k--) {
        int slot = Math.floorMod(newest - k, MEMORY);
        add(into, steps[slot], weight[slot] - dot(changes[slot], into) / curvature[slot]);
      }
    }

    private static void add(double[] into, double[] what, double factor) {
      for (int i = 0; i < into.length; i++) {
        into[i] += factor * what[i];
      }
    }
  }
}

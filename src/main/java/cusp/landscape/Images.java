package cusp.landscape;

import cusp.model.Objective;
import java.util.Arrays;

/** The images of w along a path and their motion. */
final class Images {

  private static final int QUIET_STEPS = 5;
  private static final double FASTER = 1.1;
  private static final double SLOWER = 0.5;

  /** Where the curvature is higher than on the first path, every overshoot shortens the step. */
  private static final double CALMER = 0.97;

  private static final double FIRST_MIXING = 0.1;
  private static final double LESS_MIXING = 0.99;

  private final Objective objective;
  private final double[][] w;
  private final double[] losses;
  private final double[][] gradients;
  private final double[][] forces;
  private final double[][] velocities;
  private double longest;

  Images(Objective objective, double[][] images) {
    this.objective = objective;
    w = images;
    int d = objective.dimension();
    losses = new double[w.length];
    gradients = new double[w.length][d];
    forces = new double[w.length][d];
    velocities = new double[w.length][d];
    // A step of the motion is stable up to 2 over the highest frequency.
    longest = 1 / Math.sqrt(curvature());
  }

  /**
   * Where they came to rest.
   *
   * @param force the largest of an image across the path
   */
  record Relaxed(double[][] images, double force, int iterations) {}

  /** The largest change of the gradient per length between neighbours, or for a short way aside. */
  private double curvature() {
    double[] one = new double[objective.dimension()];
    double[] other = new double[objective.dimension()];
    double largest = 0;
    for (int k = 1; k < w.length; k++) {
      objective.gradient(w[k - 1], one);
      objective.gradient(w[k], other);
      double apart = Linear.distance(w[k], w[k - 1]);
      largest = larger(largest, Linear.distance(one, other) / apart);
      double slope = Linear.norm(one);
      if (slope > 0) {
        double aside = 1e-4 * apart;
        objective.gradient(Linear.plus(w[k - 1], aside / slope, one), other);
        largest = larger(largest, Linear.distance(one, other) / aside);
      }
    }
    return largest > 0 ? largest : 1;
  }

  private static double larger(double a, double b) {
    return Double.isFinite(b) ? Math.max(a, b) : a;
  }

  Relaxed relax(int iterations, double limit) {
    double dt = 0.1 * longest;
    double mixing = FIRST_MIXING;
    int quiet = 0;
    double force = forces();
    int k = 0;
    while (k < iterations && !(force <= limit) && !Thread.currentThread().isInterrupted()) {
      k++;
      double power = total(forces, velocities);
      if (power > 0) {
        double ratio = Math.sqrt(total(velocities, velocities) / total(forces, forces));
        for (int i = 0; i < w.length; i++) {
          for (int j = 0; j < w[i].length; j++) {
            velocities[i][j] = (1 - mixing) * velocities[i][j] + mixing * ratio * forces[i][j];
          }
        }
        if (++quiet > QUIET_STEPS) {
          dt = Math.min(FASTER * dt, longest);
          mixing *= LESS_MIXING;
        }
      } else {
        dt *= SLOWER;
        longest *= CALMER;
        mixing = FIRST_MIXING;
        quiet = 0;
        for (double[] velocity : velocities) {
          Arrays.fill(velocity, 0);
        }
      }
      move(dt);
      force = forces();
      if (!Double.isFinite(force)) {
        break;
      }
    }
    return new Relaxed(w, force, k);
  }

  private static double total(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Linear.dot(a[i], b[i]);
    }
    return sum;
  }

  private void move(double dt) {
    for (int i = 1; i < w.length - 1; i++) {
      double[] v = velocities[i];
      for (int j = 0; j < v.length; j++) {
        v[j] += dt * forces[i][j];
      }
      // No image passes its neighbours in one step.
      double most =
          0.2 * Math.min(Linear.distance(w[i], w[i - 1]), Linear.distance(w[i], w[i + 1]));
      double length = dt * Linear.norm(v);
      double factor = length > most ? most / length : 1;
      w[i] = Linear.plus(w[i], factor * dt, v);
    }
    spread();
  }

  /** The value at an arc length of the cubic through four images; a line would cut corners. */
  private double[] cubic(double[] arc, int first, double at) {
    double[] sum = new double[w[0].length];
    for (int a = first; a < first + 4; a++) {
      double weight = 1;
      for (int b = first; b < first + 4; b++) {
        weight *= a == b ? 1 : (at - arc[b]) / (arc[a] - arc[b]);
      }
      sum = Linear.plus(sum, weight, w[a]);
    }
    return sum;
  }

  /** Moves the images along the path they lie on until they are equally far apart. */
  private void spread() {
    int n = w.length;
    double[] arc = new double[n];
    for (int k = 1; k < n; k++) {
      arc[k] = arc[k - 1] + Linear.distance(w[k], w[k - 1]);
    }
    double[][] even = new double[n][];
    int segment = 0;
    for (int k = 1; k < n - 1; k++) {
      double wanted = arc[n - 1] * k / (n - 1);
      while (segment < n - 2 && arc[segment + 1] < wanted) {
        segment++;
      }
      even[k] = cubic(arc, Math.max(0, Math.min(segment - 1, n - 4)), wanted);
    }
    System.arraycopy(even, 1, w, 1, n - 2);
  }

  /** Sets the forces; returns the largest one across the path. */
  private double forces() {
    for (int i = 0; i < w.length; i++) {
      losses[i] = objective.gradient(w[i], gradients[i]);
    }
    double largest = 0;
    for (int i = 1; i < w.length - 1; i++) {
      double[] tangent = tangent(i);
      forces[i] = Linear.times(-1, Linear.without(gradients[i], tangent));
      double size = Linear.norm(forces[i]);
      largest = size > largest || Double.isNaN(size) ? size : largest;
    }
    return largest;
  }

  /**
   * Towards the higher neighbour, at a top or bottom a mean of both: any other tangent lets a steep
   * path kink (Henkelman and Jónsson 2000, J. Chem. Phys. 113, 9978).
   */
  private double[] tangent(int i) {
    double[] ahead = Linear.plus(w[i + 1], -1, w[i]);
    double[] behind = Linear.plus(w[i], -1, w[i - 1]);
    double up = losses[i + 1] - losses[i];
    double down = losses[i - 1] - losses[i];
    if (up > 0 && down < 0) {
      return Linear.unit(ahead);
    }
    if (up < 0 && down > 0) {
      return Linear.unit(behind);
    }
    double most = Math.max(Math.abs(up), Math.abs(down));
    double least = Math.min(Math.abs(up), Math.abs(down));
    if (most == 0) {
      return Linear.unit(Linear.plus(ahead, 1, behind));
    }
    boolean rises = losses[i + 1] > losses[i - 1];
    double forwards = (rises ? most : least) / most;
    double backwards = (rises ? least : most) / most;
    return Linear.unit(Linear.plus(Linear.times(forwards, ahead), backwards, behind));
  }
}

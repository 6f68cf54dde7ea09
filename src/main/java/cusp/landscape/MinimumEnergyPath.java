package cusp.landscape;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a path of low loss between two points: images of w along a path slide down across it
 * and are kept equally far apart along it (the string method, E, Ren and Vanden-Eijnden 2007, J.
 * Chem. Phys. 126, 164103, close kin to the nudged elastic band that Draxler et al. 2018,
 * arXiv:1803.00885, use for networks), driven by FIRE (Bitzek et al. 2006, Phys. Rev. Lett. 97,
 * 170201). The highest point is then refined to a saddle by Newton's method where the dimension
 * allows it.
 *
 * <pre>{@code
 * var ring = Objective.of("(x^2+y^2-1)^2");
 * var connection = MinimumEnergyPath.defaults()
 *     .between(ring, new double[] {1, 0}, new double[] {-1, 0}, seed(1));
 * show(connection);
 * show(connection.chart());
 * }</pre>
 *
 * @param images of w on the path, with both ends
 * @param iterations most of them
 * @param tolerance it has converged when the force across the path is at most this share of the
 *     largest gradient on the straight line
 * @param attempts paths begun, each bulging another way; the one with the lowest top is returned
 */
public record MinimumEnergyPath(int images, int iterations, double tolerance, int attempts) {

  private static final double BULGE = 0.3;

  /** Of the first path: enough to leave a line that symmetry holds on a ridge. */
  private static final double SLIGHT = 1e-3;

  private static final int PER_SEGMENT = 4;
  private static final int MOST_FOR_NEWTON = 300;

  public MinimumEnergyPath {
    Linear.atLeast("images", 5, images);
    Linear.atLeast("iterations", 1, iterations);
    Linear.positive("tolerance", tolerance);
    Linear.atLeast("attempts", 1, attempts);
  }

  /** 25 images, 4 attempts. */
  public static MinimumEnergyPath defaults() {
    return new MinimumEnergyPath(25, 5_000, 1e-4, 4);
  }

  public MinimumEnergyPath withImages(int images) {
    return new MinimumEnergyPath(images, iterations, tolerance, attempts);
  }

  public MinimumEnergyPath withIterations(int iterations) {
    return new MinimumEnergyPath(images, iterations, tolerance, attempts);
  }

  public MinimumEnergyPath withTolerance(double tolerance) {
    return new MinimumEnergyPath(images, iterations, tolerance, attempts);
  }

  public MinimumEnergyPath withAttempts(int attempts) {
    return new MinimumEnergyPath(images, iterations, tolerance, attempts);
  }

  /**
   * A low path from a to b; the ends stay where they are.
   *
   * @param seed of the bulges
   * @throws IllegalArgumentException if a length is wrong, the loss at an end is not finite, or the
   *     ends are the same point
   * @throws java.util.concurrent.CancellationException if the thread was interrupted before there
   *     was a band
   */
  public Connection between(Objective objective, double[] a, double[] b, Seed seed) {
    Interrupts.endIfInterrupted("the search for a path");
    Objective own = objective.fork();
    int d = own.dimension();
    double[] from = Linear.point("the first end", d, a);
    double[] to = Linear.point("the second end", d, b);
    Linear.finiteLoss("the first end", own.loss(from));
    Linear.finiteLoss("the second end", own.loss(to));
    double apart = Linear.distance(from, to);
    if (apart <= 1e-12 * (1 + Linear.norm(from))) {
      throw new IllegalArgumentException("the ends must be two points, but they are the same");
    }
    double[][] straight = line(from, to, new double[d]);
    double gradient = 0;
    double[] into = new double[d];
    for (double[] w : straight) {
      double loss = own.gradient(w, into);
      gradient = Double.isFinite(loss) ? Math.max(gradient, Linear.norm(into)) : gradient;
    }
    double limit = tolerance * gradient;
    List<Images.Relaxed> relaxed =
        Parallel.map(
            "paths",
            attempts,
            k -> {
              double size = (k == 0 ? SLIGHT : BULGE) * apart;
              double[] bulge = bulge(Linear.plus(to, -1, from), size, seed.stream("path", k));
              return new Images(own.fork(), line(from, to, bulge)).relax(iterations, limit);
            });
    if (relaxed.isEmpty()) {
      Interrupts.endIfInterrupted("the search for a path");
    }
    return connection(own, straight, relaxed, limit, seed);
  }

  private double[][] line(double[] from, double[] to, double[] bulge) {
    double[][] line = new double[images][];
    for (int k = 0; k < images; k++) {
      double t = (double) k / (images - 1);
      double[] w = Linear.plus(from, t, Linear.plus(to, -1, from));
      line[k] = Linear.plus(w, Math.sin(Math.PI * t), bulge);
    }
    line[images - 1] = to.clone();
    return line;
  }

  /**
   * A random direction across the way, of the given length; 0 where there is only one dimension.
   */
  private static double[] bulge(double[] way, double size, Seed seed) {
    double[] direction = new double[way.length];
    RandomStream random = seed.random();
    random.gaussians(direction, direction.length);
    double[] across = Linear.without(direction, Linear.unit(way));
    double length = Linear.norm(across);
    return length < 1e-9 ? new double[way.length] : Linear.times(size / length, across);
  }

  private Connection connection(
      Objective objective,
      double[][] straight,
      List<Images.Relaxed> relaxed,
      double limit,
      Seed seed) {
    double[][] direct = smooth(straight);
    double[] directLosses = losses(objective, direct);
    Images.Relaxed best = null;
    double[][] path = null;
    double[] losses = null;
    for (Images.Relaxed one : relaxed) {
      double[][] fine = smooth(one.images());
      double[] reached = losses(objective, fine);
      if (best == null || top(reached) < top(losses)) {
        best = one;
        path = fine;
        losses = reached;
      }
    }
    double ends = Math.max(losses[0], losses[losses.length - 1]);
    CriticalPoints.Point saddle = saddle(objective, path, losses, ends);
    List<String> reasons = new ArrayList<>();
    if (!(best.force() <= limit)) {
      reasons.add(
          "the path has not converged: after %d iterations its force is %.2g, not %.2g"
              .formatted(best.iterations(), best.force(), limit));
    }
    if (relaxed.size() < attempts) {
      reasons.add("partial: " + relaxed.size() + " of " + attempts + " attempts");
    }
    boolean finite = Double.isFinite(top(losses));
    Verdict verdict =
        finite
            ? Verdict.qualified(reasons)
            : Verdict.invalid(List.of("the loss is not finite everywhere on the path"));
    return new Connection(
        path,
        losses,
        directLosses,
        Math.max(0, (saddle == null ? top(losses) : saddle.loss()) - ends),
        Math.max(0, top(directLosses) - ends),
        saddle,
        best.force(),
        best.iterations(),
        verdict,
        this,
        seed);
  }

  /** The greatest loss; NaN counts as infinite. */
  private static double top(double[] losses) {
    double top = Double.NEGATIVE_INFINITY;
    for (double loss : losses) {
      top = Double.isNaN(loss) ? Double.POSITIVE_INFINITY : Math.max(top, loss);
    }
    return top;
  }

  private static double[] losses(Objective objective, double[][] path) {
    double[] losses = new double[path.length];
    for (int k = 0; k < losses.length; k++) {
      losses[k] = objective.loss(path[k]);
    }
    return losses;
  }

  /** A finer path through the same points, by cubics through four neighbours each. */
  private static double[][] smooth(double[][] points) {
    int n = points.length;
    double[][] fine = new double[PER_SEGMENT * (n - 1) + 1][];
    for (int k = 0; k < fine.length; k++) {
      int segment = Math.min(k / PER_SEGMENT, n - 2);
      int first = Math.max(0, Math.min(segment - 1, n - 4));
      double at = (double) k / PER_SEGMENT - first;
      double[] w = new double[points[0].length];
      for (int a = 0; a < 4; a++) {
        double weight = 1;
        for (int b = 0; b < 4; b++) {
          weight *= a == b ? 1 : (at - b) / (a - b);
        }
        w = Linear.plus(w, weight, points[first + a]);
      }
      fine[k] = k % PER_SEGMENT == 0 ? points[k / PER_SEGMENT] : w;
    }
    return fine;
  }

  /**
   * The saddle next to the highest point; null where there is none or the dimension is too high.
   */
  private CriticalPoints.Point saddle(
      Objective objective, double[][] path, double[] losses, double ends) {
    int highest = 0;
    for (int k = 0; k < losses.length; k++) {
      highest = losses[k] > losses[highest] ? k : highest;
    }
    boolean inside = highest > 0 && highest < losses.length - 1 && losses[highest] > ends;
    if (!inside || objective.dimension() > MOST_FOR_NEWTON) {
      return null;
    }
    Newton.Landing landing = new Newton(objective).toCriticalPoint(path[highest]);
    double spacing = 2 * PER_SEGMENT * Linear.distance(path[highest], path[highest - 1]);
    Eigen eigen = Eigen.of(objective.hessian(landing.w()));
    // On a valley's floor the curvature of the top alone would make noise a saddle.
    double scale = Math.max(eigen.norm(), Eigen.of(objective.hessian(path[0])).norm());
    double flat = CriticalSearch.defaults().flatness() * scale;
    boolean near = Linear.distance(landing.w(), path[highest]) <= spacing;
    boolean critical = landing.gradientNorm() <= CriticalSearch.defaults().tolerance() * scale;
    if (!near || !critical || eigen.index(flat) == 0 || !(landing.loss() >= ends)) {
      return null;
    }
    return new CriticalPoints.Point(
        landing.w(),
        landing.loss(),
        landing.gradientNorm(),
        eigen.index(flat),
        eigen.nullity(flat),
        eigen.values(),
        1,
        false);
  }
}

package cusp.landscape;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.model.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plane in the space of parameters, with coordinates (s, t): w = origin + s·u + t·v.
 *
 * <pre>{@code
 * var model = new Superposition(6, 2);
 * double[] w = new CriticalPoint(6, 5, 0).point();
 * Plane plane = Plane.random(w, model.parameters(), seed(1));
 * show(plane.slice(model.population(), 1, 15).chart());
 * }</pre>
 *
 * @param origin [d], at (0, 0)
 * @param u [d], the first direction
 * @param v [d], the second; the two are orthogonal
 */
public record Plane(double[] origin, double[] u, double[] v) {

  /** Directions whose angle has a smaller sine are parallel. */
  private static final double PARALLEL = 1e-6;

  public Plane {
    origin = Linear.point("the origin", origin.length, origin);
    u = direction("u", origin.length, u);
    v = direction("v", origin.length, v);
    double cosine = Math.abs(Linear.dot(Linear.unit(u), Linear.unit(v)));
    if (cosine > 1e-8) {
      throw new IllegalArgumentException(
          "the directions of a plane must be orthogonal, but the cosine of their angle is "
              + cosine);
    }
  }

  private static double[] direction(String what, int dimension, double[] given) {
    if (given.length != dimension) {
      throw new IllegalArgumentException(
          what + " has length " + given.length + ", the origin has " + dimension);
    }
    double[] copy = Linear.point(what, dimension, given);
    if (Linear.norm(copy) == 0) {
      throw new IllegalArgumentException(what + " must not be 0");
    }
    return copy;
  }

  /**
   * Through a point, along two directions made orthonormal: the first keeps its line.
   *
   * @throws IllegalArgumentException if a direction is 0 or the two are parallel
   */
  public static Plane at(double[] w, double[] first, double[] second) {
    double[] u = Linear.unit(direction("the first direction", w.length, first));
    double[] given = Linear.unit(direction("the second direction", w.length, second));
    double[] rest = Linear.without(given, u);
    if (Linear.norm(rest) < PARALLEL) {
      throw new IllegalArgumentException(
          "the directions of a plane must not be parallel, but the sine of their angle is "
              + Linear.norm(rest));
    }
    // Once more, since a small rest has lost digits.
    return new Plane(w, u, Linear.unit(Linear.without(Linear.unit(rest), u)));
  }

  /**
   * Through three points: a lies at (0, 0), b on the first axis.
   *
   * @throws IllegalArgumentException if two are the same or all lie on a line
   */
  public static Plane through(double[] a, double[] b, double[] c) {
    return at(a, Linear.plus(b, -1, direction("a", b.length, a)), between(a, c));
  }

  private static double[] between(double[] a, double[] c) {
    return Linear.plus(Linear.point("c", a.length, c), -1, a);
  }

  /** Through a point, in two random directions of length 1. */
  public static Plane random(double[] w, Seed seed) {
    return at(w, normal(w, seed, "u"), normal(w, seed, "v"));
  }

  /**
   * Through a point, in two random directions whose every block is as long as that of w, so that
   * cuts through networks compare whatever the scale of their layers ("filter normalisation", Li et
   * al. 2018, arXiv:1712.09913, with the rows of a matrix as filters); the second is then made
   * orthogonal to the first. A row that is 0 stays.
   *
   * @param parameters the layout of w
   * @throws IllegalArgumentException if the layout is of another length or w is 0
   */
  public static Plane random(double[] w, Parameters parameters, Seed seed) {
    if (parameters.dimension() != w.length) {
      throw new IllegalArgumentException(
          "the parameters have dimension " + parameters.dimension() + ", the point " + w.length);
    }
    if (Linear.norm(w) == 0) {
      throw new IllegalArgumentException(
          "directions as long as the point need a point that is not 0");
    }
    double[] u = rescaled(normal(w, seed, "u"), w, parameters);
    double[] given = rescaled(normal(w, seed, "v"), w, parameters);
    double[] v = Linear.without(given, Linear.unit(u));
    if (Linear.norm(v) < PARALLEL * Linear.norm(given)) {
      throw new IllegalArgumentException(
          "a plane needs two parameters that are not 0 in blocks of their own, w has fewer");
    }
    return new Plane(w, u, v);
  }

  /**
   * Through a point, along two eigenvectors of the Hessian there: 0 and 1 are its flattest
   * directions (where no curvature is negative), d − 2 and d − 1 its steepest.
   *
   * @param first place in the ascending order of the eigenvalues, 0 … d − 1
   * @param second another place
   * @throws IllegalArgumentException if the length or a place is wrong
   */
  public static Plane ofCurvature(Objective objective, double[] w, int first, int second) {
    int d = objective.dimension();
    double[] at = Linear.point("the point", d, w);
    if (Math.min(first, second) < 0 || Math.max(first, second) >= d || first == second) {
      throw new IllegalArgumentException(
          "two different eigenvectors of %d have places in 0 … %d, not %d and %d"
              .formatted(d, d - 1, first, second));
    }
    Eigen eigen = Eigen.of(objective.fork().hessian(at));
    return at(at, eigen.vectors()[first], eigen.vectors()[second]);
  }

  private static double[] normal(double[] w, Seed seed, String which) {
    double[] direction = new double[w.length];
    RandomStream random = seed.stream("plane").stream(which).random();
    random.gaussians(direction, direction.length);
    return direction;
  }

  private static double[] rescaled(double[] direction, double[] w, Parameters parameters) {
    double[] scaled = direction.clone();
    for (Parameters.Block block : parameters.blocks()) {
      List<Integer> shape = block.shape();
      int rows = shape.size() < 2 ? 1 : shape.get(0);
      int length = block.size() / Math.max(1, rows);
      for (int row = 0; row < rows; row++) {
        int from = block.offset() + row * length;
        double wanted = length(w, from, length);
        double has = length(direction, from, length);
        for (int i = from; i < from + length; i++) {
          scaled[i] = has == 0 ? 0 : direction[i] * wanted / has;
        }
      }
    }
    return scaled;
  }

  private static double length(double[] a, int from, int count) {
    return Linear.norm(Arrays.copyOfRange(a, from, from + count));
  }

  /** The point at (s, t). */
  public double[] point(double s, double t) {
    return Linear.plus(Linear.plus(origin, s, u), t, v);
  }

  /**
   * The coordinates (s, t) of the point of the plane nearest to w, as of a path's points on their
   * way through the picture.
   */
  public double[] coordinates(double[] w) {
    double[] from = Linear.plus(Linear.point("the point", origin.length, w), -1, origin);
    return new double[] {
      Linear.dot(from, u) / Linear.dot(u, u), Linear.dot(from, v) / Linear.dot(v, v)
    };
  }

  /** How far w lies from the plane. */
  public double distance(double[] w) {
    double[] st = coordinates(w);
    return Linear.distance(w, point(st[0], st[1]));
  }

  /**
   * The loss on a square about the origin.
   *
   * @param reach the square is [−reach, reach] in both coordinates
   * @param cells a side; the grid has one line more, with the origin on it if this is even
   */
  public Slice slice(Objective objective, double reach, int cells) {
    Linear.positive("reach", reach);
    return slice(objective, new double[] {-reach, reach}, new double[] {-reach, reach}, cells);
  }

  /**
   * The loss on a rectangle, evaluated on all cores.
   *
   * @param sRange low and high end of s
   * @param tRange low and high end of t
   * @param cells a side, at least 2
   * @throws IllegalArgumentException if the dimension is another, a range is empty, or the loss is
   *     finite nowhere
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Slice slice(Objective objective, double[] sRange, double[] tRange, int cells) {
    Linear.point("the origin", objective.dimension(), origin);
    Linear.atLeast("cells", 2, cells);
    double[] s = lines("sRange", sRange, cells);
    double[] t = lines("tRange", tRange, cells);
    List<double[]> rows =
        Parallel.map(
            "slice",
            t.length,
            i -> {
              Objective own = objective.fork();
              double[] losses = new double[s.length];
              for (int j = 0; j < s.length; j++) {
                Interrupts.endIfInterrupted("the slice");
                losses[j] = own.loss(point(s[j], t[i]));
              }
              return losses;
            });
    Interrupts.endIfInterrupted("the slice");
    double[][] losses = rows.toArray(double[][]::new);
    long bad =
        rows.stream().flatMapToDouble(Arrays::stream).filter(x -> !Double.isFinite(x)).count();
    if (bad == (long) s.length * t.length) {
      throw new IllegalArgumentException("the loss is finite nowhere on the slice");
    }
    List<String> reasons =
        bad == 0 ? List.of() : List.of("the loss is not finite at " + bad + " points, left empty");
    return new Slice(this, s, t, losses, Verdict.qualified(reasons));
  }

  private static double[] lines(String what, double[] range, int cells) {
    if (range.length != 2 || !(range[0] < range[1]) || !Double.isFinite(range[1] - range[0])) {
      throw new IllegalArgumentException(
          what + " must be a low and a high end, not " + Arrays.toString(range));
    }
    return IntStream.rangeClosed(0, cells)
        .mapToDouble(k -> range[0] + (range[1] - range[0]) * k / cells)
        .toArray();
  }
}

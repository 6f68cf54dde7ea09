package cusp.landscape;

import cusp.landscape.Valley.End;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The work of a {@link ValleyTracer} from one start, whose curvature and kernel set the scale. */
final class Continuation {

  private static final int MOST_STEPS = 20_000;

  /** The shortest step, as a share of the longest. */
  private static final double SHORTEST = 1e-6;

  /** A step may turn by an angle of this cosine. */
  private static final double LEAST_COSINE = 0.95;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int SECTIONS = 60;

  /** A point of the path with the spectrum of its Hessian. */
  record Point(double[] w, double loss, double gradientNorm, Eigen eigen, double transverse) {
    Point outOfTheValley() {
      return new Point(w, loss, gradientNorm, eigen, Double.POSITIVE_INFINITY);
    }
  }

  /** One way from the start: the points after it, and why there are no more. */
  private record Branch(List<Point> points, End end) {}

  private final ValleyTracer settings;
  private final Objective objective;
  private final Newton newton;
  private final double[] given;
  private double scale;
  private int dimension;

  Continuation(ValleyTracer settings, Objective objective, double[] w) {
    this.settings = settings;
    this.objective = objective.fork();
    newton = new Newton(this.objective);
    given = Linear.point("the start", objective.dimension(), w);
    Linear.finiteLoss("the start", this.objective.loss(given));
    if (!settings.box().contains(given)) {
      throw new IllegalArgumentException("the start lies outside the box " + settings.box());
    }
  }

  Valley run(double[] wanted) {
    scale = Eigen.of(objective.hessian(given)).norm();
    Newton.Landing landing = newton.toMinimum(given, null, scale);
    Eigen eigen = Eigen.of(objective.hessian(landing.w()));
    scale = eigen.norm() > 0 ? eigen.norm() : Math.max(scale, Double.MIN_NORMAL);
    dimension = eigen.nullity(settings.flatness() * scale);
    Point start = point(landing, eigen);
    List<String> reasons = new ArrayList<>();
    if (!(start.gradientNorm <= settings.tolerance() * scale)) {
      return Valley.none(
          start,
          given,
          "no minimum was found: the gradient is still %.3g where the curvature is %.3g"
              .formatted(start.gradientNorm, scale),
          settings);
    }
    if (eigen.index(settings.flatness() * scale) > 0) {
      reasons.add(
          "the start is a saddle: "
              + eigen.index(settings.flatness() * scale)
              + " directions fall");
    }
    if (dimension == 0) {
      return Valley.of(
          List.of(),
          start,
          List.of(),
          End.ISOLATED,
          End.ISOLATED,
          given,
          dimension,
          reasons,
          settings);
    }
    double[] tangent = first(eigen, wanted);
    Branch after = follow(start, tangent);
    Branch before =
        after.end == End.LOOP
            ? new Branch(List.of(), End.LOOP)
            : follow(start, Linear.times(-1, tangent));
    return Valley.of(
        before.points,
        start,
        after.points,
        before.end,
        after.end,
        given,
        dimension,
        reasons,
        settings);
  }

  private Point point(Newton.Landing landing, Eigen eigen) {
    int[] order = eigen.fromTheFlattest();
    double transverse =
        dimension < order.length ? Math.abs(eigen.values()[order[dimension]]) : Double.NaN;
    return new Point(landing.w(), landing.loss(), landing.gradientNorm(), eigen, transverse);
  }

  /** A unit vector in the kernel at the start. */
  private double[] first(Eigen eigen, double[] wanted) {
    double[] flattest = eigen.vectors()[eigen.fromTheFlattest()[0]];
    double[] along = wanted == null ? flattest : inKernel(eigen, wanted);
    if (Linear.norm(along) < 1e-8 * Linear.norm(wanted == null ? flattest : wanted)) {
      throw new IllegalArgumentException(
          "the direction must have a part in the kernel of the Hessian, and has none");
    }
    if (wanted != null) {
      return Linear.unit(along);
    }
    // An eigenvector has no sign of its own.
    int largest = 0;
    for (int i = 1; i < along.length; i++) {
      largest = Math.abs(along[i]) > Math.abs(along[largest]) ? i : largest;
    }
    return Linear.times(Math.signum(along[largest]), along);
  }

  private double[] inKernel(Eigen eigen, double[] direction) {
    int[] order = eigen.fromTheFlattest();
    double[] part = new double[direction.length];
    for (int k = 0; k < dimension; k++) {
      double[] flat = eigen.vectors()[order[k]];
      part = Linear.plus(part, Linear.dot(flat, direction), flat);
    }
    return part;
  }

  private Branch follow(Point start, double[] firstTangent) {
    List<Point> points = new ArrayList<>();
    try {
      return new Branch(points, walk(start, firstTangent, points));
    } catch (CancellationException e) {
      Thread.currentThread().interrupt();
      return new Branch(points, End.INTERRUPTED);
    }
  }

  /** Adds the points of one way to a list; says why it ends. */
  private End walk(Point start, double[] firstTangent, List<Point> points) {
    Point here = start;
    double[] tangent = firstTangent;
    double h = settings.step();
    double whole = (1 - SHORTEST) * settings.length();
    double gone = 0;
    End obstacle = End.STUCK;
    for (int k = 0; k < MOST_STEPS && gone < whole; k++) {
      double reach = Math.min(h, settings.length() - gone);
      Newton.Landing landing =
          newton.toMinimum(Linear.plus(here.w, reach, tangent), tangent, scale);
      double[] there = landing.w();
      boolean stays = landing.gradientNorm() <= settings.tolerance() * scale;
      End met = !settings.box().contains(there) ? End.WALL : !stays ? End.RISES : null;
      Point next = null;
      double[] turned = tangent;
      if (met == null) {
        next = point(landing, Eigen.of(objective.hessian(there)));
        double[] part = inKernel(next.eigen, tangent);
        turned = Linear.norm(part) > 0 ? Linear.unit(part) : tangent;
        boolean bends =
            Linear.dot(turned, tangent) < LEAST_COSINE
                || Linear.distance(there, here.w) > 1.5 * reach;
        met = bends ? End.STUCK : null;
      }
      if (met != null) {
        obstacle = met;
        h = reach / 2;
        if (h < SHORTEST * settings.step()) {
          return last(points, here, obstacle);
        }
        continue;
      }
      double moved = Linear.distance(there, here.w);
      gone += moved;
      points.add(next);
      if (dips(start, points)) {
        Point singular = lowest(start, points);
        if (singular.transverse <= settings.flatness() * scale) {
          points.subList(points.size() - 2, points.size()).clear();
          points.add(singular);
          return End.SINGULAR;
        }
      }
      if (closes(start, firstTangent, here, next, turned, gone)) {
        points.set(points.size() - 1, start);
        return End.LOOP;
      }
      here = next;
      tangent = turned;
      h = Math.min(settings.step(), 1.5 * reach);
    }
    return gone < whole ? End.STUCK : End.LENGTH;
  }

  /** What stopped it: at a point where the kernel is larger, that. */
  private End last(List<Point> points, Point here, End obstacle) {
    boolean larger = here.transverse <= settings.flatness() * scale && !points.isEmpty();
    return obstacle != End.WALL && larger ? End.SINGULAR : obstacle;
  }

  /** Whether the curvature across the valley has just been least. */
  private boolean dips(Point start, List<Point> points) {
    int n = points.size();
    if (n < 2) {
      return false;
    }
    double before = n == 2 ? start.transverse : points.get(n - 3).transverse;
    double middle = points.get(n - 2).transverse;
    return middle < before && middle <= points.get(n - 1).transverse;
  }

  /** The point of the last two steps with the least curvature across, by golden section. */
  private Point lowest(Point start, List<Point> points) {
    int n = points.size();
    Point from = n == 2 ? start : points.get(n - 3);
    Point to = points.get(n - 1);
    double[] chord = Linear.unit(Linear.plus(to.w, -1, from.w));
    double low = 0;
    double high = Linear.distance(to.w, from.w);
    Point best = points.get(n - 2);
    double left = high - GOLDEN * high;
    double right = GOLDEN * high;
    Point atLeft = on(from, chord, left);
    Point atRight = on(from, chord, right);
    for (int k = 0; k < SECTIONS; k++) {
      if (atLeft.transverse <= atRight.transverse) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = on(from, chord, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = on(from, chord, right);
      }
      best = atLeft.transverse < best.transverse ? atLeft : best;
      best = atRight.transverse < best.transverse ? atRight : best;
    }
    return best;
  }

  private Point on(Point from, double[] chord, double far) {
    Newton.Landing landing = newton.toMinimum(Linear.plus(from.w, far, chord), chord, scale);
    Point there = point(landing, Eigen.of(objective.hessian(landing.w())));
    return there.gradientNorm <= settings.tolerance() * scale ? there : there.outOfTheValley();
  }

  private boolean closes(
      Point start, double[] firstTangent, Point here, Point next, double[] tangent, double gone) {
    double passed = Linear.dot(Linear.plus(start.w, -1, here.w), firstTangent);
    double ahead = Linear.dot(Linear.plus(start.w, -1, next.w), firstTangent);
    return gone > 2 * settings.step()
        && passed > 0
        && ahead <= 0
        && Linear.dot(tangent, firstTangent) > 0
        && Linear.distance(start.w, next.w) < settings.step();
  }
}

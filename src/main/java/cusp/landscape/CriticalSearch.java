package cusp.landscape;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Looks for critical points of a loss, minima and saddles alike, by descending |∇L|² from many
 * starts (Levenberg–Marquardt with the Hessian as Jacobian), and sorts them by the signs of the
 * Hessian's eigenvalues. Points of one connected flat set are one entry.
 *
 * <pre>{@code
 * var found = CriticalSearch.defaults().in(Objective.of("(x^2-1)^2+y^2"), Box.of(-2, 2), seed(1));
 * show(found.toTable());
 * show(found.chart());
 * }</pre>
 *
 * @param starts how many random starts
 * @param flatness an eigenvalue counts as 0 up to this share of the curvature of the loss, which is
 *     the median over the starts of the Hessian's largest absolute eigenvalue
 * @param tolerance a point is critical up to a gradient of this share of the same
 * @param same points nearer than this are one
 */
public record CriticalSearch(int starts, double flatness, double tolerance, double same) {

  /** Halvings of the line between two points, to find out whether a flat set connects them. */
  private static final int HALVINGS = 5;

  /** Where a line is halved, the middle may move by this share of the line's length. */
  private static final double STRAY = 0.75;

  private static final double SAME_LOSS = 1e-8;

  public CriticalSearch {
    Linear.atLeast("starts", 1, starts);
    Linear.positive("flatness", flatness);
    Linear.positive("tolerance", tolerance);
    Linear.positive("same", same);
  }

  /** 100 starts. */
  public static CriticalSearch defaults() {
    return new CriticalSearch(100, 1e-5, 1e-9, 1e-4);
  }

  public CriticalSearch withStarts(int starts) {
    return new CriticalSearch(starts, flatness, tolerance, same);
  }

  public CriticalSearch withFlatness(double flatness) {
    return new CriticalSearch(starts, flatness, tolerance, same);
  }

  public CriticalSearch withTolerance(double tolerance) {
    return new CriticalSearch(starts, flatness, tolerance, same);
  }

  public CriticalSearch withSame(double same) {
    return new CriticalSearch(starts, flatness, tolerance, same);
  }

  /**
   * From starts that are uniform in a box; what is found outside it is counted but left out.
   *
   * @throws IllegalArgumentException if the box is not bounded, or the loss is finite at no start
   */
  public CriticalPoints in(Objective objective, Box box, Seed seed) {
    if (!Double.isFinite(box.high() - box.low())) {
      throw new IllegalArgumentException("the starts need a bounded box, not " + box);
    }
    double[][] points = new double[starts][objective.dimension()];
    for (int k = 0; k < starts; k++) {
      RandomStream random = seed.stream("start", k).random();
      for (int i = 0; i < points[k].length; i++) {
        points[k][i] = box.low() + (box.high() - box.low()) * random.nextDouble();
      }
    }
    return search(objective, points, box, seed);
  }

  /**
   * From the given starts.
   *
   * @param points [number][d], at least one
   * @throws IllegalArgumentException if a length is wrong or the loss at a start is not finite
   */
  public CriticalPoints from(Objective objective, double[][] points) {
    if (points.length == 0) {
      throw new IllegalArgumentException("the search needs at least one start");
    }
    Objective own = objective.fork();
    double[][] copies = new double[points.length][];
    for (int k = 0; k < copies.length; k++) {
      copies[k] = Linear.point("start " + k, objective.dimension(), points[k]);
      Linear.finiteLoss("start " + k, own.loss(copies[k]));
    }
    return search(objective, copies, Box.unbounded(), null);
  }

  /** Where one descent ended, and the curvature where it began. */
  private record Descended(Newton.Landing landing, double curvature) {}

  private CriticalPoints search(Objective objective, double[][] points, Box box, Seed seed) {
    List<Descended> ended =
        Parallel.map(
            "critical points",
            points.length,
            k -> {
              Objective own = objective.fork();
              if (!Double.isFinite(own.loss(points[k]))) {
                return new Descended(null, Double.NaN);
              }
              double curvature = Eigen.of(own.hessian(points[k])).norm();
              return new Descended(new Newton(own).toCriticalPoint(points[k]), curvature);
            });
    double[] curvatures =
        ended.stream()
            .mapToDouble(Descended::curvature)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (curvatures.length == 0 && !Thread.currentThread().isInterrupted()) {
      throw new IllegalArgumentException("the loss is finite at none of the starts");
    }
    double curvature = curvatures.length == 0 ? 1 : curvatures[curvatures.length / 2];
    List<Newton.Landing> converged =
        ended.stream()
            .map(Descended::landing)
            .filter(Objects::nonNull)
            .filter(landing -> landing.gradientNorm() <= tolerance * curvature)
            .toList();
    List<Newton.Landing> inside =
        converged.stream().filter(landing -> box.contains(landing.w())).toList();
    List<CriticalPoints.Point> sets = merged(objective, curvature, inside);
    List<String> reasons = reasons(sets, ended.size(), points.length);
    Verdict verdict =
        sets.isEmpty()
            ? Verdict.invalid(List.of("no critical point was found: take more starts"))
            : Verdict.qualified(reasons);
    return new CriticalPoints(
        sets,
        ended.size(),
        ended.size() - converged.size(),
        converged.size() - inside.size(),
        curvature,
        verdict,
        this,
        seed);
  }

  /** After an interrupt what was found is kept, but no sets are looked for that join points. */
  private List<CriticalPoints.Point> merged(
      Objective objective, double curvature, List<Newton.Landing> landings) {
    try {
      if (!Thread.currentThread().isInterrupted()) {
        return new Merging(objective.fork(), curvature, true).merged(landings);
      }
    } catch (CancellationException e) {
      // The interrupt came meanwhile, and its flag is still set.
    }
    return Interrupts.keptAcross(
        () -> new Merging(objective.fork(), curvature, false).merged(landings));
  }

  private List<String> reasons(List<CriticalPoints.Point> sets, int done, int asked) {
    List<String> reasons = new ArrayList<>();
    if (done < asked) {
      reasons.add("partial: " + done + " of " + asked + " starts");
    }
    if (done == asked && Thread.currentThread().isInterrupted()) {
      reasons.add("partial: points of one connected set may stand apart");
    }
    long once = sets.stream().filter(point -> point.hits() == 1).count();
    if (once > 0 && done > 1) {
      reasons.add(once + " were found from one start only: there may be more");
    }
    return reasons;
  }

  /** Puts together what is one point or one connected set. */
  private final class Merging {
    private final Objective objective;
    private final Newton newton;
    private final double curvature;
    private final boolean joining;

    Merging(Objective objective, double curvature, boolean joining) {
      this.objective = objective;
      this.curvature = curvature;
      this.joining = joining;
      newton = new Newton(objective);
    }

    List<CriticalPoints.Point> merged(List<Newton.Landing> landings) {
      List<List<Newton.Landing>> sets = new ArrayList<>();
      for (Newton.Landing landing : landings) {
        List<List<Newton.Landing>> mine =
            sets.stream().filter(set -> belongs(landing, set)).toList();
        List<Newton.Landing> joined = new ArrayList<>();
        mine.forEach(joined::addAll);
        joined.add(landing);
        sets.removeIf(mine::contains);
        sets.add(joined);
      }
      return sets.stream()
          .map(this::point)
          .sorted(Comparator.comparingDouble(CriticalPoints.Point::loss))
          .toList();
    }

    private boolean belongs(Newton.Landing landing, List<Newton.Landing> set) {
      return set.stream().anyMatch(other -> near(landing, other))
          || (joining && set.stream().anyMatch(other -> connected(landing, other, HALVINGS)));
    }

    private boolean near(Newton.Landing a, Newton.Landing b) {
      return Linear.distance(a.w(), b.w()) <= same;
    }

    private boolean sameLoss(Newton.Landing a, Newton.Landing b) {
      double size = Math.max(Math.abs(a.loss()), Math.abs(b.loss()));
      return Math.abs(a.loss() - b.loss()) <= SAME_LOSS * Math.max(size, curvature);
    }

    /** Whether critical points of the same loss lie between, by halving. */
    private boolean connected(Newton.Landing a, Newton.Landing b, int halvings) {
      if (!sameLoss(a, b)) {
        return false;
      }
      if (near(a, b)) {
        return true;
      }
      double[] middle = Linear.times(0.5, Linear.plus(a.w(), 1, b.w()));
      Newton.Landing between = newton.toCriticalPoint(middle);
      double apart = Linear.distance(a.w(), b.w());
      if (!(between.gradientNorm() <= tolerance * curvature)
          || Linear.distance(between.w(), middle) > STRAY * apart
          || !sameLoss(a, between)
          || near(a, between)
          || near(b, between)) {
        return false;
      }
      return halvings == 0
          || (connected(a, between, halvings - 1) && connected(between, b, halvings - 1));
    }

    private CriticalPoints.Point point(List<Newton.Landing> set) {
      Newton.Landing best = set.get(0);
      double extent = 0;
      for (Newton.Landing landing : set) {
        best = landing.gradientNorm() < best.gradientNorm() ? landing : best;
        extent = Math.max(extent, Linear.distance(landing.w(), set.get(0).w()));
      }
      Eigen eigen = Eigen.of(objective.hessian(best.w()));
      double limit = flatness * curvature;
      return new CriticalPoints.Point(
          best.w(),
          best.loss(),
          best.gradientNorm(),
          eigen.index(limit),
          eigen.nullity(limit),
          Arrays.copyOf(eigen.values(), eigen.values().length),
          set.size(),
          extent > same);
    }
  }
}

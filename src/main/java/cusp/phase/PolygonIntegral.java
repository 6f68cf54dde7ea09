package cusp.phase;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.toy.CriticalPoint;
import cusp.toy.Phase;
import cusp.toy.Superposition;
import java.util.List;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * The free energy of a phase of the toy model of superposition at finite n, F = −ln ∫ exp(−nL(w))
 * φ(w) dw, with the population loss L and the standard normal prior: what {@link PolygonExpansion}
 * tends to. The integral is over all w that come nearest to a polygon of so many corners, have so
 * many positive dead biases, and a loss not below that of the phase: lower ones lie on the way to
 * another.
 *
 * <p>By importance sampling across one circle of rotated copies, for all circles are alike: on the
 * plane through w* that is orthogonal to the rotation, a volume element dv stands for 2π ⟨Jw, t⟩
 * dv, with J the generator of the rotation and t its direction at w*. The coordinates that the loss
 * holds are drawn from Laplace's normal law, somewhat widened, the columns of dead features with
 * negative biases from a normal law and their biases from the prior. Meant for polygons of at least
 * five corners and from n of some hundreds, where phases are distinct. Below n = 600 or so a few
 * heavy weights far out, where phases pass into one another, may decide; they show as a small
 * effective number of draws, INVALID below 100, and a smaller distance leaves them out.
 *
 * <pre>{@code
 * var pentagon = PolygonIntegral.within(1, new CriticalPoint(6, 5, 0), 1_200, 20_000, seed(1));
 * show(pentagon);
 * show(PolygonExpansion.of(pentagon.point()).freeEnergy(1_200));
 * }</pre>
 *
 * @param point the phase
 * @param n as it multiplies L
 * @param reading F in nats, whatever the verdict; ∞ where no draw is in the phase
 * @param standardError of F, from the spread of the weights
 * @param draws number
 * @param effective how many equally weighted draws they are worth, (Σw)²/Σw²
 * @param verdict INVALID below 100 effective draws
 */
public record PolygonIntegral(
    CriticalPoint point,
    double n,
    double reading,
    double standardError,
    int draws,
    double effective,
    Verdict verdict) {

  /** By what the normal law of the held coordinates is wider than Laplace's. */
  private static final double WIDENED = 1.15;

  /** The standard deviation of dead columns, about twice as far as they go freely. */
  private static final double DEAD_COLUMN = 0.35;

  private static final int PARTS = 16;

  private static final double LEAST_EFFECTIVE = 100;

  /** Of a loss. */
  private static final double ROUNDING = 1e-13;

  /**
   * Draws and adds up, over what lies at most so far from the phase, by {@link cusp.toy.Phase}:
   * farther out phases pass into one another, where no normal law around one of them draws enough.
   *
   * @param distance positive, in units of the parameters; ∞ for none
   * @param n positive
   * @param draws at least 1,000
   * @throws IllegalArgumentException if the point has fewer than five corners
   * @throws IllegalStateException if the point is a saddle
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static PolygonIntegral within(
      double distance, CriticalPoint point, double n, int draws, Seed seed) {
    if (!(distance > 0)) {
      throw new IllegalArgumentException("the distance is positive, not " + distance);
    }
    if (point.k() < 5) {
      throw new IllegalArgumentException(
          "the polygon has at least 5 corners, not " + point.k() + ": a square has no Hessian");
    }
    if (!(n > 0) || Double.isInfinite(n)) {
      throw new IllegalArgumentException("n is positive and finite, not " + n);
    }
    if (draws < 1_000) {
      throw new IllegalArgumentException("draws is at least 1000, not " + draws);
    }
    point.learningCoefficient();
    Superposition model = new Superposition(point.features(), 2);
    Proposal proposal = Proposal.of(point, model.population(), n);
    int each = (draws + PARTS - 1) / PARTS;
    List<double[]> parts =
        Parallel.map(PARTS, p -> sums(proposal, model, distance, each, seed.stream("part", p)));
    Interrupts.endIfInterrupted("the integral over a phase");
    double sum = 0;
    double squares = 0;
    for (double[] part : parts) {
      sum += part[0];
      squares += part[1];
    }
    int all = PARTS * each;
    double mean = sum / all;
    double variance = Math.max(0, squares / all - mean * mean);
    double reading =
        n * point.loss()
            - proposal.logScale
            - Math.log(2 * Math.PI * mean)
            - PolygonExpansion.logCopies(point);
    double effective = sum > 0 ? sum * sum / squares : 0;
    return new PolygonIntegral(
        point, n, reading, Math.sqrt(variance / all) / mean, all, effective, judged(effective));
  }

  private static Verdict judged(double effective) {
    return effective >= LEAST_EFFECTIVE
        ? Verdict.ok()
        : Verdict.invalid(
            List.of(
                ("%.0f effective draws, and at least %.0f are needed: take more, a larger n or a"
                        + " smaller distance")
                    .formatted(effective, LEAST_EFFECTIVE)));
  }

  /**
   * F in nats.
   *
   * @throws IllegalStateException where there is none, with what to change
   */
  public double value() {
    verdict.requireValid("there is no free energy");
    return reading;
  }

  /** Σw and Σw² of the weights over exp(logScale). */
  private static double[] sums(
      Proposal proposal, Superposition model, double distance, int draws, Seed seed) {
    Objective loss = model.population();
    RandomStream random = seed.random();
    double[] w = new double[proposal.w.length];
    double[] sums = new double[2];
    for (int draw = 0; draw < draws; draw++) {
      if (draw % 1024 == 0) {
        Interrupts.endIfInterrupted("the integral over a phase");
      }
      double log = proposal.draw(random, w);
      if (!isThisCopy(proposal.point, w)) {
        continue;
      }
      double level = loss.loss(w);
      if (belongs(proposal.point, distance, model, w, level)) {
        double weight = Math.exp(log - proposal.n * (level - proposal.point.loss()));
        sums[0] += weight;
        sums[1] += weight * weight;
      }
    }
    return sums;
  }

  /**
   * Whether w is nearer to this copy of the phase than to all others, as {@link Phase} has it: the
   * live columns are the longest, in this order around the origin, and the positive dead biases
   * stand where this copy has them. Without this a draw far out, in another copy, would be counted
   * there and here.
   */
  static boolean isThisCopy(CriticalPoint point, double[] w) {
    int c = point.features();
    int k = point.k();
    double shortest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      shortest = Math.min(shortest, Math.hypot(w[j], w[c + j]));
    }
    for (int j = k; j < c; j++) {
      boolean positive = j < k + point.positiveDeadBiases();
      if (Math.hypot(w[j], w[c + j]) > shortest || w[2 * c + j] > 0 != positive) {
        return false;
      }
    }
    double last = 0;
    for (int j = 1; j < k; j++) {
      double angle = Math.atan2(w[0] * w[c + j] - w[c] * w[j], w[0] * w[j] + w[c] * w[c + j]);
      angle += angle < 0 ? 2 * Math.PI : 0;
      if (!(angle > last)) {
        return false;
      }
      last = angle;
    }
    return true;
  }

  /** Whether w is of the phase, in whichever copy, with the loss L(w). */
  private static boolean belongs(
      CriticalPoint point, double distance, Superposition model, double[] w, double loss) {
    if (loss < point.loss() - ROUNDING) {
      return false;
    }
    Phase nearest = model.nearestCriticalPoint(w);
    return nearest.point().k() == point.k() && nearest.distance() <= distance;
  }

  /** Where points are drawn, shared by the workers. */
  private record Proposal(
      CriticalPoint point,
      double n,
      double[] w,
      boolean[] held,
      double[] tangent,
      double[][] root,
      double logScale) {

    static Proposal of(CriticalPoint point, Objective loss, double n) {
      double[] w = point.point();
      boolean[] held = PolygonExpansion.held(point);
      double[] tangent = BesideRotation.tangent(w, held);
      int d = tangent.length;
      double[][] form = BesideRotation.to(held, loss.hessian(w));
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          form[i][j] = (n * form[i][j] + (i == j ? 1 : 0)) / (WIDENED * WIDENED);
        }
      }
      CholeskyDecomposition decomposition =
          new CholeskyDecomposition(BesideRotation.form(form, tangent));
      // Of the widened normal law of d − 1 directions, and the prior's of the d coordinates.
      double logScale =
          (d - 1) / 2.0 * Math.log(2 * Math.PI)
              - BesideRotation.logDeterminant(decomposition) / 2
              - d / 2.0 * Math.log(2 * Math.PI);
      return new Proposal(point, n, w, held, tangent, decomposition.getL().getData(), logScale);
    }

    /** Sets w, and returns ln of the prior over the density of the draw, up to logScale. */
    double draw(RandomStream random, double[] into) {
      int d = tangent.length;
      int c = w.length / 3;
      double[] v = new double[d];
      random.gaussians(v, d);
      double log = 0;
      for (double x : v) {
        log += x * x / 2;
      }
      BesideRotation.solveTransposed(root, v);
      double along = BesideRotation.takeOut(tangent, v);
      log -= along * along / 2;
      int next = 0;
      for (int i = 0; i < w.length; i++) {
        if (held[i]) {
          into[i] = w[i] + v[next++];
          log -= into[i] * into[i] / 2;
        } else if (i < 2 * c) {
          double x = random.nextGaussian();
          into[i] = DEAD_COLUMN * x;
          log += x * x / 2 - into[i] * into[i] / 2 + Math.log(DEAD_COLUMN);
        } else {
          into[i] = random.nextGaussian();
        }
      }
      // ⟨Jw, t⟩: how far w goes along the tangent as all turns by a unit angle.
      double stretch = 0;
      next = 0;
      for (int i = 0; i < w.length; i++) {
        if (held[i]) {
          stretch += BesideRotation.turned(into, i) * tangent[next++];
        }
      }
      return stretch > 0 ? log + Math.log(stretch) : Double.NEGATIVE_INFINITY;
    }
  }
}

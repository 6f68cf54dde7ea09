package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.Verdict;
import cusp.model.Formula;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import cusp.toy.TwoLayerLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact values of a local posterior at finite nβ: its evidence and nβ (E[L] − L(w*)), the
 * target of every sampler of {@link LocalLearningCoefficient}, which tends to λ as nβ grows.
 *
 * <p>Three ways, the first that fits:
 *
 * <ul>
 *   <li>a {@link Formula} of degree two with a flat prior and no box is a Gaussian integral, in any
 *       dimension;
 *   <li>{@link TwoLayerLinear} at w* = 0 with a flat prior and no box is an integral over the
 *       eigenvalues of a random matrix, at any widths;
 *   <li>otherwise adaptive quadrature in the logarithm of the density, for up to three free
 *       coordinates, and for any number of them where a formula is a sum over groups of at most
 *       three that do not interact ({@link Formula#interactingGroups()}): the evidence is then a
 *       product and the coefficient a sum.
 * </ul>
 *
 * <p>A quadrature is done once with each coordinate outermost, a line integral inside another, on
 * subdivisions of different ratio; the largest difference between them, or the estimate of the
 * Gauss-Kronrod rules where that is larger, is the error. Line integrals look for needles on the
 * scale of the smooth ln p, not of p. What they cannot find is a dip of L itself between all nodes.
 *
 * <pre>{@code
 * var crossing = LocalPosterior.at(Objective.of("x^2*y^2"), new double[] {0, 0}, 1e6);
 * var exact = Quadrature.defaults().of(crossing.withLocalization(1));
 * show(exact);
 * show(exact.toTable());
 * }</pre>
 *
 * @param tolerance what the errors of ln Z and of the coefficient, relative where that is above 1,
 *     are to fall below
 * @param evaluations of the loss after which no cell is divided any more
 */
public record Quadrature(double tolerance, long evaluations) {
  private static final int MOST_COORDINATES = 3;

  private static final double HEIGHT = 80;

  /** A mean excess above this is measured again from there, where its digits are. */
  private static final double FAR = 100;

  private static final double HIGHEST = 1e14;

  /** After so many, rounding is what keeps the mean from being found. */
  private static final int ATTEMPTS = 8;

  private static final double[] SPLITS = {0.5, 0.42, 0.55};

  /** Errors above this leave no number. */
  private static final double USELESS = 0.01;

  public Quadrature {
    if (!(tolerance >= 1e-14 && tolerance < 1)) {
      throw new IllegalArgumentException("the tolerance lies in [1e-14, 1), not " + tolerance);
    }
    if (evaluations < 1) {
      throw new IllegalArgumentException("evaluations is at least 1, not " + evaluations);
    }
  }

  /** A tolerance of 1e−10 and at most 10⁹ evaluations. */
  public static Quadrature defaults() {
    return new Quadrature(1e-10, 1_000_000_000);
  }

  public Quadrature withTolerance(double tolerance) {
    return new Quadrature(tolerance, evaluations);
  }

  public Quadrature withEvaluations(long evaluations) {
    return new Quadrature(tolerance, evaluations);
  }

  /**
   * The exact values of a posterior.
   *
   * @throws IllegalArgumentException if the posterior is improper, the loss at w* is not finite or
   *     NaN somewhere, or more than three coordinates interact
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ExactPosterior of(LocalPosterior posterior) {
    LocalPosterior own = posterior.fork();
    double baseline = baseline(own);
    Values values;
    boolean untied = own.prior().equals(Prior.flat()) && own.box().isUnbounded();
    if (untied && own.objective() instanceof Formula formula && formula.isQuadratic()) {
      values = GaussianIntegral.of(own, formula);
    } else if (untied && own.mask() == null && EigenvalueIntegral.fits(own)) {
      values = EigenvalueIntegral.of((TwoLayerLinear) own.objective(), own);
    } else {
      values = integrate(own, baseline);
    }
    return new ExactPosterior(
        values.logEvidence,
        values.logEvidenceError,
        values.excess,
        values.excessError,
        baseline,
        values.evaluations,
        verdict(values),
        this,
        posterior);
  }

  /**
   * The posterior as the nodes of an adaptive rule and their weights, for whatever other means are
   * wanted exactly: of up to three free coordinates. The rule is the one that meets the tolerance
   * for the evidence and the mean loss; where a quantity depends on parts of the posterior that
   * weigh next to nothing it may know it less well.
   *
   * <pre>{@code
   * var bowl = LocalPosterior.at(Objective.of("x^2+y^4"), new double[] {0, 0}, 100);
   * var rule = Quadrature.defaults().sample(bowl.withLocalization(1));
   * show(rule.mean(rule.values(w -> w[1] * w[1])));
   * }</pre>
   *
   * @throws IllegalArgumentException as {@link #of}, and if more than three coordinates are free
   * @throws IllegalStateException if the rule finds another evidence than {@link #of}, which raises
   *     a needle that one of them missed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public PosteriorSample sample(LocalPosterior posterior) {
    LocalPosterior own = posterior.fork();
    int[] free = own.free();
    requireFew(free.length);
    double baseline = baseline(own);
    Settled settled = integrate(own, baseline, free, new Budget(evaluations));
    NestedIntegral nested = nested(own, settled.level, free, settled.reaches, 0, evaluations);
    NodeRule rule = nested.nodes();
    double log = rule.log() - own.nBeta() * (settled.level - baseline);
    double error = Math.abs(log - settled.moment.log) + settled.moment.massError;
    if (!(error <= USELESS)) {
      throw new IllegalStateException(
          String.format("there are no nodes: the evidence has a relative error of %.1g", error));
    }
    return rule.of(posterior);
  }

  private static double baseline(LocalPosterior posterior) {
    double baseline = posterior.objective().loss(posterior.center());
    if (!Double.isFinite(baseline)) {
      throw new IllegalArgumentException("the loss at w* is " + baseline);
    }
    return baseline;
  }

  private static void requireFew(int coordinates) {
    if (coordinates > MOST_COORDINATES) {
      throw new IllegalArgumentException(
          coordinates
              + " coordinates interact, and quadrature takes at most "
              + MOST_COORDINATES
              + ": hold others at w* by a mask, or sample");
    }
  }

  /** What each way has to say: ln Z with exp(nβ L(w*)) taken out, nβ (E[L] − L(w*)), and errors. */
  record Values(
      double logEvidence,
      double logEvidenceError,
      double excess,
      double excessError,
      long evaluations) {

    /** Of independent parts together. */
    Values plus(Values other) {
      return new Values(
          logEvidence + other.logEvidence,
          logEvidenceError + other.logEvidenceError,
          excess + other.excess,
          excessError + other.excessError,
          evaluations + other.evaluations);
    }
  }

  private Verdict verdict(Values values) {
    double error = Math.max(values.logEvidenceError, values.excessError);
    if (!(error <= USELESS)) {
      return Verdict.invalid(List.of(remark(values, error)));
    }
    return error <= 10 * tolerance * Math.max(1, Math.abs(values.excess))
        ? Verdict.ok()
        : Verdict.qualified(List.of(remark(values, error)));
  }

  private String remark(Values values, double error) {
    String remark = String.format("the error of %.1g exceeds the tolerance %.1g", error, tolerance);
    return values.evaluations < evaluations
        ? remark
        : remark + " after " + values.evaluations + " evaluations: allow more";
  }

  private Values integrate(LocalPosterior posterior, double baseline) {
    List<int[]> groups = groups(posterior);
    requireFew(groups.stream().mapToInt(g -> g.length).max().orElseThrow());
    Budget budget = new Budget(evaluations);
    double constant = -posterior.restraint(posterior.center());
    double log = constant;
    double logError = 0;
    double excess = 0;
    double excessError = 0;
    for (int[] group : groups) {
      LogMoment moment = integrate(posterior, baseline, group, budget).moment;
      log += moment.log - constant;
      logError += moment.massError;
      excess += moment.mean;
      excessError += moment.meanError;
    }
    return new Values(log, logError, excess, excessError, budget.used());
  }

  private static List<int[]> groups(LocalPosterior posterior) {
    int[] free = posterior.free();
    if (!(posterior.objective() instanceof Formula formula && posterior.prior().independent())) {
      return List.of(free);
    }
    return formula.interactingGroups().stream()
        .map(g -> IntStream.of(g).filter(i -> Arrays.binarySearch(free, i) >= 0).toArray())
        .filter(g -> g.length > 0)
        .toList();
  }

  private Settled integrate(LocalPosterior posterior, double baseline, int[] group, Budget budget) {
    // Where L is not negative, it lowers the density's exponent by nβ L(w*) at most.
    double height = HEIGHT + posterior.nBeta() * Math.max(0, baseline);
    double level = baseline;
    for (int attempt = 0; ; attempt++) {
      Reach[] reaches = new Reach[group.length];
      for (int i = 0; i < group.length; i++) {
        reaches[i] = Reach.of(posterior, group[i], height);
      }
      Round first = round(posterior, level, group, reaches, 0, budget.left());
      budget.spend(first.nested().used());
      double below = posterior.nBeta() * (level - first.nested().lowest());
      boolean lost = below > FAR && !(first.moment().massError < USELESS);
      boolean far = Math.abs(first.moment().mean) > FAR && budget.isLeft();
      if ((lost || far) && attempt < ATTEMPTS) {
        level = lost ? first.nested().lowest() : level + first.moment().mean / posterior.nBeta();
        continue;
      }
      double atLevel = level;
      int others = Math.max(2, group.length) - 1;
      long share = Math.max(1, budget.left() / others);
      List<Round> rounds = new ArrayList<>();
      rounds.add(first);
      rounds.addAll(
          Parallel.map(
              others, k -> round(posterior.fork(), atLevel, group, reaches, k + 1, share)));
      Interrupts.endIfInterrupted("the quadrature");
      boolean escapes = false;
      for (int k = 0; k < rounds.size(); k++) {
        Round round = rounds.get(k);
        budget.spend(k == 0 ? 0 : round.nested().used());
        round.requireProper();
        escapes |= round.escapes();
      }
      if (!escapes) {
        double above = posterior.nBeta() * (level - baseline);
        return new Settled(Round.agree(rounds).above(above), reaches, level);
      }
      if (height > HIGHEST) {
        throw Round.improper(posterior, group[0]);
      }
      height *= 8;
    }
  }

  /** An integral, with the reaches and the level that gave it. */
  private record Settled(LogMoment moment, Reach[] reaches, double level) {}

  private Round round(
      LocalPosterior posterior, double level, int[] group, Reach[] reaches, int k, long limit) {
    int d = group.length;
    int[] order = IntStream.range(0, d).map(i -> group[(k + i) % d]).toArray();
    NestedIntegral nested = nested(posterior, level, order, reaches, k, limit);
    return new Round(posterior, order[0], reaches[k % d], nested, nested.integrate());
  }

  private NestedIntegral nested(
      LocalPosterior posterior, double level, int[] order, Reach[] reaches, int k, long limit) {
    int d = order.length;
    double[][] breaks = new double[d][];
    for (int i = 0; i < d; i++) {
      Reach reach = reaches[(k + i) % d];
      breaks[i] = i < d - 1 ? reach.graded() : reach.breaks();
    }
    return new NestedIntegral(
        posterior, level, order, breaks, tolerance, SPLITS[k], new Budget(limit));
  }
}

package cusp.posterior;

import cusp.model.Batch;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The tempered posterior near a point w*: p(w) ∝ φ(w) exp(−nβ L(w) − γ/2 |w − w*|²), on a box, with
 * the coordinates outside a mask held at w* (Lau et al. 2023, arXiv:2308.12108; the mask as in Wang
 * et al. 2024, arXiv:2410.02984).
 *
 * <p>Immutable; {@link #objective()} holds workspace, so that chains work on forks.
 *
 * <pre>{@code
 * var valley = LocalPosterior.at(Objective.of("x^2*y^2"), new double[] {0, 0}, 1000);
 * var posterior = valley.withLocalization(1).withBox(Box.of(-1, 1));
 * show(posterior.potential(new double[] {0.1, 0.1}));
 * }</pre>
 *
 * @param objective L
 * @param center w*, of length d
 * @param nBeta nβ, n the size of the data set, never of a batch
 * @param localization γ ≥ 0, how strongly w is held near w*
 * @param prior φ
 * @param box where the density is positive, on top of the prior's support
 * @param mask of length d, true where a coordinate is free; null for all
 */
public record LocalPosterior(
    Objective objective,
    double[] center,
    double nBeta,
    double localization,
    Prior prior,
    Box box,
    boolean[] mask) {
  public LocalPosterior {
    int d = objective.dimension();
    if (center.length != d) {
      throw new IllegalArgumentException(
          "w* has length " + center.length + "; the objective has " + d + " parameters");
    }
    if (!(nBeta > 0) || Double.isInfinite(nBeta)) {
      throw new IllegalArgumentException("nβ is positive and finite, not " + nBeta);
    }
    if (!(localization >= 0) || Double.isInfinite(localization)) {
      throw new IllegalArgumentException(
          "the localization γ is finite and not negative, not " + localization);
    }
    if (mask != null && mask.length != d) {
      throw new IllegalArgumentException(
          "the mask has length " + mask.length + "; the objective has " + d + " parameters");
    }
    boolean[] selected = mask == null ? null : mask.clone();
    if (selected != null && IntStream.range(0, d).noneMatch(i -> selected[i])) {
      throw new IllegalArgumentException("the mask selects nothing: no coordinate is free");
    }
    for (int i = 0; i < d; i++) {
      if (!box.contains(center[i]) || !prior.support(i).contains(center[i])) {
        throw new IllegalArgumentException(
            "w*["
                + i
                + "] = "
                + center[i]
                + " lies outside the box "
                + box
                + " or the prior's support "
                + prior.support(i));
      }
    }
    center = center.clone();
    mask = selected;
  }

  /**
   * At β = 1/ln n, with no localization, a flat prior, no box and no mask.
   *
   * @throws IllegalArgumentException for a potential, which has no n: give nβ by {@link
   *     #at(Objective, double[], double)}
   */
  public static LocalPosterior at(Objective objective, double[] center) {
    return at(objective, center, defaultNBeta(objective));
  }

  /** At the given nβ, with no localization, a flat prior, no box and no mask. */
  public static LocalPosterior at(Objective objective, double[] center, double nBeta) {
    return new LocalPosterior(objective, center, nBeta, 0, Prior.flat(), Box.unbounded(), null);
  }

  /** n / ln n. */
  public static double defaultNBeta(Objective objective) {
    int n = objective.samples();
    if (n == 0) {
      throw new IllegalArgumentException(
          "a potential has no samples, and so no default temperature: give nβ");
    }
    if (n == 1) {
      throw new IllegalArgumentException("β = 1/ln n is not defined for n = 1: give nβ");
    }
    return n / Math.log(n);
  }

  public LocalPosterior withNBeta(double nBeta) {
    return new LocalPosterior(objective, center, nBeta, localization, prior, box, mask);
  }

  public LocalPosterior withLocalization(double localization) {
    return new LocalPosterior(objective, center, nBeta, localization, prior, box, mask);
  }

  public LocalPosterior withPrior(Prior prior) {
    return new LocalPosterior(objective, center, nBeta, localization, prior, box, mask);
  }

  public LocalPosterior withBox(Box box) {
    return new LocalPosterior(objective, center, nBeta, localization, prior, box, mask);
  }

  public LocalPosterior withMask(boolean[] mask) {
    return new LocalPosterior(objective, center, nBeta, localization, prior, box, mask);
  }

  /** The same posterior on a fork of the objective. */
  public LocalPosterior fork() {
    return new LocalPosterior(objective.fork(), center, nBeta, localization, prior, box, mask);
  }

  /** The places of the free coordinates. */
  public int[] free() {
    return IntStream.range(0, center.length).filter(i -> mask == null || mask[i]).toArray();
  }

  /** L as a function of the free coordinates, infinite outside the support; not thread-safe. */
  public Objective freeLoss() {
    return new FreeObjective(this, false);
  }

  /** U/nβ as a function of the free coordinates, infinite outside the support; not thread-safe. */
  public Objective freePotential() {
    return new FreeObjective(this, true);
  }

  /** The free coordinates of w. */
  public double[] freePart(double[] w) {
    return IntStream.of(free()).mapToDouble(i -> w[i]).toArray();
  }

  /** Whether the density is positive at w. */
  boolean supports(double[] w) {
    return box.contains(w) && prior.supports(w);
  }

  /** The smallest cube outside which the density vanishes. */
  public Box walls() {
    return within(prior.support());
  }

  /** The interval within which the density is positive along one coordinate. */
  public Box walls(int coordinate) {
    return within(prior.support(coordinate));
  }

  /** {@link #walls(int)} of each coordinate; null where there are none at all. */
  Box[] sides() {
    return walls().isUnbounded()
        ? null
        : IntStream.range(0, center.length).mapToObj(this::walls).toArray(Box[]::new);
  }

  private Box within(Box support) {
    return Box.of(Math.max(box.low(), support.low()), Math.min(box.high(), support.high()));
  }

  /** γ/2 |w − w*|² − log φ(w): what the potential has besides the loss. */
  public double restraint(double[] w) {
    double sum = 0;
    if (localization > 0) {
      for (int i = 0; i < w.length; i++) {
        double away = w[i] - center[i];
        sum += away * away;
      }
    }
    return localization / 2 * sum - prior.logDensity(w);
  }

  /** Sets {@code into} to the gradient of {@link #restraint}. */
  void pull(double[] w, double[] into) {
    Arrays.fill(into, 0);
    addPull(w, into);
  }

  private void addPull(double[] w, double[] into) {
    for (int i = 0; i < w.length; i++) {
      into[i] += localization * (w[i] - center[i]);
    }
    prior.addGradient(w, -1, into);
  }

  /** U(w) = −log p(w) up to a constant. */
  public double potential(double[] w) {
    return nBeta * objective.loss(w) + restraint(w);
  }

  /**
   * Sets {@code into} to ∇U(w) with the loss taken on a batch, or on all samples where it is null;
   * returns that loss L.
   */
  double gradient(double[] w, Batch batch, double[] into) {
    double loss = batch == null ? objective.gradient(w, into) : objective.gradient(w, batch, into);
    for (int i = 0; i < w.length; i++) {
      into[i] *= nBeta;
    }
    addPull(w, into);
    return loss;
  }

  /**
   * The largest curvature of U at w*, over the width that the posterior has there: the scale of a
   * sampler's step. By power iteration on differences of the gradient; an interrupt ends it, at
   * what it has come to.
   */
  public double stiffness() {
    return new Stiffness(this).find();
  }
}

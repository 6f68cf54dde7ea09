package cusp.singular;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sampler;
import cusp.posterior.Sgld;

/**
 * Estimates the local learning coefficient λ(w*) (Lau et al. 2023, arXiv:2308.12108, definition 1):
 *
 * <pre>λ̂ = nβ (E[L(w)] − L(w*)),   w ~ p(w) ∝ φ(w) exp(−nβ L(w) − γ/2 |w − w*|²)</pre>
 *
 * with L(w*) on all samples, n the size of the data set, β = 1/ln n unless told otherwise. At
 * finite nβ this has a target of its own, which tends to λ as nβ grows, slowly (like (m − 1)/ln nβ)
 * where the multiplicity m exceeds 1.
 *
 * <p>Every estimate comes back, with a verdict:
 *
 * <ul>
 *   <li>INVALID: a chain diverged or never moved; or R̂ &gt; 1.05 or ESS &lt; 100, and none of the
 *       first three reasons to qualify applies.
 *   <li>QUALIFIED: a descent from w* lowers nβL by more than ½, so that w* is no minimum at the
 *       posterior's resolution; or a chain was found in the valley of another minimum, nβL apart by
 *       more than ½, whatever its R̂; or λ̂ is negative by more than its error allows; or all
 *       chains still drift the same way, by more than 5 % of λ̂ and three errors; or SGLD was too
 *       short for softer directions, which would add more than 10 % and two errors; or its step
 *       size adds more than 10 % and one error; or the chains were too short, or their batches too
 *       small, to pay for a search for other minima; or an interrupt came before all was done.
 *   <li>OK otherwise. A negative λ̂ within its interval is fine.
 * </ul>
 *
 * <p>Cost: {@code chains·(burnIn + draws)} gradients of a batch, and for the verdict some hundreds
 * of the whole objective: descents of about as many iterations as the chains took gradients, or
 * 100, unless samples times parameters are few; besides, up to 200 more a chain of SGLD, where that
 * is no more than the chains themselves took.
 *
 * <pre>{@code
 * var llc = LocalLearningCoefficient.defaults().withNBeta(1000).withChains(4);
 * var estimate = llc.estimate(Objective.of("x^2+y^4"), new double[] {0, 0}, seed(1));
 * show(estimate);
 * show(estimate.chart());
 * }</pre>
 *
 * @param sampler how to draw
 * @param chains at least 1; one chain has no R̂
 * @param burnIn steps discarded at the start of each chain
 * @param draws recorded in each chain
 * @param nBeta nβ, samples times inverse temperature; 0 for n/ln n
 * @param localization γ, how strongly w is held near w*; 0 not at all
 * @param prior φ
 * @param box where w may go
 * @param mask true where a coordinate is free (the refined coefficient of Wang et al. 2024,
 *     arXiv:2410.02984); null for all
 * @param extrapolated whether SGLD is run at ε and at ε/2, a third of the chains and the rest, and
 *     the bias of the first order in ε that both have is taken away: λ̂ = 2λ̂(ε/2) − λ̂(ε)
 */
public record LocalLearningCoefficient(
    Sampler sampler,
    int chains,
    int burnIn,
    int draws,
    double nBeta,
    double localization,
    Prior prior,
    Box box,
    boolean[] mask,
    boolean extrapolated)
    implements Estimator {
  static final int LEAST_DRAWS = 4;

  public LocalLearningCoefficient {
    if (chains < 1 || burnIn < 0 || draws < LEAST_DRAWS) {
      throw new IllegalArgumentException(
          "chains is at least 1, burn-in not negative and draws at least "
              + LEAST_DRAWS
              + ", not "
              + chains
              + ", "
              + burnIn
              + ", "
              + draws);
    }
    if (!(nBeta >= 0) || Double.isInfinite(nBeta)) {
      throw new IllegalArgumentException(
          "nβ is positive and finite, or 0 for n/ln n, not " + nBeta);
    }
    if (!(localization >= 0) || Double.isInfinite(localization)) {
      throw new IllegalArgumentException(
          "the localization γ is finite and not negative, not " + localization);
    }
    if (extrapolated && !(sampler instanceof Sgld && chains >= 2)) {
      throw new IllegalArgumentException(
          "step sizes of SGLD are extrapolated, from at least 2 chains, not of "
              + sampler
              + " with "
              + chains);
    }
    mask = mask == null ? null : mask.clone();
  }

  /**
   * SGLD on all samples with its step chosen from the curvature, 8 chains of 1,000 draws after
   * 1,000 of burn-in, γ = 1.
   */
  public static LocalLearningCoefficient defaults() {
    return new LocalLearningCoefficient(
        Sgld.defaults(), 8, 1_000, 1_000, 0, 1, Prior.flat(), Box.unbounded(), null, false);
  }

  public LocalLearningCoefficient withSampler(Sampler sampler) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withChains(int chains) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withBurnIn(int burnIn) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withDraws(int draws) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withNBeta(double nBeta) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withLocalization(double localization) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withPrior(Prior prior) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withBox(Box box) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withMask(boolean[] mask) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  public LocalLearningCoefficient withExtrapolation(boolean extrapolated) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask, extrapolated);
  }

  /**
   * Chooses sampler, step size, γ, burn-in and draws from pilot chains; see {@link Calibration}.
   * What is set here is kept where the pilots do not speak against it.
   */
  public Calibration calibrate(Objective objective, double[] center, Seed seed) {
    LocalPosterior posterior = posterior(objective, center);
    return Calibrator.calibrate(this, posterior, baseline(posterior), seed);
  }

  /** As {@link #calibrate(Objective, double[], Seed)}, of a model on data. */
  public <D> Calibration calibrate(Model<D> model, D data, double[] center, Seed seed) {
    return calibrate(model.on(data), center, seed);
  }

  /** Estimates λ(w*) of a model on data. */
  public <D> LocalEstimate estimate(Model<D> model, D data, double[] center, Seed seed) {
    return estimate(model.on(data), center, seed);
  }

  /**
   * Estimates λ(w*).
   *
   * @throws IllegalArgumentException if lengths differ, the loss at w* is not finite, or nβ is
   *     needed and not given
   */
  @Override
  public LocalEstimate estimate(Objective objective, double[] center, Seed seed) {
    LocalPosterior posterior = posterior(objective, center);
    double baseline = baseline(posterior);
    if (!extrapolated) {
      return LocalReading.of(
          this, posterior, baseline, sample(posterior, sampler, chains, seed), seed);
    }
    int coarse = Math.max(1, chains / 3);
    Chains whole = sample(posterior, sampler, coarse, seed.stream("whole-step"));
    if (whole.losses().length == 0) {
      return LocalReading.of(this, posterior, baseline, whole, seed);
    }
    Sampler halved = ((Sgld) sampler).withStepSize(whole.stepSizes()[0] / 2);
    Chains half = sample(posterior, halved, chains - coarse, seed.stream("half-step"));
    return LocalReading.extrapolated(this, posterior, baseline, whole, half, seed);
  }

  private Chains sample(LocalPosterior posterior, Sampler how, int count, Seed seed) {
    int kept = LocalReading.kept(chains, draws, posterior.center().length);
    return Chains.sample(posterior, how, new Chains.Plan(count, burnIn, draws, kept), seed);
  }

  private LocalPosterior posterior(Objective objective, double[] center) {
    double temperature = nBeta > 0 ? nBeta : LocalPosterior.defaultNBeta(objective);
    return new LocalPosterior(
        objective.fork(), center, temperature, localization, prior, box, mask);
  }

  private static double baseline(LocalPosterior posterior) {
    double baseline = posterior.objective().loss(posterior.center());
    if (!Double.isFinite(baseline)) {
      throw new IllegalArgumentException("the loss at w* is " + baseline);
    }
    return baseline;
  }
}

package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sampler;
import cusp.posterior.Sgld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 *   <li>INVALID: a chain diverged or never moved; or no reason to qualify applies but an interrupt,
 *       and R̂ &gt; 1.05 or ESS &lt; 100.
 *   <li>QUALIFIED: a descent from w* lowers nβL by more than ½, so that w* is no minimum at the
 *       posterior's resolution; or a chain was found in the valley of another minimum, nβL apart by
 *       more than ½, whatever its R̂; or λ̂ is negative by more than its error allows; or an
 *       interrupt came before all was done.
 *   <li>OK otherwise. A negative λ̂ within its interval is fine.
 * </ul>
 *
 * <p>Cost: {@code chains·(burnIn + draws)} gradients of a batch, and a few hundred of the whole
 * objective for the verdict.
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
    boolean[] mask)
    implements Estimator {
  private static final double MOST_R_HAT = 1.05;
  private static final double LEAST_ESS = 100;
  private static final int LOOKS_PER_CHAIN = 4;
  private static final int LEAST_DRAWS = 4;

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
    mask = mask == null ? null : mask.clone();
  }

  /**
   * SGLD on all samples with its step chosen from the curvature, 8 chains of 1,000 draws after
   * 1,000 of burn-in, γ = 1.
   */
  public static LocalLearningCoefficient defaults() {
    return new LocalLearningCoefficient(
        Sgld.defaults(), 8, 1_000, 1_000, 0, 1, Prior.flat(), Box.unbounded(), null);
  }

  public LocalLearningCoefficient withSampler(Sampler sampler) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withChains(int chains) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withBurnIn(int burnIn) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withDraws(int draws) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withNBeta(double nBeta) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withLocalization(double localization) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withPrior(Prior prior) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withBox(Box box) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
  }

  public LocalLearningCoefficient withMask(boolean[] mask) {
    return new LocalLearningCoefficient(
        sampler, chains, burnIn, draws, nBeta, localization, prior, box, mask);
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
    double temperature = nBeta > 0 ? nBeta : LocalPosterior.defaultNBeta(objective);
    LocalPosterior posterior =
        new LocalPosterior(objective.fork(), center, temperature, localization, prior, box, mask);
    double baseline = posterior.objective().loss(center);
    if (!Double.isFinite(baseline)) {
      throw new IllegalArgumentException("the loss at w* is " + baseline);
    }
    Chains sampled =
        Chains.sample(
            posterior,
            sampler,
            new Chains.Plan(chains, burnIn, draws, Math.min(draws, LOOKS_PER_CHAIN)),
            seed);
    return judge(posterior, baseline, sampled, seed);
  }

  private LocalEstimate judge(
      LocalPosterior posterior, double baseline, Chains sampled, Seed seed) {
    double temperature = posterior.nBeta();
    List<String> fatal = new ArrayList<>();
    int done = sampled.losses().length == 0 ? 0 : sampled.losses()[0].length;
    if (done < LEAST_DRAWS) {
      fatal.add("interrupted before any chain had " + LEAST_DRAWS + " draws");
    }
    boolean diverged = false;
    for (int c = 0; c < sampled.losses().length && done >= LEAST_DRAWS; c++) {
      boolean finite = sampled.finite(c);
      if (!finite || sampled.dead(c)) {
        String what = finite ? " never moved at ε = " : " diverged at ε = ";
        fatal.add("chain " + c + what + sampled.stepSizes()[c]);
        diverged |= !finite;
      }
    }
    if (!fatal.isEmpty()) {
      if (done >= LEAST_DRAWS) {
        String remedy = ": lower the step size" + (diverged ? ", or raise γ or set a box" : "");
        fatal.add(fatal.remove(fatal.size() - 1) + remedy);
      }
      return new LocalEstimate(
          Double.NaN,
          Double.NaN,
          Double.NaN,
          baseline,
          null,
          Double.NaN,
          Double.NaN,
          sampled,
          Verdict.invalid(fatal),
          temperature,
          this,
          seed);
    }
    Diagnostics diagnostics = Diagnostics.of(excess(sampled.losses(), baseline, temperature));
    double value = diagnostics.mean();
    double error = diagnostics.mcseMean();
    Surroundings around = Surroundings.of(posterior, baseline, sampled);

    List<String> caveats = new ArrayList<>();
    if (around.drop() > Surroundings.RESOLUTION) {
      caveats.add(
          String.format(
              "w* is not a minimum at this resolution: descent lowers nβL by %.2g", around.drop()));
    }
    if (around.left() > 0) {
      caveats.add(String.format("%.0f %% of the chains left the phase of w*", 100 * around.left()));
    }
    if (Interval.normal(value, error).high() < 0) {
      caveats.add("λ̂ is negative by more than its error");
    }
    Verdict verdict = Verdict.qualified(caveats);
    if (caveats.isEmpty()) {
      List<String> unmixed = new ArrayList<>();
      if (diagnostics.rHat() > MOST_R_HAT) {
        unmixed.add(
            String.format(
                "the chains disagree, R̂ = %.3f > %.2f: more burn-in or draws",
                diagnostics.rHat(), MOST_R_HAT));
      }
      if (!(diagnostics.essMean() >= LEAST_ESS)) {
        unmixed.add(
            String.format(
                "the effective sample size is %.0f < %.0f: more draws",
                diagnostics.essMean(), LEAST_ESS));
      }
      verdict = unmixed.isEmpty() ? verdict : Verdict.invalid(unmixed);
    }
    if (sampled.partial() || !around.known()) {
      verdict = interrupted(verdict, sampled);
    }
    return new LocalEstimate(
        value,
        error,
        sampled.bias(),
        baseline,
        diagnostics,
        around.drop(),
        around.left(),
        sampled,
        verdict,
        temperature,
        this,
        seed);
  }

  /**
   * The verdict on what an interrupt left: at best qualified, for w* and the chains' places are not
   * looked into.
   */
  private Verdict interrupted(Verdict verdict, Chains sampled) {
    List<String> reasons = new ArrayList<>(verdict.reasons());
    reasons.add(
        String.format(
            "partial: interrupted; rests on %d of %d chains and %d of %d draws of each, without a search for other minima",
            sampled.losses().length, chains, sampled.losses()[0].length, draws));
    return verdict.isInvalid() ? Verdict.invalid(reasons) : Verdict.qualified(reasons);
  }

  /** nβ(L − L(w*)) of each draw: on this scale the diagnostics see no rounding. */
  private static double[][] excess(double[][] losses, double baseline, double nBeta) {
    double[][] excess = new double[losses.length][];
    for (int c = 0; c < losses.length; c++) {
      excess[c] = Arrays.stream(losses[c]).map(loss -> nBeta * (loss - baseline)).toArray();
    }
    return excess;
  }
}

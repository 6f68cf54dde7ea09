package cusp.singular;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.model.Loss;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Nuts;
import cusp.posterior.PosteriorSample;
import cusp.posterior.Sampler;
import java.util.List;

/**
 * Estimates how well a Bayesian model predicts, from draws of its posterior at β = 1: the training
 * loss Tₙ, the functional variance Vₙ, WAIC = Tₙ + Vₙ/n, importance-sampling cross-validation
 * (ISCV), leave-one-out cross-validation with Pareto-smoothed ratios (PSIS-LOO) and the singular
 * fluctuation, all in nats a sample (Watanabe 2010, <i>JMLR</i> 11, 3571; Vehtari et al. 2017 and
 * 2024, arXiv:1507.04544 and arXiv:1507.02646):
 *
 * <pre>Tₙ = −(1/n) Σᵢ ln E[p(xᵢ|w)]     Vₙ = Σᵢ Var[ln p(xᵢ|w)]
 * ISCV = (1/n) Σᵢ ln E[1/p(xᵢ|w)]   ν = Vₙ/2</pre>
 *
 * <p>They are defined for a log-loss only. At another β they are those of the tempered posterior,
 * labelled with it: WAIC(β) = Tₙ(β) + β Vₙ(β)/n, ν(β) = β Vₙ(β)/2 (Watanabe 2010), and leaving
 * sample i out weighs by p(xᵢ|w)^−β.
 *
 * <p>Every error is the Monte Carlo error of the autocorrelated chains, by the delta method from
 * the influence of each draw. It does not hold the error of n samples from the truth.
 *
 * <p>The verdict is INVALID where a chain diverged or never moved, R̂ &gt; 1.05 or ESS &lt; 100 in
 * one of them; QUALIFIED where a sample's k̂ says that its importance ratios are not to be trusted
 * (PSIS-LOO), its log-likelihood varies by more than 0.4 (WAIC), the prior is improper, or the
 * posterior is local (γ &gt; 0, a box, a mask), so that the values are those of another model.
 *
 * <p>Cost: {@code chains·(burnIn + draws)} gradients, then {@code chains·draws} evaluations of all
 * samples' losses, several times where their table is larger than 128 MB.
 *
 * <pre>{@code
 * var model = new LinearRegression(2, 1);
 * var loss = model.on(model.sample(new double[] {1, -1}, 30, seed(1)));
 * var criteria = InformationCriteria.defaults().withPrior(Prior.normal(0, 1)).withDraws(500);
 * var estimate = criteria.estimate(loss, new double[2], seed(2));
 * show(estimate);
 * show(estimate.toTable());
 * }</pre>
 *
 * @param sampler how to draw
 * @param chains at least 1; one chain has no R̂
 * @param burnIn steps discarded at the start of each chain
 * @param draws recorded in each chain
 * @param inverseTemperature β, 1 for the criteria proper
 * @param localization γ, 0 for the criteria proper
 * @param prior φ
 * @param box where w may go
 * @param mask true where a coordinate is free; null for all
 */
public record InformationCriteria(
    Sampler sampler,
    int chains,
    int burnIn,
    int draws,
    double inverseTemperature,
    double localization,
    Prior prior,
    Box box,
    boolean[] mask)
    implements Estimator {
  /**
   * A posterior variance of one sample's ln p above which WAIC may be off (Vehtari et al. 2017).
   */
  static final double VOLATILE = 0.4;

  private static final int LEAST_DRAWS = 4;

  public InformationCriteria {
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
    if (!(inverseTemperature > 0) || Double.isInfinite(inverseTemperature)) {
      throw new IllegalArgumentException("β is positive and finite, not " + inverseTemperature);
    }
    if (!(localization >= 0) || Double.isInfinite(localization)) {
      throw new IllegalArgumentException(
          "the localization γ is finite and not negative, not " + localization);
    }
    mask = mask == null ? null : mask.clone();
  }

  /** MALA, 8 chains of 1,000 draws after 1,000 of burn-in, β = 1, γ = 0, a flat prior. */
  public static InformationCriteria defaults() {
    return new InformationCriteria(
        Nuts.defaults(), 8, 1_000, 1_000, 1, 0, Prior.flat(), Box.unbounded(), null);
  }

  public InformationCriteria withSampler(Sampler sampler) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withChains(int chains) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withBurnIn(int burnIn) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withDraws(int draws) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withInverseTemperature(double inverseTemperature) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withLocalization(double localization) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withPrior(Prior prior) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withBox(Box box) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  public InformationCriteria withMask(boolean[] mask) {
    return new InformationCriteria(
        sampler, chains, burnIn, draws, inverseTemperature, localization, prior, box, mask);
  }

  /** Estimates them for a model on data. */
  public <D> CriteriaEstimate estimate(Model<D> model, D data, double[] start, Seed seed) {
    return estimate(model.on(data), start, seed);
  }

  /**
   * Estimates them.
   *
   * @param start where the chains start, and what γ and the mask hold on to
   * @throws IllegalArgumentException for a loss that is no log-loss, with the reason; for a single
   *     sample, which leaves none to predict it from; and if lengths differ
   */
  @Override
  public CriteriaEstimate estimate(Objective objective, double[] start, Seed seed) {
    LocalPosterior posterior = posterior(objective, start);
    Chains sampled =
        Chains.sample(posterior, sampler, new Chains.Plan(chains, burnIn, draws, draws), seed);
    if (sampled.partial() || Thread.currentThread().isInterrupted()) {
      return CriteriaEstimate.none(
          posterior, List.of("interrupted before all chains had " + draws + " draws"));
    }
    List<String> failures = Mixing.failures(sampled);
    return failures.isEmpty()
        ? of(PosteriorSample.of(posterior, sampled))
        : CriteriaEstimate.none(posterior, failures);
  }

  private LocalPosterior posterior(Objective objective, double[] start) {
    requireDefined(objective);
    return new LocalPosterior(
        objective.fork(),
        start,
        objective.samples() * inverseTemperature,
        localization,
        prior,
        box,
        mask);
  }

  /** From draws that there are, or from the nodes of a rule: exactly. */
  public static CriteriaEstimate of(PosteriorSample sample) {
    requireDefined(sample.posterior().objective());
    double[] losses = sample.values(sample.posterior().objective().fork()::loss);
    Estimated meanLoss = Estimated.mean(sample, losses);
    double efficiency = sample.exact() ? 1 : Math.min(1, meanLoss.ess() / sample.size());
    CriteriaSums sums = CriteriaSums.of(sample, efficiency);
    return CriteriaEstimate.of(sample, meanLoss, sums);
  }

  /**
   * The exact values: in closed form where the posterior is Gaussian ({@link GaussianPosterior}),
   * by {@link Quadrature#sample} otherwise.
   *
   * @throws IllegalArgumentException as {@link #estimate}, {@link GaussianPosterior#of} and {@link
   *     Quadrature#sample}
   */
  public static CriteriaEstimate exact(LocalPosterior posterior) {
    requireDefined(posterior.objective());
    if (!GaussianPosterior.fits(posterior)) {
      return of(Quadrature.defaults().sample(posterior));
    }
    GaussianPosterior gaussian = GaussianPosterior.of(posterior);
    QuadraticLoss loss = (QuadraticLoss) posterior.objective();
    int n = loss.samples();
    double beta = posterior.nBeta() / n;
    double training = 0;
    double variance = 0;
    double[] leaveOneOut = new double[n];
    for (int i = 0; i < n; i++) {
      QuadraticForm form = loss.form(i);
      training -= gaussian.logMeanExp(form.times(-1));
      variance += gaussian.variance(form);
      leaveOneOut[i] =
          gaussian.logMeanExp(form.times(beta)) - gaussian.logMeanExp(form.times(beta - 1));
    }
    return CriteriaEstimate.exact(
        posterior, gaussian.mean(loss.form()), training, variance, leaveOneOut);
  }

  /** Whether these quantities exist for an objective; the reason where they do not. */
  static void requireDefined(Objective objective) {
    if (objective.kind() == Loss.SQUARED) {
      throw new IllegalArgumentException(
          "a squared loss is no −ln p(x|w), so that WAIC, cross-validation and ν are not defined:"
              + " state the noise, as in squared/2σ² + ln(2πσ²)/2, and make it a log-loss");
    }
    if (objective.kind() == Loss.POTENTIAL) {
      throw new IllegalArgumentException(
          "a potential has no samples, so that WAIC, cross-validation and ν are not defined");
    }
    if (objective.samples() < 2) {
      throw new IllegalArgumentException(
          "leaving one sample out needs at least 2 of them, not " + objective.samples());
    }
  }

  /** What makes the values those of another model than one may think. */
  static List<String> remarks(LocalPosterior posterior) {
    var remarks = new java.util.ArrayList<String>();
    if (!posterior.prior().proper()) {
      remarks.add("the prior is improper, and the posterior may be");
    }
    if (posterior.localization() > 0) {
      remarks.add("γ = " + posterior.localization() + " acts as a prior: these are local values");
    }
    if (!posterior.box().isUnbounded()) {
      remarks.add("the box " + posterior.box() + " acts as a prior");
    }
    if (posterior.mask() != null) {
      remarks.add(
          "only "
              + posterior.free().length
              + " of "
              + posterior.center().length
              + " coordinates are free: these are values of the smaller model");
    }
    return remarks;
  }

  /** The verdict of remarks that leave a number readable and of reasons that do not. */
  static Verdict verdict(List<String> remarks, List<String> fatal) {
    return fatal.isEmpty() ? Verdict.qualified(remarks) : Verdict.invalid(fatal);
  }
}

package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Nuts;
import cusp.posterior.Sampler;
import cusp.posterior.Sgld;
import cusp.posterior.Tempering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/** Runs the pilots of a {@link Calibration} and draws its conclusions. */
final class Calibrator {
  private static final int SCALE_STEPS = 100;

  /** Gradients of a trial chain at least: with replicas, with few coordinates, and with many. */
  private static final double LEAST_TEMPERED = 20_000;

  private static final double LEAST_TRIAL = 2_000;
  private static final double LEAST_SHORT = 100;

  /** So many free coordinates are few: ladders of temperatures are short, and gradients cheap. */
  private static final int FEW = 30;

  /** A curvature below this share of the largest is none. */
  private static final double FLATNESS = 1e-5;

  /** A curvature of U below this lets the posterior out to where L is no parabola any more. */
  private static final double LEAST_CURVATURE = 20;

  private static final double DECADES = 4;

  /** Share of the cost of the estimate that was asked for, for the plane and for the trials. */
  private static final double PLANE_SHARE = 0.3;

  private static final double TRIAL_SHARE = 0.6;

  /** Half-width of the interval of λ̂ as a share of λ̂ that draws are chosen for. */
  private static final double HALF_WIDTH = 0.03;

  private static final double NORMAL_95 = 1.96;
  private static final double MOST_R_HAT = 1.1;
  private static final double LEAST_PILOT_ESS = 40;

  /** A chain forgets where it began within so many autocorrelation times. */
  private static final int BURN_IN_TIMES = 20;

  private static final int LEAST_BURN_IN = 500;

  /** Ladders have temperatures to find, too. */
  private static final int TEMPERED_BURN_IN = 1_000;

  /** The draws may be raised so far above what was asked for. */
  private static final int MOST_LONGER = 50;

  /** Moves of λ̂ by more than this share, when γ changes by ten, are told. */
  private static final double FLAT = 0.1;

  private static final int LOWERINGS = 2;

  /** SGLD's bias as a share of λ̂ of which the second order, left by extrapolation, is small. */
  private static final double MOST_BIAS = 0.1;

  private final LocalLearningCoefficient asked;
  private LocalPosterior posterior;
  private final double baseline;
  private final double budget;
  private final Seed seed;
  private final List<Calibration.Choice> choices = new ArrayList<>();
  private final List<String> caveats = new ArrayList<>();
  private double cost;

  private Calibrator(
      LocalLearningCoefficient asked, LocalPosterior posterior, double baseline, Seed seed) {
    this.asked = asked;
    this.posterior = posterior;
    this.baseline = baseline;
    this.seed = seed;
    int n = posterior.objective().samples();
    int batch = batch();
    double each = batch > 0 && n > 0 ? (double) batch / n : 1;
    budget = each * asked.chains() * (double) (asked.burnIn() + asked.draws());
  }

  private int batch() {
    return asked.sampler() instanceof Sgld sgld ? sgld.batch() : 0;
  }

  static Calibration calibrate(
      LocalLearningCoefficient asked, LocalPosterior posterior, double baseline, Seed seed) {
    return new Calibrator(asked, posterior, baseline, seed).run();
  }

  private Calibration run() {
    double scale = scale();
    if (!(scale > 0) || Double.isInfinite(scale)) {
      return conclude(
          List.of(),
          List.of(),
          Verdict.invalid(List.of("no step from w* is accepted at any size")));
    }
    List<Pilot> plane =
        new PilotPlane(posterior, baseline, batch(), seed).around(scale, PLANE_SHARE * budget);
    Interrupts.endIfInterrupted("the calibration");
    cost += plane.stream().mapToDouble(Pilot::cost).sum();
    List<Trial> trials = batch() > 0 ? batchTrials(plane) : trials();
    Trial best =
        trials.stream()
            .min(
                Comparator.comparing((Trial trial) -> !(trial.mean().rHat() <= MOST_R_HAT))
                    .thenComparingDouble(Trial::costPerEffectiveDraw))
            .orElse(null);
    if (best == null || !best.finite()) {
      return conclude(
          plane,
          trials,
          Verdict.invalid(
              List.of("no sampler stayed finite: set a box or a proper prior, or raise γ")));
    }
    return settle(plane, trials, best);
  }

  private Calibration conclude(List<Pilot> plane, List<Trial> trials, Verdict verdict) {
    return new Calibration(asked, plane, trials, choices, cost, Double.NaN, verdict, seed);
  }

  /** The step size at which MALA is accepted as often as is best. */
  private double scale() {
    Sampler.Walk walk =
        Mala.defaults().walk(posterior.fork(), posterior.center(), seed.stream("scale"));
    for (int i = 0; i < SCALE_STEPS; i++) {
      Interrupts.endIfInterrupted("the calibration");
      walk.step();
    }
    cost += walk.cost();
    return walk.stepSize();
  }

  /**
   * Samplers that correct their step size; no bias is left to worry about. Where few coordinates
   * meet in a degenerate minimum, valleys get narrower than any one chain enters, and its R̂ does
   * not tell: there only replicas at higher temperatures are tried, whose target is the same.
   */
  private List<Trial> trials() {
    List<Sampler> samplers =
        degenerate()
            ? List.of(
                Tempering.defaults().withWithin(Mala.defaults().withDecades(DECADES)),
                Tempering.defaults().withWithin(Nuts.defaults()))
            : List.of(Nuts.defaults(), Mala.defaults(), Mala.defaults().withDecades(DECADES));
    double share = TRIAL_SHARE * budget / samplers.size() / TrialChains.COUNT;
    List<Trial> trials = new ArrayList<>();
    for (int s = 0; s < samplers.size(); s++) {
      boolean tempered = samplers.get(s) instanceof Tempering;
      double least = few() ? (tempered ? LEAST_TEMPERED : LEAST_TRIAL) : LEAST_SHORT;
      trials.add(trial(samplers.get(s), Math.max(least, share), seed.stream("trial", s)));
    }
    return trials;
  }

  private boolean few() {
    return posterior.free().length <= FEW;
  }

  /** Whether the Hessian at w* has a direction with hardly any curvature. */
  private boolean degenerate() {
    if (!few()) {
      return false;
    }
    int[] free = posterior.free();
    double[][] hessian = posterior.objective().hessian(posterior.center());
    cost += 2.0 * hessian.length;
    double[][] part = new double[free.length][free.length];
    for (int i = 0; i < free.length; i++) {
      for (int j = 0; j < free.length; j++) {
        part[i][j] = hessian[free[i]][free[j]];
      }
    }
    double[] curvatures =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(part, false)).getEigenvalues();
    double most = Arrays.stream(curvatures).map(Math::abs).max().orElseThrow();
    double least = Math.max(FLATNESS * most, LEAST_CURVATURE / posterior.nBeta());
    return Arrays.stream(curvatures).anyMatch(h -> Math.abs(h) <= least);
  }

  /** SGLD on batches, at the largest ε whose bias an extrapolation takes away. */
  private List<Trial> batchTrials(List<Pilot> plane) {
    double each = TRIAL_SHARE * budget / TrialChains.COUNT;
    double[] rising =
        plane.stream()
            .filter(pilot -> pilot.nBeta() == posterior.nBeta() && pilot.finite())
            .mapToDouble(Pilot::stepSize)
            .sorted()
            .toArray();
    List<Trial> trials = new ArrayList<>();
    for (int k = rising.length - 1; k >= 0 && trials.isEmpty(); k--) {
      Sgld sampler = new Sgld(rising[k], batch());
      // A first look is cheap: most step sizes fall through.
      Trial look = trial(sampler, each / 10, seed.stream("look", k));
      if (look.finite() && look.bias() <= MOST_BIAS * Math.abs(look.mean().value())) {
        trials.add(trial(sampler, each / 2, seed.stream("trial", k)));
      }
    }
    return trials;
  }

  private Trial trial(Sampler sampler, double budgetOfChain, Seed own) {
    Trial trial = new TrialChains(posterior, baseline).run(sampler, budgetOfChain, own);
    cost += trial.cost();
    return trial;
  }

  private Calibration settle(List<Pilot> plane, List<Trial> trials, Trial first) {
    Trial best = localize(first);
    boolean batches = batch() > 0;
    Sampler sampler = best.sampler();
    choices.add(
        new Calibration.Choice(
            "sampler",
            batches ? "SGLD on batches of " + batch() : sampler.toString(),
            batches
                ? "batches were asked for"
                : String.format(
                    "%s%.3g gradients an independent draw, the fewest of %s",
                    sampler instanceof Tempering ? "w* is a degenerate minimum; " : "",
                    best.costPerEffectiveDraw(),
                    others(trials))));
    choices.add(
        new Calibration.Choice(
            "step size ε",
            String.format("%.3g", best.stepSize()),
            batches
                ? "the largest whose bias is small enough to be extrapolated away with ε/2"
                : String.format(
                    "adapted in burn-in; %.0f %% of the moves are accepted, which leaves no bias",
                    100 * best.acceptance())));
    double value = Math.max(Math.abs(best.mean().value()), 1e-3);
    double independent = Math.pow(NORMAL_95 * best.sd() / (HALF_WIDTH * value), 2);
    if (batches) {
      // A third of the chains at ε, the rest at ε/2 where τ is twice as long: Var = 4·2τ/(2/3) + …
      independent *= 15;
    }
    double time = Math.max(1, best.autocorrelationTime());
    double wanted = Math.max(independent, 100 * 1.5) * time / asked.chains();
    int least = sampler instanceof Tempering ? TEMPERED_BURN_IN : LEAST_BURN_IN;
    int burnIn = (int) Math.max(least, Math.ceil(BURN_IN_TIMES * time));
    // What has been spent here is at least spent on the estimate, too.
    double paid = cost / asked.chains() / best.costPerDraw() - burnIn;
    double most = (double) MOST_LONGER * (asked.burnIn() + asked.draws());
    int draws = (int) Math.min(Math.max(Math.max(wanted, paid), 100), most);
    choices.add(
        new Calibration.Choice(
            "burn-in",
            burnIn + " steps",
            burnIn > least
                ? String.format("%d autocorrelation times of %.1f steps", BURN_IN_TIMES, time)
                : String.format("the least for what it adapts; τ is %.1f steps", time)));
    choices.add(
        new Calibration.Choice(
            "draws",
            asked.chains() + " chains of " + draws,
            wanted > most
                ? "as many as are sensible"
                : draws > wanted
                    ? "at least as long as the pilots"
                    : String.format("a half-width of %.0f %% of λ̂", 100 * HALF_WIDTH)));
    if (wanted > most) {
      caveats.add(
          String.format(
              "a half-width of %.0f %% would take %.2g draws: the interval will be wider",
              100 * HALF_WIDTH, wanted * asked.chains()));
    }
    judge(plane, trials, best);
    LocalLearningCoefficient settings =
        asked
            .withExtrapolation(false)
            .withLocalization(posterior.localization())
            .withSampler(sampler)
            .withBurnIn(burnIn)
            .withDraws(draws)
            .withExtrapolation(batches);
    double expected = asked.chains() * (burnIn + (double) draws) * best.costPerDraw();
    return new Calibration(
        settings, plane, trials, choices, cost, expected, Verdict.qualified(caveats), seed);
  }

  private static String others(List<Trial> trials) {
    return String.join(
        ", ", trials.stream().map(t -> String.format("%.3g", t.costPerEffectiveDraw())).toList());
  }

  /** Lowers γ while it moves λ̂ and less of it moves λ̂ less; the trial at the γ that is kept. */
  private Trial localize(Trial first) {
    Trial best = first;
    double before = posterior.localization();
    for (int k = 0; k < LOWERINGS && !flat(best); k++) {
      LocalPosterior kept = posterior;
      posterior = posterior.withLocalization(posterior.localization() / 10);
      Trial lower = trial(best.sampler(), best.cost() / TrialChains.COUNT, seed.stream("lower", k));
      boolean better =
          lower.finite()
              && lower.mean().rHat() < MOST_R_HAT
              && Math.abs(lower.localizationSlope().value())
                  < Math.abs(best.localizationSlope().value()) / 2;
      if (!better) {
        posterior = kept;
        break;
      }
      best = lower;
    }
    double moves = best.localizationSlope().value() * Math.log(10);
    String why = "none was asked for";
    if (posterior.localization() > 0) {
      why =
          String.format(
              "%s: ten times as much moves λ̂ by %+.2g%s",
              flat(best) ? "on a plateau" : "no plateau",
              moves,
              posterior.localization() < before
                  ? String.format("; lowered from %.3g", before)
                  : "");
    }
    choices.add(
        new Calibration.Choice(
            "localization γ", String.format("%.3g", posterior.localization()), why));
    if (!flat(best)) {
      caveats.add(
          String.format(
              "no plateau in γ: λ̂ is that of this γ, and ten times as much moves it by %+.2g",
              moves));
    }
    return best;
  }

  /** Whether γ is not seen to move λ̂ by much. */
  private static boolean flat(Trial trial) {
    Estimated slope = trial.localizationSlope();
    double least = (Math.abs(slope.value()) - 2 * slope.standardError()) * Math.log(10);
    return !(least > FLAT * Math.abs(trial.mean().value()));
  }

  private void judge(List<Pilot> plane, List<Trial> trials, Trial best) {
    if (best.mean().rHat() > MOST_R_HAT) {
      caveats.add(
          String.format(
              "the pilot chains disagree, R̂ = %.2f: they may not mix", best.mean().rHat()));
    }
    if (best.mean().ess() < LEAST_PILOT_ESS) {
      caveats.add(
          String.format(
              "only %.0f effective pilot draws: the lengths are rough", best.mean().ess()));
    }
    for (Trial other : trials) {
      double error = Math.hypot(other.mean().standardError(), best.mean().standardError());
      if (other.mean().ess() > LEAST_PILOT_ESS
          && Math.abs(other.mean().value() - best.mean().value()) > 4 * error) {
        caveats.add(
            String.format(
                "two samplers disagree: %.3g by %s, %.3g by %s",
                best.mean().value(), best.sampler(), other.mean().value(), other.sampler()));
      }
    }
    if (plane.stream().noneMatch(Pilot::finite)) {
      caveats.add("plain SGLD diverges at every step size tried");
    }
  }
}

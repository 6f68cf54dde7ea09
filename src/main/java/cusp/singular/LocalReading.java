package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sgld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads λ̂ off the chains of a {@link LocalLearningCoefficient}, with a verdict. */
final class LocalReading {
  /** Positions of each chain for the picture of where it went, at most. */
  private static final int MOST_KEPT = 100;

  /**
   * Numbers that all of them together may hold, unless a few are more already: 3 MB an estimate, of
   * which a timeline may hold hundreds.
   */
  private static final int MOST_NUMBERS = 400_000;

  private static final int LEAST_DRAWS = LocalLearningCoefficient.LEAST_DRAWS;

  private final LocalLearningCoefficient settings;
  private final LocalPosterior posterior;
  private final double baseline;
  private final Seed seed;

  private LocalReading(
      LocalLearningCoefficient settings, LocalPosterior posterior, double baseline, Seed seed) {
    this.settings = settings;
    this.posterior = posterior;
    this.baseline = baseline;
    this.seed = seed;
  }

  /** How many positions a chain is to keep. */
  static int kept(int chains, int draws, int dimension) {
    int fitting = (int) (MOST_NUMBERS / ((long) chains * dimension));
    return Math.min(draws, Math.max(Surroundings.LOOKS, Math.min(MOST_KEPT, fitting)));
  }

  static LocalEstimate of(
      LocalLearningCoefficient settings,
      LocalPosterior posterior,
      double baseline,
      Chains chains,
      Seed seed) {
    LocalReading reading = new LocalReading(settings, posterior, baseline, seed);
    List<String> fatal = failures(chains);
    if (!fatal.isEmpty()) {
      return reading.none(chains, fatal);
    }
    Estimated mean = reading.mean(chains);
    return reading.judge(chains, mean, reading.spread(chains), chains.bias());
  }

  /** Of SGLD at ε and at ε/2: what both err by in the first order of ε is taken away. */
  static LocalEstimate extrapolated(
      LocalLearningCoefficient settings,
      LocalPosterior posterior,
      double baseline,
      Chains whole,
      Chains half,
      Seed seed) {
    LocalReading reading = new LocalReading(settings, posterior, baseline, seed);
    Chains all = whole.and(half);
    List<String> fatal = failures(whole);
    fatal.addAll(failures(half));
    if (!fatal.isEmpty()) {
      return reading.none(all, fatal);
    }
    return reading.judge(
        all,
        limit(reading.mean(whole), reading.mean(half)),
        limit(reading.spread(whole), reading.spread(half)),
        0);
  }

  private static Estimated limit(Estimated whole, Estimated half) {
    return new Estimated(
        2 * half.value() - whole.value(),
        Math.hypot(2 * half.standardError(), whole.standardError()),
        Math.max(whole.rHat(), half.rHat()),
        Math.min(whole.ess(), half.ess()));
  }

  private static List<String> failures(Chains chains) {
    List<String> fatal = new ArrayList<>();
    if (chains.losses().length == 0 || chains.losses()[0].length < LEAST_DRAWS) {
      fatal.add("interrupted before any chain had " + LEAST_DRAWS + " draws");
      return fatal;
    }
    return Mixing.failures(chains);
  }

  private LocalEstimate none(Chains chains, List<String> fatal) {
    Estimated none = Estimated.none();
    return estimate(chains, none, none, Double.NaN, Surroundings.unknown(), Verdict.invalid(fatal));
  }

  /** nβ(L − L(w*)) of each draw: on this scale the diagnostics see no rounding. */
  private double[][] excess(Chains chains) {
    double nBeta = posterior.nBeta();
    return Arrays.stream(chains.losses())
        .map(losses -> Arrays.stream(losses).map(loss -> nBeta * (loss - baseline)).toArray())
        .toArray(double[][]::new);
  }

  private Estimated mean(Chains chains) {
    return Estimated.mean(excess(chains));
  }

  /** (nβ)² Var L, the mean of squared deviations; none where losses have the noise of batches. */
  private Estimated spread(Chains chains) {
    if (chains.gradientNoise() != 0) {
      return Estimated.none();
    }
    double[][] excess = excess(chains);
    double mean = Arrays.stream(excess).flatMapToDouble(Arrays::stream).average().orElseThrow();
    return Estimated.mean(
        Arrays.stream(excess)
            .map(chain -> Arrays.stream(chain).map(x -> (x - mean) * (x - mean)).toArray())
            .toArray(double[][]::new));
  }

  private LocalEstimate judge(Chains chains, Estimated mean, Estimated spread, double bias) {
    Surroundings around = Surroundings.of(posterior, baseline, chains);
    List<String> caveats = new ArrayList<>();
    if (around.drop() > Surroundings.RESOLUTION) {
      caveats.add(
          String.format(
              "w* is not a minimum at this resolution: descent lowers nβL by %.2g", around.drop()));
    }
    if (around.left() > 0) {
      caveats.add(String.format("%.0f %% of the chains left the phase of w*", 100 * around.left()));
    }
    if (Interval.normal(mean.value(), mean.standardError()).high() < 0) {
      caveats.add("λ̂ is negative by more than its error");
    }
    List<String> unmixed = caveats.isEmpty() ? Mixing.reasons("the loss", mean) : List.of();
    caveats.addAll(unmixed);
    if (around.known() && !around.searched() && around.drop() <= Surroundings.RESOLUTION) {
      caveats.add(
          "not looked for other minima, which would take more gradients than the chains did");
    }
    caveats.addAll(unrest(chains, mean, bias));
    Verdict verdict = unmixed.isEmpty() ? Verdict.qualified(caveats) : Verdict.invalid(caveats);
    if (chains.partial() || !around.known()) {
      verdict = interrupted(verdict, chains);
    }
    return estimate(chains, mean, spread, bias, around, verdict);
  }

  private List<String> unrest(Chains chains, Estimated mean, double bias) {
    List<String> reasons = new ArrayList<>();
    if (!chains.partial()) {
      Unrest.drift(excess(chains)).ifPresent(reasons::add);
      if (settings.sampler() instanceof Sgld sgld && sgld.preconditioner() == null) {
        Unrest.softness(posterior, chains, sgld, settings.burnIn(), mean).ifPresent(reasons::add);
      }
    }
    Unrest.bias(bias, mean).ifPresent(reasons::add);
    return reasons;
  }

  private LocalEstimate estimate(
      Chains chains,
      Estimated mean,
      Estimated spread,
      double bias,
      Surroundings around,
      Verdict verdict) {
    return new LocalEstimate(
        mean,
        bias,
        spread,
        posterior.center(),
        baseline,
        around.drop(),
        around.left(),
        chains,
        verdict,
        posterior.nBeta(),
        settings,
        seed);
  }

  /**
   * The verdict on what an interrupt left: at best qualified, for w* and the chains' places are not
   * looked into.
   */
  private Verdict interrupted(Verdict verdict, Chains chains) {
    List<String> reasons = new ArrayList<>(verdict.reasons());
    reasons.add(
        String.format(
            "partial: interrupted; rests on %d of %d chains and %d of %d draws of each, without a search for other minima",
            chains.losses().length,
            settings.chains(),
            chains.losses()[0].length,
            settings.draws()));
    return verdict.isInvalid() ? Verdict.invalid(reasons) : Verdict.qualified(reasons);
  }
}

package cusp.singular;

import cusp.model.Objective;
import cusp.posterior.Chains;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sgld;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What chains that all set out from w* have in common, so that R̂ does not see it: that they still
 * drift, that they have not yet come to softer directions, and the bias of their step.
 */
final class Unrest {
  /** Share of λ̂ from which on an error is told; twice the bias that SGLD's own step leaves. */
  private static final double MOST = 0.1;

  /** Of the mean over all chains, from one half of the draws to the other. */
  private static final double MOST_DRIFT = 0.05;

  private static final double ERRORS = 3;

  /** Steps down from a draw, at most. */
  private static final int MOST_STEPS = 200;

  private Unrest() {}

  /**
   * That the mean over the chains moves from the first half of the draws to the second, by more
   * than what the chains scatter about it explains.
   *
   * @param excess nβ(L − L(w*)), [chain][draw]
   */
  static Optional<String> drift(double[][] excess) {
    int chains = excess.length;
    int half = excess[0].length / 2;
    if (chains < 2) {
      return Optional.empty();
    }
    double[] common = new double[2 * half];
    for (int t = 0; t < common.length; t++) {
      for (double[] chain : excess) {
        common[t] += chain[t] / chains;
      }
    }
    double[] scatter = new double[chains * common.length];
    double squares = 0;
    double spread = 0;
    double rise = mean(common, half, 2 * half) - mean(common, 0, half);
    for (int c = 0; c < chains; c++) {
      for (int t = 0; t < common.length; t++) {
        double away = excess[c][t] - common[t];
        scatter[c * common.length + t] = away;
        squares += away * away;
      }
      double own = mean(excess[c], half, 2 * half) - mean(excess[c], 0, half) - rise;
      spread += own * own;
    }
    double variance = squares / (chains - 1.0) / common.length;
    double time = Diagnostics.autocorrelationTime(scatter, chains);
    double within = 4 * variance * time / scatter.length;
    double between = spread / (chains - 1.0) / chains;
    double error = Math.sqrt(Math.max(within, between));
    double level = mean(common, 0, common.length);
    if (!(Math.abs(rise) > ERRORS * error && Math.abs(rise) > MOST_DRIFT * Math.abs(level))) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the chains have not come to rest: from one half of the draws to the other the loss of all %s, λ̂ by %+.2g ± %.1g: more burn-in, or a larger γ",
            rise > 0 ? "rises" : "falls",
            rise,
            error));
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  /**
   * That directions are too soft for chains of this length, and will raise λ̂ when they are
   * reached.
   *
   * <p>A descent from the last draws, as long as a quarter of the chain, takes out what chains
   * forget in that time; the rest of nβL is of softer directions, and how fast it decays tells
   * their curvature k = nβh. After t steps of SGLD such a direction has reached the share 1 −
   * exp(−ε(k + γ)t) of its variance. Where several curvatures hide behind one k, more is missing
   * than this says. Where that would take more gradients than the chains took, as on small batches
   * of much data, nothing is said.
   */
  static Optional<String> softness(
      LocalPosterior posterior, Chains chains, Sgld sampler, int burnIn, Estimated mean) {
    int draws = chains.losses()[0].length;
    double step = Arrays.stream(chains.stepSizes()).average().orElseThrow();
    int steps = Math.min(MOST_STEPS, (burnIn + draws) / 4) / 2 * 2;
    int count = chains.positions().length;
    double batches =
        sampler.batch() == 0 ? 1 : (double) posterior.objective().samples() / sampler.batch();
    if (steps == 0 || (count + 1.0) * steps * batches > (double) count * (burnIn + draws)) {
      return Optional.empty();
    }
    Objective loss = posterior.freeLoss();
    double rate = step * posterior.nBeta();
    double[] home = descend(loss, posterior.freePart(posterior.center()), rate, steps);
    double early = 0;
    double late = 0;
    for (double[][] kept : chains.positions()) {
      double[] end = descend(loss, posterior.freePart(kept[kept.length - 1]), rate, steps);
      early += posterior.nBeta() * (end[0] - home[0]) / count;
      late += posterior.nBeta() * (end[1] - home[1]) / count;
    }
    if (!(late > 0 && early > late) || Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    double curvature = Math.log(early / late) / (step * steps);
    double forgetting = step * (curvature + posterior.localization());
    double all = burnIn + draws;
    double left =
        (Math.exp(-forgetting * burnIn) - Math.exp(-forgetting * all)) / (forgetting * draws);
    double missing = early * early / late * left / -Math.expm1(-forgetting * all);
    if (!(missing > MOST * Math.abs(mean.value()) && missing > 2 * mean.standardError())) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "softer directions are not yet in equilibrium and would add about %.2g to λ̂: they take some %.1g steps, so more burn-in, or a larger γ",
            missing,
            3 / forgetting));
  }

  /** L half way down and at the end. */
  private static double[] descend(Objective loss, double[] from, double rate, int steps) {
    double[] w = from.clone();
    double[] gradient = new double[w.length];
    double middle = Double.NaN;
    for (int k = 0; k < steps && !Thread.currentThread().isInterrupted(); k++) {
      double here = loss.gradient(w, gradient);
      if (k == steps / 2) {
        middle = here;
      }
      for (int i = 0; i < w.length; i++) {
        w[i] -= rate * gradient[i];
      }
    }
    return new double[] {middle, loss.loss(w)};
  }

  /** That the step size moves λ̂ by more than its error, and by much. */
  static Optional<String> bias(double bias, Estimated mean) {
    if (!(Math.abs(bias) > MOST * Math.abs(mean.value())
        && Math.abs(bias) > mean.standardError())) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the step size adds about %.2g to λ̂ = %.3g: a smaller step, withExtrapolation(true), or a sampler that corrects its step as Mala does",
            bias,
            mean.value()));
  }
}

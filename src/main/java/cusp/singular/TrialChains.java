package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sampler;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the pilot chains of one sampler.
 *
 * @param posterior of the estimate
 * @param baseline L(w*)
 */
record TrialChains(LocalPosterior posterior, double baseline) {
  /** Chains of a trial. */
  static final int COUNT = 4;

  private static final int MOST_STEPS = 1_000_000;

  private record Walked(
      double[] excess,
      double[] distance,
      double cost,
      double burnIn,
      double stepSize,
      double acceptance,
      double bias) {}

  /**
   * @param budgetOfChain gradients of the whole objective a chain; a third of them is burn-in
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  Trial run(Sampler sampler, double budgetOfChain, Seed own) {
    List<Walked> chains =
        Parallel.map(COUNT, c -> walk(sampler, budgetOfChain, own.stream("chain", c)));
    Interrupts.endIfInterrupted("the calibration");
    double spent = chains.stream().mapToDouble(Walked::cost).sum();
    int draws = chains.stream().mapToInt(chain -> chain.excess.length).min().orElseThrow();
    boolean finite =
        draws >= LocalLearningCoefficient.LEAST_DRAWS
            && chains.stream()
                .allMatch(
                    chain ->
                        chain.acceptance != 0
                            && Arrays.stream(chain.excess).allMatch(Double::isFinite));
    double bias = chains.stream().mapToDouble(Walked::bias).average().orElseThrow();
    double stepSize = chains.stream().mapToDouble(Walked::stepSize).average().orElseThrow();
    double acceptance = chains.stream().mapToDouble(Walked::acceptance).average().orElseThrow();
    if (!finite) {
      Estimated none = Estimated.none();
      return new Trial(
          sampler,
          none,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          stepSize,
          acceptance,
          none,
          bias,
          spent);
    }
    double[][] excess =
        chains.stream().map(chain -> last(chain.excess, draws)).toArray(double[][]::new);
    Diagnostics diagnostics = Diagnostics.of(excess);
    double burnIn = chains.stream().mapToDouble(Walked::burnIn).average().orElseThrow();
    double drawn = chains.stream().mapToDouble(chain -> chain.excess.length).sum();
    return new Trial(
        sampler,
        Estimated.of(diagnostics),
        diagnostics.sd(),
        diagnostics.autocorrelationTime(),
        (spent - COUNT * burnIn) / drawn,
        stepSize,
        acceptance,
        localizationSlope(excess, chains, draws),
        bias,
        spent);
  }

  /** dλ̂/d ln γ = −Cov(nβL, ½γ|w − w*|²), the mean over the chains and its error. */
  private Estimated localizationSlope(double[][] excess, List<Walked> chains, int draws) {
    double[] slopes = new double[excess.length];
    for (int c = 0; c < slopes.length; c++) {
      double[] distance = last(chains.get(c).distance, draws);
      double mean = Arrays.stream(excess[c]).average().orElseThrow();
      double middle = Arrays.stream(distance).average().orElseThrow();
      for (int k = 0; k < draws; k++) {
        slopes[c] -=
            posterior.localization() / 2 * (excess[c][k] - mean) * (distance[k] - middle) / draws;
      }
    }
    double slope = Arrays.stream(slopes).average().orElseThrow();
    double squares = Arrays.stream(slopes).map(x -> (x - slope) * (x - slope)).sum();
    double error = Math.sqrt(squares / (slopes.length * (slopes.length - 1.0)));
    return new Estimated(slope, error, Double.NaN, slopes.length);
  }

  private static boolean goesOn(Sampler.Walk walk, double budget) {
    return walk.cost() < budget && !Thread.currentThread().isInterrupted();
  }

  private static double[] last(double[] values, int count) {
    return Arrays.copyOfRange(values, values.length - count, values.length);
  }

  /** A third of its budget is burn-in. */
  private Walked walk(Sampler sampler, double budgetOfChain, Seed own) {
    LocalPosterior at = posterior.fork();
    double[] center = at.center();
    Sampler.Walk walk = sampler.walk(at, center, own);
    // Proposals outside the support cost nothing, so that cost alone need not end a loop.
    for (int i = 0; i < MOST_STEPS && goesOn(walk, budgetOfChain / 3); i++) {
      walk.step();
    }
    walk.settle();
    double burnIn = walk.cost();
    double[] excess = new double[64];
    double[] distance = new double[64];
    int draws = 0;
    while (draws < MOST_STEPS && goesOn(walk, budgetOfChain)) {
      if (draws == excess.length) {
        excess = Arrays.copyOf(excess, 2 * draws);
        distance = Arrays.copyOf(distance, 2 * draws);
      }
      double squares = 0;
      double[] w = walk.position();
      for (int i = 0; i < center.length; i++) {
        squares += (w[i] - center[i]) * (w[i] - center[i]);
      }
      distance[draws] = squares;
      excess[draws++] = at.nBeta() * (walk.step() - baseline);
    }
    return new Walked(
        Arrays.copyOf(excess, draws),
        Arrays.copyOf(distance, draws),
        walk.cost(),
        burnIn,
        walk.stepSize(),
        walk.acceptance(),
        walk.bias());
  }
}

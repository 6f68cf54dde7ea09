package cusp.singular;

import cusp.base.Pace;
import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.task.RegressionSamples;
import cusp.toy.DeepLinear;
import java.util.Arrays;
import java.util.List;

/**
 * The learning coefficient of a linear network at finite n and β, by Gibbs sampling: given the
 * other layers, a layer under exp(−nβ L(w) − γ/2 |w − w*|²) is exactly normal, and is drawn as
 * such. There is no step size and no bias, so it is the target that samplers for any model are held
 * to on noisy data, where λ is not: there the planted w* is not the minimum of L.
 *
 * <p>Each sweep records E[nβ(L − L(w*))] given all layers but one, averaged over the layers (Rao
 * and Blackwell), not the loss itself: the same mean with less variance. A sweep takes two
 * decompositions into eigenvectors a layer, O(L n³) for L layers of width n.
 *
 * <pre>{@code
 * var net = DeepLinear.of(3, 2, 3);
 * double[] truth = net.planted(1);
 * var data = net.sample(truth, 500, 1, seed(1));
 * var gibbs = LayerwiseGibbs.defaults().withDraws(300);
 * show(gibbs.estimate(net, data, truth, seed(2)));
 * show(gibbs.withNBeta(1000).estimate(net, truth, seed(2)));
 * }</pre>
 *
 * @param chains at least 1; one chain has no R̂
 * @param burnIn sweeps discarded at the start of each chain
 * @param draws sweeps recorded in each chain, at least 4
 * @param nBeta nβ; 0 for n/ln n
 * @param localization γ &gt; 0: without it the posterior is improper, as layers can trade factors
 */
public record LayerwiseGibbs(int chains, int burnIn, int draws, double nBeta, double localization) {

  public LayerwiseGibbs {
    if (chains < 1 || burnIn < 0 || draws < 4) {
      throw new IllegalArgumentException(
          "chains is at least 1, burn-in not negative and draws at least 4, not "
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
    if (!(localization > 0) || Double.isInfinite(localization)) {
      throw new IllegalArgumentException(
          "the localization γ is positive and finite, not " + localization);
    }
  }

  /** 4 chains of 1,000 sweeps after 500 of burn-in, at n/ln n, γ = 1. */
  public static LayerwiseGibbs defaults() {
    return new LayerwiseGibbs(4, 500, 1_000, 0, 1);
  }

  public LayerwiseGibbs withChains(int chains) {
    return new LayerwiseGibbs(chains, burnIn, draws, nBeta, localization);
  }

  public LayerwiseGibbs withBurnIn(int burnIn) {
    return new LayerwiseGibbs(chains, burnIn, draws, nBeta, localization);
  }

  public LayerwiseGibbs withDraws(int draws) {
    return new LayerwiseGibbs(chains, burnIn, draws, nBeta, localization);
  }

  public LayerwiseGibbs withNBeta(double nBeta) {
    return new LayerwiseGibbs(chains, burnIn, draws, nBeta, localization);
  }

  public LayerwiseGibbs withLocalization(double localization) {
    return new LayerwiseGibbs(chains, burnIn, draws, nBeta, localization);
  }

  /** On data, the loss as in {@link DeepLinear#on}. */
  public GibbsEstimate estimate(
      DeepLinear network, RegressionSamples data, double[] center, Seed seed) {
    if (data.inputs() != network.inputs() || data.outputs() != network.outputs()) {
      throw new IllegalArgumentException(
          "the data have "
              + data.inputs()
              + " inputs and "
              + data.outputs()
              + " outputs, which the "
              + network
              + " has not");
    }
    double temperature = nBeta;
    if (nBeta == 0) {
      if (data.size() == 1) {
        throw new IllegalArgumentException("β = 1/ln n is not defined for n = 1: give nβ");
      }
      temperature = data.size() / Math.log(data.size());
    }
    return sample(network, LinearMoments.of(data), center, temperature, seed);
  }

  /** On the population loss of {@link DeepLinear#population} with its truth at w*. */
  public GibbsEstimate estimate(DeepLinear network, double[] center, Seed seed) {
    if (nBeta == 0) {
      throw new IllegalArgumentException("a population has no n: give nβ");
    }
    LinearMoments moments = LinearMoments.population(network.map(center));
    return sample(network, moments, center, nBeta, seed);
  }

  private GibbsEstimate sample(
      DeepLinear network, LinearMoments moments, double[] center, double temperature, Seed seed) {
    // Only for its check of the length of w*.
    network.map(center);
    try (Progress.Task progress =
        Progress.standard().start("Gibbs sampling", (long) chains * (burnIn + draws))) {
      List<double[]> runs =
          Parallel.map(
              chains,
              c ->
                  run(
                      new GibbsChain(
                          network,
                          moments,
                          center,
                          temperature,
                          localization,
                          seed.stream("chain", c)),
                      progress));
      return GibbsEstimate.of(this, temperature, runs, seed);
    }
  }

  /** The recorded draws; fewer after an interrupt. */
  private double[] run(GibbsChain chain, Progress.Task progress) {
    Pace pace = new Pace(progress);
    double[] recorded = new double[draws];
    int sweeps = 0;
    while (sweeps < burnIn + draws && !Thread.currentThread().isInterrupted()) {
      double expected = chain.sweep();
      if (sweeps >= burnIn) {
        recorded[sweeps - burnIn] = expected;
      }
      sweeps++;
      pace.step();
    }
    pace.flush();
    return Arrays.copyOf(recorded, Math.max(0, sweeps - burnIn));
  }

  /** Diagnostics of the draws, cut to the shortest chain. */
  static Estimated mean(List<double[]> runs, int length) {
    return Estimated.mean(
        runs.stream().map(run -> Arrays.copyOf(run, length)).toArray(double[][]::new));
  }
}

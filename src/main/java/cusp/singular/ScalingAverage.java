package cusp.singular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Laws of all multiplicities, with and without a correction, over all ranges of levels, averaged by
 * their evidence: what is not known about m, about corrections and about where the law sets in is
 * then part of the error of λ (Jay and Neil 2021, Phys. Rev. D 103:114502).
 *
 * @param lambda the mean λ
 * @param weights ∂λ/∂ln V at each level, the mean
 * @param spread variance of λ between laws and from what their priors leave open
 * @param multiplicities probability of each m, from 1 on
 * @param best the law of most evidence
 */
record ScalingAverage(
    double lambda, double[] weights, double spread, double[] multiplicities, ScalingFit best) {

  /** Levels that a law is fitted to, at least. */
  static final int LEAST_LEVELS = 8;

  /** More logarithms are never told apart within the reach of ε. */
  private static final int MOST_MULTIPLICITY = 4;

  private static final int WINDOWS = 12;

  /** A higher m, which several zeros must meet for, is less likely before anything is seen. */
  private static final double ODDS = 0.25;

  /**
   * Averages the laws; null where none fits.
   *
   * @param rate power to which evidence and odds are taken: below 1 where it would decide too fast
   *     between laws none of which is exact (Grünwald and van Ommen 2017, Bayesian Anal. 12:1069)
   */
  static ScalingAverage of(ScalingFit.Data data, int dimension, double rate) {
    List<ScalingFit> fits = new ArrayList<>();
    int stride = Math.max(1, (data.size() - LEAST_LEVELS + WINDOWS) / WINDOWS);
    int most = Math.min(dimension, MOST_MULTIPLICITY);
    for (int from = 0; data.size() - from >= LEAST_LEVELS; from += stride) {
      for (int m = 1; m <= most; m++) {
        for (boolean corrected : new boolean[] {false, true}) {
          ScalingFit fit = ScalingFit.of(data, from, m, corrected, dimension);
          if (fit != null) {
            fits.add(fit);
          }
        }
      }
    }
    return fits.isEmpty() ? null : average(fits, most, rate);
  }

  private static ScalingAverage average(List<ScalingFit> fits, int most, double rate) {
    ScalingFit best = fits.get(0);
    for (ScalingFit fit : fits) {
      best = logWeight(fit) > logWeight(best) ? fit : best;
    }
    double top = logWeight(best);
    double[] shares =
        fits.stream().mapToDouble(fit -> Math.exp(rate * (logWeight(fit) - top))).toArray();
    double total = Arrays.stream(shares).sum();
    double lambda = 0;
    double[] weights = new double[best.weights().length];
    double[] multiplicities = new double[most];
    for (int f = 0; f < shares.length; f++) {
      double share = shares[f] / total;
      ScalingFit fit = fits.get(f);
      lambda += share * fit.lambda();
      multiplicities[fit.m() - 1] += share;
      for (int i = 0; i < weights.length; i++) {
        weights[i] += share * fit.weights()[i];
      }
    }
    double spread = 0;
    for (int f = 0; f < shares.length; f++) {
      ScalingFit fit = fits.get(f);
      spread += shares[f] / total * (Math.pow(fit.lambda() - lambda, 2) + fit.remainder());
    }
    return new ScalingAverage(lambda, weights, spread, multiplicities, best);
  }

  private static double logWeight(ScalingFit fit) {
    return fit.logEvidence() + (fit.m() - 1) * Math.log(ODDS);
  }

  /** The most probable m. */
  int multiplicity() {
    int most = 0;
    for (int m = 1; m < multiplicities.length; m++) {
      most = multiplicities[m] > multiplicities[most] ? m : most;
    }
    return most + 1;
  }
}

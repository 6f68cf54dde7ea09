package cusp.singular;

import java.util.Arrays;

/**
 * One law for volumes, V(ε) = ε^λ (P(ln ε) + b ε^κ) with a polynomial P of degree m − 1 and perhaps
 * a correction of higher order, fitted to the levels from one on downwards, with its evidence by
 * Laplace's method.
 *
 * @param lambda λ
 * @param m multiplicity
 * @param logEvidence ln of the evidence, in which a level left out costs what a parameter that fits
 *     it would, so that laws over different levels can be compared (Jay and Neil 2021, Phys. Rev. D
 *     103:114502, equation 49)
 * @param weights ∂λ/∂ln V at each level
 * @param remainder part of the variance of λ that is not the data's: what the prior leaves open
 * @param curve fitted ln V at each level; NaN where left out
 */
record ScalingFit(
    double lambda, int m, double logEvidence, double[] weights, double remainder, double[] curve) {

  private static final double[] FIRST_KAPPAS = {0.1, 0.4};

  /**
   * Volumes at levels.
   *
   * @param logLevels ln ε, descending
   * @param logVolumes ln V
   * @param first standard deviation of ln V at each level
   * @param step that of its change from the level before, or NaN where levels err by themselves
   */
  record Data(double[] logLevels, double[] logVolumes, double[] first, double[] step) {

    int size() {
      return logLevels.length;
    }

    /** Residuals of the levels from {@code from} on, made independent with unit variance. */
    void whiten(double[] residuals, int from) {
      for (int i = size() - 1; i > from; i--) {
        residuals[i] =
            Double.isNaN(step[i])
                ? residuals[i] / first[i]
                : (residuals[i] - residuals[i - 1]) / step[i];
      }
      residuals[from] /= first[from];
    }

    /** Without the levels below one. */
    Data above(double logLevel) {
      int kept = (int) Arrays.stream(logLevels).filter(x -> x >= logLevel).count();
      return new Data(
          Arrays.copyOf(logLevels, kept),
          Arrays.copyOf(logVolumes, kept),
          Arrays.copyOf(first, kept),
          Arrays.copyOf(step, kept));
    }

    /** The slope of ln V between the middle and the end of the levels from one on. */
    double slope(int from) {
      int last = size() - 1;
      int middle = (from + last) / 2;
      return (logVolumes[last] - logVolumes[middle]) / (logLevels[last] - logLevels[middle]);
    }
  }

  /** The best fit of a law to the levels from {@code from} on; null where there is none. */
  static ScalingFit of(Data data, int from, int m, boolean corrected, int dimension) {
    ScalingFit best = null;
    for (double kappa : corrected ? FIRST_KAPPAS : new double[] {Double.NaN}) {
      ScalingFit fit = new ScalingSolver(data, from, m, kappa, dimension).fit();
      if (fit != null && (best == null || fit.logEvidence > best.logEvidence)) {
        best = fit;
      }
    }
    return best;
  }
}

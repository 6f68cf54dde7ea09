package cusp.singular;

import cusp.base.Interval;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.special.Gamma;

/**
 * The limit λ of f(x) = nβ(E[L] − L(w*)), x = ln nβ, and its multiplicity m. From the poles of the
 * zeta function the partition function is n^(−λ) P(x) (1 + O(n^(−δ))) with P of degree m − 1, so
 *
 * <pre>f = λ − P′(x)/P(x) + c exp(−δx)</pre>
 *
 * <p>with P = 1, x + a or (x + a)² + b for m = 1, 2, 3. A Bayesian comparison, the parameters that
 * are not linear integrated over cells: λ flat; c = 0 or normal with the scale of f, δ in [1/8, 2],
 * x₀ + a in [0.3, 30] and b within (x₀ + a)², x₀ where the fit begins; m = 1, 2, 3 equally
 * probable. The fit begins at the lowest rung from which on some law agrees with the draws.
 */
final class LimitFit {
  private static final double SLOWEST = 1.0 / 8;
  private static final double QUICKEST = 2;
  private static final double LEAST_SHIFT = 0.3;
  private static final double MOST_SHIFT = 30;
  private static final double LEAST_SPLIT = -0.98;
  private static final double MOST_SPLIT = 1;
  private static final int MOST_MULTIPLICITY = 3;
  private static final int LEAST_RUNGS = 6;
  private static final double LEAST_P_VALUE = 0.05;
  private static final double SURE = 0.95;

  private final double[] x;
  private final double[] f;
  private final double[][] whitener;
  private final double scale;
  private final int from;
  private final List<Law> laws = new ArrayList<>();

  /** One law: log of its posterior weight up to a constant, and λ given the rest. */
  private record Law(
      int multiplicity, double logWeight, double mean, double variance, double chi, double[] fit)
      implements AdaptiveCells.Point {
    @Override
    public double logDensity() {
      return logWeight;
    }

    Law withLogWeight(double weight) {
      return new Law(multiplicity, weight, mean, variance, chi, fit);
    }
  }

  private LimitFit(double[] x, double[] f, double[][] whitener, int from) {
    this.x = x;
    this.f = f;
    this.whitener = whitener;
    this.from = from;
    scale = Arrays.stream(f).map(Math::abs).max().orElseThrow();
  }

  /**
   * @param x ln nβ of each rung
   * @param f nβ(E[L] − L(w*)) at each rung
   * @param batches independent estimates of f, shape [batches][rungs]
   */
  static ScalingLaw of(double[] x, double[] f, double[][] batches) {
    LimitFit last = null;
    double best = 0;
    for (int from = 0; x.length - from >= LEAST_RUNGS; from++) {
      double[][] whitener = whitener(batches, from);
      if (whitener == null) {
        return ScalingLaw.invalid("the draws at some rungs do not vary");
      }
      LimitFit fit =
          new LimitFit(
              Arrays.copyOfRange(x, from, x.length),
              Arrays.copyOfRange(f, from, f.length),
              whitener,
              from);
      fit.tryAll();
      double p = fit.pValue();
      best = Math.max(best, p);
      last = fit;
      if (p >= LEAST_P_VALUE) {
        return fit.law(x, Verdict.ok());
      }
    }
    if (last == null) {
      return ScalingLaw.invalid(
          "λ and m ask for "
              + LEAST_RUNGS
              + " rungs; there are "
              + x.length
              + ": widen the ladder");
    }
    return last.law(
        x,
        Verdict.qualified(
            List.of(
                String.format("no law agrees with the draws (p = %.1g): go to higher nβ", best))));
  }

  /** R with RᵀR the inverse covariance of the means over batches from a rung on. */
  private static double[][] whitener(double[][] batches, int from) {
    int n = batches.length;
    int d = batches[0].length - from;
    double[] mean = new double[d];
    for (double[] batch : batches) {
      for (int k = 0; k < d; k++) {
        mean[k] += batch[from + k] / n;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] batch : batches) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += (batch[from + i] - mean[i]) * (batch[from + j] - mean[j]);
        }
      }
    }
    // The inverse of an estimated covariance is too large by (n − 1)/(n − d − 2) on average
    // (Hartlap et al. 2007).
    double correction = n * (double) (n - d - 2);
    for (double[] row : covariance) {
      for (int j = 0; j < d; j++) {
        row[j] /= correction;
      }
    }
    for (int i = 0; i < d; i++) {
      if (!(covariance[i][i] > 0)) {
        return null;
      }
    }
    double[][] lower =
        new CholeskyDecomposition(new Array2DRowRealMatrix(covariance), 1e-9, 0).getL().getData();
    double[][] inverse = new double[d][d];
    for (int column = 0; column < d; column++) {
      for (int i = column; i < d; i++) {
        double sum = i == column ? 1 : 0;
        for (int j = column; j < i; j++) {
          sum -= lower[i][j] * inverse[j][column];
        }
        inverse[i][column] = sum / lower[i][i];
      }
    }
    return inverse;
  }

  /** Each multiplicity with a correction and without one, all equally probable beforehand. */
  private void tryAll() {
    for (int m = 1; m <= MOST_MULTIPLICITY; m++) {
      int shapes = m - 1;
      int multiplicity = m;
      AdaptiveCells.of(shapes, u -> law(multiplicity, bend(u), new double[x.length]))
          .forEach(this::keep);
      AdaptiveCells.of(shapes + 1, u -> law(multiplicity, bend(u, shapes), fading(u[shapes])))
          .forEach(this::keep);
    }
  }

  private void keep(AdaptiveCells.Part<Law> part) {
    laws.add(part.point().withLogWeight(part.logMass()));
  }

  private double[] bend(double[] u) {
    return bend(u, u.length);
  }

  /** −P′/P at each rung for a point of the unit cube of P's shapes. */
  private double[] bend(double[] u, int shapes) {
    double[] bend = new double[x.length];
    if (shapes > 0) {
      double shift = between(LEAST_SHIFT, MOST_SHIFT, u[0]);
      double split = shapes > 1 ? LEAST_SPLIT + (MOST_SPLIT - LEAST_SPLIT) * u[1] * u[1] : 0;
      for (int k = 0; k < bend.length; k++) {
        double q = x[k] - x[0] + shift;
        bend[k] = shapes == 1 ? -1 / q : -2 * q / (q * q + split * shift * shift);
      }
    }
    return bend;
  }

  private double[] fading(double u) {
    double rate = between(SLOWEST, QUICKEST, u);
    return Arrays.stream(x).map(at -> Math.exp(-rate * (at - x[0]))).toArray();
  }

  private static double between(double low, double high, double share) {
    return low * Math.pow(high / low, share);
  }

  /** λ with a flat prior and c normal of deviation {@code scale}: both integrated out. */
  private Law law(int multiplicity, double[] bend, double[] faded) {
    int d = x.length;
    double ll = 0;
    double lc = 0;
    double cc = 0;
    double ly = 0;
    double cy = 0;
    double yy = 0;
    for (int i = 0; i < d; i++) {
      double one = 0;
      double fade = 0;
      double y = 0;
      for (int j = 0; j <= i; j++) {
        one += whitener[i][j];
        fade += whitener[i][j] * faded[j] * scale;
        y += whitener[i][j] * (f[j] - bend[j]);
      }
      ll += one * one;
      lc += one * fade;
      cc += fade * fade;
      ly += one * y;
      cy += fade * y;
      yy += y * y;
    }
    // In units in which c is standard normal; without a correction nothing is learned of it.
    double precision = cc + 1;
    double determinant = ll * precision - lc * lc;
    double lambda = (precision * ly - lc * cy) / determinant;
    double c = (ll * cy - lc * ly) / determinant;
    double chi = yy - lambda * ly - c * cy;
    double[] fit = new double[d];
    for (int k = 0; k < d; k++) {
      fit[k] = lambda + bend[k] + c * scale * faded[k];
    }
    return new Law(
        multiplicity,
        -chi / 2 - Math.log(determinant) / 2,
        lambda,
        precision / determinant,
        chi,
        fit);
  }

  /** Of χ² of the law that fits best. */
  private double pValue() {
    double chi = laws.stream().mapToDouble(Law::chi).min().orElseThrow();
    return Gamma.regularizedGammaQ(Math.max(1, x.length - 2) / 2.0, Math.max(0, chi) / 2);
  }

  private ScalingLaw law(double[] allX, Verdict verdict) {
    Law best = laws.stream().max(Comparator.comparingDouble(Law::logWeight)).orElseThrow();
    double total = 0;
    double mean = 0;
    double[] byMultiplicity = new double[MOST_MULTIPLICITY];
    for (Law law : laws) {
      double weight = Math.exp(law.logWeight - best.logWeight);
      total += weight;
      mean += weight * law.mean;
      byMultiplicity[law.multiplicity - 1] += weight;
    }
    mean /= total;
    double variance = 0;
    for (Law law : laws) {
      double weight = Math.exp(law.logWeight - best.logWeight) / total;
      variance += weight * (law.variance + (law.mean - mean) * (law.mean - mean));
    }
    int multiplicity = 0;
    for (int m = 0; m < MOST_MULTIPLICITY; m++) {
      byMultiplicity[m] /= total;
      if (byMultiplicity[m] >= SURE && verdict.isOk()) {
        multiplicity = m + 1;
      }
    }
    double[] fit = new double[allX.length];
    Arrays.fill(fit, 0, from, Double.NaN);
    System.arraycopy(best.fit, 0, fit, from, best.fit.length);
    return new ScalingLaw(
        mean,
        Math.sqrt(variance),
        new Interval(quantile(best, 0.025), quantile(best, 0.975), 0.95),
        multiplicity,
        byMultiplicity,
        Math.exp(allX[from]),
        fit,
        verdict);
  }

  /** Of the mixture of normal laws of λ, by bisection. */
  private double quantile(Law best, double probability) {
    double low = laws.stream().mapToDouble(l -> l.mean - 8 * Math.sqrt(l.variance)).min().orElse(0);
    double high =
        laws.stream().mapToDouble(l -> l.mean + 8 * Math.sqrt(l.variance)).max().orElse(0);
    for (int k = 0; k < 60; k++) {
      double middle = (low + high) / 2;
      double below = 0;
      double total = 0;
      for (Law law : laws) {
        double weight = Math.exp(law.logWeight - best.logWeight);
        if (weight > 1e-12) {
          double z = (middle - law.mean) / Math.sqrt(2 * law.variance);
          below += weight * (1 + org.hipparchus.special.Erf.erf(z)) / 2;
          total += weight;
        }
      }
      if (below < probability * total) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}

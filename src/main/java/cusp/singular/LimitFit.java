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
 * <p>with P = 1, x + a or (x + a)² + b for m = 1, 2, 3. A Bayesian comparison on a grid of the
 * parameters that are not linear: λ flat; c = 0 or normal with the scale of f; δ, x₀ + a and b from
 * wide ranges, x₀ where the fit begins; m = 1, 2, 3 equally probable. The fit begins at the lowest
 * rung from which on some law agrees with the draws.
 */
final class LimitFit {
  private static final double[] RATES = logarithmic(1.0 / 8, 2, 10);
  private static final double[] SHIFTS = logarithmic(0.3, 60, 40);
  private static final double[] SPLITS = {
    -0.95, -0.8, -0.6, -0.4, -0.2, -0.1, 0, 0.1, 0.2, 0.4, 0.8, 1.5, 3
  };
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

  /** One point of the grid: log posterior up to a constant, and λ given the rest. */
  private record Law(
      int multiplicity, double logWeight, double mean, double variance, double chi, double[] fit) {}

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

  private void tryAll() {
    double[] bend = new double[x.length];
    double each = -Math.log(SHIFTS.length);
    tryRates(1, bend, 0);
    for (double shift : SHIFTS) {
      for (int k = 0; k < bend.length; k++) {
        bend[k] = -1 / (x[k] - x[0] + shift);
      }
      tryRates(2, bend, each);
      for (double split : SPLITS) {
        for (int k = 0; k < bend.length; k++) {
          double q = x[k] - x[0] + shift;
          bend[k] = -2 * q / (q * q + split * shift * shift);
        }
        tryRates(3, bend, each - Math.log(SPLITS.length));
      }
    }
  }

  /** The bend of a law without a correction, and with one of each rate. */
  private void tryRates(int multiplicity, double[] bend, double logPrior) {
    double[] faded = new double[x.length];
    add(multiplicity, bend, faded, logPrior + Math.log(0.5));
    for (double rate : RATES) {
      for (int k = 0; k < faded.length; k++) {
        faded[k] = Math.exp(-rate * (x[k] - x[0]));
      }
      add(multiplicity, bend, faded, logPrior + Math.log(0.5 / RATES.length));
    }
  }

  /** λ with a flat prior and c normal of deviation {@code scale}: both integrated out. */
  private void add(int multiplicity, double[] bend, double[] faded, double logPrior) {
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
    laws.add(
        new Law(
            multiplicity,
            logPrior - chi / 2 - Math.log(determinant) / 2,
            lambda,
            precision / determinant,
            chi,
            fit));
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

  private static double[] logarithmic(double low, double high, int count) {
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = low * Math.pow(high / low, (double) k / (count - 1));
    }
    return values;
  }
}

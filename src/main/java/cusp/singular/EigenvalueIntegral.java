package cusp.singular;

import cusp.base.Interrupts;
import cusp.posterior.LocalPosterior;
import cusp.toy.TwoLayerLinear;
import java.util.Arrays;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.special.Gamma;

/**
 * A two-layer linear network at 0, L = ½ ‖BA‖², under exp(−nβL − γ/2 |w|²).
 *
 * <p>Given the matrix X of the smaller outer width M, that of the larger, N, is Gaussian and
 * integrates to det(1 + ρ S)^(−N/2) up to a constant, with S = γXXᵀ and ρ = nβ/γ². The r =
 * min(hidden, M) positive eigenvalues u of S have the density ∏ p(u) |Δ(u)|, p(u) = u^((|hidden −
 * M| − 1)/2) exp(−u/2) (1 + ρu)^(−N/2) (Muirhead, <i>Aspects of Multivariate Statistical
 * Theory</i>, Wiley 1982, theorem 3.2.18). Its integral is the Pfaffian of the skew ∬ sgn(v − u)
 * f_j(u) f_k(v) p(u) p(v) for polynomials f_j of degrees 0 to r − 1, with ∫ f_j p as a border where
 * r is odd (de Bruijn, J. Indian Math. Soc. 19, 1955).
 *
 * <p>In t = ln u the integrands are analytic and fall off at both ends, so that the trapezoidal
 * rule converges exponentially; so does the rule for the sign, whose weights are (2/π) Si(π(k − j))
 * (Haber, SIAM J. Numer. Anal. 30, 1993). The f_j p u are orthonormal in t: powers would be
 * hopelessly alike.
 */
final class EigenvalueIntegral {
  private static final double NEGLIGIBLE = -80;
  private static final double STEP = 0.15;
  private static final double OTHER_STEP = 0.2;
  private static final double LOWEST = -200;
  private static final double HIGHEST = 40;

  private final int rank;
  private final int larger;
  private final double exponent;
  private final double rho;
  private double[] points;
  private double[] weights;

  /** ln of what the weights are divided by. */
  private double logScale;

  private EigenvalueIntegral(int rank, int larger, double exponent, double rho) {
    this.rank = rank;
    this.larger = larger;
    this.exponent = exponent;
    this.rho = rho;
  }

  static boolean fits(LocalPosterior posterior) {
    return posterior.objective() instanceof TwoLayerLinear
        && Arrays.stream(posterior.center()).allMatch(x -> x == 0);
  }

  static Quadrature.Values of(TwoLayerLinear net, LocalPosterior posterior) {
    double localization = posterior.localization();
    if (localization == 0) {
      throw new IllegalArgumentException(
          "the posterior is improper: BA = 0 reaches to infinity; set γ > 0");
    }
    int hidden = net.hidden();
    int smaller = Math.min(net.inputs(), net.outputs());
    int larger = Math.max(net.inputs(), net.outputs());
    int rank = Math.min(hidden, smaller);
    double exponent = (Math.abs(hidden - smaller) - 1) / 2.0;
    double rho = posterior.nBeta() / (localization * localization);
    var tempered = new EigenvalueIntegral(rank, larger, exponent, rho);
    // The sharpest of the functions has a width like that of the largest exponent's bell.
    double sharpness = Math.sqrt(1 + (exponent + rank) / 4 + larger / 16.0);
    double[] fine = tempered.integrate(STEP / sharpness);
    double[] coarse = tempered.integrate(OTHER_STEP / sharpness);
    double constant = net.dimension() / 2.0 * Math.log(2 * Math.PI / localization);
    return new Quadrature.Values(
        constant + fine[0] - untempered(rank, exponent),
        Math.abs(fine[0] - coarse[0]) + fine[2],
        fine[1],
        Math.abs(fine[1] - coarse[1]) + fine[2],
        0);
  }

  /** ln of the Pfaffian at ρ = 0, a Selberg integral (Muirhead 1982, theorem 2.1.12). */
  private static double untempered(int rank, double exponent) {
    double log = Math.log(2) * rank * (exponent + 1 + (rank - 1) / 2.0);
    for (int j = 0; j < rank; j++) {
      log += Gamma.logGamma(exponent + 1 + j / 2.0) + Gamma.logGamma((j + 3) / 2.0);
      log -= Gamma.logGamma(1.5) + Math.log(j + 1);
    }
    return log;
  }

  /** ln of the Pfaffian for monic polynomials, minus its derivative by ln ρ, and the rounding. */
  private double[] integrate(double step) {
    lay(step);
    int n = points.length;
    double[][] basis = new double[rank][];
    double logNorms = orthonormal(basis);
    int size = rank + rank % 2;
    double[][] skew = new double[size][size];
    double[][] slope = new double[size][size];
    double[] sine = sineIntegral(n);
    double[] inner = new double[n];
    double[] innerSlope = new double[n];
    for (int k = 0; k < rank; k++) {
      Interrupts.endIfInterrupted("the quadrature");
      for (int a = 0; a < n; a++) {
        double sum = 0;
        double sumSlope = 0;
        for (int b = 0; b < n; b++) {
          double term = Math.copySign(sine[Math.abs(b - a)], b - a) * weights[b] * basis[k][b];
          sum += term;
          sumSlope += term * share(points[b]);
        }
        inner[a] = sum;
        innerSlope[a] = sumSlope;
      }
      for (int j = 0; j < rank; j++) {
        for (int a = 0; a < n; a++) {
          double outer = weights[a] * basis[j][a];
          skew[j][k] += outer * inner[a];
          slope[j][k] += outer * (share(points[a]) * inner[a] + innerSlope[a]);
        }
      }
      if (size > rank) {
        for (int a = 0; a < n; a++) {
          double term = weights[a] * basis[k][a];
          skew[k][rank] += term;
          slope[k][rank] += term * share(points[a]);
        }
        skew[rank][k] = -skew[k][rank];
        slope[rank][k] = -slope[k][rank];
      }
    }
    var decomposition = new LUDecomposition(MatrixUtils.createRealMatrix(skew));
    if (!decomposition.getSolver().isNonSingular()) {
      return new double[] {Double.NaN, Double.NaN, Double.POSITIVE_INFINITY};
    }
    RealMatrix inverse = decomposition.getSolver().getInverse();
    double trace = inverse.multiply(MatrixUtils.createRealMatrix(slope)).getTrace();
    double condition =
        inverse.getNorm1() * MatrixUtils.createRealMatrix(skew).getNorm1() * Math.ulp(1.0);
    double logPfaffian =
        Math.log(Math.abs(decomposition.getDeterminant())) / 2 + logNorms + rank * logScale;
    return new double[] {logPfaffian, trace / 2, condition * rank};
  }

  /** −d ln p / d ln ρ: half of N times the share of the loss in an eigenvalue's precision. */
  private double share(double u) {
    return larger / 2.0 * rho * u / (1 + rho * u);
  }

  /** The points u = exp(t) with weights h u p(u), where these count for any of the polynomials. */
  private void lay(double step) {
    int low = (int) Math.floor(LOWEST / step);
    int count = (int) Math.ceil((HIGHEST - LOWEST) / step);
    double[] first = new double[count];
    double[] last = new double[count];
    for (int i = 0; i < count; i++) {
      double t = (low + i) * step;
      double u = Math.exp(t);
      first[i] = (exponent + 1) * t - u / 2 - larger / 2.0 * Math.log1p(rho * u);
      last[i] = first[i] + 2 * (rank - 1) * t;
    }
    logScale = Arrays.stream(first).max().orElseThrow();
    double highest = Arrays.stream(last).max().orElseThrow();
    int from = 0;
    while (first[from] < logScale + NEGLIGIBLE) {
      from++;
    }
    int to = count - 1;
    while (last[to] < highest + NEGLIGIBLE) {
      to--;
    }
    points = new double[to - from + 1];
    weights = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = Math.exp((low + from + i) * step);
      weights[i] = step * Math.exp(first[from + i] - logScale);
    }
  }

  /**
   * Orthonormal polynomials by the Stieltjes recurrence, each made orthogonal to all before once
   * more; returns the sum of the logarithms of the monic ones' norms.
   */
  private double orthonormal(double[][] basis) {
    double logNorms = 0;
    double leading = 0;
    for (int k = 0; k < rank; k++) {
      double[] next = new double[points.length];
      for (int a = 0; a < next.length; a++) {
        next[a] = k == 0 ? 1 : points[a] * basis[k - 1][a];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int j = k - 1; j >= 0; j--) {
          double along = inner(next, basis[j]);
          for (int a = 0; a < next.length; a++) {
            next[a] -= along * basis[j][a];
          }
        }
      }
      double norm = Math.sqrt(inner(next, next));
      for (int a = 0; a < next.length; a++) {
        next[a] /= norm;
      }
      leading += Math.log(norm);
      logNorms += leading;
      basis[k] = next;
    }
    return logNorms;
  }

  private double inner(double[] f, double[] g) {
    double sum = 0;
    for (int a = 0; a < points.length; a++) {
      sum += weights[a] * weights[a] * f[a] * g[a];
    }
    return sum;
  }

  /** (2/π) Si(πk) for k from 0 to n − 1, by Gauss-Legendre sums over each half-wave. */
  private static double[] sineIntegral(int n) {
    double[] values = new double[n];
    for (int k = 1; k < n; k++) {
      double sum = 0;
      for (int i = 0; i < GaussKronrod.POINTS; i++) {
        double x = Math.PI * (k - 0.5 + GaussKronrod.NODES[i] / 2);
        sum += GaussKronrod.WEIGHTS[i] * Math.sin(x) / x;
      }
      values[k] = values[k - 1] + sum;
    }
    return values;
  }
}

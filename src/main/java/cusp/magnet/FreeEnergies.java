package cusp.magnet;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * The free energies f_k = −ln Z_k of the runs' temperatures and with them the density of states, up
 * to a common constant: the minimum of the convex
 *
 * <pre>A(f) = Σ_E h(E) ln Σ_k n_k exp(f_k − β_k E) − Σ_k n_k f_k</pre>
 *
 * with h(E) independent samples of energy E in all and n_k in run k, where dA/df = 0 is equation 11
 * of Ferrenberg and Swendsen 1989 (Phys. Rev. Lett. 63:1195) and equation C3 of Shirts and Chodera
 * 2008 (J. Chem. Phys. 129:124105). Newton's method, with f₀ = 0.
 */
final class FreeEnergies {
  private static final int MOST_STEPS = 200;
  private static final double PRECISION = 1e-10;
  private static final double CLOSE = 1e-4;
  private static final double SHORTEST = 1e-6;

  private final double[] energy;
  private final double[] beta;
  private final double[] counts;
  private final double[] independent;

  /** f, one a run. */
  final double[] f;

  /** ln Σ_k n_k exp(f_k − β_k E) at each energy. */
  final double[] logDenominator;

  FreeEnergies(
      double[] energy, double[] beta, double[] counts, double[] independent, double[] start) {
    this.energy = energy;
    this.beta = beta;
    this.counts = counts;
    this.independent = independent;
    f = start.clone();
    logDenominator = new double[energy.length];
    solve();
  }

  private void solve() {
    int runs = beta.length;
    double[] share = new double[runs];
    double value = evaluate(f);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = new double[runs];
      double[][] curvature = new double[runs][runs];
      for (int e = 0; e < energy.length; e++) {
        for (int k = 0; k < runs; k++) {
          share[k] = independent[k] * Math.exp(f[k] - beta[k] * energy[e] - logDenominator[e]);
        }
        for (int k = 0; k < runs; k++) {
          gradient[k] += counts[e] * share[k];
          curvature[k][k] += counts[e] * share[k];
          for (int l = 0; l < runs; l++) {
            curvature[k][l] -= counts[e] * share[k] * share[l];
          }
        }
      }
      double worst = 0;
      for (int k = 0; k < runs; k++) {
        gradient[k] -= independent[k];
        worst = Math.max(worst, Math.abs(gradient[k]) / independent[k]);
      }
      if (worst < PRECISION) {
        return;
      }
      double[] direction = newton(gradient, curvature);
      // Close to the minimum the differences of A are rounding, and the full step is safe.
      value = worst < CLOSE ? step(direction, 1) : descend(direction, value);
    }
  }

  /** Moves f along a direction, halved until A falls; the A there. */
  private double descend(double[] direction, double value) {
    double[] from = f.clone();
    double factor = 1;
    double lower = step(direction, factor);
    while (!(lower < value) && factor > SHORTEST) {
      System.arraycopy(from, 0, f, 0, f.length);
      factor /= 2;
      lower = step(direction, factor);
    }
    return lower;
  }

  private double step(double[] direction, double factor) {
    for (int k = 0; k < f.length; k++) {
      f[k] -= factor * direction[k];
    }
    return evaluate(f);
  }

  private static double[] newton(double[] gradient, double[][] curvature) {
    int free = gradient.length - 1;
    double[] direction = new double[free + 1];
    if (free > 0) {
      double[][] reduced = new double[free][];
      Arrays.setAll(reduced, k -> Arrays.copyOfRange(curvature[k + 1], 1, free + 1));
      double[] right = Arrays.copyOfRange(gradient, 1, free + 1);
      double[] solution =
          new QRDecomposition(new Array2DRowRealMatrix(reduced, false))
              .getSolver()
              .solve(new ArrayRealVector(right, false))
              .toArray();
      System.arraycopy(solution, 0, direction, 1, free);
    }
    return direction;
  }

  /** A(f), and the denominators at f. */
  private double evaluate(double[] at) {
    double value = 0;
    double[] logs = new double[beta.length];
    double[] logIndependent = Arrays.stream(independent).map(Math::log).toArray();
    for (int e = 0; e < energy.length; e++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < logs.length; k++) {
        logs[k] = logIndependent[k] + at[k] - beta[k] * energy[e];
        largest = Math.max(largest, logs[k]);
      }
      double sum = 0;
      for (double log : logs) {
        sum += Math.exp(log - largest);
      }
      logDenominator[e] = largest + Math.log(sum);
      value += counts[e] * logDenominator[e];
    }
    for (int k = 0; k < at.length; k++) {
      value -= independent[k] * at[k];
    }
    return value;
  }
}

package cusp.magnet;

import cusp.base.Interrupts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * One polynomial for all lengths of each of U, ln⟨|m|⟩ + (β/ν) ln L and ln χ − (γ/ν) ln L, in x =
 * L^(1/ν) ln(T/Tc), fitted together by weighted least squares, with corrections: those of order
 * ln(T/Tc), since scaling variables and amplitudes are analytic in T, and L^(−γ/ν) in U, which the
 * analytic part of ⟨m²⟩ brings, of order 1/N beside what scales.
 */
final class CollapseFit {
  static final Quantity[] QUANTITIES = {
    Quantity.BINDER, Quantity.MAGNETIZATION, Quantity.SUSCEPTIBILITY
  };
  private static final int DEGREE = 5;
  private static final int POINTS = 9;
  private static final int MOST_STEPS = 50;
  private static final double PRECISION = 1e-10;
  private static final double LEAST_SHARE = 1e-6;

  /** ln Tc and 1/ν come first. */
  private static final int SHARED = 2;

  private static final int PARAMETERS = SHARED + 3 * (DEGREE + 2) + 1 + 2 + 2;

  /** Twice the parameters: below, a fit says little of whether lengths collapse. */
  private static final int LEAST_ROWS = 2 * PARAMETERS;

  private final List<Row> rows = new ArrayList<>();
  private final List<Reweighting> sizes;
  private final double omega;

  /** ln Tc, 1/ν and what is linear: of each quantity the polynomial, then its corrections. */
  private final double[] parameters = new double[PARAMETERS];

  private final CollapseErrors errors;
  private boolean converged;

  /**
   * A point of one length and quantity.
   *
   * @param quantity its number
   * @param length L
   * @param logT ln T
   * @param sample the value in each replicate
   * @param error that it is weighed by
   */
  record Row(int quantity, double length, double logT, double[] sample, double error) {}

  /**
   * Fits points with |x| up to a window.
   *
   * @param start what to begin with
   */
  CollapseFit(List<Reweighting> sizes, Exponents start, double window) {
    this.sizes = sizes;
    omega = start.gamma().value() / start.nu().value();
    for (int i = 0; i < POINTS; i++) {
      Interrupts.endIfInterrupted("the fit of a collapse");
      double x = window * (2.0 * i / (POINTS - 1) - 1);
      for (int q = 0; q < QUANTITIES.length; q++) {
        gather(q, x, start.criticalTemperature().value(), start.nu().value());
      }
    }
    if (rows.size() < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "the lengths reach only %d points of the window |x| ≤ %s, and %d are needed: run nearer to Tc, or take a smaller window"
              .formatted(rows.size(), window, LEAST_ROWS));
    }
    parameters[0] = Math.log(start.criticalTemperature().value());
    parameters[1] = 1 / start.nu().value();
    fit();
    RealMatrix jacobian = jacobian();
    errors = new CollapseErrors(rows, sizes, residuals(), jacobian, inverse(jacobian));
  }

  /**
   * Points of one quantity at one x. A quantity scatters alike at the same x, so that the lengths
   * share one scatter of an independent sample: with errors of their own, those that happen to lie
   * where samples scatter less would weigh more.
   */
  private void gather(int quantity, double x, double critical, double nu) {
    List<Row> own = new ArrayList<>();
    double logScatter = 0;
    for (Reweighting size : sizes) {
      double length = size.magnet().lattice().length();
      double t = critical * Math.exp(x * Math.pow(length, -1 / nu));
      if (t >= size.lowest() && t <= size.highest()) {
        double[] sample = size.histograms().replicates(QUANTITIES[quantity], 1 / t);
        if (quantity > 0) {
          sample = Arrays.stream(sample).map(Math::log).toArray();
        }
        double root = Math.sqrt(size.histograms().effective(1 / t));
        logScatter += Math.log(Replicates.observable(sample).standardError() * root);
        own.add(new Row(quantity, length, Math.log(t), sample, 1 / root));
      }
    }
    double scatter = Math.exp(logScatter / own.size());
    for (Row row : own) {
      rows.add(new Row(quantity, row.length, row.logT, row.sample, row.error * scatter));
    }
  }

  private static int offset(int quantity) {
    return SHARED + quantity * (DEGREE + 2) + (quantity > 0 ? 1 : 0) + (quantity > 1 ? 2 : 0);
  }

  private void fit() {
    // At fixed Tc and ν the rest is linear; then all together, by Gauss and Newton.
    RealMatrix jacobian = jacobian();
    int all = rows.size() - 1;
    RealMatrix linear = jacobian.getSubMatrix(0, all, SHARED, PARAMETERS - 1);
    System.arraycopy(
        inverse(linear).operate(residuals()), 0, parameters, SHARED, PARAMETERS - SHARED);
    for (int step = 0; step < MOST_STEPS && !converged; step++) {
      Interrupts.endIfInterrupted("the fit of a collapse");
      double[] change = inverse(jacobian()).operate(residuals());
      converged = Math.max(Math.abs(change[0]), Math.abs(change[1])) < PRECISION;
      if (!advance(change)) {
        return;
      }
    }
  }

  /** As far along a change as the squares fall, halving it; false where they do not. */
  private boolean advance(double[] change) {
    double before = squares();
    double[] start = parameters.clone();
    for (double share = 1; share > LEAST_SHARE; share /= 2) {
      for (int p = 0; p < change.length; p++) {
        parameters[p] = start[p] + share * change[p];
      }
      // Rounding may raise them by as much.
      if (squares() <= before * (1 + PRECISION)) {
        return true;
      }
    }
    System.arraycopy(start, 0, parameters, 0, start.length);
    return false;
  }

  private double squares() {
    return Arrays.stream(residuals()).map(r -> r * r).sum();
  }

  /** Whether the best collapse was found. */
  boolean converged() {
    return converged;
  }

  /** The least-squares inverse: what residuals do to the parameters. */
  private static RealMatrix inverse(RealMatrix jacobian) {
    return new QRDecomposition(jacobian).getSolver().getInverse();
  }

  /** In units of the errors. */
  private double[] residuals() {
    double[] residuals = new double[rows.size()];
    for (int r = 0; r < residuals.length; r++) {
      Row row = rows.get(r);
      double[] terms = terms(row);
      double model = 0;
      for (int k = 0; k < terms.length; k++) {
        model += parameters[offset(row.quantity) + k] * terms[k];
      }
      residuals[r] = (row.sample[0] - model) / row.error;
    }
    return residuals;
  }

  /** What the linear parameters of a row's quantity are multiplied by. */
  private double[] terms(Row row) {
    double t = row.logT - parameters[0];
    double x = Math.pow(row.length, parameters[1]) * t;
    double[] terms = new double[DEGREE + (row.quantity == 0 ? 3 : 4)];
    for (int k = 0; k <= DEGREE; k++) {
      terms[k] = Math.pow(x, k);
    }
    terms[DEGREE + 1] = x * t;
    if (row.quantity == 0) {
      terms[DEGREE + 2] = Math.pow(row.length, -omega);
    } else {
      terms[DEGREE + 2] = t;
      terms[DEGREE + 3] = Math.log(row.length);
    }
    return terms;
  }

  /** ∂ model/∂ parameters, in units of the errors. */
  private RealMatrix jacobian() {
    double[][] jacobian = new double[rows.size()][PARAMETERS];
    for (int r = 0; r < jacobian.length; r++) {
      Row row = rows.get(r);
      int offset = offset(row.quantity);
      double scale = Math.pow(row.length, parameters[1]);
      double t = row.logT - parameters[0];
      double x = scale * t;
      double mixed = parameters[offset + DEGREE + 1];
      double byX = mixed * t;
      for (int k = 1; k <= DEGREE; k++) {
        byX += k * parameters[offset + k] * Math.pow(x, k - 1);
      }
      double byT = mixed * x + (row.quantity == 0 ? 0 : parameters[offset + DEGREE + 2]);
      jacobian[r][0] = -(byX * scale + byT) / row.error;
      jacobian[r][1] = byX * x * Math.log(row.length) / row.error;
      double[] terms = terms(row);
      for (int k = 0; k < terms.length; k++) {
        jacobian[r][offset + k] = terms[k] / row.error;
      }
    }
    return new Array2DRowRealMatrix(jacobian, false);
  }

  double chiSquared() {
    return errors.chiSquared();
  }

  double expectedChiSquared() {
    return errors.expected();
  }

  double probability() {
    return errors.probability();
  }

  /** Tc, ν, β, γ with errors. */
  Exponents exponents() {
    int order = offset(1) + DEGREE + 3;
    int susceptibility = offset(2) + DEGREE + 3;
    double critical = Math.exp(parameters[0]);
    double nu = 1 / parameters[1];
    double[][] gradients = new double[4][PARAMETERS];
    gradients[0][0] = critical;
    gradients[1][1] = -nu * nu;
    gradients[2][order] = -nu;
    gradients[2][1] = parameters[order] * nu * nu;
    gradients[3][susceptibility] = nu;
    gradients[3][1] = -parameters[susceptibility] * nu * nu;
    return PowerLaws.exponents(
        new double[] {critical, nu, -parameters[order] * nu, parameters[susceptibility] * nu},
        Arrays.stream(gradients).mapToDouble(errors::variance).toArray());
  }
}

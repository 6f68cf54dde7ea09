package cusp.develop;

import java.util.List;

/**
 * A background, and every step and hinge that could be added to it, at one correlation φ of the
 * noise.
 */
final class Whitened {
  /** What is left of a column below this share of it is rounding: it lies in the background. */
  private static final double DEPENDENT = 1e-9;

  private final double phi;
  private final double[] x;
  private final double[] weight;

  /** Orthonormal columns of the background. */
  private final double[][] basis;

  /** ln of the volume that the background's columns span. */
  private final double logVolume;

  /** The row of a step that has begun. */
  private final double[] step;

  /** 1/length of what a step or a hinge at k adds to the background; 0 where it adds nothing. */
  private final double[] stepScale;

  private final double[] hingeScale;

  /** Entry [i][c]: row i of direction c. */
  private double[][] directions;

  Whitened(double phi, double[] x, double[] weight, List<double[]> columns) {
    this.phi = phi;
    this.x = x;
    this.weight = weight;
    int n = x.length;
    basis = new double[columns.size()][];
    double log = 0;
    for (int j = 0; j < basis.length; j++) {
      double[] column = Autoregression.whitened(columns.get(j), phi);
      double before = dot(column, column);
      // Twice is enough: Kahan's rule for Gram and Schmidt.
      project(column, j);
      project(column, j);
      double left = dot(column, column);
      double scale = left > DEPENDENT * DEPENDENT * before ? 1 / Math.sqrt(left) : 0;
      log -= scale > 0 ? Math.log(scale) : 0;
      for (int i = 0; i < n; i++) {
        column[i] *= scale;
      }
      basis[j] = column;
    }
    logVolume = log;
    step = Autoregression.whitened(weight, phi);
    stepScale = new double[n];
    hingeScale = new double[n];
    scales();
  }

  /**
   * The hinge at a row is the one at the next row and so much of the step there as lies between: by
   * this recurrence nothing large cancels, however close the rows.
   */
  private void scales() {
    int p = basis.length;
    double[] stepAlong = new double[p];
    double[] hingeAlong = new double[p];
    double steps = 0;
    double mixed = 0;
    double hinges = 0;
    for (int k = x.length - 1; k > 0; k--) {
      // Row k of a step at k is its weight: there is nothing before it to subtract.
      double length = weight[k] * weight[k] + steps;
      double left = length;
      double hingeLeft = hinges;
      double gap = x[k] - x[k - 1];
      for (int j = 0; j < p; j++) {
        double along = weight[k] * basis[j][k] + stepAlong[j];
        left -= along * along;
        hingeLeft -= hingeAlong[j] * hingeAlong[j];
        hingeAlong[j] += gap * along;
        stepAlong[j] += step[k] * basis[j][k];
      }
      stepScale[k] = left > DEPENDENT * length ? 1 / Math.sqrt(left) : 0;
      hingeScale[k] = hingeLeft > DEPENDENT * hinges ? 1 / Math.sqrt(hingeLeft) : 0;
      hinges += gap * (2 * mixed + gap * length);
      mixed += gap * (weight[k] * step[k] + steps);
      steps += step[k] * step[k];
    }
  }

  double phi() {
    return phi;
  }

  /** What the background leaves of rows. */
  double[] residual(double[] rows) {
    double[] left = Autoregression.whitened(rows, phi);
    project(left, basis.length);
    return left;
  }

  private void project(double[] column, int count) {
    for (int j = 0; j < count; j++) {
      double along = dot(column, basis[j]);
      for (int i = 0; i < column.length; i++) {
        column[i] -= along * basis[j][i];
      }
    }
  }

  /**
   * By how much a step at each k lowers the sum of squares of a residual, and a hinge.
   *
   * @param byStep receives it at 1 … n−1
   * @param byHinge likewise
   */
  void gains(double[] residual, double[] byStep, double[] byHinge) {
    double steps = 0;
    double hinges = 0;
    for (int k = x.length - 1; k > 0; k--) {
      double along = weight[k] * residual[k] + steps;
      double jump = along * stepScale[k];
      double kink = hinges * hingeScale[k];
      byStep[k] = jump * jump;
      byHinge[k] = kink * kink;
      hinges += (x[k] - x[k - 1]) * along;
      steps += residual[k] * step[k];
    }
  }

  /**
   * By how much the best of some columns lowers the sum of squares of a residual.
   *
   * @param columns the same at each call
   * @param allowed whether each may be taken
   */
  double largestGain(double[] residual, List<double[]> columns, boolean[] allowed) {
    double[] along = products(residual, directions(columns), columns.size());
    double largest = 0;
    for (int c = 0; c < along.length; c++) {
      if (allowed[c]) {
        largest = Math.max(largest, along[c] * along[c]);
      }
    }
    return largest;
  }

  /**
   * What {@link #dot} gives of each direction, in the same order of additions: the inner loop runs
   * over the directions, so that a compiler takes several at once.
   */
  private static double[] products(double[] residual, double[][] directions, int count) {
    double[][] sums = new double[4][count];
    int whole = residual.length & -4;
    for (int i = 0; i < residual.length; i++) {
      add(residual[i], directions[i], sums[i < whole ? i % 4 : 0]);
    }
    for (int c = 0; c < count; c++) {
      sums[0][c] = sums[0][c] + sums[1][c] + (sums[2][c] + sums[3][c]);
    }
    return sums[0];
  }

  private static void add(double factor, double[] values, double[] into) {
    for (int c = 0; c < into.length; c++) {
      into[c] += factor * values[c];
    }
  }

  /**
   * What the background leaves of the columns, to length 1, by the row; made once, by whoever asks
   * first.
   */
  private synchronized double[][] directions(List<double[]> columns) {
    if (directions == null) {
      directions = new double[x.length][columns.size()];
      for (int c = 0; c < columns.size(); c++) {
        double[] left = residual(columns.get(c));
        double[] whole = Autoregression.whitened(columns.get(c), phi);
        double length = dot(left, left);
        double scale = length > DEPENDENT * dot(whole, whole) ? 1 / Math.sqrt(length) : 0;
        for (int i = 0; i < left.length; i++) {
          directions[i][c] = scale * left[i];
        }
      }
    }
    return directions;
  }

  /** By how much any other column lowers the sum of squares of a residual. */
  double gain(double[] residual, double[] column) {
    double before = 0;
    double length = 0;
    double along = 0;
    double first = Math.sqrt(1 - phi * phi);
    int p = basis.length;
    double[] alongs = new double[p];
    for (int i = 0; i < column.length; i++) {
      double white = i == 0 ? first * column[0] : column[i] - phi * before;
      before = column[i];
      length += white * white;
      along += white * residual[i];
      for (int j = 0; j < p; j++) {
        alongs[j] += white * basis[j][i];
      }
    }
    double left = length - dot(alongs, alongs);
    return left > DEPENDENT * length ? along * along / left : 0;
  }

  /** The standard deviation of the noise that leaves a residual. */
  double deviation(double[] residual) {
    // Whitened rows have the variance of the innovations, (1 − φ²) of the noise's.
    double innovations = dot(residual, residual) / (x.length - basis.length);
    return Math.sqrt(innovations / (1 - phi * phi));
  }

  /** Twice the log-likelihood, up to a constant, of a sum of squares with the best scale. */
  double likelihood(double squares) {
    return Math.log1p(-phi * phi) - x.length * Math.log(squares);
  }

  /**
   * The same of what the background says nothing about (restricted likelihood, Patterson and
   * Thompson 1971), whose best φ is nearly unbiased.
   */
  double restricted(double squares) {
    return Math.log1p(-phi * phi) - 2 * logVolume - (x.length - basis.length) * Math.log(squares);
  }

  /** Four sums run in parallel, added in a fixed order. */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}

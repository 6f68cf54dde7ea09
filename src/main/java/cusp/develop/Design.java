package cusp.develop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a series, the background that they follow, and where one more change may begin: how much
 * better a step or a hinge explains them, with the correlation of the noise fitted anew each time.
 */
final class Design {
  /** Below this share of the sum of squares, residuals are rounding. */
  private static final double ROUNDING = 1e-18;

  private final double[] x;
  private final double[] weight;
  private final List<double[]> columns;
  private final boolean[] allowed;
  private final Passages passages;
  private final boolean[] allowedPassages;
  private final Whitened[] byPhi = new Whitened[Autoregression.GRID.length];

  private Design(
      double[] x, double[] weight, List<double[]> columns, boolean[] allowed, Passages passages) {
    this.x = x;
    this.weight = weight;
    this.columns = columns;
    this.allowed = allowed;
    this.passages = passages;
    allowedPassages = new boolean[passages.rows().length];
    for (int c = 0; c < allowedPassages.length; c++) {
      allowedPassages[c] = allowed[passages.rows()[c]];
    }
    for (int j = 0; j < byPhi.length; j++) {
      byPhi[j] = new Whitened(Autoregression.GRID[j], x, weight, columns);
    }
  }

  /**
   * A polynomial background.
   *
   * @param x the control parameter, increasing from 0 to 1
   * @param weight 1/σ of each row, which rows are multiplied by
   * @param degree 0 for a constant, 1 for a line, …
   * @param margin rows that are left on either side of a change
   */
  static Design of(double[] x, double[] weight, int degree, int margin) {
    List<double[]> columns = new ArrayList<>();
    for (int power = 0; power <= degree; power++) {
      double[] column = new double[x.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = weight[i] * Math.pow(x[i], power);
      }
      columns.add(column);
    }
    boolean[] allowed = new boolean[x.length];
    Arrays.fill(allowed, margin, x.length - margin + 1, true);
    return new Design(x, weight, columns, allowed, Passages.of(x, weight));
  }

  /**
   * With one more column in the background, already divided by σ, and no more changes in rows from
   * … to.
   */
  Design with(double[] column, int from, int to) {
    List<double[]> more = new ArrayList<>(columns);
    more.add(column);
    boolean[] fewer = allowed.clone();
    Arrays.fill(fewer, Math.max(0, from), Math.min(x.length, to + 1), false);
    return new Design(x, weight, more, fewer, passages);
  }

  /** At a point of the grid of φ. */
  Whitened at(int position) {
    return byPhi[position];
  }

  /** How many rows. */
  int rows() {
    return x.length;
  }

  /** The control parameter. */
  double[] x() {
    return x;
  }

  /** 1/σ of each row. */
  double[] weight() {
    return weight;
  }

  /** Whether a change may begin at a row. */
  boolean allows(int row) {
    return allowed[row];
  }

  /** At the point of the grid that is nearest to a correlation. */
  Whitened at(Autoregression.Peak noise) {
    return byPhi[(int) Math.round(noise.position())];
  }

  /**
   * What a scan finds.
   *
   * @param statistic twice what the best change adds to the log-likelihood
   * @param phi the noise's correlation if there is no change
   */
  record Found(double statistic, double phi) {}

  /**
   * Looks for a step, a hinge or a passage, which pays for its width as Schwarz's criterion asks,
   * in rows that are divided by their errors.
   */
  Found scan(double[] rows) {
    Scan scan = new Scan(rows);
    int start = scan.start();
    double best =
        Math.max(
            Math.max(scan.peak(scan.jump, start).height(), scan.peak(scan.kink, start).height()),
            scan.peak(scan.passage, start).height());
    double base = scan.peak(scan.without, start).height();
    return new Found(Math.max(0, best - base), scan.peak(scan.restricted, start).phi());
  }

  /**
   * Twice the log-likelihood over the grid of φ, computed where it is asked for: its peak is found
   * by climbing, which takes a few points of the grid.
   */
  private final class Scan {
    final double[] without = new double[byPhi.length];
    final double[] restricted = new double[byPhi.length];
    final double[] jump = new double[byPhi.length];
    final double[] kink = new double[byPhi.length];
    final double[] passage = new double[byPhi.length];
    private final boolean[] known = new boolean[byPhi.length];
    private final double[] byStep = new double[x.length];
    private final double[] byHinge = new double[x.length];
    private final double[] rows;
    private final double floor;

    Scan(double[] rows) {
      this.rows = rows;
      floor = floor(rows);
    }

    /** Where the residuals' correlation from one row to the next is. */
    int start() {
      double[] left = byPhi[Autoregression.UNCORRELATED].residual(rows);
      double products = 0;
      for (int i = 1; i < left.length; i++) {
        products += left[i] * left[i - 1];
      }
      double correlation = products / (Whitened.dot(left, left) + Double.MIN_NORMAL);
      return (int) Math.round(Autoregression.position(Math.max(-0.9, Math.min(0.9, correlation))));
    }

    Autoregression.Peak peak(double[] heights, int start) {
      int j = start;
      know(j);
      while (true) {
        int up = Math.min(j + 1, heights.length - 1);
        int down = Math.max(j - 1, 0);
        know(up);
        know(down);
        int better = heights[up] > heights[down] ? up : down;
        if (!(heights[better] > heights[j])) {
          return Autoregression.peak(heights, j);
        }
        j = better;
      }
    }

    private void know(int j) {
      if (known[j]) {
        return;
      }
      known[j] = true;
      Whitened white = byPhi[j];
      double[] residual = white.residual(rows);
      double squares = Math.max(Whitened.dot(residual, residual), floor);
      without[j] = white.likelihood(squares);
      restricted[j] = white.restricted(squares);
      white.gains(residual, byStep, byHinge);
      jump[j] = white.likelihood(Math.max(squares - largest(byStep), floor));
      kink[j] = white.likelihood(Math.max(squares - largest(byHinge), floor));
      double gain = white.largestGain(residual, passages.columns(), allowedPassages);
      passage[j] = white.likelihood(Math.max(squares - gain, floor)) - Math.log(x.length);
    }
  }

  private double largest(double[] gains) {
    double largest = 0;
    for (int k = 1; k < gains.length; k++) {
      if (allowed[k] && gains[k] > largest) {
        largest = gains[k];
      }
    }
    return largest;
  }

  /**
   * Twice the log-likelihood of rows with a change beginning at each row, with the best φ; −∞ where
   * none may.
   *
   * @param jump whether the change is a step, else a hinge
   */
  double[] profile(double[] rows, boolean jump) {
    return profile(rows, jump, new Window(0, byPhi.length - 1));
  }

  /** Points of the grid of φ, from the first to the last. */
  record Window(int from, int to) {
    private static final int NEAR = 3;

    /** Those about a correlation, where the best one of a similar problem is. */
    static Window about(Autoregression.Peak noise) {
      int at = (int) Math.round(noise.position());
      return new Window(
          Math.max(0, at - NEAR), Math.min(Autoregression.GRID.length - 1, at + NEAR));
    }
  }

  /** The same with φ in a window. */
  double[] profile(double[] rows, boolean jump, Window window) {
    int from = window.from();
    int to = window.to();
    int n = x.length;
    double[][] heights = new double[n][to - from + 1];
    double[] byStep = new double[n];
    double[] byHinge = new double[n];
    double floor = floor(rows);
    for (int j = from; j <= to; j++) {
      double[] residual = byPhi[j].residual(rows);
      double squares = Whitened.dot(residual, residual);
      byPhi[j].gains(residual, byStep, byHinge);
      double[] gains = jump ? byStep : byHinge;
      for (int k = 1; k < n; k++) {
        if (allowed[k]) {
          heights[k][j - from] = byPhi[j].likelihood(Math.max(squares - gains[k], floor));
        }
      }
    }
    double[] profile = new double[n];
    for (int k = 0; k < n; k++) {
      profile[k] = allowed[k] ? Autoregression.peak(heights[k]).height() : Double.NEGATIVE_INFINITY;
    }
    return profile;
  }

  /** The correlation of the noise about this background, by restricted likelihood. */
  Autoregression.Peak phi(double[] rows) {
    double[] heights = new double[byPhi.length];
    double floor = floor(rows);
    for (int j = 0; j < heights.length; j++) {
      double[] residual = byPhi[j].residual(rows);
      heights[j] = byPhi[j].restricted(Math.max(Whitened.dot(residual, residual), floor));
    }
    return Autoregression.peak(heights);
  }

  /** Sums of squares below it are rounding. */
  static double floor(double[] rows) {
    return ROUNDING * Whitened.dot(rows, rows) + Double.MIN_NORMAL;
  }
}

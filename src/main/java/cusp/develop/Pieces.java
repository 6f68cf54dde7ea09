package cusp.develop;

/** Least squares over any stretch of a series, by differences of running sums. */
final class Pieces {
  private final double[] x;
  private final double[] y;
  private final double[] weight;
  private final int degree;

  /** Running sums of w, wx, wy, wxx, wxy and wyy. */
  private final double[][] sums;

  Pieces(Series series, int degree) {
    this.degree = degree;
    int n = series.size();
    x = series.scaled();
    y = series.values();
    weight = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      double error = series.errors().length == 0 ? 1 : series.errors()[i];
      weight[i] = 1 / (error * error);
      mean += y[i] / n;
    }
    sums = new double[6][n + 1];
    for (int i = 0; i < n; i++) {
      // About the mean, so that the differences lose fewer digits.
      double z = y[i] - mean;
      double[] terms = {1, x[i], z, x[i] * x[i], x[i] * z, z * z};
      for (int s = 0; s < terms.length; s++) {
        sums[s][i + 1] = sums[s][i] + weight[i] * terms[s];
      }
    }
  }

  /** The sum of squares about the mean or the line of points from … to − 1. */
  double cost(int from, int to) {
    double w = sums[0][to] - sums[0][from];
    double wy = sums[2][to] - sums[2][from];
    double left = sums[5][to] - sums[5][from] - wy * wy / w;
    if (degree == 1) {
      double wx = sums[1][to] - sums[1][from];
      double xx = sums[3][to] - sums[3][from] - wx * wx / w;
      double xy = sums[4][to] - sums[4][from] - wx * wy / w;
      left -= xx > 0 ? xy * xy / xx : 0;
    }
    return Math.max(left, 0);
  }

  /**
   * Puts the mean or the line of points from … to − 1 there; returns the cost, to full precision.
   */
  double fit(int from, int to, double[] into) {
    double w = 0;
    double mx = 0;
    double my = 0;
    for (int i = from; i < to; i++) {
      w += weight[i];
      mx += weight[i] * x[i];
      my += weight[i] * y[i];
    }
    mx /= w;
    my /= w;
    double xx = 0;
    double xy = 0;
    for (int i = from; i < to; i++) {
      xx += weight[i] * (x[i] - mx) * (x[i] - mx);
      xy += weight[i] * (x[i] - mx) * (y[i] - my);
    }
    double slope = degree == 1 && xx > 0 ? xy / xx : 0;
    double cost = 0;
    for (int i = from; i < to; i++) {
      into[i] = my + slope * (x[i] - mx);
      cost += weight[i] * (y[i] - into[i]) * (y[i] - into[i]);
    }
    return cost;
  }
}

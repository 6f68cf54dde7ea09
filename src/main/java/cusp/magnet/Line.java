package cusp.magnet;

/**
 * A straight line through points with errors, by weighted least squares.
 *
 * @param intercept at x = 0
 * @param slope of the line
 * @param slopeError standard error of the slope, where those of the points are independent
 */
record Line(double intercept, double slope, double slopeError) {

  static Line through(double[] x, double[] y, double[] errors) {
    double s = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = 1 / (errors[i] * errors[i]);
      s += weight;
      sx += weight * x[i];
      sy += weight * y[i];
    }
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double weight = 1 / (errors[i] * errors[i]);
      xx += weight * (x[i] - sx / s) * (x[i] - sx / s);
      xy += weight * (x[i] - sx / s) * y[i];
    }
    double slope = xy / xx;
    return new Line((sy - slope * sx) / s, slope, 1 / Math.sqrt(xx));
  }
}

package cusp.plot;

import java.awt.Rectangle;
import java.util.Arrays;

/** Points in pixels, to the right of and below the top left corner of a plot area; NaN is a gap. */
record Pixels(double[] x, double[] y) {

  static Pixels of(double[] x, double[] y, Rectangle plot, Axis xAxis, Axis yAxis) {
    double[] px = Arrays.stream(x).map(v -> plot.width * xAxis.share(v)).toArray();
    double[] py = Arrays.stream(y).map(v -> plot.height * (1 - yAxis.share(v))).toArray();
    return new Pixels(px, py);
  }

  boolean isGap(int i) {
    return Double.isNaN(x[i] + y[i]);
  }

  Pixels only(int[] indices) {
    return new Pixels(
        Arrays.stream(indices).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(indices).mapToDouble(i -> y[i]).toArray());
  }

  /** The last point that is neither a gap nor outside the plot area; -1 if there is none. */
  int lastInside(Rectangle plot) {
    // Rounding may put a point on the edge a hair outside.
    double hair = 1e-6;
    for (int i = x.length - 1; i >= 0; i--) {
      if (x[i] >= -hair
          && x[i] <= plot.width + hair
          && y[i] >= -hair
          && y[i] <= plot.height + hair) {
        return i;
      }
    }
    return -1;
  }
}

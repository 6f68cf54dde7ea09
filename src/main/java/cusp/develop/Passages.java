package cusp.develop;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of smooth passages that every one is near to: widths in ratios of two, middles as far apart
 * as they are wide.
 *
 * @param columns their shapes, divided by σ
 * @param rows of their middles
 */
record Passages(List<double[]> columns, int[] rows) {
  /** The widest is a quarter of the series on either side of its middle. */
  private static final int WIDEST = 4;

  /** Narrower ones than this part of the series, or than two rows, are jumps to a first look. */
  private static final int NARROWEST = 64;

  static Passages of(double[] x, double[] weight) {
    int n = x.length;
    List<double[]> columns = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int half = n / WIDEST; half >= Math.max(2, n / NARROWEST); half /= 2) {
      for (int row = half; row + half < n; row += half) {
        double width = (x[row + half] - x[row - half]) / 2;
        columns.add(of(x, weight, x[row], width));
        rows.add(row);
      }
    }
    return new Passages(columns, rows.stream().mapToInt(row -> row).toArray());
  }

  /** (1 + tanh((x − t)/w))/2. */
  static double[] of(double[] x, double[] weight, double at, double width) {
    double[] column = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      column[i] = weight[i] / (1 + Math.exp(-2 * (x[i] - at) / width));
    }
    return column;
  }
}

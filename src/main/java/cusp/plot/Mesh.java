package cusp.plot;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Heights z[i][j] over the places (x[j], y[i]) of a grid.
 *
 * @param x [n], ascending
 * @param y [m], ascending
 * @param z [m][n], finite, or NaN for a hole
 */
record Mesh(double[] x, double[] y, double[][] z) {

  /** A copy of what is given. */
  static Mesh of(int mostSide, double[] x, double[] y, double[][] z) {
    ascending("x of a grid", x, mostSide);
    ascending("y of a grid", y, mostSide);
    Check.sameLength("the rows of z", y.length, z.length);
    double[][] copy = new double[z.length][];
    boolean any = false;
    for (int i = 0; i < z.length; i++) {
      Check.sameLength("row " + i + " of z", x.length, z[i].length);
      for (int j = 0; j < z[i].length; j++) {
        if (Double.isInfinite(z[i][j])) {
          throw new IllegalArgumentException(
              "z must be finite, or NaN for a hole, but z[%d][%d] = %s".formatted(i, j, z[i][j]));
        }
        any |= !Double.isNaN(z[i][j]);
      }
      copy[i] = z[i].clone();
    }
    if (!any) {
      throw new IllegalArgumentException("z must hold a number, not only NaN");
    }
    return new Mesh(x.clone(), y.clone(), copy);
  }

  private static void ascending(String what, double[] values, int most) {
    Check.within("the length of " + what, values.length, 2, most);
    for (int i = 0; i < values.length; i++) {
      Check.finite(what + " at " + i, values[i]);
      if (i > 0 && !(values[i] > values[i - 1])) {
        throw new IllegalArgumentException(
            what + " must ascend, but " + values[i - 1] + " is followed by " + values[i]);
      }
    }
  }

  Axis xAxis() {
    return new Axis(x[0], x[x.length - 1], false);
  }

  Axis yAxis() {
    return new Axis(y[0], y[y.length - 1], false);
  }

  /** From the least to the greatest height. */
  Axis zAxis() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : z) {
      for (double value : row) {
        // Comparisons with NaN, a hole, are false.
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
    return low < high ? new Axis(low, high, false) : new Axis(low - 0.5, low + 0.5, false);
  }

  /** A row a place. */
  Table toTable() {
    DoubleColumn xs = DoubleColumn.create("x");
    DoubleColumn ys = DoubleColumn.create("y");
    DoubleColumn zs = DoubleColumn.create("z");
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        xs.append(x[j]);
        ys.append(y[i]);
        zs.append(z[i][j]);
      }
    }
    return Table.create(xs, ys, zs);
  }
}

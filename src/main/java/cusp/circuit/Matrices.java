package cusp.circuit;

import cusp.base.Interrupts;
import java.util.Arrays;

/** What the readings of matrices, row by row, have in common. */
final class Matrices {

  private Matrices() {}

  /**
   * The columns of a matrix.
   *
   * @throws IllegalArgumentException if it has no entry, ragged rows, or an entry that is not
   *     finite
   */
  static int width(String name, double[][] matrix) {
    if (matrix.length == 0 || matrix[0].length == 0) {
      throw new IllegalArgumentException(
          name + " is empty; it needs at least one row and one column");
    }
    int width = matrix[0].length;
    for (int i = 0; i < matrix.length; i++) {
      if (matrix[i].length != width) {
        throw new IllegalArgumentException(
            String.format(
                "row 0 of %s has %d entries, but row %d has %d", name, width, i, matrix[i].length));
      }
      for (int j = 0; j < width; j++) {
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              String.format("%s[%d][%d] is %s, not finite", name, i, j, matrix[i][j]));
        }
      }
    }
    return width;
  }

  /** As {@link #width}, of a matrix whose shape is known. */
  static void requireShape(String name, double[][] matrix, int rows, int columns) {
    int width = width(name, matrix);
    if (matrix.length != rows || width != columns) {
      throw new IllegalArgumentException(
          String.format(
              "%s should be %d × %d, not %d × %d", name, rows, columns, matrix.length, width));
    }
  }

  /** Classes that lie in [0, count). */
  static void requireClasses(int[] classes, int count) {
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || classes[i] >= count) {
        throw new IllegalArgumentException(
            String.format("class %d of row %d lies outside 0 … %d", classes[i], i, count - 1));
      }
    }
  }

  static double[] columnMeans(double[][] matrix) {
    double[] mean = new double[matrix[0].length];
    for (double[] row : matrix) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= matrix.length;
    }
    return mean;
  }

  /** The matrix less the mean of each column; exactly 0 where a column is constant. */
  static double[][] centred(double[][] matrix) {
    double[] mean = columnMeans(matrix);
    double[][] centred = new double[matrix.length][mean.length];
    boolean[] varies = new boolean[mean.length];
    for (int i = 0; i < centred.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        centred[i][j] = matrix[i][j] - mean[j];
        varies[j] |= matrix[i][j] != matrix[0][j];
      }
    }
    for (double[] row : centred) {
      for (int j = 0; j < mean.length; j++) {
        // A constant may differ from its mean by rounding.
        row[j] = varies[j] ? row[j] : 0;
      }
    }
    return centred;
  }

  static double[][] transpose(double[][] matrix) {
    double[][] turned = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = matrix[i][j];
      }
    }
    return turned;
  }

  /** aᵀb of two matrices with as many rows. */
  static double[][] cross(double[][] a, double[][] b) {
    double[][] product = new double[a[0].length][b[0].length];
    for (int r = 0; r < a.length; r++) {
      Interrupts.endIfInterrupted("the product of matrices");
      for (int i = 0; i < product.length; i++) {
        addMultiple(a[r][i], b[r], product[i]);
      }
    }
    return product;
  }

  /** ab. */
  static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      Interrupts.endIfInterrupted("the product of matrices");
      for (int k = 0; k < b.length; k++) {
        addMultiple(a[i][k], b[k], product[i]);
      }
    }
    return product;
  }

  static void addMultiple(double factor, double[] of, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * of[j];
    }
  }

  static double dot(double[] a, double[] b) {
    // Four sums that do not wait for one another.
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int j = 0;
    for (; j < a.length - 3; j += 4) {
      sum0 += a[j] * b[j];
      sum1 += a[j + 1] * b[j + 1];
      sum2 += a[j + 2] * b[j + 2];
      sum3 += a[j + 3] * b[j + 3];
    }
    for (; j < a.length; j++) {
      sum0 += a[j] * b[j];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /** Σ of the products of entries in the same place. */
  static double inner(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += dot(a[i], b[i]);
    }
    return sum;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** The standard error of the mean of independent values; NaN for one value. */
  static double standardError(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    int n = values.length;
    return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
  }
}

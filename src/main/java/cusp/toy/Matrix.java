package cusp.toy;

import cusp.simd.Kernels;
import java.util.Arrays;

/**
 * A matrix row by row, each row padded to the vectors of {@link Kernels}: what lies in the padding
 * is left over from products and means nothing.
 */
final class Matrix {
  private static final Kernels KERNELS = Kernels.get();

  final int rows;
  final int columns;
  final int stride;
  final double[] values;

  private Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    stride = padded(columns);
  }

  static Matrix zero(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, padded(columns))]);
  }

  /** A matrix on scratch space that others use too. */
  static Matrix on(double[] scratch, int rows, int columns) {
    return new Matrix(rows, columns, scratch);
  }

  static int padded(int columns) {
    int lanes = KERNELS.lanes();
    return (columns + lanes - 1) / lanes * lanes;
  }

  void clear() {
    Arrays.fill(values, 0, rows * stride, 0);
  }

  /** Sets this to A·B, A lying in w with the given steps. */
  void product(double[] w, int from, int rowStep, int step, Matrix b) {
    product(w, from, rowStep, step, rows, b);
  }

  /** Sets the first rows of this to those of A·B. */
  void product(double[] w, int from, int rowStep, int step, int first, Matrix b) {
    clear();
    KERNELS.multiplyAdd(
        first, columns, b.rows, w, from, rowStep, step, b.values, b.stride, values, 0, stride);
  }

  /** Sets this to A·B. */
  void product(Matrix a, Matrix b) {
    product(a.values, 0, a.stride, 1, b);
  }

  /** Sets this to Aᵀ·B. */
  void transposedProduct(Matrix a, Matrix b) {
    product(a.values, 0, 1, a.stride, b);
  }

  /** Copies a matrix from w, where its places have the given steps. */
  void copy(double[] w, int from, int rowStep, int step) {
    for (int i = 0; i < rows; i++) {
      int at = from + i * rowStep;
      int row = i * stride;
      for (int j = 0; j < columns; j++) {
        values[row + j] = w[at + j * step];
      }
    }
  }

  void transpose(Matrix a) {
    copy(a.values, 0, 1, a.stride);
  }

  void scale(double factor) {
    for (int i = 0; i < rows * stride; i++) {
      values[i] *= factor;
    }
  }

  void subtract(Matrix a) {
    for (int i = 0; i < rows * stride; i++) {
      values[i] -= a.values[i];
    }
  }

  /** Adds this, times a factor, to w, where it lies row by row without padding. */
  void addTo(double factor, double[] w, int from) {
    for (int i = 0; i < rows; i++) {
      int at = from + i * columns;
      int row = i * stride;
      for (int j = 0; j < columns; j++) {
        w[at + j] += factor * values[row + j];
      }
    }
  }

  /** Σ aᵢⱼ bᵢⱼ, in four sums that do not wait for one another. */
  double dot(Matrix b) {
    double total = 0;
    for (int i = 0; i < rows; i++) {
      int row = i * stride;
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      int j = 0;
      for (; j + 3 < columns; j += 4) {
        sum0 += values[row + j] * b.values[row + j];
        sum1 += values[row + j + 1] * b.values[row + j + 1];
        sum2 += values[row + j + 2] * b.values[row + j + 2];
        sum3 += values[row + j + 3] * b.values[row + j + 3];
      }
      for (; j < columns; j++) {
        sum0 += values[row + j] * b.values[row + j];
      }
      total += (sum0 + sum1) + (sum2 + sum3);
    }
    return total;
  }

  double[][] toArray() {
    double[][] array = new double[rows][];
    for (int i = 0; i < rows; i++) {
      array[i] = Arrays.copyOfRange(values, i * stride, i * stride + columns);
    }
    return array;
  }
}

package cusp.simd;

import java.util.Arrays;

/**
 * A matrix row by row, each row padded to the vectors of {@link Kernels}: what lies in the padding
 * is left over from products and means nothing. For inner loops: nothing is allocated after its
 * making, and nothing is checked but what arrays check.
 *
 * <pre>{@code
 * import cusp.simd.PaddedMatrix;
 * var turn = PaddedMatrix.zero(2, 2);
 * turn.copy(new double[] {0, -1, 1, 0}, 0, 2, 1);
 * var twice = PaddedMatrix.zero(2, 2);
 * twice.product(turn, turn);
 * show(twice.toArray());
 * }</pre>
 */
public final class PaddedMatrix {
  private static final Kernels KERNELS = Kernels.get();

  public final int rows;
  public final int columns;

  /** The length of a padded row. */
  public final int stride;

  /** Entry (i, j) at {@code i * stride + j}. */
  public final double[] values;

  private PaddedMatrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    stride = padded(columns);
  }

  /** All zeros. */
  public static PaddedMatrix zero(int rows, int columns) {
    return new PaddedMatrix(rows, columns, new double[Math.multiplyExact(rows, padded(columns))]);
  }

  /** A matrix on scratch space of at least {@code rows * padded(columns)} that others use too. */
  public static PaddedMatrix on(double[] scratch, int rows, int columns) {
    return new PaddedMatrix(rows, columns, scratch);
  }

  /** The length of a padded row of so many columns. */
  public static int padded(int columns) {
    int lanes = KERNELS.lanes();
    return (columns + lanes - 1) / lanes * lanes;
  }

  /** Sets all to zero. */
  public void clear() {
    Arrays.fill(values, 0, rows * stride, 0);
  }

  /**
   * Sets this to A·B, A lying in w.
   *
   * @param from where A begins in w
   * @param rowStep from a place of A to the one below it
   * @param step from a place of A to the one beside it
   */
  public void product(double[] w, int from, int rowStep, int step, PaddedMatrix b) {
    product(w, from, rowStep, step, rows, b);
  }

  /** Sets the first rows of this to those of A·B. */
  public void product(double[] w, int from, int rowStep, int step, int first, PaddedMatrix b) {
    clear();
    KERNELS.multiplyAdd(
        first, columns, b.rows, w, from, rowStep, step, b.values, b.stride, values, 0, stride);
  }

  /** Sets this to A·B. */
  public void product(PaddedMatrix a, PaddedMatrix b) {
    product(a.values, 0, a.stride, 1, b);
  }

  /** Sets this to Aᵀ·B. */
  public void transposedProduct(PaddedMatrix a, PaddedMatrix b) {
    product(a.values, 0, 1, a.stride, b);
  }

  /** Copies a matrix from w, where its places have the given steps. */
  public void copy(double[] w, int from, int rowStep, int step) {
    for (int i = 0; i < rows; i++) {
      int at = from + i * rowStep;
      int row = i * stride;
      for (int j = 0; j < columns; j++) {
        values[row + j] = w[at + j * step];
      }
    }
  }

  /** Sets this to Aᵀ. */
  public void transpose(PaddedMatrix a) {
    copy(a.values, 0, 1, a.stride);
  }

  /** Multiplies all by a factor. */
  public void scale(double factor) {
    for (int i = 0; i < rows * stride; i++) {
      values[i] *= factor;
    }
  }

  /** Subtracts a matrix of the same shape. */
  public void subtract(PaddedMatrix a) {
    for (int i = 0; i < rows * stride; i++) {
      values[i] -= a.values[i];
    }
  }

  /** Adds this, times a factor, to w, where it lies row by row without padding. */
  public void addTo(double factor, double[] w, int from) {
    for (int i = 0; i < rows; i++) {
      int at = from + i * columns;
      int row = i * stride;
      for (int j = 0; j < columns; j++) {
        w[at + j] += factor * values[row + j];
      }
    }
  }

  /** Σ aᵢⱼ bᵢⱼ, in four sums that do not wait for one another. */
  public double dot(PaddedMatrix b) {
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

  /** The rows, without padding. */
  public double[][] toArray() {
    double[][] array = new double[rows][];
    for (int i = 0; i < rows; i++) {
      array[i] = Arrays.copyOfRange(values, i * stride, i * stride + columns);
    }
    return array;
  }
}

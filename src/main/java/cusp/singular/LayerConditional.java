package cusp.singular;

import cusp.base.RandomStream;
import cusp.simd.PaddedMatrix;
import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * One layer W of a linear network given the others: with S the product of the layers above it, P of
 * those below, Σ and C the means of xxᵀ and yxᵀ, nβL is a quadratic form in W with the precision
 * nβ(SᵀS ⊗ PΣPᵀ), and the restraint adds γ. In the eigenbases of the two factors the entries of W
 * are independent and normal.
 */
final class LayerConditional {
  private final PaddedMatrix left;
  private final PaddedMatrix right;
  private final PaddedMatrix linear;
  private final PaddedMatrix center;
  private final PaddedMatrix rotated;
  private final PaddedMatrix rotatedCenter;
  private final PaddedMatrix scratch;
  private final PaddedMatrix leftBasis;
  private final PaddedMatrix rightBasis;
  private final PaddedMatrix rightBasisTurned;
  private double[] leftValues;
  private double[] rightValues;

  LayerConditional(int rows, int columns, double[] center, int from) {
    left = PaddedMatrix.zero(rows, rows);
    right = PaddedMatrix.zero(columns, columns);
    linear = PaddedMatrix.zero(rows, columns);
    this.center = PaddedMatrix.zero(rows, columns);
    this.center.copy(center, from, columns, 1);
    rotated = PaddedMatrix.zero(rows, columns);
    rotatedCenter = PaddedMatrix.zero(rows, columns);
    scratch = PaddedMatrix.zero(rows, columns);
    leftBasis = PaddedMatrix.zero(rows, rows);
    rightBasis = PaddedMatrix.zero(columns, columns);
    rightBasisTurned = PaddedMatrix.zero(columns, columns);
  }

  /** SᵀS, to be filled in. */
  PaddedMatrix left() {
    return left;
  }

  /** PΣPᵀ, to be filled in. */
  PaddedMatrix right() {
    return right;
  }

  /** SᵀCPᵀ, to be filled in. */
  PaddedMatrix linear() {
    return linear;
  }

  /** Whether all that was filled in is finite. */
  boolean isFinite() {
    return Double.isFinite(left.dot(left) + right.dot(right) + linear.dot(linear));
  }

  /**
   * Draws the layer.
   *
   * @param into w, at {@code from} of which the layer lies
   * @return E[nβ(½⟨W, SᵀS W PΣPᵀ⟩ − ⟨W, SᵀCPᵀ⟩)], the loss's part that depends on the layer, before
   *     the draw
   */
  double draw(double nBeta, double localization, RandomStream random, double[] into, int from) {
    leftValues = eigen(left, leftBasis);
    rightValues = eigen(right, rightBasis);
    rightBasisTurned.transpose(rightBasis);
    rotate(linear, rotated);
    rotate(center, rotatedCenter);
    double expected = 0;
    for (int i = 0; i < rotated.rows; i++) {
      for (int j = 0; j < rotated.columns; j++) {
        int at = i * rotated.stride + j;
        double stiffness = nBeta * leftValues[i] * rightValues[j];
        double precision = stiffness + localization;
        double pull = nBeta * rotated.values[at];
        double mean = (pull + localization * rotatedCenter.values[at]) / precision;
        expected += (stiffness * mean / 2 - pull) * mean + stiffness / precision / 2;
        rotated.values[at] = mean + random.nextGaussian() / Math.sqrt(precision);
      }
    }
    // Back by the transposes of the bases, which are their inverses.
    scratch.product(leftBasis, rotated);
    linear.product(scratch, rightBasisTurned);
    Arrays.fill(into, from, from + linear.rows * linear.columns, 0);
    linear.addTo(1, into, from);
    return expected;
  }

  /** UᵀMV. */
  private void rotate(PaddedMatrix m, PaddedMatrix result) {
    scratch.transposedProduct(leftBasis, m);
    result.product(scratch, rightBasis);
  }

  /** The eigenvalues of a positive semidefinite matrix; its eigenvectors become columns. */
  private static double[] eigen(PaddedMatrix m, PaddedMatrix basis) {
    double[][] entries = m.toArray();
    double largest = 0;
    for (double[] row : entries) {
      for (double entry : row) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    // Hipparchus sees a small matrix as 0, and compares entries with their mirror images.
    double scale = largest == 0 ? 1 : largest;
    for (int i = 0; i < entries.length; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = (entries[i][j] + entries[j][i]) / (2 * scale);
        entries[i][j] = Math.abs(entry) < 1e-30 ? 0 : entry;
        entries[j][i] = entries[i][j];
      }
    }
    EigenDecompositionSymmetric solved =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(entries));
    double[][] vectors = solved.getV().getData();
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, basis.values, i * basis.stride, vectors.length);
    }
    double[] values = solved.getEigenvalues();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, scale * values[i]);
    }
    return values;
  }
}

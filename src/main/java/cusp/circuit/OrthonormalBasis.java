package cusp.circuit;

import java.util.Arrays;

/**
 * Orthonormal vectors that span the columns of a matrix, by Gram and Schmidt with pivots, each step
 * done twice, which is enough (Giraud et al. 2005, Numerische Mathematik 101, 87).
 */
final class OrthonormalBasis {

  private OrthonormalBasis() {}

  /** [rank][rows]: a column that lies in the span of others but for rounding adds nothing. */
  static double[][] ofColumns(double[][] matrix) {
    double[][] left = Matrices.transpose(matrix);
    double[][] basis = new double[Math.min(left.length, matrix.length)][];
    double largest = Arrays.stream(left).mapToDouble(Matrices::norm).max().orElse(0);
    double nothing = 8 * Math.max(matrix.length, left.length) * Math.ulp(1.0) * largest;
    int rank = 0;
    while (rank < basis.length) {
      int pivot = 0;
      double most = -1;
      for (int k = 0; k < left.length; k++) {
        double norm = left[k] == null ? -1 : Matrices.norm(left[k]);
        if (norm > most) {
          most = norm;
          pivot = k;
        }
      }
      if (most <= nothing) {
        break;
      }
      double[] next = left[pivot];
      left[pivot] = null;
      for (int twice = 0; twice < 2; twice++) {
        for (int b = 0; b < rank; b++) {
          Matrices.addMultiple(-Matrices.dot(next, basis[b]), basis[b], next);
        }
        double norm = Matrices.norm(next);
        Arrays.setAll(next, i -> next[i] / norm);
      }
      basis[rank++] = next;
      for (double[] column : left) {
        if (column != null) {
          Matrices.addMultiple(-Matrices.dot(column, next), next, column);
        }
      }
    }
    return Arrays.copyOf(basis, rank);
  }
}

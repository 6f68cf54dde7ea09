package cusp.singular;

import java.math.BigInteger;
import java.util.List;

/** Whole-number elimination, exact at any size. */
final class ExactMatrix {
  private ExactMatrix() {}

  /** The rank of a matrix given by its rows. */
  static int rank(List<BigInteger[]> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    BigInteger[][] work = rows.stream().map(BigInteger[]::clone).toArray(BigInteger[][]::new);
    return echelon(work, new BigInteger[work.length][0]);
  }

  /**
   * A basis of Z^d in whose coordinates the vectors have zeros behind their first k places, k their
   * rank: the unimodular matrix U [d][d] such that each U·v is of that kind.
   *
   * @param vectors each of length d
   */
  static BigInteger[][] adapted(int d, List<int[]> vectors) {
    BigInteger[][] work = new BigInteger[d][vectors.size()];
    BigInteger[][] basis = new BigInteger[d][d];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < vectors.size(); k++) {
        work[i][k] = BigInteger.valueOf(vectors.get(k)[i]);
      }
      for (int j = 0; j < d; j++) {
        basis[i][j] = i == j ? BigInteger.ONE : BigInteger.ZERO;
      }
    }
    echelon(work, basis);
    return basis;
  }

  /**
   * Brings {@code work} to row echelon form by unimodular row operations, doing the same to {@code
   * along}, and returns the rank.
   */
  private static int echelon(BigInteger[][] work, BigInteger[][] along) {
    int columns = work[0].length;
    int rank = 0;
    for (int column = 0; column < columns && rank < work.length; column++) {
      for (int pivot = smallest(work, rank, column);
          pivot >= 0;
          pivot = reduce(work, along, rank, column) ? smallest(work, rank, column) : -1) {
        swap(work, rank, pivot);
        swap(along, rank, pivot);
      }
      if (work[rank][column].signum() != 0) {
        rank++;
      }
    }
    return rank;
  }

  private static int smallest(BigInteger[][] work, int from, int column) {
    int best = -1;
    for (int i = from; i < work.length; i++) {
      BigInteger entry = work[i][column].abs();
      if (entry.signum() != 0 && (best < 0 || entry.compareTo(work[best][column].abs()) < 0)) {
        best = i;
      }
    }
    return best;
  }

  /** Reduces the rows below modulo the pivot's; whether anything is left in its column. */
  private static boolean reduce(BigInteger[][] work, BigInteger[][] along, int pivot, int column) {
    boolean left = false;
    for (int i = pivot + 1; i < work.length; i++) {
      if (work[i][column].signum() != 0) {
        BigInteger times = work[i][column].divide(work[pivot][column]);
        subtract(work[i], work[pivot], times);
        subtract(along[i], along[pivot], times);
        left |= work[i][column].signum() != 0;
      }
    }
    return left;
  }

  private static void subtract(BigInteger[] row, BigInteger[] other, BigInteger times) {
    for (int j = 0; j < row.length; j++) {
      row[j] = row[j].subtract(times.multiply(other[j]));
    }
  }

  private static void swap(BigInteger[][] rows, int i, int j) {
    BigInteger[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
}

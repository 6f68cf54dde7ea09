package cusp.landscape;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * The eigenvalues of a symmetric matrix in ascending order, and orthonormal eigenvectors.
 *
 * @param values [d]
 * @param vectors [d][d], one a row
 */
record Eigen(double[] values, double[][] vectors) {

  /** Of the largest entry, and far below what rounding leaves of it. */
  private static final double NOTHING = 1e-30;

  static Eigen of(double[][] symmetric) {
    for (double[] row : symmetric) {
      for (double entry : row) {
        if (!Double.isFinite(entry)) {
          throw new ArithmeticException("the Hessian has an entry " + entry);
        }
      }
    }
    // Hipparchus sees a small matrix as 0, and does not converge where squares of entries
    // underflow.
    double largest =
        Arrays.stream(symmetric).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    double scale = largest == 0 ? 1 : largest;
    double[][] scaled =
        Arrays.stream(symmetric)
            .map(row -> Arrays.stream(row).map(x -> unlessNothing(x / scale)).toArray())
            .toArray(double[][]::new);
    EigenDecompositionSymmetric solved =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(scaled));
    double[] values = solved.getEigenvalues();
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> values[k]))
            .mapToInt(k -> k)
            .toArray();
    return new Eigen(
        Arrays.stream(order).mapToDouble(k -> scale * values[k]).toArray(),
        Arrays.stream(order)
            .mapToObj(k -> solved.getEigenvector(k).toArray())
            .toArray(double[][]::new));
  }

  private static double unlessNothing(double entry) {
    return Math.abs(entry) < NOTHING ? 0 : entry;
  }

  /** The largest absolute eigenvalue. */
  double norm() {
    return Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
  }

  /** How many eigenvalues lie below −tolerance. */
  int index(double tolerance) {
    return (int) Arrays.stream(values).filter(value -> value < -tolerance).count();
  }

  /** How many eigenvalues lie within the tolerance of 0. */
  int nullity(double tolerance) {
    return (int) Arrays.stream(values).filter(value -> Math.abs(value) <= tolerance).count();
  }

  /** The places of the eigenvalues, from the smallest absolute value to the largest. */
  int[] fromTheFlattest() {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> Math.abs(values[k])))
        .mapToInt(k -> k)
        .toArray();
  }

  /** Σ f(λᵢ) (vᵢ·a) vᵢ. */
  double[] apply(DoubleUnaryOperator f, double[] a) {
    double[] sum = new double[a.length];
    for (int k = 0; k < values.length; k++) {
      double share = f.applyAsDouble(values[k]) * Linear.dot(vectors[k], a);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += share * vectors[k][i];
      }
    }
    return sum;
  }
}

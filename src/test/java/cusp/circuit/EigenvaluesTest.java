package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.junit.jupiter.api.Test;

class EigenvaluesTest {

  private static Complex[] sorted(Complex[] values) {
    Complex[] order = values.clone();
    Arrays.sort(
        order,
        Comparator.comparingDouble((Complex z) -> Math.round(z.getRealPart() * 1e6))
            .thenComparingDouble(Complex::getImaginaryPart));
    return order;
  }

  private static void same(Complex[] expected, Complex[] found, double tolerance) {
    Complex[] ours = sorted(found);
    Complex[] theirs = sorted(expected);
    assertEquals(theirs.length, ours.length);
    for (int i = 0; i < ours.length; i++) {
      assertEquals(0, theirs[i].subtract(ours[i]).norm(), tolerance);
    }
  }

  @Test
  void ofMatricesThatTellTheirs() {
    same(new Complex[] {new Complex(3)}, Eigenvalues.of(new double[][] {{3}}), 0);
    double[][] turn = {{1, -2}, {2, 1}};
    same(new Complex[] {new Complex(1, 2), new Complex(1, -2)}, Eigenvalues.of(turn), 1e-14);
    int n = 9;
    double[][] cycle = new double[n][n];
    Complex[] roots = new Complex[n];
    for (int i = 0; i < n; i++) {
      cycle[i][(i + 1) % n] = 1;
      double angle = 2 * Math.PI * i / n;
      roots[i] = new Complex(Math.cos(angle), Math.sin(angle));
    }
    same(roots, Eigenvalues.of(cycle), 1e-13);
    double[][] triangle = normal(6, 6, 1);
    Complex[] diagonal = new Complex[6];
    for (int i = 0; i < 6; i++) {
      Arrays.fill(triangle[i], 0, i, 0);
      triangle[i][i] = 10 * i;
      diagonal[i] = new Complex(10 * i);
    }
    same(diagonal, Eigenvalues.of(triangle), 1e-12);
    same(new Complex[] {Complex.ZERO, Complex.ZERO}, Eigenvalues.of(new double[2][2]), 0);
  }

  @Test
  void ofRandomMatricesAreThoseOfHipparchus() {
    for (int n = 2; n < 40; n++) {
      double[][] matrix = normal(n, n, n);
      Complex[] theirs =
          new EigenDecompositionNonSymmetric(new Array2DRowRealMatrix(matrix)).getEigenvalues();
      same(theirs, Eigenvalues.of(matrix), 1e-9);
    }
  }

  /** The non-zero eigenvalues of AB and BA are the same, however small some are. */
  @Test
  void ofLowRankAndFallingSingularValues() {
    for (int seed = 0; seed < 60; seed++) {
      int rank = 1 + seed % 20;
      double[][] flat = normal(rank, 24 + seed, 2L * seed);
      double[][] tall = normal(24 + seed, rank, 2L * seed + 1);
      for (int k = 0; k < rank; k++) {
        double size = Math.pow(10, -0.1 * (seed % 10) * k);
        double[] row = flat[k];
        Arrays.setAll(row, j -> size * row[j]);
      }
      double[] small = sizes(Matrices.product(flat, tall));
      double[] large = sizes(Matrices.product(tall, flat));
      assertEquals(small[0], large[0], 1e-9 * small[1]);
      assertEquals(small[1], large[1], 1e-9 * small[1]);
    }
  }

  private static double[] sizes(double[][] matrix) {
    Complex[] values = Eigenvalues.of(matrix);
    return new double[] {
      Arrays.stream(values).mapToDouble(Complex::getRealPart).sum(),
      Arrays.stream(values).mapToDouble(Complex::norm).sum()
    };
  }
}

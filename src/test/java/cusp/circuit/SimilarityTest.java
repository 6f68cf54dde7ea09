package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

  private static double[][] times(double[][] a, double[][] b) {
    return Matrices.product(a, b);
  }

  private static double[][] joined(double[][] a, double[][] b) {
    double[][] joined = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      joined[i] = Arrays.copyOf(a[i], a[i].length + b[i].length);
      System.arraycopy(b[i], 0, joined[i], a[i].length, b[i].length);
    }
    return joined;
  }

  @Test
  void aTurnedShiftedMultipleIsTheSame() {
    double[][] x = normal(30, 4, 1);
    double[][] turn =
        new QRDecomposition(MatrixUtils.createRealMatrix(normal(4, 4, 2))).getQ().getData();
    double[][] y = times(x, turn);
    for (double[] row : y) {
      Arrays.setAll(row, j -> -300 * row[j] + 7);
    }
    Similarity same = Similarity.of(x, y);
    assertEquals(1, same.cka(), 1e-13);
    assertEquals(1, same.debiasedCka(), 1e-12);
    assertEquals(1, same.meanCorrelation(), 1e-13);
  }

  @Test
  void canonicalCorrelationsSurviveEveryInvertibleMap() {
    double[][] x = normal(40, 3, 1);
    double[][] y = joined(times(x, normal(3, 2, 2)), normal(40, 2, 3));
    double[] before = Similarity.of(x, y).canonicalCorrelations();
    double[] after =
        Similarity.of(times(x, normal(3, 3, 4)), times(y, normal(4, 4, 5))).canonicalCorrelations();
    assertArrayEquals(before, after, 1e-11);
    assertEquals(1, before[1], 1e-12);
    assertTrue(before[2] < 0.9, Arrays.toString(before));
  }

  @Test
  void ofOneColumnEachTheCorrelationIsPearsons() {
    double[][] x = {{1}, {2}, {4}, {3}};
    double[][] y = {{2}, {1}, {5}, {3}};
    // Σxy = 5.5, Σx² = 5, Σy² = 8.75, less the means.
    double r = 5.5 / Math.sqrt(5 * 8.75);
    Similarity similarity = Similarity.of(x, y);
    assertEquals(r, similarity.canonicalCorrelations()[0], 1e-14);
    assertEquals(r * r, similarity.cka(), 1e-14);
  }

  /** The estimator by its definition, from kernels with empty diagonals (Song et al. 2012). */
  private static double unbiased(double[][] x, double[][] y) {
    int n = x.length;
    double products = 0;
    double sumX = 0;
    double sumY = 0;
    double rows = 0;
    for (int i = 0; i < n; i++) {
      double rowX = 0;
      double rowY = 0;
      for (int j = 0; j < n; j++) {
        if (i != j) {
          double kernelX = Matrices.dot(x[i], x[j]);
          double kernelY = Matrices.dot(y[i], y[j]);
          products += kernelX * kernelY;
          rowX += kernelX;
          rowY += kernelY;
        }
      }
      sumX += rowX;
      sumY += rowY;
      rows += rowX * rowY;
    }
    return products + sumX * sumY / ((n - 1.0) * (n - 2)) - 2 * rows / (n - 2);
  }

  @ParameterizedTest
  @CsvSource({"4,1,1", "9,3,5", "6,20,2", "6,20,30", "25,4,4"})
  void theDebiasedFormIsThatOfTheUnbiasedEstimator(int n, int dx, int dy) {
    double[][] x = normal(n, dx, 1);
    double[][] y = joined(normal(n, dy, 2), x);
    double expected = unbiased(x, y) / Math.sqrt(unbiased(x, x) * unbiased(y, y));
    assertEquals(expected, Similarity.of(x, y).debiasedCka(), 1e-12);
  }

  /** The plain form from centred kernels, which is also that for more columns than rows. */
  @ParameterizedTest
  @CsvSource({"2,1,1", "9,3,5", "6,20,2", "6,20,30"})
  void kernelsAndFeaturesAgree(int n, int dx, int dy) {
    double[][] x = Matrices.centred(normal(n, dx, 1));
    double[][] y = Matrices.centred(normal(n, dy, 2));
    double both = 0;
    double ownX = 0;
    double ownY = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double kernelX = Matrices.dot(x[i], x[j]);
        double kernelY = Matrices.dot(y[i], y[j]);
        both += kernelX * kernelY;
        ownX += kernelX * kernelX;
        ownY += kernelY * kernelY;
      }
    }
    assertEquals(both / Math.sqrt(ownX * ownY), Similarity.of(x, y).cka(), 1e-13);
  }

  @Test
  void unrelatedWideRepresentationsLookAlikeUnlessDebiased() {
    Similarity unrelated = Similarity.of(normal(50, 400, 1), normal(50, 400, 2));
    assertTrue(unrelated.cka() > 0.8, unrelated.toString());
    assertTrue(Math.abs(unrelated.debiasedCka()) < 0.1, unrelated.toString());
    assertEquals(49, unrelated.rankX());
    assertEquals(49, unrelated.canonicalCorrelations().length);
    assertEquals(1, unrelated.meanCorrelation(), 1e-12);
  }

  @Test
  void dependentColumnsAddNoCorrelation() {
    double[][] x = times(normal(20, 2, 1), normal(2, 6, 2));
    double[][] y = normal(20, 3, 3);
    Similarity similarity = Similarity.of(x, y);
    assertEquals(2, similarity.rankX());
    assertEquals(2, similarity.canonicalCorrelations().length);
    assertEquals(4, similarity.toTable().rowCount());
    assertEquals(
        similarity.canonicalCorrelations()[1],
        Similarity.of(y, x).canonicalCorrelations()[1],
        1e-12);
  }

  @Test
  void fewInputsHaveNoDebiasedForm() {
    assertEquals(Double.NaN, Similarity.of(normal(3, 2, 1), normal(3, 2, 2)).debiasedCka());
  }

  @Test
  void sizesDoNotMatter() {
    double[][] x = normal(10, 3, 1);
    double[][] y = normal(10, 2, 2);
    Similarity plain = Similarity.of(x, y);
    for (double[] row : x) {
      Arrays.setAll(row, j -> row[j] * 1e120);
    }
    for (double[] row : y) {
      Arrays.setAll(row, j -> row[j] * 1e-120);
    }
    Similarity extreme = Similarity.of(x, y);
    assertEquals(plain.cka(), extreme.cka(), 1e-13);
    assertEquals(plain.debiasedCka(), extreme.debiasedCka(), 1e-12);
    assertArrayEquals(plain.canonicalCorrelations(), extreme.canonicalCorrelations(), 1e-13);
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> Similarity.of(normal(4, 2, 1), normal(5, 3, 1)), "X is 4 × 2", "Y is 5 × 3");
    refused(() -> Similarity.of(normal(1, 2, 1), normal(1, 3, 1)), "at least 2", "X is 1 × 2");
    refused(
        () -> Similarity.of(new double[][] {{0.1}, {0.1}, {0.1}}, normal(3, 1, 1)),
        "all rows of X");
    double[][] bad = normal(3, 2, 1);
    bad[2][1] = Double.POSITIVE_INFINITY;
    refused(() -> Similarity.of(normal(3, 2, 1), bad), "Y[2][1]", "Infinity");
  }
}

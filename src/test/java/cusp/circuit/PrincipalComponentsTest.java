package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalComponentsTest {

  /** From the covariance and from the inner products: many points and few, of low rank too. */
  @ParameterizedTest
  @CsvSource({"20,3,3,3", "3,20,3,2", "2,2,2,1", "12,6,2,2", "6,12,2,2", "7,7,7,6"})
  void thePointsAreTheirScoresAlongTheComponents(int n, int d, int inner, int rank) {
    double[][] points = Matrices.product(normal(n, inner, 1), normal(inner, d, 2));
    PrincipalComponents found = PrincipalComponents.of(points);
    assertEquals(rank, found.rank());
    assertEquals(Math.min(n, d), found.explainedVariance().length);
    double total = 0;
    for (int i = 0; i < n; i++) {
      double[] rebuilt = found.mean().clone();
      for (int k = 0; k < rank; k++) {
        Matrices.addMultiple(found.scores()[i][k], found.components()[k], rebuilt);
      }
      assertArrayEquals(points[i], rebuilt, 1e-12);
      Matrices.addMultiple(-1, found.mean(), rebuilt);
      total += Matrices.dot(rebuilt, rebuilt) / (n - 1);
    }
    assertEquals(total, Arrays.stream(found.explainedVariance()).sum(), 1e-11);
    for (int k = 0; k < rank; k++) {
      for (int j = 0; j < rank; j++) {
        double cosine = Matrices.dot(found.components()[k], found.components()[j]);
        assertEquals(k == j ? 1 : 0, cosine, 1e-11);
        double covariance = 0;
        for (double[] row : found.scores()) {
          covariance += row[k] * row[j] / (n - 1);
        }
        assertEquals(k == j ? found.explainedVariance()[k] : 0, covariance, 1e-11);
      }
      assertTrue(k == 0 || found.explainedVariance()[k] <= found.explainedVariance()[k - 1]);
      double[] sizes = Arrays.stream(found.components()[k]).map(Math::abs).toArray();
      double most = Arrays.stream(sizes).max().orElseThrow();
      assertTrue(Arrays.stream(found.components()[k]).anyMatch(x -> x == most));
    }
    for (int k = rank; k < found.explainedVariance().length; k++) {
      assertEquals(0.0, found.explainedVariance()[k]);
    }
  }

  @Test
  void aLineHasOneComponentWhateverItsSize() {
    for (double size : new double[] {1e-100, 1, 1e100}) {
      PrincipalComponents line =
          PrincipalComponents.of(
              new double[][] {{0, size, 0.1}, {0, 2 * size, 0.1}, {0, 3 * size, 0.1}});
      assertEquals(1, line.rank());
      assertArrayEquals(new double[] {0, 1, 0}, line.components()[0], 1e-15);
      assertArrayEquals(new double[] {1, 0, 0}, line.explainedRatio(), 1e-15);
      assertEquals(size * size, line.explainedVariance()[0], 1e-14 * size * size);
      assertEquals(1, line.participation().ratio(), 1e-14);
      assertTrue(line.chart().alt().contains("100 % and 0 %"), line.chart().alt());
    }
  }

  @Test
  void becomesATable() {
    PrincipalComponents found = PrincipalComponents.of(normal(10, 3, 1));
    assertEquals(1, found.toTable().doubleColumn("cumulative").get(2), 1e-15);
    assertEquals(3, found.toTable().intColumn("component").get(2));
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> PrincipalComponents.of(normal(1, 3, 1)), "at least 2 points", "not 1");
    PrincipalComponents same = PrincipalComponents.of(new double[][] {{0.1}, {0.1}, {0.1}});
    assertEquals(0, same.rank());
    refused(same::explainedRatio, "all points are the same");
    refused(same::participation, "none of 1 weights is positive");
    refused(same::chart, "all points are the same");
    refused(() -> PrincipalComponents.of(new double[][] {{1, 2}, {1}}), "row 0", "row 1");
  }

  @Test
  void participationIsThatOfKnownWeights() {
    assertEquals(3, Participation.of(2, 2, 2, 0).ratio(), 1e-14);
    assertEquals(3, Participation.of(2, 2, 2, 0).effectiveRank(), 1e-14);
    assertEquals(1, Participation.of(1e-300, 0).ratio());
    refused(() -> Participation.of(1, -1), "weight 1", "-1.0");
    refused(() -> Participation.of(1, Double.NaN), "weight 1", "NaN");
    refused(() -> Participation.of(), "none of 0");
  }
}

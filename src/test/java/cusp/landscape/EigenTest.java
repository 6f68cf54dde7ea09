package cusp.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EigenTest {

  @Test
  void valuesAscendWithTheirVectors() {
    double[][] matrix = {{2, 1, 0}, {1, 2, 0}, {0, 0, -5}};
    Eigen eigen = Eigen.of(matrix);
    assertArrayEquals(new double[] {-5, 1, 3}, eigen.values(), 1e-14);
    for (int k = 0; k < 3; k++) {
      double[] v = eigen.vectors()[k];
      assertArrayEquals(Linear.times(eigen.values()[k], v), Linear.product(matrix, v), 1e-14);
    }
    assertEquals(5, eigen.norm(), 1e-14);
    assertEquals(1, eigen.index(0.1));
    assertEquals(1, eigen.nullity(1.5));
    assertEquals(1, eigen.fromTheFlattest()[0]);
  }

  @Test
  void entriesOfAllSizesConverge() {
    for (double y = 1; y > 1e-300; y /= 7) {
      Eigen eigen = Eigen.of(new double[][] {{2 * y * y, 4 * y}, {4 * y, 2}});
      assertTrue(Double.isFinite(eigen.values()[0]));
      assertEquals(1, eigen.index(0), 1);
    }
    double[] tiny = Eigen.of(new double[][] {{1e-200, 0}, {0, 3e-200}}).values();
    assertArrayEquals(new double[] {1, 3}, Linear.times(1e200, tiny), 1e-14);
    assertArrayEquals(new double[2], Eigen.of(new double[2][2]).values());
  }

  @Test
  void whatIsNoNumberIsNamed() {
    assertThrows(ArithmeticException.class, () -> Eigen.of(new double[][] {{Double.NaN}}));
  }
}

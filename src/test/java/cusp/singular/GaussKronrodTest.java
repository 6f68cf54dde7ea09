package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussKronrodTest {

  @Test
  void bothRulesAreExactForTheirDegrees() {
    for (int degree = 0; degree <= 31; degree++) {
      double kronrod = 0;
      double gauss = 0;
      for (int i = 0; i < GaussKronrod.POINTS; i++) {
        double power = Math.pow(GaussKronrod.NODES[i], degree);
        kronrod += GaussKronrod.WEIGHTS[i] * power;
        gauss += GaussKronrod.GAUSS_WEIGHTS[i] * power;
      }
      double exact = degree % 2 == 0 ? 2.0 / (degree + 1) : 0;
      assertEquals(exact, kronrod, 1e-15, "degree " + degree);
      if (degree <= 19) {
        assertEquals(exact, gauss, 1e-15, "degree " + degree);
      }
    }
  }

  @Test
  void interpolatesNinthPowers() {
    double[] values = Arrays.stream(GaussKronrod.NODES).map(x -> Math.pow(x - 1, 9)).toArray();
    for (int k = 0; k <= GaussKronrod.POINTS / 2; k++) {
      assertEquals(values[2 * k], GaussKronrod.interpolate(values, k), 1e-10);
    }
  }
}

package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Objective;
import org.junit.jupiter.api.Test;

class TwoLayerLinearTest {

  @Test
  void isHalfTheSquareOfTheProduct() {
    TwoLayerLinear net = new TwoLayerLinear(2, 1, 2);
    // A = (1, 2), B = (3, 4)ᵀ: BA has the entries 3, 6, 4, 8.
    assertEquals((9 + 36 + 16 + 64) / 2.0, net.loss(new double[] {1, 2, 3, 4}));
    assertEquals(0, net.loss(net.zero()));
  }

  @Test
  void hasTheGradientOfItsLoss() {
    TwoLayerLinear net = new TwoLayerLinear(3, 2, 4);
    double[] w = new double[net.dimension()];
    for (int i = 0; i < w.length; i++) {
      w[i] = Math.sin(i + 1);
    }
    assertTrue(net.gradientError(w) < 1e-8);
    Objective fork = net.fork();
    assertEquals(net.loss(w), fork.loss(w));
  }

  @Test
  void namesWhatIsWrong() {
    var width = assertThrows(IllegalArgumentException.class, () -> new TwoLayerLinear(2, 0, 3));
    assertTrue(width.getMessage().endsWith("2, 0, 3"), width::getMessage);
    TwoLayerLinear net = new TwoLayerLinear(2, 1, 2);
    assertThrows(IllegalArgumentException.class, () -> net.loss(new double[3]));
  }
}

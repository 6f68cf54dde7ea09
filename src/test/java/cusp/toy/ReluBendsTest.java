package cusp.toy;

import static cusp.toy.ReluNetworkTest.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.base.Seed;
import org.junit.jupiter.api.Test;

class ReluBendsTest {

  /** Of |x|/2 the variance that no affine function explains is (1/3 − 1/4)/4 = 1/48. */
  @Test
  void aBendThroughTheMiddleCostsWhatItShould() {
    ReluBends bends = ReluBends.of(ReluNetwork.of(1).withNoise(0.1), 500);
    // A grid of 20 leaves 1/400 of the mean of x², four times the variance of |x|.
    assertEquals(500 / 0.02 / 48, bends.cost(new double[] {2, 0, 0, 0.5, 7}), 0.02 * 521);
    ReluBends wide = ReluBends.of(ReluNetwork.of(1).withNoise(0.1).withSide(3), 500);
    assertEquals(9 * 500 / 0.02 / 48, wide.cost(new double[] {0, 1, 0, -1, 7}), 0.02 * 9 * 521);
  }

  @Test
  void isTheSameForTheSameFunction() {
    ReluNetwork network = ReluNetwork.of(3).withNoise(0.1);
    ReluBends bends = ReluBends.of(network, 500);
    double[] w = network.initial(Seed.of(4));
    double cost = bends.cost(w);
    assertEquals(cost, bends.cost(ReluNetwork.reversed(w)), 1e-9 * cost);
    double[] scaled = w.clone();
    for (int i : new int[] {0, 1, 6}) {
      scaled[i] *= 3;
    }
    scaled[9] /= 3;
    assertEquals(cost, bends.cost(scaled), 1e-9 * cost);
  }

  @Test
  void countsWhatIsThere() {
    ReluBends bends = ReluBends.of(ReluNetwork.of(2).withNoise(0.1), 500);
    double[] parallel = {1, 0, 1, 0, -0.3, -0.3, 1, 1, 0};
    assertEquals(0, bends.cost(parallel), 1e-9);
    assertEquals(1, bends.label(parallel));
    // The other side of one line is the same bend.
    assertEquals(1, bends.label(new double[] {1, 0, -2, 0, -0.3, 0.6, 1, 0.5, 0}));
    assertEquals(2, bends.label(ReluNetwork.turned(parallel, 1, 1)));
    double[] small = ReluNetwork.turned(parallel, 1, 1);
    small[7] *= 0.01;
    assertEquals(1, bends.label(small));
    // Active everywhere, or nowhere.
    assertEquals(1, bends.label(new double[] {1, 0, 0, 1, -0.3, 1.1, 1, 1, 0}));
    assertEquals(1, bends.label(new double[] {1, 0, 0, 1, -0.3, -1.1, 1, 1, 0}));
    assertEquals(0, bends.label(new double[9]));
    // Two that cancel are none.
    assertEquals(0, bends.label(new double[] {1, 0, 1, 0, -0.3, -0.3, 1, -1, 0}));
    double[] between = ReluNetwork.turned(parallel, 1, 0.21);
    double cost = bends.cost(between);
    assertEquals(-1, new ReluBends(bends.network(), 500, cost / 2, cost * 2).label(between));
    assertEquals(1, new ReluBends(bends.network(), 500, cost * 2, cost * 3).label(between));
    assertEquals(2, new ReluBends(bends.network(), 500, cost / 3, cost / 2).label(between));
  }

  @Test
  void namesWhatIsWrong() {
    ReluNetwork network = ReluNetwork.of(2);
    refuses("not 0", () -> ReluBends.of(network, 0));
    refuses("3.0 and 2.0", () -> new ReluBends(network, 5, 3, 2));
    refuses("0.0 and 2.0", () -> new ReluBends(network, 5, 0, 2));
    refuses("9 parameters", () -> ReluBends.of(network, 5).cost(new double[5]));
  }
}

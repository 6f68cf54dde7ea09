package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import org.junit.jupiter.api.Test;

class HalfSpaceTest {

  @Test
  void trianglesAndTrapezoids() {
    HalfSpace square = new HalfSpace(2);
    square.set(new double[] {1, 1}, 0);
    assertEquals(0.5, square.least(0), 1e-15);
    assertEquals(0.125, square.least(-0.5), 1e-15);
    assertEquals(0.875, square.most(0.5), 1e-15);
    square.set(new double[] {1, 0.5}, 0);
    assertEquals(0.25 * 0.25, square.least(-0.5), 1e-15);
    assertEquals(0, square.most(-0.76));
    assertEquals(1, square.least(0.76));
  }

  @Test
  void theSharesOfAWalkInFourDimensions() {
    HalfSpace cube = new HalfSpace(4);
    double[] rises = {0.3, 1, 0.7, 0.05};
    cube.set(rises, 0);
    RandomStream random = Seed.of(1).random();
    int draws = 200_000;
    int[] below = new int[9];
    for (int n = 0; n < draws; n++) {
      double sum = 0;
      for (double rise : rises) {
        sum += rise * (random.nextDouble() - 0.5);
      }
      for (int k = 0; k < below.length; k++) {
        below[k] += sum < (k - 4) * 0.2 ? 1 : 0;
      }
    }
    for (int k = 0; k < below.length; k++) {
      double share = cube.least((k - 4) * 0.2);
      double error = Math.sqrt(share * (1 - share) / draws);
      assertEquals(share, below[k] / (double) draws, 4 * error + 1e-12);
    }
  }

  @Test
  void whatIsUncertainLiesBetween() {
    HalfSpace cube = new HalfSpace(3);
    cube.set(new double[] {1, 1e-9, 1}, 0.1);
    assertEquals(0.32, cube.least(-0.1), 1e-8);
    assertEquals(0.5, cube.most(-0.1), 1e-8);
    cube.set(new double[] {0, 0, 0}, Double.POSITIVE_INFINITY);
    assertEquals(0, cube.least(1));
    assertEquals(1, cube.most(-1));
    cube.set(new double[] {0, 0, 0}, 0);
    assertTrue(cube.most(-1e-300) == 0 && cube.least(1e-300) == 1);
  }
}

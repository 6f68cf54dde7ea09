package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalMeanTest {

  @Test
  void aTruthThatIsNotFiniteIsRefused() {
    NormalMean line = NormalMean.of("w", "2*w");
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      double[] truth = {0, bad};
      String sampled =
          assertThrows(IllegalArgumentException.class, () -> line.sample(truth, 3, Seed.of(0)))
              .getMessage();
      assertTrue(sampled.contains("coordinate 1 of the truth is finite, not " + bad), sampled);
      assertThrows(IllegalArgumentException.class, () -> line.potential(truth));
    }
  }

  @Test
  void aForkHasTheSameLoss() {
    NormalMean line = NormalMean.of("w", "2*w");
    var loss = line.on(line.sample(new double[] {1, -1}, 20, Seed.of(0)));
    double[] w = {0.3};
    double[] each = new double[20];
    loss.losses(w, each);
    double mean = Arrays.stream(each).average().orElseThrow();
    assertEquals(mean, loss.loss(w), 1e-12);
    assertEquals(loss.loss(w), loss.fork().loss(w));
  }
}

package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.base.RandomStream;
import cusp.base.Seed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AutocovarianceTest {

  @Property(tries = 60)
  void isTheSumOfProductsByWhicheverWay(
      @ForAll @IntRange(min = 1, max = 3) int pairs,
      @ForAll @IntRange(min = 2, max = 700) int length,
      @ForAll long seed) {
    int chains = 2 * pairs;
    double[] values = new double[chains * length];
    RandomStream random = Seed.of(seed).random();
    random.gaussians(values, values.length);
    Autocovariance covariance = new Autocovariance(values, chains);
    for (int lag = 0; lag < length; lag += 1 + lag / 16) {
      assertEquals(slow(values, chains, length, lag), covariance.at(lag), 1e-13, "lag " + lag);
    }
  }

  private static double slow(double[] values, int chains, int length, int lag) {
    double sum = 0;
    for (int c = 0; c < chains; c++) {
      double mean = 0;
      for (int i = 0; i < length; i++) {
        mean += values[c * length + i] / length;
      }
      for (int i = 0; i + lag < length; i++) {
        sum += (values[c * length + i] - mean) * (values[c * length + i + lag] - mean);
      }
    }
    return sum / (chains * length);
  }
}

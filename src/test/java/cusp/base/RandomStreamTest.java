package cusp.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  /** Fixed seeds: a right generator passes once and for all. */
  private static void assertUniform(long[] counts, String what) {
    double expected = (double) Arrays.stream(counts).sum() / counts.length;
    double chiSquare = 0;
    for (long count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    double p = new ChiSquaredDistribution(counts.length - 1).cumulativeProbability(chiSquare);
    assertTrue(p > 1e-3 && p < 1 - 1e-3, what + ": χ² = " + chiSquare + ", p = " + (1 - p));
  }

  @Test
  void doublesAreUniform() {
    RandomStream random = Seed.of(1).stream("uniform").random();
    long[] high = new long[1_000];
    long[] low = new long[1_000];
    for (int i = 0; i < 1_000_000; i++) {
      double x = random.nextDouble();
      assertTrue(x >= 0 && x < 1);
      high[(int) (x * 1_000)]++;
      low[(int) (x * 1_000_000_000.0 % 1_000)]++;
    }
    assertUniform(high, "leading digits");
    assertUniform(low, "later digits");
  }

  @Test
  void everyBitIsFair() {
    RandomStream random = Seed.of(2).random();
    long[] ones = new long[64];
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      long bits = random.nextLong();
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += bits >>> bit & 1;
      }
    }
    for (int bit = 0; bit < 64; bit++) {
      assertEquals(0, (ones[bit] - n / 2.0) / Math.sqrt(n / 4.0), 4, "bit " + bit);
    }
  }

  @Test
  void neighbouringStreamsAreUncorrelated() {
    int n = 100_000;
    RandomStream one = Seed.of(3).stream("chain", 0).random();
    RandomStream two = Seed.of(3).stream("chain", 1).random();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += one.nextGaussian() * two.nextGaussian();
    }
    assertEquals(0, sum / Math.sqrt(n), 4);
  }

  @Test
  void gaussiansHaveTheMomentsOfANormal() {
    int n = 2_000_000;
    double[] x = new double[n];
    Seed.of(4).random().gaussians(x, n);
    double[] expected = {0, 1, 0, 3};
    // The variance of x^k is E x^2k − (E x^k)², with E x², x⁴, x⁶, x⁸ = 1, 3, 15, 105.
    double[] variance = {1, 2, 15, 96};
    for (int k = 1; k <= 4; k++) {
      double mean = 0;
      for (double value : x) {
        mean += Math.pow(value, k);
      }
      mean /= n;
      assertEquals(0, (mean - expected[k - 1]) / Math.sqrt(variance[k - 1] / n), 4, "moment " + k);
    }
    long beyondThree = Arrays.stream(x).filter(value -> Math.abs(value) > 3).count();
    assertEquals(0, (beyondThree - 0.0026997960632601866 * n) / Math.sqrt(0.0027 * n), 4);
  }

  @Test
  void gaussiansFillOnlyWhatTheyAreAskedFor() {
    double[] x = {9, 9, 9};
    Seed.of(4).random().gaussians(x, 2);
    assertEquals(9, x[2]);
    assertTrue(x[0] != 9 && x[1] != 9);
  }

  @Test
  void everyPermutationOfFourIsEquallyLikely() {
    RandomStream random = Seed.of(5).random();
    long[] counts = new long[256];
    int[] order = new int[4];
    for (int i = 0; i < 240_000; i++) {
      random.permutation(order);
      counts[order[0] + 4 * order[1] + 16 * order[2] + 64 * order[3]]++;
    }
    long[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(24, seen.length);
    assertUniform(seen, "permutations of 4");
  }

  @Test
  void everyPlaceOfALongPermutationIsUniform() {
    RandomStream random = Seed.of(6).random();
    long[] last = new long[97];
    int[] order = new int[97];
    for (int i = 0; i < 97_000; i++) {
      random.permutation(order);
      last[order[50]]++;
    }
    assertUniform(last, "place 50 of 97");
  }

  @Property
  void aPermutationHoldsEveryIndexOnce(
      @ForAll long seed, @ForAll @IntRange(max = 2_000) int length) {
    int[] order = new int[length];
    Arrays.fill(order, -1);
    Seed.of(seed).random().permutation(order);
    Arrays.sort(order);
    for (int i = 0; i < length; i++) {
      assertEquals(i, order[i]);
    }
  }

  @Property
  void restartGivesTheSameNumbersWhateverCameBefore(
      @ForAll long root, @ForAll long substream, @ForAll @IntRange(max = 100) int before) {
    RandomStream fresh = Seed.of(root).random();
    fresh.restart(substream);
    double[] expected = new double[20];
    fresh.gaussians(expected, 20);
    RandomStream used = Seed.of(root).random();
    used.restart(substream + 1);
    used.gaussians(new double[before], before);
    used.restart(substream);
    double[] again = new double[20];
    used.gaussians(again, 20);
    assertArrayEquals(expected, again);
  }

  @Test
  void aNewStreamStandsAtSubstreamZero() {
    RandomStream fresh = Seed.of(8).random();
    RandomStream restarted = Seed.of(8).random();
    restarted.nextLong();
    restarted.restart(0);
    assertEquals(fresh.nextLong(), restarted.nextLong());
  }
}

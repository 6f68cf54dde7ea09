package cusp.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  @Test
  void everyPermutationOfFourIsAsLikelyAsAnyOther() {
    RandomStream random = Seed.of(1).random();
    Map<String, Integer> counts = new HashMap<>();
    int[] order = new int[4];
    int draws = 240_000;
    for (int i = 0; i < draws; i++) {
      random.restart(i);
      random.permutation(order);
      counts.merge(Arrays.toString(order), 1, Integer::sum);
    }
    double expected = draws / 24.0;
    double chiSquare =
        counts.values().stream().mapToDouble(k -> (k - expected) * (k - expected) / expected).sum()
            + (24 - counts.size()) * expected;
    // The 99.9 % quantile with 23 degrees of freedom; the seed is fixed.
    assertTrue(chiSquare < 49.73, "χ² = " + chiSquare);
  }

  @Test
  void everyPlaceOfALongPermutationHoldsEverySampleEquallyOften() {
    RandomStream random = Seed.of(2).random();
    int length = 101;
    int draws = 20_000;
    int[] order = new int[length];
    int[][] counts = new int[length][length];
    for (int i = 0; i < draws; i++) {
      random.restart(i);
      random.permutation(order);
      for (int place = 0; place < length; place++) {
        counts[place][order[place]]++;
      }
    }
    double expected = (double) draws / length;
    double chiSquare =
        Arrays.stream(counts)
            .flatMapToInt(Arrays::stream)
            .mapToDouble(k -> (k - expected) * (k - expected) / expected)
            .sum();
    // 100² degrees of freedom: mean 10⁴, standard deviation 141.
    assertTrue(Math.abs(chiSquare - 10_000) < 4 * 141.4, "χ² = " + chiSquare);
  }

  @Test
  void aPermutationDependsOnTheSubStreamAlone() {
    RandomStream fresh = Seed.of(3).random();
    RandomStream used = Seed.of(3).random();
    used.gaussians(new double[100], 100);
    int[] first = IntStream.range(0, 1000).toArray();
    int[] second = new int[1000];
    fresh.restart(17);
    fresh.permutation(first);
    used.restart(17);
    used.permutation(second);
    assertArrayEquals(first, second);
    Arrays.sort(second);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), second);
  }
}

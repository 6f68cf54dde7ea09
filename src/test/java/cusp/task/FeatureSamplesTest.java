package cusp.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FeatureSamplesTest {

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  private static FeatureSamples of(int[] start, int[] feature, double... value) {
    return new FeatureSamples(3, start, feature, value, new double[] {1, 1, 1});
  }

  @Test
  void refusesDataThatAreNoNumbers() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      refused(
          () -> FeatureSamples.single(3, new int[] {0, 2}, new double[] {0.5, bad}),
          "sample 1",
          "" + bad,
          "feature 2",
          "finite");
    }
  }

  @Test
  void fewerSamplesOfASeedAreTheFirstOfMore() {
    FeatureSamples more = new SparseFeatures(6).sample(1_000, Seed.of(3));
    FeatureSamples fewer = new SparseFeatures(6).sample(100, Seed.of(3));
    assertArrayEquals(Arrays.copyOf(more.feature(), 100), fewer.feature());
    assertArrayEquals(Arrays.copyOf(more.value(), 100), fewer.value());
  }

  @Test
  void refusesNoSamples() {
    refused(() -> FeatureSamples.single(3, new int[0], new double[0]), "no samples", "n = 0");
    refused(() -> new SparseFeatures(3).sample(0, Seed.of(1)), "samples", "at least 1", "not 0");
    refused(() -> new SparseFeatures(3).sample(-2, Seed.of(1)), "not -2");
  }

  @Test
  void refusesRowsThatAreNone() {
    refused(() -> of(new int[] {0, 1}, new int[] {3}, 1), "sample 0", "feature 3", "0 … 2");
    refused(() -> of(new int[] {0, 1}, new int[] {-1}, 1), "feature -1", "0 … 2");
    refused(() -> of(new int[] {0, 2}, new int[] {1, 0}, 1, 1), "feature 0", "ascend");
    refused(() -> of(new int[] {0, 2}, new int[] {1, 1}, 1, 1), "feature 1", "2 … 2");
    refused(() -> of(new int[] {0, 2, 1, 2}, new int[] {0, 1}, 1, 1), "row 1", "2", "1");
    refused(() -> of(new int[] {0, 1}, new int[] {0, 1}, 1, 1), "rows end at 1", "2 features");
    refused(() -> of(new int[] {0, 1}, new int[] {0}), "0 values");
    assertEquals(3, of(new int[] {0, 0, 1, 1}, new int[] {2}, 1).size());
  }

  @Test
  void refusesWeightsThatAreNone() {
    int[] start = {0, 1};
    refused(
        () -> new FeatureSamples(2, start, new int[1], new double[1], new double[] {1}),
        "1 importances for 2 features");
    for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      refused(
          () -> new FeatureSamples(1, start, new int[1], new double[1], new double[] {bad}),
          "importances",
          "" + bad);
    }
  }

  @Test
  void refusesTasksThatAreNone() {
    refused(() -> new SparseFeatures(0), "features", "not 0");
    refused(() -> new SparseFeatures(3).withSparsity(1), "sparsity", "[0, 1)", "1.0");
    refused(() -> new SparseFeatures(3).withSparsity(-0.1), "sparsity", "-0.1");
    refused(() -> new SparseFeatures(3).withSparsity(Double.NaN), "sparsity", "NaN");
    refused(() -> new SparseFeatures(3).withImportance(0), "importance", "(0, 1]", "0.0");
    refused(() -> new SparseFeatures(3).withImportance(Double.NaN), "importance", "NaN");
  }

  @Test
  void oneFeatureIsActiveUnlessASparsityIsGiven() {
    int n = 60_000;
    FeatureSamples single = new SparseFeatures(6).sample(n, Seed.of(1));
    assertTrue(single.isSingle());
    long[] counts = new long[6];
    Arrays.stream(single.feature()).forEach(i -> counts[i]++);
    for (long count : counts) {
      assertEquals(0, (count - n / 6.0) / Math.sqrt(n * 5 / 36.0), 4);
    }
    assertEquals(
        0.5, Arrays.stream(single.value()).average().orElseThrow(), 4 / Math.sqrt(12.0 * n));
  }

  @Test
  void aSparsityIsTheShareOfAbsentFeatures() {
    int n = 20_000;
    FeatureSamples some =
        new SparseFeatures(5).withSparsity(0.7).withImportance(0.5).sample(n, Seed.of(2));
    assertFalse(some.isSingle());
    assertEquals(0, (some.feature().length - 0.3 * 5 * n) / Math.sqrt(5 * n * 0.21), 4);
    assertArrayEquals(new double[] {1, 0.5, 0.25, 0.125, 0.0625}, some.importance());
    FeatureSamples all = new SparseFeatures(5).withSparsity(0).sample(10, Seed.of(2));
    assertEquals(50, all.feature().length);
  }

  @Test
  void aSeedGivesTheSameSamples() {
    FeatureSamples one = new SparseFeatures(5).withSparsity(0.7).sample(100, Seed.of(2));
    FeatureSamples two = new SparseFeatures(5).withSparsity(0.7).sample(100, Seed.of(2));
    FeatureSamples other = new SparseFeatures(5).withSparsity(0.7).sample(100, Seed.of(3));
    assertArrayEquals(one.value(), two.value());
    assertArrayEquals(one.feature(), two.feature());
    assertFalse(Arrays.equals(one.value(), other.value()));
  }
}

package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndependentBatchTest {

  /** The samples of a batch as bits. */
  private static int set(Batch batch) {
    int set = 0;
    for (int k = 0; k < batch.size(); k++) {
      set |= 1 << batch.sample(k);
    }
    return set;
  }

  /** All subsets come equally often, and equally often behind each other, to four deviations. */
  @ParameterizedTest
  @CsvSource({"5, 2, 10", "5, 3, 10", "6, 1, 6"})
  void everyChoiceIsEquallyLikelyWhateverCameBefore(int n, int size, int choices) {
    int draws = 100_000;
    Batch.Independent batches = new Batch.Independent(n, size, Seed.of(0));
    int[][] following = new int[1 << n][1 << n];
    int last = set(batches.next());
    for (int i = 0; i < draws; i++) {
      Batch batch = batches.next();
      assertEquals(size, batch.size());
      int set = set(batch);
      assertEquals(size, Integer.bitCount(set), "distinct samples");
      following[last][set]++;
      last = set;
    }
    double expected = (double) draws / (choices * choices);
    int pairs = 0;
    for (int[] row : following) {
      for (int count : row) {
        pairs += count > 0 ? 1 : 0;
        assertTrue(count == 0 || Math.abs(count - expected) < 4 * Math.sqrt(expected));
      }
    }
    assertEquals(choices * choices, pairs);
  }

  @Test
  void allSamplesAreABatchInTheirOrder() {
    Batch batch = new Batch.Independent(4, 4, Seed.of(0)).next();
    for (int k = 0; k < 4; k++) {
      assertEquals(k, batch.sample(k));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, no samples", "5, 0, batch size", "5, 6, batch size"})
  void sizesAreChecked(int n, int size, String words) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new Batch.Independent(n, size, Seed.of(0)));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}

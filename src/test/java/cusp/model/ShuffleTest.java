package cusp.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  private static int[] samples(Batch batch) {
    return IntStream.range(0, batch.size()).map(batch::sample).toArray();
  }

  @Property
  void everyEpochGoesOnceThroughAllSamples(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 300) int wanted) {
    int size = Math.min(wanted, n);
    Batch.Shuffle shuffle = new Batch.Shuffle(n, size, Seed.of(seed));
    assertEquals((n + size - 1) / size, shuffle.perEpoch());
    long step = 0;
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] seen = new int[n];
      for (int k = 0; k < shuffle.perEpoch(); k++) {
        Batch batch = shuffle.at(step++);
        boolean last = k == shuffle.perEpoch() - 1;
        assertEquals(last ? n - k * size : size, batch.size());
        assertEquals(batch.to() - batch.from(), batch.size());
        for (int s : samples(batch)) {
          seen[s]++;
        }
      }
      assertTrue(Arrays.stream(seen).allMatch(count -> count == 1));
    }
  }

  @Property
  void aStepHasItsBatchWhateverCameBefore(
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long step,
      @ForAll @LongRange(min = 0, max = 1_000) long before) {
    Batch.Shuffle fresh = new Batch.Shuffle(50, 8, Seed.of(seed));
    Batch.Shuffle used = new Batch.Shuffle(50, 8, Seed.of(seed));
    used.at(before);
    used.at(step + before);
    assertArrayEquals(samples(fresh.at(step)), samples(used.at(step)));
  }

  @Test
  void epochsDiffer() {
    Batch.Shuffle shuffle = new Batch.Shuffle(50, 25, Seed.of(1));
    int[] first = samples(shuffle.at(0));
    assertFalse(Arrays.equals(first, samples(shuffle.at(2))));
    assertFalse(Arrays.equals(first, samples(new Batch.Shuffle(50, 25, Seed.of(2)).at(0))));
  }

  @Test
  void aBatchOfAllSamplesKeepsTheirOrder() {
    Batch.Shuffle shuffle = new Batch.Shuffle(5, 5, Seed.of(1));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, samples(shuffle.at(17)));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, samples(Batch.all(5)));
  }

  @Test
  void aBatchIsASliceThatChecksItsBounds() {
    int[] chosen = {4, 2};
    Batch batch = Batch.of(chosen);
    chosen[0] = 0;
    assertEquals(4, batch.sample(0));
    assertThrows(IndexOutOfBoundsException.class, () -> batch.sample(2));
    assertThrows(IndexOutOfBoundsException.class, () -> batch.sample(-1));
  }

  @Test
  void refusesSizesThatCannotBe() {
    refused(0, 1, "no samples", "n = 0");
    refused(10, 0, "batch size", "n = 10", "not 0");
    refused(10, -3, "batch size", "not -3");
    refused(10, 11, "batch size", "between 1 and", "n = 10", "not 11");
  }

  private static void refused(int n, int size, String... words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Batch.Shuffle(n, size, Seed.of(1)))
            .getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }
}

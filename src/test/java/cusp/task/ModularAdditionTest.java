package cusp.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModularAdditionTest {

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void eachPairOnceWithItsSum() {
    Examples pairs = new ModularAddition(5).pairs();
    assertEquals(25, pairs.size());
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        int i = a * 5 + b;
        assertEquals(a, pairs.tokens()[2 * i]);
        assertEquals(b, pairs.tokens()[2 * i + 1]);
        assertEquals((a + b) % 5, pairs.classes()[i]);
      }
    }
    assertEquals(5, pairs.vocabulary());
    assertEquals(5, pairs.classCount());
  }

  @Test
  void aSplitHasEachPairOnOneSide() {
    ModularAddition task = new ModularAddition(11);
    TrainTestSplit split = task.split(0.3, Seed.of(1));
    assertEquals(36, split.train().size());
    assertEquals(85, split.test().size());
    int[] all =
        IntStream.concat(Arrays.stream(split.trainRows()), Arrays.stream(split.testRows()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 121).toArray(), all);
    for (int i = 0; i < 36; i++) {
      assertEquals(split.trainRows()[i] / 11, split.train().tokens()[2 * i]);
    }
    assertArrayEquals(split.trainRows(), task.split(0.3, Seed.of(1)).trainRows());
    assertNotEquals(
        Arrays.toString(split.trainRows()),
        Arrays.toString(task.split(0.3, Seed.of(2)).trainRows()));
  }

  @Test
  void randomLabelsAreOfTheShareAndLeaveTheTestAlone() {
    TrainTestSplit split = new ModularAddition(97).split(0.5, Seed.of(1));
    TrainTestSplit half = split.withRandomLabels(0.5, Seed.of(2));
    int n = split.train().size();
    long changed =
        IntStream.range(0, n)
            .filter(i -> half.train().classes()[i] != split.train().classes()[i])
            .count();
    // Of n/2 random ones a share of 1/97 is right; five standard errors.
    double expected = Math.round(0.5 * n) * 96 / 97.0;
    assertEquals(expected, changed, 5 * Math.sqrt(expected / 97));
    assertArrayEquals(split.test().classes(), half.test().classes());
    assertArrayEquals(split.train().tokens(), half.train().tokens());
    assertArrayEquals(
        split.train().classes(), split.withRandomLabels(0, Seed.of(2)).train().classes());
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> new ModularAddition(1), "2 … 10000", "not 1");
    refused(() -> new ModularAddition(10_001), "10001");
    ModularAddition task = new ModularAddition(2);
    for (double bad : new double[] {0, 1, -1, 0.1, 0.9, Double.NaN}) {
      refused(() -> task.split(bad, Seed.of(1)), "(0, 1)", "4 examples", "" + bad);
    }
    TrainTestSplit split = task.split(0.5, Seed.of(1));
    refused(() -> split.withRandomLabels(1.5, Seed.of(1)), "[0, 1]", "1.5");
    refused(() -> split.withRandomLabels(Double.NaN, Seed.of(1)), "NaN");
    refused(
        () -> new TrainTestSplit(split.train(), split.test(), new int[1], split.testRows()),
        "2 examples to learn have 1 rows");
    Examples numbers = Examples.ofVectors(new double[4][1], new double[4][1]);
    refused(
        () -> TrainTestSplit.of(numbers, 0.5, Seed.of(1)).withRandomLabels(1, Seed.of(1)),
        "no labels");
  }
}

package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyProjectionTest {

  @Test
  void theFourierSolutionLivesInItsFrequencies() {
    FourierSolution solution = new FourierSolution(11, 2, 1, 4);
    FrequencyLosses losses = new FrequencyProjection(11, 4, 1).losses(solution.logits());
    assertEquals(solution.loss(), losses.full(), 1e-13);
    assertEquals(solution.loss(), losses.restricted(), 1e-13);
    assertEquals(Math.log(11), losses.excluded(), 1e-13);
    assertEquals(Math.log(11), losses.chance());
    FrequencyLosses other = new FrequencyProjection(11, 2).losses(solution.logits());
    assertEquals(Math.log(11), other.restricted(), 1e-13);
    assertEquals(solution.loss(), other.excluded(), 1e-13);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 7})
  void projectionsAreIdempotentAndComplement(int p) {
    double[][] logits = normal(p * p, p, 3);
    FrequencyProjection some = new FrequencyProjection(p, p / 2);
    assertNear(some.restricted(logits), some.restricted(some.restricted(logits)));
    assertNear(some.excluded(logits), some.excluded(some.excluded(logits)));
    double[][] rest = some.restricted(some.excluded(logits));
    double[] mean = Matrices.columnMeans(logits);
    Arrays.stream(rest).forEach(row -> assertArrayEquals(mean, row, 1e-13));
  }

  /** The projection by its definition: coefficients along each wave of a + b, over all pairs. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void theKeyPartIsAlongTheWavesOfTheSum(int p) {
    double[][] logits = normal(p * p, p, 4);
    int k = p / 2;
    double[][] excluded = new FrequencyProjection(p, k).excluded(logits);
    for (int c = 0; c < p; c++) {
      double[][] waves = new double[2 * k == p ? 1 : 2][p * p];
      for (int i = 0; i < p * p; i++) {
        double angle = 2 * Math.PI * k * (i / p + i % p) / p;
        for (int w = 0; w < waves.length; w++) {
          waves[w][i] = w == 0 ? Math.cos(angle) : Math.sin(angle);
        }
      }
      double[] column = Matrices.transpose(logits)[c];
      double[] left = column.clone();
      for (double[] wave : waves) {
        Matrices.addMultiple(-Matrices.dot(wave, column) / Matrices.dot(wave, wave), wave, left);
      }
      assertArrayEquals(left, Matrices.transpose(excluded)[c], 1e-13);
    }
  }

  @Test
  void allFrequenciesAndTheMeansAreWhatDependsOnTheSum() {
    double[][] logits = normal(36, 6, 5);
    double[][] restricted = new FrequencyProjection(6, 1, 2, 3).restricted(logits);
    double[][] bySum = FrequencyProjection.meansBySum(6, logits);
    for (int i = 0; i < 36; i++) {
      assertArrayEquals(bySum[(i / 6 + i % 6) % 6], restricted[i], 1e-13);
    }
  }

  @Test
  void aPartOfThePairsHasItsOwnLoss() {
    double[][] logits = normal(25, 5, 6);
    FrequencyProjection some = new FrequencyProjection(5, 2);
    int[] first = IntStream.range(0, 10).toArray();
    int[] second = IntStream.range(10, 25).toArray();
    FrequencyLosses all = some.losses(logits);
    FrequencyLosses one = some.losses(logits, first);
    FrequencyLosses two = some.losses(logits, second);
    assertEquals(all.full(), (10 * one.full() + 15 * two.full()) / 25, 1e-14);
    assertEquals(all.excluded(), (10 * one.excluded() + 15 * two.excluded()) / 25, 1e-14);
    assertEquals(4, all.toTable().rowCount());
    assertTrue(all.toString().contains("frequencies [2]"), all.toString());
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> new FrequencyProjection(7, 4), "frequency 4", "1 … 3");
    refused(() -> new FrequencyProjection(7, 0), "frequency 0");
    refused(() -> new FrequencyProjection(8, 4, 4), "twice", "[4, 4]");
    refused(() -> new FrequencyProjection(7), "at least one");
    FrequencyProjection some = new FrequencyProjection(3, 1);
    refused(() -> some.losses(normal(9, 4, 1)), "9 × 3", "9 × 4");
    refused(() -> some.losses(normal(8, 3, 1)), "9 × 3", "8 × 3");
    refused(() -> some.losses(normal(9, 3, 1), new int[] {9}), "pair 9", "0 … 8");
    refused(() -> some.losses(normal(9, 3, 1), new int[0]), "at least one pair");
  }

  private static void assertNear(double[][] expected, double[][] ours) {
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], ours[i], 1e-13);
    }
  }
}

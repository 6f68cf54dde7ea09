package cusp.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigramLanguageTest {
  private static final double[][] PLAIN = {{0.1, 0.6, 0.3}, {0.5, 0.25, 0.25}, {0.2, 0.2, 0.6}};

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void twoTokensHaveTheKnownBalance() {
    BigramLanguage language = new BigramLanguage(new double[][] {{0.9, 0.1}, {0.5, 0.5}});
    assertArrayEquals(new double[] {5 / 6.0, 1 / 6.0}, language.stationary(), 1e-15);
    double first = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1);
    assertEquals(5 / 6.0 * first + Math.log(2) / 6, language.entropyRate(), 1e-15);
  }

  @Test
  void aCycleHasNoEntropyLeftAndAPassingTokenNoProbability() {
    BigramLanguage cycle = new BigramLanguage(new double[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
    assertEquals(0, cycle.entropyRate());
    assertEquals(Math.log(3), cycle.unigramEntropy(), 1e-15);
    BigramLanguage passing =
        new BigramLanguage(new double[][] {{0, 0.5, 0.5}, {0, 0.5, 0.5}, {0, 0.5, 0.5}});
    assertArrayEquals(new double[] {0, 0.5, 0.5}, passing.stationary(), 1e-15);
    assertEquals(0, new BigramLanguage(new double[][] {{1}}).unigramEntropy());
  }

  @Test
  void samplesHaveTheFrequenciesOfTheLanguage() {
    BigramLanguage language = new BigramLanguage(PLAIN);
    Examples data = language.sample(2_000, 10, Seed.of(1));
    assertEquals(10, data.outputs());
    double[][] counts = new double[3][3];
    int[] first = new int[3];
    for (int s = 0; s < 2_000; s++) {
      first[data.tokens()[10 * s]]++;
      for (int t = 0; t < 10; t++) {
        counts[data.tokens()[10 * s + t]][data.classes()[10 * s + t]]++;
        if (t < 9) {
          assertEquals(data.classes()[10 * s + t], data.tokens()[10 * s + t + 1]);
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      double row = Arrays.stream(counts[i]).sum();
      for (int j = 0; j < 3; j++) {
        double q = PLAIN[i][j];
        assertEquals(q, counts[i][j] / row, 5 * Math.sqrt(q * (1 - q) / row));
      }
      double pi = language.stationary()[i];
      assertEquals(pi, first[i] / 2_000.0, 5 * Math.sqrt(pi * (1 - pi) / 2_000));
    }
    assertArrayEquals(data.tokens(), language.sample(2_000, 10, Seed.of(1)).tokens());
  }

  @Test
  void inContextCountsComeNearTheEntropyRate() {
    BigramLanguage language = new BigramLanguage(PLAIN);
    double[] losses = new InContextBigram(3, 1).meanLosses(language.sample(1_000, 400, Seed.of(2)));
    assertEquals(Math.log(3), losses[0], 1e-12, "the mean of a thousand");
    double late = Arrays.stream(losses, 300, 400).average().orElseThrow();
    // Counting costs (V − 1)V/2 parameters' worth, 3/350 nats a token so late.
    assertEquals(language.entropyRate() + 3 / 350.0, late, 0.005);
  }

  @Test
  void sequencesBecomeTokensAndWhatFollowsThem() {
    Examples data = Examples.ofSequences(3, new int[][] {{0, 1, 2}, {2, 2, 0}});
    assertEquals(2, data.inputs());
    assertArrayEquals(new int[] {0, 1, 2, 2}, data.tokens());
    assertArrayEquals(new int[] {1, 2, 2, 0}, data.classes());
    refused(() -> Examples.ofSequences(3, new int[0][]), "at least one sequence", "not 0");
    refused(() -> Examples.ofSequences(3, new int[][] {{0}}), "2 tokens", "not 1 of 1");
    refused(() -> Examples.ofSequences(3, new int[][] {{0, 1}, {0}}), "example 1");
    refused(() -> Examples.ofSequences(3, new int[][] {{0, 3}}), "class 3");
    Examples others = Examples.ofTokens(3, new int[][] {{0, 1}}, 3, new int[][] {{2, 2}});
    refused(
        () -> new InContextBigram(3, 1).meanLosses(others),
        "position 1 of example 0",
        "is the token there, 1, not 2");
  }

  @Test
  void theLastTokenIsCountedOnlyWithWhatFollows() {
    // 0 is followed by 0 once before position 1: (0.5 + 1)/(1 + 1).
    double[] losses = new InContextBigram(2, 0.5).losses(0, 0, 0, 1);
    assertArrayEquals(
        new double[] {Math.log(2), -Math.log(0.75), -Math.log(0.5 / 3)}, losses, 1e-15);
    assertArrayEquals(new double[] {0}, new InContextBigram(1, 2).losses(0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 1, 100})
  void theRowsOfARandomLanguageHaveTheEntropyOfADirichletDistribution(double concentration) {
    int v = 200;
    BigramLanguage language = BigramLanguage.random(v, concentration, Seed.of(3));
    double[] entropies =
        Arrays.stream(language.transitions())
            .mapToDouble(row -> -Arrays.stream(row).map(q -> q > 0 ? q * Math.log(q) : 0).sum())
            .toArray();
    double mean = Gamma.digamma(v * concentration + 1) - Gamma.digamma(concentration + 1);
    double deviation =
        Math.sqrt(Arrays.stream(entropies).map(h -> (h - mean) * (h - mean)).sum() / v);
    assertEquals(mean, Arrays.stream(entropies).sum() / v, 5 * deviation / Math.sqrt(v));
  }

  @Test
  void aRandomLanguageIsThatOfItsSeed() {
    double[][] transitions = BigramLanguage.random(3, 0.5, Seed.of(4)).transitions();
    assertArrayEquals(transitions, BigramLanguage.random(3, 0.5, Seed.of(4)).transitions());
    assertNotEquals(
        transitions[0][0], BigramLanguage.random(3, 0.5, Seed.of(5)).transitions()[0][0]);
    assertEquals(0, BigramLanguage.random(1, 0.5, Seed.of(4)).entropyRate());
  }

  @Test
  void samplingCanBeStopped() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class, () -> new BigramLanguage(PLAIN).sample(9, 9, Seed.of(1)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> new BigramLanguage(new double[0][]), "at least one token");
    refused(() -> new BigramLanguage(new double[][] {{1}, {1}}), "2 × 2", "row 0 has 1");
    refused(() -> new BigramLanguage(new double[][] {{0.5, 0.6}, {0, 1}}), "row 0", "1.1");
    refused(() -> new BigramLanguage(new double[][] {{-0.5, 1.5}, {0, 1}}), "[0][0]", "-0.5");
    refused(
        () -> new BigramLanguage(new double[][] {{0.5, 0.5}, {Double.NaN, 1}}), "[1][0]", "NaN");
    BigramLanguage apart = new BigramLanguage(new double[][] {{1, 0}, {0, 1}});
    refused(apart::stationary, "do not reach each other");
    BigramLanguage plain = new BigramLanguage(PLAIN);
    refused(() -> plain.sample(0, 3, Seed.of(1)), "0 of 3");
    refused(() -> plain.sample(3, 0, Seed.of(1)), "3 of 0");
    refused(() -> BigramLanguage.random(0, 1, Seed.of(1)), "1 … 10000", "not 0");
    refused(() -> BigramLanguage.random(10_001, 1, Seed.of(1)), "1 … 10000", "not 10001");
    refused(() -> BigramLanguage.random(3, 0, Seed.of(1)), "concentration", "0.001", "not 0.0");
    refused(() -> BigramLanguage.random(3, Double.NaN, Seed.of(1)), "concentration", "NaN");
    refused(() -> new InContextBigram(0, 1), "1 … 10000", "not 0");
    refused(() -> new InContextBigram(3, 0), "smoothing", "0.0");
    refused(() -> new InContextBigram(3, Double.NaN), "smoothing", "NaN");
    refused(() -> new InContextBigram(3, 1).losses(0), "at least 2", "not 1");
    refused(() -> new InContextBigram(3, 1).losses(0, 3), "token 3", "position 1", "0 … 2");
    refused(
        () -> new InContextBigram(4, 1).meanLosses(plain.sample(1, 2, Seed.of(1))),
        "vocabulary of 4",
        "vocabulary of 3");
  }
}

package cusp.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedSegmentsTest {
  private static final int TOKENS = 6;
  private static final BigramLanguage LANGUAGE =
      new BigramLanguage(new double[][] {{0.1, 0.6, 0.3}, {0.5, 0, 0.5}, {0.2, 0.2, 0.6}});

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  /** Of every prefix of up to six tokens its probability, from all segments of all lengths. */
  private static final class Prefixes {
    final double[][] probability = new double[TOKENS + 1][];

    Prefixes(RepeatedSegments task) {
      this(task, task.shortest(), task.longest());
    }

    Prefixes(RepeatedSegments task, int shortest, int longest) {
      double[] first = task.language().stationary();
      double[][] transitions = task.language().transitions();
      for (int n = 0; n <= TOKENS; n++) {
        probability[n] = new double[power(n)];
      }
      for (int segment = shortest; segment <= longest; segment++) {
        for (int code = 0; code < power(segment); code++) {
          int[] tokens = tokens(code, segment);
          double p = first[tokens[0]] / (longest - shortest + 1);
          for (int t = 1; t < segment; t++) {
            p *= transitions[tokens[t - 1]][tokens[t]];
          }
          int prefix = 0;
          for (int t = 0; t < TOKENS; t++) {
            prefix = 3 * prefix + tokens[t % segment];
            probability[t + 1][prefix] += p;
          }
        }
      }
    }

    static int power(int n) {
      return (int) Math.pow(3, n);
    }

    static int[] tokens(int code, int count) {
      int[] tokens = new int[count];
      for (int t = count - 1, left = code; t >= 0; t--, left /= 3) {
        tokens[t] = left % 3;
      }
      return tokens;
    }

    /** Of the token after s + 1 given them all. */
    double entropy(int s) {
      double entropy = 0;
      for (int code = 0; code < power(s + 2); code++) {
        double p = probability[s + 2][code];
        entropy -= p > 0 ? p * Math.log(p / probability[s + 1][code / 3]) : 0;
      }
      return entropy;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "2, 4", "3, 3", "3, 8"})
  void theIdealPredictorHasTheProbabilitiesOfAllSequences(int shortest, int longest) {
    RepeatedSegments task = new RepeatedSegments(LANGUAGE, shortest, longest);
    Prefixes prefixes = new Prefixes(task);
    assertEquals(1, Arrays.stream(prefixes.probability[TOKENS]).sum(), 1e-14, "the test's own");
    int impossible = 0;
    for (int code = 0; code < Prefixes.power(TOKENS); code++) {
      int[] sequence = Prefixes.tokens(code, TOKENS);
      int possible = TOKENS;
      while (prefixes.probability[possible][code / Prefixes.power(TOKENS - possible)] == 0) {
        possible--;
      }
      if (possible < TOKENS) {
        impossible++;
        refused(
            () -> task.idealLosses(sequence),
            shortest + " to " + longest,
            "token " + sequence[possible] + " at position " + possible);
        continue;
      }
      double[] losses = task.idealLosses(sequence);
      assertEquals(TOKENS - 1, losses.length);
      for (int s = 0; s < losses.length; s++) {
        int prefix = code / Prefixes.power(TOKENS - s - 2);
        double p = prefixes.probability[s + 2][prefix] / prefixes.probability[s + 1][prefix / 3];
        assertEquals(-Math.log(p), losses[s], 1e-13);
      }
    }
    assertTrue(impossible > 0);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4", "2, 4", "3, 3", "3, 8"})
  void lossesAreEntropiesOfAllSequences(int shortest, int longest) {
    RepeatedSegments task = new RepeatedSegments(LANGUAGE, shortest, longest);
    Prefixes prefixes = new Prefixes(task);
    double[] without = task.lossesWithoutCopying(TOKENS - 1);
    double[] told = task.lossesWithCopying(TOKENS - 1);
    double excess = 0;
    for (int s = 0; s < TOKENS - 1; s++) {
      double[][] joint = new double[3][3];
      for (int code = 0; code < Prefixes.power(s + 2); code++) {
        joint[code / 3 % 3][code % 3] += prefixes.probability[s + 2][code];
      }
      double blind = 0;
      for (double[] row : joint) {
        for (double p : row) {
          blind -= p > 0 ? p * Math.log(p / Arrays.stream(row).sum()) : 0;
        }
      }
      assertEquals(blind, without[s], 1e-13, "position " + s);
      double mean = 0;
      for (int segment = shortest; segment <= longest; segment++) {
        mean += new Prefixes(task, segment, segment).entropy(s) / (longest - shortest + 1);
      }
      assertEquals(mean, told[s], 1e-13, "position " + s);
      double ideal = prefixes.entropy(s);
      assertTrue(told[s] <= ideal + 1e-13 && ideal <= without[s] + 1e-13, "position " + s);
      excess += ideal - told[s];
    }
    assertTrue(excess <= Math.log(longest - shortest + 1) + 1e-13, "excess " + excess);
  }

  @Test
  void samplesHaveTheFrequenciesOfAllSequences() {
    RepeatedSegments task = new RepeatedSegments(LANGUAGE, 2, 4);
    Prefixes prefixes = new Prefixes(task);
    int n = 20_000;
    Examples data = task.sample(n, TOKENS - 1, Seed.of(1));
    int[] counts = new int[Prefixes.power(TOKENS)];
    for (int s = 0; s < n; s++) {
      int code = 0;
      for (int t = 0; t < TOKENS - 1; t++) {
        int at = s * (TOKENS - 1) + t;
        code = 3 * code + data.tokens()[at];
        assertTrue(t == TOKENS - 2 || data.classes()[at] == data.tokens()[at + 1]);
      }
      counts[3 * code + data.classes()[(s + 1) * (TOKENS - 1) - 1]]++;
    }
    // Of 729 frequencies none should be five deviations out, and what is impossible never comes.
    for (int code = 0; code < counts.length; code++) {
      double p = prefixes.probability[TOKENS][code];
      assertEquals(p, counts[code] / (double) n, 5 * Math.sqrt(p * (1 - p) / n), "code " + code);
    }
    assertArrayEquals(data.tokens(), task.sample(n, TOKENS - 1, Seed.of(1)).tokens());
    double[] mean = task.meanIdealLosses(data);
    for (int s = 0; s < TOKENS - 1; s++) {
      double entropy = prefixes.entropy(s);
      double square = 0;
      for (int code = 0; code < Prefixes.power(s + 2); code++) {
        double p = prefixes.probability[s + 2][code];
        square += p > 0 ? p * Math.pow(Math.log(p / prefixes.probability[s + 1][code / 3]), 2) : 0;
      }
      double error = Math.sqrt((square - entropy * entropy) / n);
      assertEquals(entropy, mean[s], 5 * error, "position " + s);
    }
  }

  @Test
  void aLengthThatWasAllButRuledOutComesBack() {
    RepeatedSegments task = new RepeatedSegments(LANGUAGE, 2, 1_000);
    int[] sequence = new int[901];
    double logs = 0;
    for (int t = 1; t < 900; t++) {
      sequence[t] = 2 * (t % 2);
      logs += Math.log(LANGUAGE.transitions()[sequence[t - 1]][sequence[t]]);
    }
    sequence[900] = 1;
    logs += Math.log(LANGUAGE.transitions()[2][1]);
    double[] losses = task.idealLosses(sequence);
    // Of the 999 lengths the last 100 alone can bring a token that was not there before.
    assertEquals(Math.log(999 / 100.0) - logs, Arrays.stream(losses).sum(), 1e-9);
    assertTrue(losses[899] > 1_000 && losses[898] < 0.01, losses[899] + " after " + losses[898]);
  }

  @Test
  void canBeStopped() {
    RepeatedSegments task = new RepeatedSegments(LANGUAGE, 2, 4);
    Examples data = task.sample(1, 5, Seed.of(1));
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> task.sample(9, 9, Seed.of(1)));
      assertThrows(CancellationException.class, () -> task.meanIdealLosses(data));
      assertThrows(CancellationException.class, () -> task.lossesWithoutCopying(9));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> new RepeatedSegments(LANGUAGE, 0, 4), "1 … 10000", "0 … 4");
    refused(() -> new RepeatedSegments(LANGUAGE, 5, 4), "shortest first", "5 … 4");
    refused(() -> new RepeatedSegments(LANGUAGE, 5, 10_001), "10001");
    RepeatedSegments task = new RepeatedSegments(LANGUAGE, 2, 4);
    refused(() -> task.sample(0, 3, Seed.of(1)), "0 of 3");
    refused(() -> task.sample(3, 0, Seed.of(1)), "3 of 0");
    refused(() -> task.lossesWithoutCopying(0), "at least one position", "not 0");
    refused(() -> task.lossesWithCopying(-1), "at least one position", "not -1");
    refused(() -> task.idealLosses(0), "at least 2", "not 1");
    refused(() -> task.idealLosses(0, 3), "token 3", "position 1", "0 … 2");
    BigramLanguage other = new BigramLanguage(new double[][] {{0.5, 0.5}, {0.5, 0.5}});
    refused(
        () -> task.meanIdealLosses(other.sample(1, 3, Seed.of(1))),
        "vocabulary of 3",
        "vocabulary of 2");
    BigramLanguage ending =
        new BigramLanguage(new double[][] {{0, 0.5, 0.5}, {0, 0.5, 0.5}, {0, 0.5, 0.5}});
    refused(() -> new RepeatedSegments(ending, 2, 4).idealLosses(0, 1), "no token 0", "position 0");
    RepeatedSegments apart =
        new RepeatedSegments(new BigramLanguage(new double[][] {{1, 0}, {0, 1}}), 2, 4);
    refused(() -> apart.sample(1, 3, Seed.of(1)), "stationary");
    refused(() -> apart.lossesWithoutCopying(3), "stationary");
    refused(() -> apart.lossesWithCopying(3), "stationary");
    refused(() -> apart.idealLosses(0, 0), "stationary");
    refused(() -> apart.meanIdealLosses(other.sample(1, 3, Seed.of(1))), "stationary");
  }
}

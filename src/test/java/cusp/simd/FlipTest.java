package cusp.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flips of spins coded 64 a word, by both implementations. */
class FlipTest {
  private static final int ROW = 3;
  private static final int ROWS = 40;
  private static final int FROM = ROW;
  private static final int TO = FROM + ROW * ROWS;

  static Stream<Kernels> kernels() {
    return Stream.of(new PlainKernels(), Chosen.vector()).filter(Objects::nonNull);
  }

  /** Random spins of both colours; flips choose by {@code probability}. */
  private static final class Board {
    final Kernels kernels;
    final long[] spins;
    final long[] others;
    final long[] upper;
    final long[] digits = new long[Kernels.FLIP_CLASSES * Kernels.FLIP_DIGITS];
    final long[] random;
    final long[] open;
    final SplittableRandom words = new SplittableRandom(1);

    Board(Kernels kernels) {
      this.kernels = kernels;
      int length = TO + ROW + kernels.lanes();
      spins = new long[length];
      others = new long[length];
      upper = new long[length];
      open = new long[length];
      random = words.longs(4L * kernels.lanes()).toArray();
      Arrays.setAll(upper, i -> -(i / ROW % 2));
      shuffle();
    }

    void shuffle() {
      Arrays.setAll(spins, i -> words.nextLong());
      Arrays.setAll(others, i -> words.nextLong());
    }

    void set(int kind, double probability) {
      double rest = probability;
      for (int k = 0; k < Kernels.FLIP_DIGITS; k++) {
        rest *= 2;
        digits[k * Kernels.FLIP_CLASSES + kind] = rest >= 1 ? -1 : 0;
        rest -= rest >= 1 && probability < 1 ? 1 : 0;
      }
    }

    void flip() {
      kernels.flip(spins, others, FROM, TO, ROW, upper, digits, random, open);
    }

    /** The class of a spin, looked up bit by bit. */
    int kind(int word, int bit) {
      int s = bit(spins, word, bit);
      int unequal = 0;
      int side = upper[word] == 0 ? -1 : 1;
      int[] neighbours = {
        bit(others, word, bit),
        bit(others, word, bit + side),
        bit(others, word - ROW, bit),
        bit(others, word + ROW, bit)
      };
      for (int neighbour : neighbours) {
        unequal += s ^ neighbour;
      }
      return 5 * s + unequal;
    }

    private static int bit(long[] of, int word, int bit) {
      int at = word * Long.SIZE + bit;
      return (int) (of[at >> 6] >>> (at & 63) & 1);
    }

    /** How many spins of each class there are, and how many of them a flip turns. */
    long[][] countFlips() {
      long[][] counts = new long[2][Kernels.FLIP_CLASSES];
      int[] kinds = new int[(TO - FROM) * Long.SIZE];
      for (int i = 0; i < kinds.length; i++) {
        kinds[i] = kind(FROM + i / Long.SIZE, i % Long.SIZE);
        counts[0][kinds[i]]++;
      }
      long[] before = spins.clone();
      flip();
      for (int i = 0; i < kinds.length; i++) {
        int word = FROM + i / Long.SIZE;
        counts[1][kinds[i]] += (before[word] ^ spins[word]) >>> i & 1;
      }
      return counts;
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aClassOfProbabilityOneFlipsAndNoOther(Kernels kernels) {
    for (int kind = 0; kind < Kernels.FLIP_CLASSES; kind++) {
      Board board = new Board(kernels);
      board.set(kind, 1);
      long[][] counts = board.countFlips();
      for (int other = 0; other < Kernels.FLIP_CLASSES; other++) {
        assertTrue(counts[0][other] > 100, "spins of class " + other);
        assertEquals(other == kind ? counts[0][other] : 0, counts[1][other], "class " + other);
      }
    }
  }

  /**
   * Probabilities that few digits decide and such that need more than a vector's first 12. Of 20
   * counts one is beyond 4.5 standard deviations in 1 of 7,000 choices of the seed.
   */
  @ParameterizedTest
  @MethodSource("kernels")
  void flipsHaveTheirProbabilities(Kernels kernels) {
    double[] probabilities = {
      0.5, 0.25, 0.7, 0.0294372515, 0.99, 1e-3, 3e-5, 1.0 / 3, Math.scalb(1.0, -17), 0.9999
    };
    Board board = new Board(kernels);
    for (int kind = 0; kind < probabilities.length; kind++) {
      board.set(kind, probabilities[kind]);
    }
    long[][] sums = new long[2][Kernels.FLIP_CLASSES];
    for (int repetition = 0; repetition < 400; repetition++) {
      board.shuffle();
      long[][] counts = board.countFlips();
      for (int kind = 0; kind < probabilities.length; kind++) {
        sums[0][kind] += counts[0][kind];
        sums[1][kind] += counts[1][kind];
      }
    }
    for (int kind = 0; kind < probabilities.length; kind++) {
      double p = probabilities[kind];
      double n = sums[0][kind];
      double z = (sums[1][kind] - n * p) / Math.sqrt(n * p * (1 - p));
      assertTrue(Math.abs(z) < 4.5, "p = " + p + ": " + z);
    }
  }

  /** The digits far behind count too: of p = 1 − 2⁻⁴⁰ none of 10⁷ spins stays. */
  @ParameterizedTest
  @MethodSource("kernels")
  void probabilitiesAreResolvedBeyond32Digits(Kernels kernels) {
    Board board = new Board(kernels);
    for (int kind = 0; kind < Kernels.FLIP_CLASSES; kind++) {
      board.set(kind, kind < 5 ? 1 - Math.scalb(1.0, -40) : Math.scalb(1.0, -40));
    }
    for (int repetition = 0; repetition < 300; repetition++) {
      board.shuffle();
      long[] before = board.spins.clone();
      board.flip();
      for (int i = FROM; i < TO; i++) {
        assertEquals(~before[i], before[i] ^ board.spins[i]);
      }
    }
  }

  /** Neighbouring bits, words and calls flip independently of one another. */
  @ParameterizedTest
  @MethodSource("kernels")
  void flipsAreIndependent(Kernels kernels) {
    Board board = new Board(kernels);
    for (int kind = 0; kind < Kernels.FLIP_CLASSES; kind++) {
      board.set(kind, 0.3);
    }
    long[] last = new long[TO];
    long[] both = new long[4];
    long pairs = 0;
    for (int repetition = 0; repetition < 3_000; repetition++) {
      long[] before = board.spins.clone();
      board.flip();
      long[] flips = new long[TO];
      for (int i = FROM; i < TO; i++) {
        flips[i] = before[i] ^ board.spins[i];
      }
      if (repetition > 0) {
        for (int i = FROM + 8; i < TO; i++) {
          pairs += Long.SIZE;
          both[0] += Long.bitCount(flips[i] & Long.rotateLeft(flips[i], 1));
          both[1] += Long.bitCount(flips[i] & flips[i - 1]);
          both[2] += Long.bitCount(flips[i] & flips[i - 8]);
          both[3] += Long.bitCount(flips[i] & last[i]);
        }
      }
      last = flips;
    }
    // Pairs share flips, so that the variance is p²(1 − p²) + 2p³(1 − p) a pair.
    double deviation = Math.sqrt(pairs * (0.09 * 0.91 + 2 * 0.027 * 0.7));
    for (long count : both) {
      assertEquals(0, (count - pairs * 0.09) / deviation, 4.5);
    }
  }
}

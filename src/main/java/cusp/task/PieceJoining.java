package cusp.task;

import cusp.base.Interrupts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of a text while neighbouring tokens are joined in them; each kind is held once. */
final class PieceJoining {
  private final int[][] words;
  private final long[] counts;
  private final Map<Long, Pair> pairs = new HashMap<>();

  /** How often two tokens are side by side, and all words where they are or once were. */
  private static final class Pair {
    private final Set<Integer> words = new HashSet<>();
    private long count;
  }

  /**
   * Takes the arrays over.
   *
   * @param words each kind of word as tokens
   * @param counts how often each occurs
   */
  PieceJoining(int[][] words, long[] counts) {
    this.words = words;
    this.counts = counts;
    for (int w = 0; w < words.length; w++) {
      enter(w);
    }
  }

  private long pair(int w, int k) {
    return (long) words[w][k] << 32 | words[w][k + 1];
  }

  private void enter(int w) {
    for (int k = 0; k < words[w].length - 1; k++) {
      Pair pair = pairs.computeIfAbsent(pair(w, k), absent -> new Pair());
      pair.count += counts[w];
      pair.words.add(w);
    }
  }

  private void withdraw(int w) {
    for (int k = 0; k < words[w].length - 1; k++) {
      Pair pair = pairs.get(pair(w, k));
      pair.count -= counts[w];
      if (pair.count == 0) {
        pairs.remove(pair(w, k));
      }
    }
  }

  /**
   * Joins the commonest neighbours wherever they are, of equally common ones those of the earliest
   * pieces, and adds the piece that they make.
   *
   * @param pieces what each token stands for
   * @return whether there were any neighbours
   */
  boolean join(List<String> pieces) {
    Interrupts.endIfInterrupted("the learning of pieces");
    long best = 0;
    long most = 0;
    for (Map.Entry<Long, Pair> entry : pairs.entrySet()) {
      long count = entry.getValue().count;
      if (count > most || (count == most && entry.getKey() < best)) {
        best = entry.getKey();
        most = count;
      }
    }
    if (most == 0) {
      return false;
    }
    int left = (int) (best >>> 32);
    int right = (int) best;
    for (int w : pairs.get(best).words) {
      withdraw(w);
      words[w] = joined(words[w], left, right, pieces.size());
      enter(w);
    }
    pieces.add(pieces.get(left) + pieces.get(right));
    return true;
  }

  /** The tokens with one in place of each two neighbours, from the front. */
  static int[] joined(int[] tokens, int left, int right, int one) {
    int[] joined = new int[tokens.length];
    int count = 0;
    for (int k = 0; k < tokens.length; k++) {
      boolean both = k + 1 < tokens.length && tokens[k] == left && tokens[k + 1] == right;
      joined[count++] = both ? one : tokens[k];
      k += both ? 1 : 0;
    }
    return Arrays.copyOf(joined, count);
  }
}

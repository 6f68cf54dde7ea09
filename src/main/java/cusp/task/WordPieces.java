package cusp.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small vocabulary for a text: its characters, and pieces of its words made by joining, again and
 * again, the two neighbours that are most often side by side (Sennrich et al. 2016,
 * arXiv:1508.07909). Token i is piece i.
 *
 * <p>A word is a run of letters and digits, or of other signs, with the space before it if there is
 * one; no piece reaches across words. All other white space of ASCII stands alone, character by
 * character, so that a line's end is a token of its own; that beyond ASCII, as U+00A0, is among the
 * other signs. Nothing is lost: {@code decode(encode(text))} is the text.
 *
 * <pre>{@code
 * var text = "She sells sea shells by the sea shore.\n".repeat(20);
 * var words = WordPieces.learn(text, 24);
 * show(words.pieces());
 * show(words.encode("sea shells"));
 * show(words.sequences(text, 32));
 * }</pre>
 *
 * @param pieces single characters, a surrogate pair being one, and longer pieces, each of two
 *     earlier ones joined
 */
public record WordPieces(List<String> pieces) {
  private static final Pattern WORD =
      Pattern.compile(" ?[\\p{L}\\p{M}\\p{N}]+| ?[^\\s\\p{L}\\p{M}\\p{N}]+|\\s");

  /** The list is copied. */
  public WordPieces {
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("a vocabulary has at least one piece, not 0");
    }
    pieces = List.copyOf(pieces);
    Set<String> earlier = new HashSet<>();
    for (String piece : pieces) {
      if (piece.codePoints().count() != 1 && !joins(piece, earlier)) {
        throw new IllegalArgumentException(
            "each piece is a character or two earlier pieces joined, not \"" + piece + "\"");
      }
      if (!earlier.add(piece)) {
        throw new IllegalArgumentException("the piece \"" + piece + "\" is there twice");
      }
    }
  }

  private static boolean joins(String piece, Set<String> parts) {
    for (int i = 1; i < piece.length(); i++) {
      if (parts.contains(piece.substring(0, i)) && parts.contains(piece.substring(i))) {
        return true;
      }
    }
    return false;
  }

  /** The different characters of a text, in the order of Unicode, and no longer pieces. */
  public static WordPieces characters(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a text to learn from has at least one character, not 0");
    }
    return new WordPieces(
        text.codePoints().sorted().distinct().mapToObj(Character::toString).toList());
  }

  /**
   * The characters of a text and pieces of its words, the most often needed first. Of pairs that
   * are equally frequent, that of the earlier pieces is joined.
   *
   * @param size number of pieces, at least that of different characters
   * @throws IllegalArgumentException if the size is out of reach: smaller, or so large that each
   *     word would be one piece before
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static WordPieces learn(String text, int size) {
    WordPieces characters = characters(text);
    if (size < characters.size()) {
      throw new IllegalArgumentException(
          "the size is at least the text's "
              + characters.size()
              + " different characters, not "
              + size);
    }
    Map<String, Long> counts =
        WORD.matcher(text)
            .results()
            .collect(Collectors.groupingBy(MatchResult::group, Collectors.counting()));
    Map<String, Integer> tokens = characters.tokens();
    PieceJoining words =
        new PieceJoining(
            counts.keySet().stream()
                .map(word -> characters.split(word, tokens))
                .toArray(int[][]::new),
            counts.values().stream().mapToLong(count -> count).toArray());
    List<String> pieces = new ArrayList<>(characters.pieces());
    while (pieces.size() < size) {
      if (!words.join(pieces)) {
        throw new IllegalArgumentException(
            "the words of the text are whole with "
                + pieces.size()
                + " pieces, fewer than "
                + size);
      }
    }
    return new WordPieces(pieces);
  }

  private Map<String, Integer> tokens() {
    Map<String, Integer> tokens = new HashMap<>();
    for (int token = 0; token < size(); token++) {
      tokens.put(pieces.get(token), token);
    }
    return tokens;
  }

  /** The tokens of one word: its characters, joined in the order in which the pieces were made. */
  private int[] split(String word, Map<String, Integer> tokens) {
    int[] parts = word.codePoints().map(c -> tokens.get(Character.toString(c))).toArray();
    while (true) {
      int first = Integer.MAX_VALUE;
      int at = 0;
      for (int k = 0; k < parts.length - 1; k++) {
        int joined =
            tokens.getOrDefault(pieces.get(parts[k]) + pieces.get(parts[k + 1]), Integer.MAX_VALUE);
        if (joined < first) {
          first = joined;
          at = k;
        }
      }
      if (first == Integer.MAX_VALUE) {
        return parts;
      }
      parts = PieceJoining.joined(parts, parts[at], parts[at + 1], first);
    }
  }

  /** The number of different tokens. */
  public int size() {
    return pieces.size();
  }

  /** What a token stands for. */
  public String piece(int token) {
    if (token < 0 || token >= size()) {
      throw new IllegalArgumentException("token " + token + " lies outside 0 … " + (size() - 1));
    }
    return pieces.get(token);
  }

  /**
   * The tokens of a text.
   *
   * @throws IllegalArgumentException if it has a character that is no piece
   */
  public int[] encode(String text) {
    Map<String, Integer> tokens = tokens();
    requireCharacters(text, tokens);
    Map<String, int[]> known = new HashMap<>();
    return WORD.matcher(text)
        .results()
        .flatMapToInt(
            word -> Arrays.stream(known.computeIfAbsent(word.group(), w -> split(w, tokens))))
        .toArray();
  }

  private static void requireCharacters(String text, Map<String, Integer> tokens) {
    int position = 0;
    for (int c : (Iterable<Integer>) text.codePoints()::iterator) {
      if (!tokens.containsKey(Character.toString(c))) {
        throw new IllegalArgumentException(
            String.format(
                "the vocabulary does not hold U+%04X, '%s', the character at position %d; learn it"
                    + " from a text that has it",
                c, Character.toString(c), position));
      }
      position++;
    }
  }

  /** The text of tokens. */
  public String decode(int... tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      text.append(piece(token));
    }
    return text.toString();
  }

  /**
   * A text cut into stretches that follow one another, the class at each position being the token
   * that follows. The last tokens, too few for a stretch and what follows it, are left out.
   *
   * @param length tokens a stretch, at least 1
   */
  public Examples sequences(String text, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a stretch has at least one token, not " + length);
    }
    int[] tokens = encode(text);
    int[][] sequences = new int[Math.max(0, tokens.length - 1) / length][];
    if (sequences.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              "the text has %d tokens, but a stretch of %d and the token after it need %d",
              tokens.length, length, length + 1L));
    }
    for (int s = 0; s < sequences.length; s++) {
      sequences[s] = Arrays.copyOfRange(tokens, s * length, (s + 1) * length + 1);
    }
    return Examples.ofSequences(size(), sequences);
  }

  @Override
  public String toString() {
    return "a vocabulary of " + size() + " pieces of words";
  }
}

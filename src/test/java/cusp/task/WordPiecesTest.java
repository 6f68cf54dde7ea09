package cusp.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WordPiecesTest {
  /** The example of Sennrich et al. 2016 but with line ends, which are never joined, for spaces. */
  private static final String SENNRICH =
      "low\n".repeat(5) + "lower\n".repeat(2) + "newest\n".repeat(6) + "widest\n".repeat(3);

  private static final String SONNET =
      """
      Shall I compare thee to a summer's day?
      Thou art more lovely and more temperate:
      Rough winds do shake the darling buds of May,
      And summer's lease hath all too short a date;
      Sometime too hot the eye of heaven shines,
      And often is his gold complexion dimm'd;
      And every fair from fair sometime declines,
      By chance or nature's changing course untrimm'd;
      But thy eternal summer shall not fade,
      Nor lose possession of that fair thou ow'st;
      Nor shall death brag thou wander'st in his shade,
      When in eternal lines to time thou grow'st:
      So long as men can breathe or eyes can see,
      So long lives this, and this gives life to thee.
      """;

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void theCommonestNeighboursAreJoinedFirst() {
    WordPieces words = WordPieces.learn(SENNRICH, 23);
    List<String> characters = List.of("\n", "d", "e", "i", "l", "n", "o", "r", "s", "t", "w");
    assertEquals(characters, words.pieces().subList(0, 11));
    // es 9 before st 9, for e is the earlier; est 9; lo 7 before ow 7; low 7; ew 6 before ne 6; …
    assertEquals(
        List.of(
            "es", "est", "lo", "low", "ew", "new", "newest", "dest", "idest", "widest", "er",
            "lower"),
        words.pieces().subList(11, 23));
    assertEquals(words.pieces().subList(0, 16), WordPieces.learn(SENNRICH, 16).pieces());
    assertEquals(characters, WordPieces.characters(SENNRICH).pieces());
    assertEquals("low", words.piece(14));
    assertArrayEquals(new int[] {14, 12, 0, 16, 7}, words.encode("lowest\nnewr"));
    assertArrayEquals(new int[] {22}, words.encode("lower"));
    assertArrayEquals(new int[0], words.encode(""));
    assertEquals("lowest", words.decode(14, 12));
  }

  @Test
  void noPieceReachesAcrossWords() {
    WordPieces words = WordPieces.learn("to be,  not to be...\n\n".repeat(9), 18);
    int[] tokens = words.encode("to be,  be...\n\n not");
    assertEquals(
        List.of("to", " be", ",", " ", " be", "...", "\n", "\n", " not"),
        Arrays.stream(tokens).mapToObj(words::piece).toList());
    assertEquals(
        List.of("a", "\u00a0", "\u00a0\u00a0"),
        WordPieces.learn("a\u00a0\u00a0", 3).pieces(),
        "a sign");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", " ", "\n", "\t", "'", "é", "e\u0301", "\u00a0", "😀", "7")
        .list()
        .ofMinSize(1)
        .ofMaxSize(80)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 300)
  void textsComeBack(
      @ForAll("texts") String learnt,
      @ForAll("texts") String other,
      @ForAll @IntRange(max = 9) int k) {
    WordPieces characters = WordPieces.characters(learnt + other);
    WordPieces words = asFarAsItGoes(learnt + other, characters.size() + k);
    assertEquals(other, words.decode(words.encode(other)));
    assertEquals(other, characters.decode(characters.encode(other)));
    assertEquals(other.codePointCount(0, other.length()), characters.encode(other).length);
  }

  /** The pieces of the size, or all there are in a short text. */
  private static WordPieces asFarAsItGoes(String text, int size) {
    try {
      return WordPieces.learn(text, size);
    } catch (IllegalArgumentException e) {
      return asFarAsItGoes(text, size - 1);
    }
  }

  @Property(tries = 300)
  void countingAllPairsAnewEachTimeMakesTheSamePieces(@ForAll("runs") List<String> words) {
    String text = String.join("\n", words);
    List<String> pieces = new ArrayList<>(WordPieces.characters(text).pieces());
    List<List<Integer>> tokens =
        Arrays.stream(text.split("(?<=\n)|(?=\n)"))
            .map(
                word ->
                    word.chars()
                        .mapToObj(c -> pieces.indexOf(Character.toString(c)))
                        .collect(Collectors.toCollection(ArrayList::new)))
            .collect(Collectors.toList());
    while (joinPlainly(tokens, pieces)) {
      WordPieces learnt = WordPieces.learn(text, pieces.size());
      assertEquals(pieces, learnt.pieces());
      assertArrayEquals(
          tokens.stream().flatMap(List::stream).mapToInt(t -> t).toArray(), learnt.encode(text));
    }
    refused(() -> WordPieces.learn(text, pieces.size() + 1), "whole with " + pieces.size());
  }

  @Provide
  Arbitrary<List<String>> runs() {
    return Arbitraries.strings()
        .withChars("aab")
        .ofMinLength(1)
        .ofMaxLength(9)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static boolean joinPlainly(List<List<Integer>> words, List<String> pieces) {
    int[][] counts = new int[pieces.size()][pieces.size()];
    words.forEach(
        word -> {
          for (int k = 0; k < word.size() - 1; k++) {
            counts[word.get(k)][word.get(k + 1)]++;
          }
        });
    int left = 0;
    int right = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        if (counts[i][j] > counts[left][right]) {
          left = i;
          right = j;
        }
      }
    }
    if (counts[left][right] == 0) {
      return false;
    }
    for (List<Integer> word : words) {
      for (int k = 0; k < word.size() - 1; k++) {
        if (word.get(k) == left && word.get(k + 1) == right) {
          word.set(k, pieces.size());
          word.remove(k + 1);
        }
      }
    }
    pieces.add(pieces.get(left) + pieces.get(right));
    return true;
  }

  @Test
  void aSonnetGetsShorter() {
    int characters = WordPieces.characters(SONNET).encode(SONNET).length;
    assertEquals(SONNET.length(), characters);
    WordPieces words = WordPieces.learn(SONNET, 128);
    assertEquals(128, words.size());
    assertTrue(
        words.pieces().containsAll(List.of(" thou", " summer", "And", " fair")),
        "" + words.pieces());
    assertTrue(2 * words.encode(SONNET).length < characters);
    assertEquals(words, WordPieces.learn(SONNET, 128));
    assertEquals("a vocabulary of 128 pieces of words", words.toString());
  }

  @Test
  void stretchesFollowOneAnother() {
    WordPieces characters = WordPieces.characters("abcdefgh");
    Examples data = characters.sequences("abcdefgh", 3);
    assertEquals(8, data.vocabulary());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, data.tokens());
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, data.classes());
    assertEquals(1, characters.sequences("abcdefgh", 7).size());
    assertEquals(7, characters.sequences("abcdefgh", 1).size());
    refused(() -> characters.sequences("abcdefgh", 8), "has 8 tokens", "stretch of 8", "need 9");
    refused(() -> characters.sequences("", 2), "has 0 tokens", "need 3");
    refused(() -> characters.sequences("abc", 0), "at least one token", "not 0");
  }

  @Test
  void learningCanBeStopped() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> WordPieces.learn(SENNRICH, 12));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> WordPieces.learn("", 5), "at least one character");
    refused(() -> WordPieces.characters(""), "at least one character");
    refused(() -> WordPieces.learn("abca", 2), "3 different characters", "not 2");
    refused(() -> WordPieces.learn(SENNRICH, 24), "whole with 23 pieces", "fewer than 24");
    WordPieces words = WordPieces.characters("ab😀");
    assertEquals(3, words.size());
    refused(() -> words.encode("a😀é"), "U+00E9", "'é'", "position 2");
    refused(() -> words.encode("a😀😁"), "U+1F601", "'😁'", "position 2");
    refused(() -> words.decode(0, 3), "token 3", "0 … 2");
    refused(() -> words.piece(-1), "token -1", "0 … 2");
    refused(() -> new WordPieces(List.of()), "at least one piece");
    refused(() -> new WordPieces(List.of("a", "a")), "\"a\"", "twice");
    refused(() -> new WordPieces(List.of("a", "b", "aba")), "\"aba\"", "two earlier");
    refused(() -> new WordPieces(List.of("a", "")), "\"\"", "two earlier");
  }
}

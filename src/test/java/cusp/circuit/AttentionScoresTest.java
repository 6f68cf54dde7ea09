package cusp.circuit;

import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.nn.Network;
import cusp.task.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionScoresTest {
  private static final Network NETWORK = HandBuiltInduction.NETWORK;
  private static final Examples DATA = HandBuiltInduction.sequences(5, Seed.of(1));
  private static final AttentionScores SCORES =
      AttentionScores.of(NETWORK, HandBuiltInduction.weights(), DATA);

  /** Of float32. */
  private static final double ROUNDING = 1e-6;

  /** Σ over t of 1/(t + 1), from t on. */
  private static double reciprocals(int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += 1.0 / (t + 1);
    }
    return sum;
  }

  @Test
  void eachHeadOfAnInductionCircuitHasItsScore() {
    assertEquals(
        List.of("attention0.head0", "attention0.head1", "attention1.head0", "attention1.head1"),
        SCORES.heads());
    assertEquals(1, SCORES.previousToken(HandBuiltInduction.PREVIOUS), ROUNDING);
    assertEquals(0, SCORES.prefixMatching(HandBuiltInduction.PREVIOUS), ROUNDING);
    assertEquals(1, SCORES.prefixMatching(HandBuiltInduction.INDUCTION), ROUNDING);
    // It rests at position 0, which for position 1 is the one before.
    assertEquals(1 / 15.0, SCORES.previousToken(HandBuiltInduction.INDUCTION), ROUNDING);
    assertEquals(0, SCORES.prefixMatchingError(HandBuiltInduction.INDUCTION), ROUNDING);
  }

  @Test
  void aHeadWithoutWeightsIsAtChance() {
    double previous = reciprocals(1, 16) / 15;
    // Position 15 follows two earlier ones.
    double prefix = (reciprocals(8, 15) + 2 / 16.0) / 8;
    assertEquals(previous, SCORES.previousTokenChance(), 1e-14);
    assertEquals(prefix, SCORES.prefixMatchingChance(), 1e-14);
    for (String head : List.of("attention0.head1", "attention1.head0")) {
      assertEquals(previous, SCORES.previousToken(head), ROUNDING);
      assertEquals(prefix, SCORES.prefixMatching(head), ROUNDING);
    }
  }

  @Test
  void aPositionThatFollowsAnEarlierTokenCountsOnceForEach() {
    // Without weights all attention is even. By hand: 1 at t = 1 looks at s = 1, half of it; then
    // s = 1, 2 of 3, and s = 1, 2, 3 of 4.
    int[][] tokens = {{1, 1, 1, 1}, {0, 1, 2, 3}, {2, 0, 2, 0}};
    Network network =
        Network.onTokens(4, 4).embedding(4).residual(b -> b.attention(1)).linear(4).crossEntropy();
    AttentionScores scores =
        AttentionScores.of(
            network,
            new double[network.parameters().dimension()],
            Examples.ofTokens(4, tokens, 4, tokens));
    double[] expected = {(1 / 2.0 + 2 / 3.0 + 3 / 4.0) / 3, (1 / 3.0 + 1 / 4.0) / 2};
    assertArrayEquals(expected, scores.prefixMatching()[0], ROUNDING);
    assertEquals((expected[0] + expected[1]) / 2, scores.prefixMatchingChance(), 1e-14);
    assertEquals(
        (expected[0] - expected[1]) / 2, scores.prefixMatchingError("attention0.head0"), ROUNDING);
    double previous = (1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 3;
    double[] even = {previous, previous, previous};
    assertArrayEquals(even, scores.previousToken()[0], ROUNDING);
  }

  @Test
  void scoresAreATableAndAFigure() {
    assertEquals(4, SCORES.toTable().rowCount());
    assertEquals(
        SCORES.prefixMatching(HandBuiltInduction.INDUCTION),
        SCORES.toTable().doubleColumn("prefix matching").get(3));
    String alt = SCORES.chart().alt();
    assertTrue(alt.contains("1.000 of attention0.head0 (chance 0.159)"), alt);
  }

  @Test
  void refusesWhatHasNoScore() {
    double[][] none = {};
    refused(() -> new AttentionScores(List.of(), none, none, 0, 0), "0 heads, at least one");
    double[] w = HandBuiltInduction.weights();
    int[][] once = {{0, 1, 2, 3, 4, 5, 6, 7}};
    Network eight = Network.onTokens(8, 8).embedding(4).attention(2).linear(8).crossEntropy();
    double[] start = eight.initial(Seed.of(1));
    refused(
        () -> AttentionScores.of(eight, start, Examples.ofTokens(8, once, 8, once)),
        "none of the 1 sequences",
        "longer");
    refused(() -> SCORES.previousToken("attention2.head0"), "attention2.head0", "attention1.head1");
    refused(() -> AttentionScores.of(NETWORK, new double[3], DATA), "length 3");
    w[0] = Double.NaN;
    refused(() -> AttentionScores.of(NETWORK, w, DATA), "attention0.head0", "NaN");
    Network plain = Network.onTokens(8, 8).linear(8).crossEntropy();
    refused(() -> AttentionScores.of(plain, start, DATA), "no attention");
    Network single = Network.onTokens(8, 1).embedding(4).attention(2).linear(8).crossEntropy();
    Examples one = Examples.ofTokens(8, new int[][] {{1}}, 8, new int[][] {{1}});
    refused(
        () -> AttentionScores.of(single, single.initial(Seed.of(1)), one), "at least 2", "1 token");
    Network last =
        Network.onTokens(8, 8).embedding(4).lastPosition().attention(2).linear(8).crossEntropy();
    int[][] twice = {{0, 1, 2, 3, 0, 1, 2, 3}};
    refused(
        () ->
            AttentionScores.of(
                last, last.initial(Seed.of(1)), Examples.ofTokens(8, twice, 8, new int[][] {{1}})),
        "attention0.head0",
        "1 positions",
        "8 tokens");
  }
}

package cusp.circuit;

import static cusp.circuit.HandBuiltInduction.COPIED;
import static cusp.circuit.HandBuiltInduction.GAIN;
import static cusp.circuit.HandBuiltInduction.INDUCTION;
import static cusp.circuit.HandBuiltInduction.NETWORK;
import static cusp.circuit.HandBuiltInduction.NEW;
import static cusp.circuit.HandBuiltInduction.PREVIOUS;
import static cusp.circuit.HandBuiltInduction.SCORE;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.base.Seed;
import cusp.nn.Network;
import cusp.task.Examples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The score of learning in context, and what it owes to each head. */
class HeadEffectsTest {
  private static final Examples DATA = HandBuiltInduction.sequences(6, Seed.of(2));
  private static final double[] W = HandBuiltInduction.weights();

  /** Of float32. */
  private static final double ROUNDING = 1e-5;

  /** The mean loss at the positions 9 … 14. */
  private static double[] repeated(Network network, double[] w, Examples data) {
    return Arrays.stream(network.answerLosses(w, data))
        .mapToDouble(row -> Matrices.mean(Arrays.copyOfRange(row, 9, 15)))
        .toArray();
  }

  @Test
  void theScoreIsTheLossLateLessTheLossEarly() {
    double[][] losses = {{4, 3, 2, 1}, {5, 5, 1, 0}};
    assertArrayEquals(new double[] {-2, -4}, new InContextScore(0, 2).of(losses));
    assertArrayEquals(new double[] {-2, -4.5}, new InContextScore(0, 2, 2).of(losses));
    double[] scores = SCORE.of(NETWORK, W, DATA);
    for (double score : scores) {
      assertEquals(COPIED - NEW, score, ROUNDING);
    }
    assertEquals(Matrices.mean(scores), SCORE.mean(NETWORK, W, DATA));
    assertEquals(0, SCORE.standardError(NETWORK, W, DATA), ROUNDING);
    Examples two =
        Examples.ofTokens(2, new int[][] {{0, 1}, {1, 1}}, 2, new int[][] {{0, 1}, {1, 1}});
    Network lookup = Network.onTokens(2, 2).embedding(2).linearWithoutBias(2).crossEntropy();
    double[] w = lookup.initial(Seed.of(1));
    double[][] at = lookup.answerLosses(w, two);
    double[] expected = {at[0][1] - at[0][0], at[1][1] - at[1][0]};
    InContextScore step = new InContextScore(0, 1);
    assertEquals((expected[0] + expected[1]) / 2, step.mean(lookup, w, two), 1e-15);
    assertEquals(
        Math.abs(expected[0] - expected[1]) / 2, step.standardError(lookup, w, two), 1e-15);
  }

  @Test
  void withoutEitherHeadNothingIsLearntInContext() {
    AblationEffects effects = AblationEffects.ofHeads(NETWORK, W, DATA, SCORE);
    assertEquals(NETWORK.heads(), effects.names());
    for (String head : new String[] {PREVIOUS, INDUCTION}) {
      assertEquals(NEW - COPIED, effects.effect(head), ROUNDING);
      assertEquals(0, SCORE.mean(NETWORK.ablate(head), W, DATA), ROUNDING);
    }
    assertEquals(0, effects.effect("attention0.head1"), ROUNDING);
    assertEquals(0, effects.effect("attention1.head0"), ROUNDING);
  }

  @Test
  void anAblationRaisesTheLossToo() {
    AblationEffects effects = AblationEffects.ofHeads(NETWORK, W, DATA, ExampleMeasure.loss());
    double whole = NETWORK.on(DATA).loss(W);
    assertEquals(whole, Matrices.mean(effects.whole()), 1e-12);
    double without = NETWORK.ablate(INDUCTION).on(DATA).loss(W);
    assertEquals(without - whole, effects.effect(INDUCTION), 1e-12);
  }

  @Test
  void cleanHeadsBringBackWhatTheyCarry() {
    Examples corrupted = HandBuiltInduction.corrupted(DATA);
    PatchingEffects effects =
        PatchingEffects.ofHeads(NETWORK, W, DATA, corrupted, HeadEffectsTest::repeated);
    assertEquals(NETWORK.heads(), effects.names());
    assertEquals(GAIN, effects.gap(), ROUNDING);
    assertEquals(1, effects.effect(INDUCTION), ROUNDING);
    // The right place is found, but the tokens there are the first seven backwards: the middle one
    // is as it was, which position 10 looks at, and position 14 looks behind them.
    assertEquals(2 / 6.0, effects.effect(PREVIOUS), ROUNDING);
    assertEquals(0, effects.effect("attention0.head1"), ROUNDING);
    assertEquals(0, effects.effect("attention1.head0"), ROUNDING);
  }

  @Test
  void refusesWhatDoesNotFit() {
    refused(() -> new InContextScore(4, 4), "early 4", "late 4");
    refused(() -> new InContextScore(-1, 4), "early -1");
    refused(() -> new InContextScore(0, 4, 5), "window 5");
    refused(() -> new InContextScore(0, 4, 0), "window 0");
    refused(
        () -> new InContextScore(0, 15, 2).of(NETWORK, W, DATA),
        "late 15",
        "a context beyond the 16 positions");
    refused(() -> new InContextScore(0, Integer.MAX_VALUE).of(NETWORK, W, DATA), "beyond the 16");
    refused(() -> new InContextScore(0, 1).of(new double[0][]), "the losses");
    refused(() -> new InContextScore(0, 1).of(new double[][] {{1, Double.NaN}}), "NaN");
    Network plain = Network.onTokens(8, 16).linear(8).crossEntropy();
    double[] w = plain.initial(Seed.of(1));
    refused(() -> AblationEffects.ofHeads(plain, w, DATA, SCORE), "no attention");
    refused(() -> PatchingEffects.ofHeads(plain, w, DATA, DATA, SCORE), "no attention");
    refused(() -> PatchingEffects.ofHeads(NETWORK, W, DATA, DATA.subset(0, 1), SCORE), "2 and 6");
    refused(() -> PatchingEffects.ofHeads(NETWORK, W, DATA, DATA, SCORE), "changes nothing");
  }
}

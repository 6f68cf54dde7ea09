package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Loss;
import cusp.task.Examples;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NetworkTest {
  private static final Network TRANSFORMER =
      Network.onTokens(11, 6)
          .embedding(12)
          .positions()
          .residual(b -> b.layerNorm().attention(3))
          .residual(b -> b.layerNorm().attention(3))
          .layerNorm()
          .linearWithoutBias(11)
          .crossEntropy();

  private static final Examples SEQUENCES = NetworkGradientTest.tokens(40, 11, 6, 11, 6);

  private static void refuses(Executable what, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, what).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void partsAreNamedByKindAndNumber() {
    List<String> names = TRANSFORMER.parameters().blocks().stream().map(b -> b.toString()).toList();
    assertEquals("embedding0.weight[11×12]", names.get(0));
    assertTrue(names.contains("attention1.query[12×12]"), names.toString());
    assertTrue(names.contains("linear0.weight[12×11]"), names.toString());
    double[] w = TRANSFORMER.initial(Seed.of(1));
    List<String> activations = TRANSFORMER.activations(w, SEQUENCES).names();
    assertTrue(
        activations.containsAll(
            List.of("embedding0", "attention0.pattern", "attention1.heads", "residual1")),
        activations.toString());
    assertTrue(TRANSFORMER.toString().contains("residual1 6×12"), TRANSFORMER.toString());
  }

  private static int examplesAtOnce(int vocabulary) {
    Network network =
        Network.onTokens(vocabulary, 1)
            .linearWithoutBias(4)
            .linearWithoutBias(vocabulary)
            .crossEntropy();
    Examples examples = NetworkGradientTest.tokens(4, vocabulary, 1, vocabulary, 1);
    return Pass.on(network, examples, new float[network.weights().length]).workspace.chunk.capacity;
  }

  /** The memory of a chunk would grow with the square of the vocabulary. */
  @Test
  void wideNetworksGoThroughInLargerChunksUpToALimit() {
    assertTrue(examplesAtOnce(64) < examplesAtOnce(512));
    assertEquals(examplesAtOnce(512), examplesAtOnce(4_000));
  }

  @Test
  void aHeadLooksAtItselfAndWhatIsBefore() {
    double[] w = TRANSFORMER.initial(Seed.of(1));
    Activations activations = TRANSFORMER.activations(w, SEQUENCES, "attention1.pattern");
    for (int head = 0; head < 3; head++) {
      double[][] pattern = activations.pattern("attention1", 39, head);
      for (int t = 0; t < 6; t++) {
        assertEquals(1, Arrays.stream(pattern[t]).sum(), 1e-6);
        for (int s = t + 1; s < 6; s++) {
          assertEquals(0, pattern[t][s]);
        }
      }
    }
    refuses(() -> activations.pattern("attention1", 0, 3), "heads 0 … 2", "head 3");
    refuses(() -> activations.rows("embedding0"), "no activation embedding0", "attention1.pattern");
  }

  @Test
  void whatALaterTokenIsChangesNothingBefore() {
    double[] w = TRANSFORMER.initial(Seed.of(1));
    double[] before = TRANSFORMER.outputs(w, SEQUENCES)[4];
    int[] tokens = SEQUENCES.tokens().clone();
    tokens[5] = (tokens[5] + 1) % 11;
    Examples other =
        new Examples(40, 6, 6, 11, 11, tokens, new double[0], SEQUENCES.classes(), new double[0]);
    assertArrayEquals(before, TRANSFORMER.outputs(w, other)[4]);
    assertFalse(
        Arrays.equals(TRANSFORMER.outputs(w, SEQUENCES)[5], TRANSFORMER.outputs(w, other)[5]));
  }

  @Test
  void headsAddUp() {
    // Without the other two a head's share of the attention's output is what it alone writes.
    double[] w = TRANSFORMER.initial(Seed.of(1));
    double[][] whole = TRANSFORMER.activations(w, SEQUENCES, "attention0").rows("attention0");
    double[][] sum = new double[whole.length][12];
    for (int head = 0; head < 3; head++) {
      Network alone = TRANSFORMER;
      for (int other = 0; other < 3; other++) {
        alone = other == head ? alone : alone.ablate("attention0.head" + other);
      }
      double[][] part = alone.activations(w, SEQUENCES, "attention0").rows("attention0");
      for (int i = 0; i < sum.length; i++) {
        for (int j = 0; j < 12; j++) {
          sum[i][j] += part[i][j];
        }
      }
    }
    for (int i = 0; i < sum.length; i++) {
      assertArrayEquals(whole[i], sum[i], 1e-5);
    }
  }

  @Test
  void patchingAllOfALayerCarriesTheRunOver() {
    double[] w = TRANSFORMER.initial(Seed.of(1));
    Examples other =
        NetworkGradientTest.tokens(41, 11, 6, 11, 6).subset(IntStream.range(0, 40).toArray());
    double[][] stream = TRANSFORMER.activations(w, other, "residual0").rows("residual0");
    double[][] expected = TRANSFORMER.outputs(w, other);
    Network patched = TRANSFORMER.patch("residual0", stream);
    double[][] outputs = patched.outputs(w, SEQUENCES);
    for (int i = 0; i < outputs.length; i++) {
      assertArrayEquals(expected[i], outputs[i], 1e-5);
    }
    // Its own rows change nothing, and one row does for all.
    double[][] own = TRANSFORMER.activations(w, SEQUENCES, "residual0").rows("residual0");
    assertEquals(
        TRANSFORMER.on(SEQUENCES).loss(w),
        TRANSFORMER.patch("residual0", own).on(SEQUENCES).loss(w),
        1e-12);
    double[][] zeros = new double[1][12];
    assertEquals(
        TRANSFORMER.ablate("residual0").on(SEQUENCES).loss(w),
        TRANSFORMER.patch("residual0", zeros).on(SEQUENCES).loss(w));
    double[][] pattern =
        TRANSFORMER.activations(w, other, "attention1.pattern").rows("attention1.pattern");
    double[][] seen =
        TRANSFORMER
            .patch("attention1.pattern", pattern)
            .activations(w, SEQUENCES, "attention1.pattern")
            .rows("attention1.pattern");
    assertArrayEquals(pattern[17], seen[17]);
  }

  @Test
  void theGradientOfAnEditedNetworkIsOfItsLoss() {
    double[] w = TRANSFORMER.initial(Seed.of(1));
    double[][] stream = TRANSFORMER.activations(w, SEQUENCES, "attention0").rows("attention0");
    for (Network edited :
        List.of(
            TRANSFORMER.ablate("attention0.head1"),
            TRANSFORMER.ablate("attention1.pattern", 0),
            TRANSFORMER.ablate("attention1.queries", 3, 7).ablate("attention1"),
            TRANSFORMER.patch("attention0", stream))) {
      double[] gradient = new double[w.length];
      var objective = edited.on(SEQUENCES);
      objective.gradient(w, gradient);
      for (String block : List.of("attention0.value", "attention1.key", "embedding0.weight")) {
        double[] up = w.clone();
        double[] down = w.clone();
        var at = edited.parameters().block(block);
        double along = 0;
        double size = 0;
        for (int i = at.offset(); i < at.offset() + at.size(); i++) {
          // Along the gradient itself, or where there is none along all ones.
          size += gradient[i] * gradient[i];
        }
        for (int i = at.offset(); i < at.offset() + at.size(); i++) {
          double v = size == 0 ? 0.1 : gradient[i] / Math.sqrt(size);
          up[i] += 2e-3 * v;
          down[i] -= 2e-3 * v;
          along += gradient[i] * v;
        }
        double difference = (objective.loss(up) - objective.loss(down)) / 4e-3;
        assertEquals(difference, along, 3e-4 + 3e-3 * Math.abs(along), block);
      }
    }
  }

  @Test
  void masksHoldALayerABlockOrAHead() {
    assertEquals(4 * 144, count(TRANSFORMER.mask("attention0")));
    assertEquals(144, count(TRANSFORMER.mask("attention0.query")));
    assertEquals(4 * 48, count(TRANSFORMER.mask("attention0.head2")));
    boolean[] heads = TRANSFORMER.mask("attention0.head0", "attention0.head1", "attention0.head2");
    assertArrayEquals(TRANSFORMER.mask("attention0"), heads);
    boolean[] head = TRANSFORMER.mask("attention1.head1");
    int query = TRANSFORMER.parameters().block("attention1.query").offset();
    int output = TRANSFORMER.parameters().block("attention1.output").offset();
    assertTrue(head[query + 4] && !head[query + 3] && head[query + 12 + 7]);
    assertTrue(head[output + 4 * 12] && !head[output + 3 * 12 + 4] && head[output + 7 * 12 + 11]);
    refuses(() -> TRANSFORMER.mask("attention0.head3"), "no attention0.head3", "0 … 2");
    refuses(() -> TRANSFORMER.mask("attention2"), "no parameters of attention2");
    refuses(() -> TRANSFORMER.mask("attention7.head0"), "attention7");
  }

  private static int count(boolean[] mask) {
    return (int) IntStream.range(0, mask.length).filter(i -> mask[i]).count();
  }

  @Test
  void refusesWhatDoesNotFit() {
    refuses(
        () -> Network.onVectors(4).linear(6).residual(b -> b.linear(5)),
        "linear1",
        "1×5",
        "linear0",
        "1×6");
    refuses(
        () -> Network.onTokens(9, 4).embedding(10).attention(3), "attention0", "3 heads", "4×10");
    refuses(
        () -> Network.onTokens(9, 4).embedding(10).linear(8).unembedding(),
        "unembedding0",
        "10",
        "linear0",
        "4×8");
    refuses(() -> Network.onVectors(9).convolution(3, 3), "convolution0", "the input", "1×9");
    refuses(() -> Network.onImages(6, 4, 1).meanPool(4), "meanPool0", "4×4", "6×4×1");
    refuses(() -> Network.onImages(6, 4, 1).convolution(2, 2), "odd", "2");
    refuses(() -> Network.onTokens(9, 4).relu(), "tokens", "embedding");
    refuses(() -> Network.onTokens(9, 4).residual(b -> b.relu()), "tokens", "embedding");
    refuses(() -> Network.onVectors(3).embedding(4), "embedding", "the input", "1×3");
    refuses(() -> Network.onVectors(3).unembedding(), "there is none");
    refuses(() -> Network.onVectors(3).residual(b -> b), "at least one layer");
    refuses(() -> Network.onImages(2, 2, 1).linear(3).squaredError(), "linear0", "2×2×3");
    refuses(() -> Network.onVectors(0), "at least 1, not 0");
    refuses(() -> Network.onVectors(3).linear(-1), "at least 1, not -1");
  }

  @Test
  void refusesOtherExamplesThanItsOwn() {
    refuses(
        () -> TRANSFORMER.on(NetworkGradientTest.tokens(9, 11, 5, 11, 5)),
        "reads sequences of 6 tokens from a vocabulary of 11",
        "have sequences of 5 tokens from a vocabulary of 11");
    refuses(
        () -> TRANSFORMER.on(NetworkGradientTest.tokens(9, 11, 7, 11, 7)),
        "reads sequences of 6 tokens",
        "have sequences of 7 tokens");
    refuses(
        () -> TRANSFORMER.on(NetworkGradientTest.tokens(9, 11, 6, 11, 1)),
        "linear0",
        "6 answers of 11 classes",
        "1 answers of 11 classes");
    refuses(
        () ->
            Network.onVectors(2)
                .linear(3)
                .squaredError()
                .on(Examples.ofVectors(new double[][] {{1, 2}}, new double[][] {{1, 2}})),
        "target of 3 numbers",
        "target of 2 numbers");
    refuses(
        () -> TRANSFORMER.on(Examples.ofTokens(11, new int[][] {{0, 11}}, 11, new int[][] {{1}})),
        "token 11",
        "position 1 of example 0",
        "0 … 10");
    refuses(() -> TRANSFORMER.on(SEQUENCES).loss(new double[3]), "length 3");
  }

  @Test
  void refusesEditsOfWhatIsNotThere() {
    refuses(() -> TRANSFORMER.ablate("attention9"), "no activation attention9", "attention1");
    refuses(() -> TRANSFORMER.ablate("attention0.head3"), "no attention0.head3");
    refuses(() -> TRANSFORMER.ablate("attention0.head1", 4), "columns 0 … 3", "4");
    refuses(() -> TRANSFORMER.patch("residual0", new double[1][5]), "5 numbers", "12 columns");
    refuses(() -> TRANSFORMER.patch("residual0", new double[0][]), "at least one row");
    Network patched = TRANSFORMER.patch("residual0", new double[7][12]);
    refuses(() -> patched.on(SEQUENCES), "7 rows", "residual0", "240");
  }

  @Test
  void theKindOfTheLossIsWhatItsAnswersAre() {
    assertEquals(Loss.MEAN_LOG_LOSS, TRANSFORMER.on(SEQUENCES).kind());
    assertEquals(
        Loss.LOG_LOSS,
        Network.onTokens(11, 6)
            .linear(4)
            .linear(11)
            .crossEntropy()
            .on(NetworkGradientTest.tokens(9, 11, 6, 11, 1))
            .kind());
  }

  @Test
  void learnsWhatItIsTaught() {
    int[][] pairs =
        IntStream.range(0, 25).mapToObj(i -> new int[] {i / 5, i % 5}).toArray(int[][]::new);
    int[][] sums =
        IntStream.range(0, 25).mapToObj(i -> new int[] {(i / 5 + i % 5) % 5}).toArray(int[][]::new);
    Examples data = Examples.ofTokens(5, pairs, 5, sums);
    Network network = Network.onTokens(5, 2).linear(32).relu().linear(5).crossEntropy();
    Run run = Trainer.adam(0.01).withSteps(300).train(network, data, network.initial(Seed.of(1)));
    assertEquals(1, network.accuracy(run.last().w(), data));
    assertTrue(run.last().loss() < 0.1, "loss " + run.last().loss());
  }

  @Test
  void logitsThatAreAllEqualAreRightAsOftenAsChanceHasIt() {
    int[][] tokens = {{0}, {1}, {2}, {3}, {4}};
    Examples data = Examples.ofTokens(5, tokens, 5, tokens);
    Network network = Network.onTokens(5, 1).linearWithoutBias(5).crossEntropy();
    assertEquals(0.2, network.accuracy(new double[25], data), 1e-12);
    double[] two = new double[25];
    two[0] = 1;
    two[3] = 1;
    assertEquals((0.5 + 4 * 0.2) / 5, network.accuracy(two, data), 1e-12);
  }

  @Test
  void aRateThatIsTooLargeEndsWithTheLastGoodCheckpoint() {
    Network network = Network.onVectors(2).linear(8).square().linear(1).squaredError();
    Examples data = Examples.ofVectors(new double[][] {{1, 2}, {3, 4}}, new double[][] {{1}, {2}});
    Run run = Trainer.sgd(10).withSteps(200).train(network, data, network.initial(Seed.of(1)));
    assertTrue(run.verdict().isInvalid());
    String why = run.verdict().toString();
    assertTrue(why.contains("not finite at step") && why.contains("last good checkpoint"), why);
    assertTrue(Double.isFinite(run.last().loss()));
  }
}

package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.nn.ResidualStream.HeadWeights;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualStreamTest {
  private static final Network NORMED =
      Network.onTokens(7, 5)
          .embedding(6)
          .positions()
          .residual(b -> b.layerNorm().attention(2))
          .residual(b -> b.layerNorm().attention(3))
          .layerNorm()
          .linearWithoutBias(7)
          .crossEntropy();

  private static final Examples SEQUENCES = NetworkGradientTest.tokens(3, 7, 5, 7, 5);

  private static double[] anywhere(Network network) {
    double[] w = network.initial(Seed.of(1));
    double[] more = new double[w.length];
    Seed.of(2).random().gaussians(more, w.length);
    // Gains and shifts too are something.
    Arrays.setAll(w, i -> w[i] + 0.5 * more[i]);
    return w;
  }

  private static double[] times(double[] row, double[][] matrix) {
    double[] product = new double[matrix[0].length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += row[i] * matrix[i][j];
      }
    }
    return product;
  }

  private static double deviation(double[] row) {
    double mean = Arrays.stream(row).average().orElseThrow();
    return Math.sqrt(Arrays.stream(row).map(x -> (x - mean) * (x - mean)).sum() / row.length);
  }

  /** What the matrix makes of rows of the stream over σ is what the layer makes, but its shift. */
  private static void reads(double[][] stream, double[][] matrix, double[][] made, int from) {
    int columns = matrix[0].length;
    for (int i = 1; i < stream.length; i++) {
      double[] one = times(stream[i], matrix);
      double[] other = times(stream[i - 1], matrix);
      for (int j = 0; j < columns; j++) {
        // The shift goes out of the difference.
        assertEquals(
            made[i][from + j] - made[i - 1][from + j],
            one[j] / deviation(stream[i]) - other[j] / deviation(stream[i - 1]),
            1e-4);
      }
    }
  }

  @Test
  void aNormBeforeIsInWhatReads() {
    double[] w = anywhere(NORMED);
    ResidualStream stream = ResidualStream.of(NORMED, w);
    Activations seen = NORMED.activations(w, SEQUENCES);
    assertEquals(NORMED.heads(), stream.heads().stream().map(HeadWeights::name).toList());
    for (HeadWeights head : stream.heads()) {
      double[][] rows = seen.rows(head.layer().equals("attention0") ? "positions0" : "residual0");
      int from = head.head() * head.output().length;
      reads(rows, head.query(), seen.rows(head.layer() + ".queries"), from);
      reads(rows, head.key(), seen.rows(head.layer() + ".keys"), from);
      reads(rows, head.value(), seen.rows(head.layer() + ".values"), from);
    }
    reads(seen.rows("residual1"), stream.unembedding(), seen.rows("linear0"), 0);
    assertArrayEquals(NORMED.parameters().rows("embedding0.weight", w), stream.embedding());
  }

  @Test
  void withoutNormsTheWeightsAreAsTheyAre() {
    Network network =
        Network.onTokens(7, 5)
            .embedding(6)
            .residual(b -> b.attention(2))
            .unembedding()
            .crossEntropy();
    double[] w = anywhere(network);
    ResidualStream stream = ResidualStream.of(network, w);
    HeadWeights head = stream.heads().get(1);
    double[][] query = network.parameters().rows("attention0.query", w);
    double[][] output = network.parameters().rows("attention0.output", w);
    for (int i = 0; i < 6; i++) {
      assertArrayEquals(Arrays.copyOfRange(query[i], 3, 6), head.query()[i]);
    }
    assertArrayEquals(output[4], head.output()[1]);
    for (int token = 0; token < 7; token++) {
      for (int i = 0; i < 6; i++) {
        assertEquals(stream.embedding()[token][i], stream.unembedding()[i][token]);
      }
    }
    assertEquals(
        "a residual stream of 6 columns from 7 tokens to 7 logits past 2 heads", stream.toString());
  }

  @Test
  void positionsAndABiasArePassedBy() {
    Network network =
        Network.onTokens(7, 5)
            .embedding(6)
            .residual(b -> b.attention(2))
            .positions()
            .lastPosition()
            .linear(7)
            .crossEntropy();
    double[] w = anywhere(network);
    ResidualStream stream = ResidualStream.of(network, w);
    assertArrayEquals(network.parameters().rows("linear0.weight", w), stream.unembedding());
    assertArrayEquals(network.parameters().rows("embedding0.weight", w), stream.embedding());
    assertEquals(2, stream.heads().size());
  }

  @Test
  void headsHaveTheNamesThatEditsTake() {
    assertEquals(
        List.of(
            "attention0.head0",
            "attention0.head1",
            "attention1.head0",
            "attention1.head1",
            "attention1.head2"),
        NORMED.heads());
    assertEquals(List.of(), Network.onVectors(3).linear(2).crossEntropy().heads());
    double[] w = anywhere(NORMED);
    Activations seen = NORMED.activations(w, SEQUENCES);
    assertArrayEquals(seen.pattern("attention1", 2, 1), seen.pattern("attention1.head1", 2));
    refuses(() -> seen.pattern("attention1", 0), "attention0.head3", "\"attention1\"");
  }

  private static void refuses(Runnable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  private static void refuses(NetworkBuilder last, String... words) {
    Network network = last.crossEntropy();
    refuses(() -> ResidualStream.of(network, network.initial(Seed.of(1))), words);
  }

  @Test
  void refusesNetworksWithoutOne() {
    refuses(Network.onImages(4, 4, 1).flatten().linear(3), "flatten0", "first");
    refuses(Network.onTokens(5, 3).linear(3).linear(3), "linear0", "first");
    refuses(Network.onTokens(5, 3).embedding(5), "ends with embedding0");
    refuses(Network.onTokens(5, 3).embedding(4).attention(2).linear(5), "attention0", "outside");
    refuses(Network.onTokens(5, 3).embedding(4).linear(4).linear(5), "linear0", "outside");
    refuses(Network.onTokens(5, 3).embedding(4).residual(b -> b.attention(2)), "residual0", "last");
    refuses(
        Network.onTokens(5, 3).embedding(4).residual(b -> b.attention(2).linear(4)).linear(5),
        "attention0.head0",
        "more than");
    double[] w = anywhere(NORMED);
    refuses(() -> ResidualStream.of(NORMED, new double[2]), "length 2");
    w[7] = Double.POSITIVE_INFINITY;
    refuses(() -> ResidualStream.of(NORMED, w), "w[7]", "Infinity");
  }
}

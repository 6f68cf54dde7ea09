package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.nn.Network;
import cusp.nn.ResidualStream;
import cusp.nn.ResidualStream.HeadWeights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadCircuitsTest {
  private static final HeadCircuits INDUCTION =
      HeadCircuits.of(HandBuiltInduction.NETWORK, HandBuiltInduction.weights());

  private static Network transformer(int tokens, int width, int heads) {
    return Network.onTokens(tokens, 4)
        .embedding(width)
        .positions()
        .residual(b -> b.layerNorm().attention(heads))
        .residual(b -> b.layerNorm().linear(2 * width).gelu().linear(width))
        .residual(b -> b.layerNorm().attention(heads))
        .layerNorm()
        .linearWithoutBias(tokens)
        .crossEntropy();
  }

  @Test
  void anInductionHeadCopiesAndHasItsKeysFromThePreviousTokenHead() {
    assertEquals(1, INDUCTION.copying(HandBuiltInduction.INDUCTION), 1e-14);
    assertEquals(0, INDUCTION.copying(HandBuiltInduction.PREVIOUS));
    assertEquals(0, INDUCTION.copying("attention0.head1"));
    // W_OV is 7 ones; W_QK is 7 of size β, and 7 of β/2 that stand for position 0; their product 7
    // of size β.
    HeadCircuits.Composition found =
        INDUCTION.composition(HandBuiltInduction.PREVIOUS, HandBuiltInduction.INDUCTION);
    assertEquals(2 / Math.sqrt(35), found.key(), 1e-14);
    assertEquals(0, found.query());
    assertEquals(0, found.value());
    assertEquals(0, INDUCTION.composition("attention0.head1", "attention1.head0").value());
    assertEquals(Math.sqrt(1 / 32.0), INDUCTION.chance(), 1e-15);
    assertEquals(4, INDUCTION.compositions().size());
    assertEquals(4, INDUCTION.toTable().rowCount());
    assertEquals(found.key(), INDUCTION.compositionTable().doubleColumn("key").get(2), 1e-15);
    assertTrue(
        INDUCTION.toString().contains("0.338, of attention0.head0 into attention1.head1"),
        INDUCTION.toString());
  }

  private static double ratio(double[][] a, double[][] b) {
    double[][] product = Matrices.product(a, b);
    return Math.sqrt(
        Matrices.inner(product, product) / Matrices.inner(a, a) / Matrices.inner(b, b));
  }

  @Test
  void theSmallFactorsGiveWhatTheWholeMatricesGive() {
    Network network = transformer(9, 12, 3);
    double[] w = network.initial(Seed.of(3));
    ResidualStream stream = ResidualStream.of(network, w);
    HeadCircuits circuits = HeadCircuits.of(network, w);
    for (HeadWeights later : stream.heads()) {
      double[][] scores = Matrices.product(later.query(), Matrices.transpose(later.key()));
      double[][] carried = Matrices.product(later.value(), later.output());
      double[][] copied =
          Matrices.product(Matrices.product(stream.embedding(), carried), stream.unembedding());
      double expected = HeadCircuits.copying(copied);
      assertEquals(expected, circuits.copying(later.name()), 1e-10, "9 × 9, of rank 4");
      if (later.layer().equals("attention0")) {
        continue;
      }
      for (HeadWeights earlier : stream.heads().subList(0, 3)) {
        double[][] written = Matrices.product(earlier.value(), earlier.output());
        HeadCircuits.Composition found = circuits.composition(earlier.name(), later.name());
        assertEquals(ratio(written, scores), found.query(), 1e-12);
        assertEquals(ratio(written, Matrices.transpose(scores)), found.key(), 1e-12);
        assertEquals(ratio(written, carried), found.value(), 1e-12);
      }
    }
    assertEquals(9, circuits.compositions().size());
  }

  @Test
  void copyingIsOfEigenvaluesWhateverTheirScale() {
    assertEquals(1, HeadCircuits.copying(new double[][] {{1, 5}, {0, 2}}), 1e-14);
    assertEquals(-1, HeadCircuits.copying(new double[][] {{-1e-20, 0}, {0, -3e-20}}), 1e-14);
    assertEquals(0.5, HeadCircuits.copying(new double[][] {{3, 0}, {0, -1}}), 1e-14);
    assertEquals(
        0, HeadCircuits.copying(new double[][] {{0, -2}, {2, 0}}), 1e-14, "a quarter turn");
    double angle = 1.1;
    double[][] turn = {{Math.cos(angle), -Math.sin(angle)}, {Math.sin(angle), Math.cos(angle)}};
    assertEquals(Math.cos(angle), HeadCircuits.copying(turn), 1e-14);
    assertEquals(0, HeadCircuits.copying(new double[][] {{0, 1}, {0, 0}}), "nilpotent");
    assertEquals(0, HeadCircuits.copying(new double[2][2]));
  }

  /**
   * Each kind's mean square is 1/d exactly where matrices are turned at random. Held within 4
   * standard errors, over seeds, of its mean.
   */
  @Test
  void randomWeightsComposeAtTheLevelOfChance() {
    Network network =
        Network.onTokens(5, 2)
            .embedding(24)
            .residual(b -> b.attention(4))
            .residual(b -> b.attention(4))
            .linearWithoutBias(5)
            .crossEntropy();
    List<double[]> squares = new ArrayList<>();
    for (int seed = 0; seed < 60; seed++) {
      HeadCircuits circuits = HeadCircuits.of(network, network.initial(Seed.of(seed)));
      double[] sums = new double[3];
      for (HeadCircuits.Composition pair : circuits.compositions()) {
        sums[0] += pair.query() * pair.query() / 16;
        sums[1] += pair.key() * pair.key() / 16;
        sums[2] += pair.value() * pair.value() / 16;
      }
      squares.add(sums);
      assertEquals(Math.sqrt(1 / 24.0), circuits.chance(), 1e-15);
    }
    for (int k = 0; k < 3; k++) {
      int kind = k;
      double[] values = squares.stream().mapToDouble(sums -> sums[kind]).toArray();
      double error = Matrices.standardError(values);
      assertEquals(1 / 24.0, Matrices.mean(values), 4 * error);
      assertTrue(error < 0.001, "the test can tell: " + error);
    }
  }

  @Test
  void theGainOfANormIsReadAsWeights() {
    Network network = transformer(7, 8, 2);
    double[] w = network.initial(Seed.of(5));
    double[] folded = w.clone();
    double[][] noise = normal(3, 8, 6);
    String[][] readers = {
      {"layerNorm0", "attention0.query", "attention0.key", "attention0.value"},
      {"layerNorm2", "attention1.query", "attention1.key", "attention1.value"},
      {"layerNorm3", "linear2.weight"}
    };
    for (int r = 0; r < 3; r++) {
      int gains = network.parameters().block(readers[r][0] + ".gain").offset();
      for (int i = 0; i < 8; i++) {
        w[gains + i] = noise[r][i];
        for (int m = 1; m < readers[r].length; m++) {
          var block = network.parameters().block(readers[r][m]);
          int columns = block.shape().get(1);
          for (int j = 0; j < columns; j++) {
            folded[block.offset() + i * columns + j] *= noise[r][i];
          }
        }
      }
    }
    HeadCircuits ours = HeadCircuits.of(network, w);
    HeadCircuits other = HeadCircuits.of(network, folded);
    for (String head : ours.heads()) {
      assertEquals(other.copying(head), ours.copying(head), 1e-12);
    }
    for (int k = 0; k < 4; k++) {
      assertEquals(other.compositions().get(k).query(), ours.compositions().get(k).query(), 1e-12);
      assertEquals(other.compositions().get(k).key(), ours.compositions().get(k).key(), 1e-12);
      assertEquals(other.compositions().get(k).value(), ours.compositions().get(k).value(), 1e-12);
    }
    HeadCircuits plain = HeadCircuits.of(network, network.initial(Seed.of(5)));
    assertTrue(
        Math.abs(plain.copying("attention1.head0") - ours.copying("attention1.head0")) > 0.01);
  }

  @Test
  void oneLayerComposesWithNothing() {
    Network network =
        Network.onTokens(6, 3)
            .embedding(8)
            .residual(b -> b.attention(2))
            .unembedding()
            .crossEntropy();
    HeadCircuits circuits = HeadCircuits.of(network, network.initial(Seed.of(1)));
    assertEquals(2, circuits.toTable().rowCount());
    assertEquals(0, circuits.compositionTable().rowCount());
    assertEquals("2 heads in one layer", circuits.toString());
  }

  @Test
  void refusesWhatHasNoCircuits() {
    refused(
        () -> INDUCTION.composition(HandBuiltInduction.INDUCTION, HandBuiltInduction.PREVIOUS),
        "attention1.head1",
        "earlier first");
    refused(() -> INDUCTION.composition("attention0.head2", "attention1.head0"), "head2");
    refused(() -> INDUCTION.copying("head"), "\"head\"");
    refused(
        () -> new HeadCircuits(INDUCTION.heads(), new double[3], List.of(), 0), "4 heads", "not 3");
    Network images = Network.onImages(4, 4, 1).flatten().linear(3).crossEntropy();
    refused(() -> HeadCircuits.of(images, images.initial(Seed.of(1))), "no attention");
    Network sums =
        Network.onTokens(6, 3).embedding(8).residual(b -> b.attention(2)).linear(5).crossEntropy();
    refused(() -> HeadCircuits.of(sums, sums.initial(Seed.of(1))), "6 tokens", "5 logits");
  }
}

package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.Examples;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Losses and gradients of five networks as PyTorch has them; see torch_fixtures.py. */
class TorchTest {
  private static final JsonNode CASES = read();

  private static JsonNode read() {
    try (var file = TorchTest.class.getResourceAsStream("torch.json")) {
      return new ObjectMapper().readTree(file).get("cases");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record Twin(String name, Network network, Examples data) {}

  private static List<Twin> twins() {
    return List.of(
        modularMlp(),
        new Twin(
            "attention_only",
            Network.onTokens(11, 6)
                .embedding(8)
                .positions()
                .residual(b -> b.layerNorm().attention(2))
                .residual(b -> b.layerNorm().attention(2))
                .layerNorm()
                .linearWithoutBias(11)
                .crossEntropy(),
            sequences(11, 6, 5)),
        new Twin(
            "transformer",
            Network.onTokens(11, 6)
                .embedding(8)
                .positions()
                .residual(b -> b.layerNorm().attention(2))
                .residual(b -> b.layerNorm().linear(32).gelu().linear(8))
                .layerNorm()
                .unembedding()
                .crossEntropy(),
            sequences(11, 6, 5)),
        new Twin(
            "convolution",
            Network.onImages(6, 6, 2)
                .convolution(3, 3)
                .relu()
                .meanPool(2)
                .flatten()
                .linear(4)
                .crossEntropy(),
            Examples.ofClasses(
                waves(100, 5, 72), 4, IntStream.range(0, 5).map(k -> (3 * k + 1) % 4).toArray())),
        new Twin(
            "tanh_mlp",
            Network.onVectors(3).linear(5).tanh().linear(2).squaredError(),
            Examples.ofVectors(waves(100, 6, 3), waves(200, 6, 2))));
  }

  private static Twin modularMlp() {
    int[][] pairs =
        IntStream.range(0, 49).mapToObj(i -> new int[] {i / 7, i % 7}).toArray(int[][]::new);
    int[][] sums =
        IntStream.range(0, 49).mapToObj(i -> new int[] {(i / 7 + i % 7) % 7}).toArray(int[][]::new);
    return new Twin(
        "modular_mlp",
        Network.onTokens(7, 2).linear(8).relu().linear(7).crossEntropy(),
        Examples.ofTokens(7, pairs, 7, sums));
  }

  private static double wave(int block, int i) {
    return 0.3 * Math.sin(1 + block + 0.7 * i + 0.013 * i * i);
  }

  private static double[][] waves(int block, int rows, int columns) {
    double[][] waves = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      waves[i / columns][i % columns] = wave(block, i);
    }
    return waves;
  }

  private static Examples sequences(int vocabulary, int length, int count) {
    int[][] tokens = new int[count][length];
    int[][] next = new int[count][length];
    for (int s = 0; s < count; s++) {
      for (int t = 0; t <= length; t++) {
        int token = (3 * s * s + 5 * t * t + 7 * s * t + 2 * t + 1) % vocabulary;
        if (t < length) {
          tokens[s][t] = token;
        }
        if (t > 0) {
          next[s][t - 1] = token;
        }
      }
    }
    return Examples.ofTokens(vocabulary, tokens, vocabulary, next);
  }

  private static double[] weights(Network network) {
    double[] w = new double[network.parameters().dimension()];
    List<Parameters.Block> blocks = network.parameters().blocks();
    for (int b = 0; b < blocks.size(); b++) {
      Parameters.Block block = blocks.get(b);
      for (int i = 0; i < block.size(); i++) {
        w[block.offset() + i] = wave(b, i) + (block.name().endsWith(".gain") ? 1 : 0);
      }
    }
    return w;
  }

  @TestFactory
  List<DynamicTest> lossesGradientsAndOutputsArePyTorchs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Twin twin : twins()) {
      tests.add(DynamicTest.dynamicTest(twin.name, () -> check(twin, CASES.get(twin.name))));
    }
    return tests;
  }

  private static void check(Twin twin, JsonNode torch) {
    double[] w = weights(twin.network);
    Objective engine = twin.network.on(twin.data);
    double[] gradient = new double[w.length];
    assertEquals(torch.get("loss").asDouble(), engine.gradient(w, gradient), 1e-6);
    double[] losses = new double[twin.data.size()];
    engine.losses(w, losses);
    for (int k = 0; k < losses.length; k++) {
      assertEquals(torch.get("losses").get(k).asDouble(), losses[k], 3e-6, "example " + k);
    }
    double[] first = twin.network.outputs(w, twin.data)[0];
    for (int j = 0; j < first.length; j++) {
      assertEquals(torch.get("outputs").get(j).asDouble(), first[j], 2e-6, "output " + j);
    }
    List<Parameters.Block> blocks = twin.network.parameters().blocks();
    assertEquals(torch.get("blocks").size(), blocks.size());
    for (int b = 0; b < blocks.size(); b++) {
      check(blocks.get(b), torch.get("blocks").get(b), gradient);
    }
    if (torch.has("attention")) {
      Activations activations = twin.network.activations(w, twin.data);
      String last = twin.name.equals("transformer") ? "attention0" : "attention1";
      for (int h = 0; h < 2; h++) {
        double[] row = activations.pattern(last, 0, h)[5];
        for (int t = 0; t < row.length; t++) {
          assertEquals(torch.get("attention").get(h).get(t).asDouble(), row[t], 1e-6);
        }
      }
    }
  }

  private static void check(Parameters.Block block, JsonNode torch, double[] gradient) {
    double norm = torch.get("norm").asDouble();
    double squares = 0;
    double along = 0;
    double waves = 0;
    for (int i = 0; i < block.size(); i++) {
      double g = gradient[block.offset() + i];
      squares += g * g;
      along += g * wave(0, i);
      waves += wave(0, i) * wave(0, i);
    }
    assertEquals(norm, Math.sqrt(squares), 1e-5 * norm, block.toString());
    double most = 1e-5 * norm * Math.sqrt(waves);
    assertEquals(torch.get("wave").asDouble(), along, most, block.toString());
    for (int i = 0; i < Math.min(3, block.size()); i++) {
      assertEquals(
          torch.get("first").get(i).asDouble(),
          gradient[block.offset() + i],
          1e-5 * norm,
          block + " at " + i);
    }
  }

  @Test
  void fiveStepsOfAdamWArePyTorchs() {
    Twin twin = modularMlp();
    JsonNode adamw = CASES.get("modular_mlp").get("adamw");
    Run run =
        Trainer.adamW(adamw.get("lr").asDouble(), adamw.get("weight_decay").asDouble())
            .withSteps(5)
            .withCheckpoints(CheckpointPlan.even(6))
            .train(twin.network, twin.data, weights(twin.network), Seed.of(1));
    for (int step = 0; step <= 5; step++) {
      assertEquals(adamw.get("losses").get(step).asDouble(), run.losses()[step], 1e-6);
    }
  }
}

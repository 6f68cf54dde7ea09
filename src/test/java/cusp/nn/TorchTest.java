package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.task.Examples;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses, gradients and activations of five networks as PyTorch has them, and SameDiff one. */
class TorchTest {
  private static final Map<String, Network> TWINS =
      Map.of(
          "modular_mlp",
          Network.onTokens(7, 2).linear(8).relu().linear(7).crossEntropy(),
          "attention_only",
          Network.onTokens(11, 6)
              .embedding(8)
              .positions()
              .residual(b -> b.layerNorm().attention(2))
              .residual(b -> b.layerNorm().attention(2))
              .layerNorm()
              .linearWithoutBias(11)
              .crossEntropy(),
          "transformer",
          Network.onTokens(11, 6)
              .embedding(8)
              .positions()
              .residual(b -> b.layerNorm().attention(2))
              .residual(b -> b.layerNorm().linear(32).gelu().linear(8))
              .layerNorm()
              .unembedding()
              .crossEntropy(),
          "convolution",
          Network.onImages(6, 6, 2)
              .convolution(3, 3)
              .relu()
              .meanPool(2)
              .flatten()
              .linear(4)
              .crossEntropy(),
          "tanh_mlp",
          Network.onVectors(3).linear(5).tanh().linear(2).squaredError());

  @ParameterizedTest
  @ValueSource(
      strings = {"modular_mlp", "attention_only", "transformer", "convolution", "tanh_mlp"})
  void isPyTorchs(String name) {
    TorchFixture torch = TorchFixture.of(name);
    Network network = TWINS.get(name);
    torch.require(network.on(torch.examples()), 1e-5);
    double[] first = network.outputs(torch.weights(), torch.examples())[0];
    assertArrayEquals(torch.numbers("outputs"), first, 2e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"attention_only", "transformer"})
  void headsLookWherePyTorchsDo(String name) {
    TorchFixture torch = TorchFixture.of(name);
    Activations activations = TWINS.get(name).activations(torch.weights(), torch.examples());
    String last = name.equals("transformer") ? "attention0" : "attention1";
    for (int head = 0; head < 2; head++) {
      double[] row = activations.pattern(last, 0, head)[5];
      for (int t = 0; t < row.length; t++) {
        assertEquals(torch.found().get("attention").get(head).get(t).asDouble(), row[t], 1e-6);
      }
    }
  }

  @Test
  void fiveStepsOfAdamWArePyTorchs() {
    TorchFixture torch = TorchFixture.of("modular_mlp");
    JsonNode adamw = torch.found().get("adamw");
    Run run =
        Trainer.adamW(adamw.get("lr").asDouble(), adamw.get("weight_decay").asDouble())
            .withSteps(5)
            .withCheckpoints(CheckpointPlan.even(6))
            .train(TWINS.get("modular_mlp"), torch.examples(), torch.weights(), Seed.of(1));
    for (int step = 0; step <= 5; step++) {
      assertEquals(adamw.get("losses").get(step).asDouble(), run.losses()[step], 1e-6);
    }
  }

  @Test
  void theGraphOfANetworkIsItsTwin() {
    Network network = Network.onTokens(11, 2).linear(17).square().linear(11).crossEntropy();
    Examples data = NetworkGradientTest.tokens(60, 11, 2, 11, 1);
    Objective engine = network.on(data);
    Objective graph = Graphs.modularModel(11, 17, "square").on(data);
    double[] w = network.initial(Seed.of(1));
    assertEquals(graph.dimension(), w.length);
    double[] own = new double[w.length];
    double[] other = new double[w.length];
    assertEquals(graph.gradient(w, other), engine.gradient(w, own), 1e-6);
    assertArrayEquals(other, own, 1e-7);
  }
}

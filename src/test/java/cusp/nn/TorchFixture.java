package cusp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.StreamSupport;

/**
 * What PyTorch makes of a small network in float64: see torch_fixtures.py beside torch.json for the
 * networks, and for the formulas of their weights and data.
 */
record TorchFixture(String name, JsonNode found) {

  /** One of modular_mlp, attention_only, transformer, convolution, tanh_mlp. */
  static TorchFixture of(String name) {
    try (InputStream in = TorchFixture.class.getResourceAsStream("torch.json")) {
      return new TorchFixture(name, new ObjectMapper().readTree(in).get("cases").get(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number i of a block. */
  static double wave(int block, int i) {
    return 0.3 * Math.sin(1 + block + 0.7 * i + 0.013 * i * i);
  }

  private static double[][] waves(int block, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      values[i / columns][i % columns] = wave(block, i);
    }
    return values;
  }

  Examples examples() {
    return switch (name) {
      case "modular_mlp" -> sums(7);
      case "attention_only", "transformer" -> sequences(11, 6, 5);
      case "convolution" ->
          Examples.ofClasses(waves(100, 5, 6 * 6 * 2), 4, new int[] {1, 0, 3, 2, 1});
      case "tanh_mlp" -> Examples.ofVectors(waves(100, 6, 3), waves(200, 6, 2));
      default -> throw new IllegalArgumentException("no fixture named " + name);
    };
  }

  private static Examples sums(int p) {
    int[][] pairs = new int[p * p][];
    int[][] classes = new int[p * p][];
    for (int i = 0; i < p * p; i++) {
      pairs[i] = new int[] {i / p, i % p};
      classes[i] = new int[] {(i / p + i % p) % p};
    }
    return Examples.ofTokens(p, pairs, p, classes);
  }

  private static Examples sequences(int vocabulary, int length, int count) {
    int[][] tokens = new int[count][length + 1];
    for (int s = 0; s < count; s++) {
      for (int t = 0; t <= length; t++) {
        tokens[s][t] = (3 * s * s + 5 * t * t + 7 * s * t + 2 * t + 1) % vocabulary;
      }
    }
    return Examples.ofTokens(
        vocabulary,
        Arrays.stream(tokens).map(row -> Arrays.copyOf(row, length)).toArray(int[][]::new),
        vocabulary,
        Arrays.stream(tokens)
            .map(row -> Arrays.copyOfRange(row, 1, length + 1))
            .toArray(int[][]::new));
  }

  /** Names and shapes of the blocks, in the order of their definition. */
  Parameters parameters() {
    Parameters parameters = Parameters.none();
    for (JsonNode block : found.get("blocks")) {
      Integer[] shape =
          StreamSupport.stream(block.get("shape").spliterator(), false)
              .map(JsonNode::asInt)
              .toArray(Integer[]::new);
      parameters = parameters.and(block.get("name").asText(), shape);
    }
    return parameters;
  }

  /** The weights that PyTorch was given. */
  double[] weights() {
    Parameters parameters = parameters();
    double[] w = new double[parameters.dimension()];
    for (int b = 0; b < parameters.blocks().size(); b++) {
      Parameters.Block block = parameters.blocks().get(b);
      double level = block.name().endsWith(".gain") ? 1 : 0;
      for (int i = 0; i < block.size(); i++) {
        w[block.offset() + i] = level + wave(b, i);
      }
    }
    return w;
  }

  double loss() {
    return found.get("loss").asDouble();
  }

  double[] numbers(String field) {
    return numbers(found.get(field));
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /**
   * Holds an objective, whose parameters lie in the order of these blocks, to PyTorch's loss,
   * losses and gradient.
   *
   * @param tolerance absolute; losses and norms are of the order of 1
   */
  void require(Objective objective, double tolerance) {
    double[] w = weights();
    double[] gradient = new double[w.length];
    double[] losses = new double[objective.samples()];
    objective.losses(w, losses);
    double[] expected = numbers("losses");
    for (int s = 0; s < losses.length; s++) {
      assertEquals(expected[s], losses[s], tolerance, name + ": loss of example " + s);
    }
    assertEquals(loss(), objective.loss(w), tolerance, name);
    assertEquals(loss(), objective.gradient(w, gradient), tolerance, name);
    requireGradient(gradient, tolerance);
  }

  private void requireGradient(double[] gradient, double tolerance) {
    Parameters parameters = parameters();
    for (JsonNode block : found.get("blocks")) {
      String label = name + ": gradient of " + block.get("name").asText();
      double[] own = parameters.values(block.get("name").asText(), gradient);
      double norm = Math.sqrt(Arrays.stream(own).map(g -> g * g).sum());
      double wave = 0;
      for (int i = 0; i < own.length; i++) {
        wave += own[i] * wave(0, i);
      }
      double[] first = numbers(block.get("first"));
      assertEquals(block.get("norm").asDouble(), norm, tolerance, label);
      assertEquals(block.get("wave").asDouble(), wave, tolerance, label);
      for (int i = 0; i < first.length; i++) {
        assertEquals(first[i], own[i], tolerance, label + " at " + i);
      }
    }
  }
}

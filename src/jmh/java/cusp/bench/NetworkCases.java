package cusp.bench;

import com.sun.management.ThreadMXBean;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.nn.Network;
import cusp.nn.NetworkBuilder;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sgld;
import cusp.task.Examples;
import cusp.task.ModularAddition;
import cusp.train.Optimizer;
import cusp.train.Trainer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The networks that are measured, by the names that torch_networks.py, which describes them, has.
 */
final class NetworkCases {
  private static final int LARGEST_WIDTH = 512;
  private static final int LARGEST_DEPTH = 4;

  private static final int VOCABULARY = 64;
  private static final int LENGTH = 32;
  private static final int BATCH = 64;
  private static final int MODULUS = 53;
  private static final int PAIRS = 1_123;

  private NetworkCases() {}

  /** The three cases, and of both series all sizes or their corners. */
  static List<String> names(boolean all) {
    List<String> names = new ArrayList<>(List.of("mlp", "attention", "sgld"));
    for (String kind : List.of("mlp", "attention")) {
      for (int width = 32; width <= LARGEST_WIDTH; width *= all ? 2 : LARGEST_WIDTH / 32) {
        for (int depth = 1; depth <= LARGEST_DEPTH; depth += all ? 1 : LARGEST_DEPTH - 1) {
          names.add(kind + "-" + width + "-" + depth);
        }
      }
    }
    return names;
  }

  /** Ours, from seconds to run to steps a second. */
  static DoubleUnaryOperator ours(String name) {
    String[] parts = name.split("-");
    int width = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    int depth = parts.length > 1 ? Integer.parseInt(parts[2]) : 0;
    return switch (parts[0]) {
      case "mlp" -> rate(step(mlp(width == 0 ? 128 : width, Math.max(1, depth)), pairs(), 1));
      case "attention" -> {
        int heads = width == 0 ? 4 : width / 16;
        Network network = attention(width == 0 ? 64 : width, heads, depth == 0 ? 2 : depth);
        yield rate(step(network, sequences(BATCH), 0.01));
      }
      case "sgld" -> NetworkCases::sgld;
      default -> throw new IllegalArgumentException("no network named " + name);
    };
  }

  private static Network mlp(int width, int depth) {
    NetworkBuilder layers = Network.onTokens(MODULUS, 2);
    for (int layer = 0; layer < depth; layer++) {
      layers = layers.linear(width).relu();
    }
    return layers.linear(MODULUS).crossEntropy();
  }

  private static Network attention(int width, int heads, int layers) {
    NetworkBuilder network = Network.onTokens(VOCABULARY, LENGTH).embedding(width).positions();
    for (int layer = 0; layer < layers; layer++) {
      network = network.residual(inner -> inner.layerNorm().attention(heads));
    }
    return network.layerNorm().linearWithoutBias(VOCABULARY).crossEntropy();
  }

  private static Examples pairs() {
    return new ModularAddition(MODULUS)
        .split((PAIRS + 0.5) / MODULUS / MODULUS, Seed.of(1))
        .train();
  }

  private static Examples sequences(int count) {
    RandomStream random = Seed.of(1).stream("tokens").random();
    int[][] tokens = new int[count][LENGTH];
    int[][] following = new int[count][LENGTH];
    for (int s = 0; s < count; s++) {
      Arrays.setAll(tokens[s], t -> random.nextInt(VOCABULARY));
      System.arraycopy(tokens[s], 1, following[s], 0, LENGTH - 1);
      following[s][LENGTH - 1] = random.nextInt(VOCABULARY);
    }
    return Examples.ofTokens(VOCABULARY, tokens, VOCABULARY, following);
  }

  private static Runnable step(Network network, Examples data, double decay) {
    Objective objective = network.on(data);
    double[] w = network.initial(Seed.of(1));
    double[] gradient = new double[w.length];
    Optimizer optimizer = Trainer.adamW(1e-3, decay).optimizer();
    double[] memory = new double[optimizer.memory(w.length)];
    long[] steps = {0};
    return () -> {
      objective.gradient(w, gradient);
      optimizer.step(w, gradient, 1e-3, steps[0]++, memory);
    };
  }

  /** Bytes that a training step allocates in its own thread, once the compiler is done with it. */
  static double bytesPerStep() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Runnable step = step(mlp(128, 1), pairs(), 1);
    for (int k = 0; k < 5_000; k++) {
      step.run();
    }
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    int steps = 1_000;
    for (int k = 0; k < steps; k++) {
      step.run();
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / (double) steps;
  }

  /** Draws of both chains, with all that an estimate sets up before them. */
  private static double sgld(double seconds) {
    Network network = attention(64, 4, 2);
    Objective objective = network.on(sequences(2_048));
    LocalPosterior posterior =
        LocalPosterior.at(objective, network.initial(Seed.of(1))).withLocalization(10);
    Sgld sampler = new Sgld(1e-5, BATCH);
    draws(posterior, sampler, 100);
    int draws = (int) (seconds * 150);
    return 2 * draws / Stopwatch.seconds(() -> draws(posterior, sampler, draws));
  }

  private static Chains draws(LocalPosterior posterior, Sgld sampler, int draws) {
    return Chains.sample(posterior, sampler, new Chains.Plan(2, 0, draws, 1), Seed.of(2));
  }

  /** Steps a second over so many seconds, behind as many that warm up. */
  private static DoubleUnaryOperator rate(Runnable step) {
    return seconds -> {
      long nanos = (long) (seconds * 1e9);
      long count = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        step.run();
      }
      start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        step.run();
        count++;
      }
      return count / ((System.nanoTime() - start) * 1e-9);
    };
  }
}

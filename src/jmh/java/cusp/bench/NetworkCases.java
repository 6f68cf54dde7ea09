package cusp.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The networks that are measured, by the names that torch_networks.py, which describes them, has.
 */
final class NetworkCases {
  private static final int LARGEST_WIDTH = 512;
  private static final int LARGEST_DEPTH = 4;

  /** Ours, each from seconds to run to steps a second; a case that is not here is theirs alone. */
  private static final Map<String, DoubleUnaryOperator> OURS = Map.of();

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

  static Optional<DoubleUnaryOperator> ours(String name) {
    return Optional.ofNullable(OURS.get(name));
  }

  /** Steps a second over so many seconds, behind as many that warm up. */
  static double rate(Runnable step, double seconds) {
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
  }
}

package cusp.singular;

import java.util.ArrayList;
import java.util.List;

/** Nodes with the logarithms of their masses, as they come. */
final class NodeRule {
  /** ln of the share of the mass below which a node is left out. */
  private static final double NEGLIGIBLE = -60;

  private final List<double[]> nodes = new ArrayList<>();
  private final List<Double> logs = new ArrayList<>();
  private double top = Double.NEGATIVE_INFINITY;

  /** Adds a copy of a node. */
  void add(double[] w, double log) {
    if (log > top + NEGLIGIBLE) {
      nodes.add(w.clone());
      logs.add(log);
      top = Math.max(top, log);
    }
  }

  /** ln of the whole mass. */
  double log() {
    return top + Math.log(logs.stream().mapToDouble(log -> Math.exp(log - top)).sum());
  }

  double[][] points() {
    return nodes.toArray(double[][]::new);
  }

  /** The share of each node in the mass. */
  double[] weights() {
    double whole = log();
    return logs.stream().mapToDouble(log -> Math.exp(log - whole)).toArray();
  }
}

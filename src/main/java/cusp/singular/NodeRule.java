package cusp.singular;

import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import java.util.ArrayList;
import java.util.List;

/** Nodes with the logarithms of their masses, as they come. */
final class NodeRule {
  /** ln of the share of the mass below which a node is left out. */
  private static final double NEGLIGIBLE = -60;

  private final List<Node> nodes = new ArrayList<>();
  private double top = Double.NEGATIVE_INFINITY;

  private record Node(double[] w, double log) {}

  /** Adds a copy of a node. */
  void add(double[] w, double log) {
    if (log > top + NEGLIGIBLE) {
      nodes.add(new Node(w.clone(), log));
      top = Math.max(top, log);
    }
  }

  /** ln of the whole mass. */
  double log() {
    return top + Math.log(nodes.stream().mapToDouble(node -> Math.exp(node.log - top)).sum());
  }

  /** The posterior that they stand for, each node with its share of the mass. */
  PosteriorSample of(LocalPosterior posterior) {
    // Those that came before the top was known are weighed once more.
    List<Node> kept = nodes.stream().filter(node -> node.log > top + NEGLIGIBLE).toList();
    double whole = log();
    return new PosteriorSample(
        posterior,
        kept.stream().map(Node::w).toArray(double[][]::new),
        kept.stream().mapToDouble(node -> Math.exp(node.log - whole)).toArray(),
        0);
  }
}

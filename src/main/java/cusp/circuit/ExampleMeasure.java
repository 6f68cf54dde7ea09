package cusp.circuit;

import cusp.nn.Network;
import cusp.task.Examples;

/**
 * A number for each example that says how well a network does there, as its loss: what an ablation
 * or a patch is to change.
 *
 * <pre>{@code
 * var network = Network.onTokens(5, 3).embedding(8).attention(2).linear(5).crossEntropy();
 * var data = Examples.ofTokens(5, new int[][] {{0, 1, 2}}, 5, new int[][] {{1, 2, 0}});
 * ExampleMeasure last = (net, w, examples) ->
 *     Arrays.stream(net.answerLosses(w, examples)).mapToDouble(row -> row[2]).toArray();
 * show(last.of(network, network.initial(seed(1)), data));
 * }</pre>
 */
@FunctionalInterface
public interface ExampleMeasure {

  /**
   * Its value at each example.
   *
   * @param network whole, or ablated or patched
   * @return [n], finite
   */
  double[] of(Network network, double[] w, Examples examples);

  /** The loss, of a sequence the mean over its answers. */
  static ExampleMeasure loss() {
    return (network, w, examples) -> {
      double[] losses = new double[examples.size()];
      network.on(examples).losses(w, losses);
      return losses;
    };
  }
}

package cusp.nn;

import cusp.model.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A copy of a user's graph, which never runs and so can itself be copied at any time.
 *
 * @param graph with one loss marked, the sum of what the user calls the loss
 * @param loss the name of that
 * @param variables the names of what it is differentiated by
 */
record SameDiffGraph(SameDiff graph, String loss, List<String> variables) {

  /** Of a graph whose loss depends on these two placeholders alone. */
  static SameDiffGraph of(SameDiff given, String inputs, String targets, String loss) {
    List<String> variables = SameDiffReading.variables(given, inputs, targets, loss);
    SameDiff copy;
    try {
      copy = given.dup();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "SameDiff cannot copy this graph, as every chain needs: "
              + e.getMessage()
              + "; write that operation in others, as a slice without get(...)",
          e);
    }
    // The sum, for some losses of SameDiff 1.0.0-M2.1, such as the sparse softmax cross-entropy,
    // differentiate as if whatever follows them had derivative 1.
    copy.setLossVariables(copy.getVariable(loss).sum().name());
    return new SameDiffGraph(copy, loss, variables);
  }

  /** One to run, with arrays of its own. */
  SameDiffPass pass() {
    // SameDiff has no copy of a differentiated graph: it cannot read back all that it writes.
    synchronized (graph) {
      return SameDiffPass.differentiate(graph.dup(), loss, variables);
    }
  }

  Parameters parameters() {
    Parameters parameters = Parameters.none();
    for (String name : variables) {
      long[] shape = graph.getVariable(name).getArr().shape();
      Integer[] axes = Arrays.stream(shape).mapToObj(Math::toIntExact).toArray(Integer[]::new);
      parameters = parameters.and(name, axes);
    }
    return parameters;
  }

  /** The values of the variables, one after the other, row by row. */
  double[] values() {
    List<double[]> all = new ArrayList<>();
    for (String name : variables) {
      double[] values = SameDiffPass.numbers(graph.getVariable(name).getArr());
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new IllegalArgumentException(
              "the variable " + name + " holds " + values[i] + " at place " + i);
        }
      }
      all.add(values);
    }
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}

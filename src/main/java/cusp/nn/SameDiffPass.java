package cusp.nn;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.memory.NoOpMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiated graph, to run in one thread at a time.
 *
 * @param graph that of the gradients, with the forward pass inside
 * @param session runs it
 * @param loss the name of what the user calls the loss
 * @param wanted the names of that and of the derivatives of its sum by the variables
 * @param variables their arrays, in row order
 */
record SameDiffPass(
    SameDiff graph,
    InferenceSession session,
    String loss,
    List<String> wanted,
    List<INDArray> variables) {

  /** What SameDiff 1.0.0-M2.1 prints for every operation that it differentiates. */
  private static final String CHATTER = "Added differentiated op";

  /** Takes the graph over. */
  static SameDiffPass differentiate(SameDiff forward, String loss, List<String> variables) {
    differentiate(forward);
    SameDiff graph = forward.getFunction("grad");
    List<String> wanted = new ArrayList<>(List.of(loss));
    List<INDArray> arrays = new ArrayList<>();
    for (String name : variables) {
      wanted.add(forward.grad(name).name());
      SDVariable variable = graph.getVariable(name);
      variable.setArray(variable.getArr().dup('c'));
      arrays.add(variable.getArr());
    }
    InferenceSession session = new InferenceSession(graph);
    // The usual manager, which uses arrays again, frees some that the gradient of gather still
    // needs.
    session.setMmgr(new NoOpMemoryMgr());
    return new SameDiffPass(graph, session, loss, wanted, arrays);
  }

  private static void differentiate(SameDiff graph) {
    synchronized (SameDiffPass.class) {
      PrintStream before = System.out;
      Thread own = Thread.currentThread();
      System.setOut(
          new PrintStream(before, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
              if (Thread.currentThread() != own || !String.valueOf(line).startsWith(CHATTER)) {
                before.println(line);
              }
            }
          });
      try {
        graph.createGradFunction();
      } finally {
        System.setOut(before);
      }
    }
  }

  /**
   * Puts w into the variables.
   *
   * @return false if it holds a NaN, which an activation may lose
   */
  boolean set(double[] w) {
    boolean numbers = true;
    int at = 0;
    for (INDArray variable : variables) {
      for (long i = 0; i < variable.length(); i++) {
        numbers &= !Double.isNaN(w[at]);
        variable.data().put(i, w[at++]);
      }
    }
    return numbers;
  }

  /** Whether the loss, and so what leads to it, has less than double precision. */
  boolean isSingle() {
    return graph.getVariable(loss).dataType() != DataType.DOUBLE;
  }

  private Map<String, INDArray> run(Map<String, INDArray> placeholders, List<String> names) {
    return session.output(names, placeholders, null, null, List.of(), At.defaultAt());
  }

  /** The loss as the user's graph has it. */
  INDArray loss(Map<String, INDArray> placeholders) {
    return run(placeholders, List.of(loss)).get(loss);
  }

  /** Adds a share of the gradient of the loss's sum, and returns that sum. */
  double gradient(Map<String, INDArray> placeholders, double share, double[] into) {
    Map<String, INDArray> found = run(placeholders, wanted);
    int at = 0;
    for (String name : wanted.subList(1, wanted.size())) {
      for (double part : numbers(found.get(name))) {
        into[at++] += share * part;
      }
    }
    return sum(found.get(loss));
  }

  static double sum(INDArray array) {
    double sum = 0;
    for (double number : numbers(array)) {
      sum += number;
    }
    return sum;
  }

  /** The numbers of an array, row by row. */
  static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}

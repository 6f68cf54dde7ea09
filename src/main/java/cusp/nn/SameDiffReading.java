package cusp.nn;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;

/** What a user's graph has, and whether that is what a model needs. */
final class SameDiffReading {

  private SameDiffReading() {}

  /** The name of the one output that is marked as a loss. */
  static String markedLoss(SameDiff graph) {
    List<String> marked = graph.getLossVariables();
    if (marked.size() == 1) {
      return marked.get(0);
    }
    throw new IllegalArgumentException(
        marked.isEmpty()
            ? "the graph has no loss; mark it by markAsLoss(), or name it, among "
                + names(graph, VariableType.ARRAY)
            : "the graph has several losses, " + marked + "; name the one that is meant");
  }

  /**
   * The names of the trainable variables that a loss depends on, in the order of their use.
   *
   * @throws IllegalArgumentException if there are none, or the loss does not depend on these two
   *     placeholders, and on no others
   */
  static List<String> variables(SameDiff graph, String inputs, String targets, String loss) {
    requirePlaceholder(graph, "inputs", inputs);
    requirePlaceholder(graph, "targets", targets);
    if (!graph.hasVariable(loss) || isNo(graph, loss, VariableType.ARRAY)) {
      throw new IllegalArgumentException(
          "no loss named " + loss + "; the graph computes " + names(graph, VariableType.ARRAY));
    }
    Set<SDVariable> used = new LinkedHashSet<>();
    collect(graph, loss, new HashSet<>(), used);
    requireFed(used, loss, Set.of(inputs, targets));
    List<String> variables =
        used.stream()
            .filter(v -> v.getVariableType() == VariableType.VARIABLE)
            .map(SDVariable::name)
            .toList();
    if (variables.isEmpty()) {
      throw new IllegalArgumentException(
          "the loss "
              + loss
              + " depends on no trainable variable, only on "
              + used.stream().map(SDVariable::name).toList());
    }
    return variables;
  }

  private static boolean isNo(SameDiff graph, String name, VariableType type) {
    return graph.getVariable(name).getVariableType() != type;
  }

  private static void requirePlaceholder(SameDiff graph, String what, String name) {
    if (!graph.hasVariable(name) || isNo(graph, name, VariableType.PLACEHOLDER)) {
      throw new IllegalArgumentException(
          "no placeholder named "
              + name
              + " for the "
              + what
              + "; the graph has "
              + names(graph, VariableType.PLACEHOLDER));
    }
  }

  private static void requireFed(Set<SDVariable> used, String loss, Set<String> fed) {
    Set<String> needed =
        used.stream()
            .filter(SDVariable::isPlaceHolder)
            .map(SDVariable::name)
            .collect(Collectors.toSet());
    if (!needed.equals(fed)) {
      throw new IllegalArgumentException(
          "the loss "
              + loss
              + " depends on the placeholders "
              + needed
              + ", but those of inputs and targets are "
              + fed);
    }
  }

  private static List<String> names(SameDiff graph, VariableType type) {
    return graph.variables().stream()
        .filter(v -> v.getVariableType() == type)
        .map(SDVariable::name)
        .toList();
  }

  /**
   * What a value is computed from, in the order of use: SameDiff itself keeps variables sorted by
   * name and no order of definition.
   */
  private static void collect(SameDiff graph, String name, Set<String> seen, Set<SDVariable> into) {
    if (!seen.add(name)) {
      return;
    }
    DifferentialFunction made = graph.getVariableOutputOp(name);
    if (made == null) {
      into.add(graph.getVariable(name));
      return;
    }
    for (SDVariable argument : made.args()) {
      collect(graph, argument.name(), seen, into);
    }
  }
}

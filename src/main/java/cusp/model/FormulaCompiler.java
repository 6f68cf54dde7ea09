package cusp.model;

import cusp.model.Expression.Operation;
import cusp.model.FormulaProgram.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders expressions into straight-line steps and cuts these into parts, each compiled to a class
 * of its own: HotSpot never compiles a method of more than 8000 bytes, and a class has a bounded
 * pool of constants.
 */
final class FormulaCompiler {

  /**
   * A node to compute, or one to write out.
   *
   * @param target {@link #COMPUTE}, {@link #RETURNED}, or the index in the output array
   */
  record Step(Expression node, int target) {
    static final int COMPUTE = -2;
    static final int RETURNED = -1;
  }

  // A step's worst case is 38 bytes: two operands from arrays (11 each), a call (3), a local (4)
  // and an array (9) to write.
  private static final int STEPS_PER_PART = 200;

  /**
   * For higher powers the roundings of repeated multiplication add up, and Math.pow is the better.
   */
  private static final int HIGHEST_PRODUCT = 1024;

  private final ExpressionGraph graph;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Expression> scheduled = new HashSet<>();

  private FormulaCompiler(ExpressionGraph graph) {
    this.graph = graph;
  }

  /**
   * A program that returns the value of one expression and writes the others' into its output
   * array.
   */
  static FormulaProgram compile(
      ExpressionGraph graph, Expression returned, List<Expression> outputs) {
    FormulaCompiler compiler = new FormulaCompiler(graph);
    compiler.schedule(returned, Step.RETURNED);
    for (int k = 0; k < outputs.size(); k++) {
      compiler.schedule(outputs.get(k), k);
    }
    return compiler.program();
  }

  /**
   * Appends what the root needs, operands first. It keeps its own stack, since a sum of thousands
   * of terms is as deep.
   */
  private void schedule(Expression root, int target) {
    Deque<Expression> open = new ArrayDeque<>();
    Expression result = product(root);
    open.push(result);
    while (!open.isEmpty()) {
      Expression node = open.peek();
      List<Expression> missing = isMissing(node) ? operands(node) : List.of();
      missing = missing.stream().filter(this::isMissing).toList();
      missing.forEach(open::push);
      if (missing.isEmpty()) {
        open.pop();
        if (isMissing(node)) {
          scheduled.add(node);
          steps.add(new Step(node, Step.COMPUTE));
        }
      }
    }
    steps.add(new Step(result, target));
  }

  private FormulaProgram program() {
    List<List<Step>> windows = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += STEPS_PER_PART) {
      windows.add(steps.subList(from, Math.min(steps.size(), from + STEPS_PER_PART)));
    }
    Map<Expression, Integer> slots = slots(windows);
    Part[] parts =
        windows.stream()
            .map(window -> new FormulaPartWriter(this, slots).write(window))
            .toArray(Part[]::new);
    return new FormulaProgram(parts, FormulaProgram.FIRST_SLOT + slots.size());
  }

  /** Places in the workspace for the values that are used in a later part than their own. */
  private Map<Expression, Integer> slots(List<List<Step>> windows) {
    Map<Expression, Integer> slots = new HashMap<>();
    Map<Expression, Integer> home = new HashMap<>();
    for (int part = 0; part < windows.size(); part++) {
      for (Step step : windows.get(part)) {
        boolean computes = step.target() == Step.COMPUTE;
        for (Expression used : computes ? operands(step.node()) : List.of(step.node())) {
          if (isComputed(used) && home.get(used) != part) {
            slots.putIfAbsent(used, FormulaProgram.FIRST_SLOT + slots.size());
          }
        }
        if (computes) {
          home.put(step.node(), part);
        }
      }
    }
    return slots;
  }

  private boolean isMissing(Expression node) {
    return isComputed(node) && !scheduled.contains(node);
  }

  /** Whether a node takes a step, rather than being read from w or known beforehand. */
  private static boolean isComputed(Expression node) {
    return node.varies && node.operation != Operation.VARIABLE;
  }

  /** What a step reads. */
  List<Expression> operands(Expression node) {
    Expression left = product(node.left);
    return node.right == null ? List.of(left) : List.of(left, product(node.right));
  }

  /**
   * An integer power as a product of two lower ones, which other powers share; anything else as it
   * is.
   */
  private Expression product(Expression node) {
    if (!node.varies || node.operation != Operation.POWER || !node.right.isInteger()) {
      return node;
    }
    int n = node.right.exact.getNumerator().intValue();
    if (n > HIGHEST_PRODUCT) {
      return node;
    }
    int part = n % 2 == 0 ? n / 2 : 1;
    return graph.multiply(
        graph.power(node.left, graph.constant(part)),
        graph.power(node.left, graph.constant(n - part)));
  }
}

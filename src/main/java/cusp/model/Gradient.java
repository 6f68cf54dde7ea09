package cusp.model;

import cusp.model.Expression.Operation;
import java.util.Arrays;
import java.util.List;

/** Reverse-mode differentiation: one sweep over an expression gives all its partial derivatives. */
final class Gradient {

  private final ExpressionGraph graph;

  /**
   * ∂f/∂node by the node's id, null where f does not depend on it or the sweep has not come there.
   */
  private final Expression[] adjoints;

  private Gradient(ExpressionGraph graph, Expression f) {
    this.graph = graph;
    adjoints = new Expression[f.id + 1];
    adjoints[f.id] = graph.constant(1);
  }

  /** ∂f/∂x for each of the first {@code dimension} variables, as nodes of f's graph. */
  static List<Expression> of(Expression f, int dimension, ExpressionGraph graph) {
    Gradient sweep = new Gradient(graph, f);
    Expression[] partials = new Expression[dimension];
    Arrays.fill(partials, graph.constant(0));
    for (int id = f.id; id >= 0; id--) {
      Expression node = graph.node(id);
      Expression adjoint = sweep.adjoints[id];
      if (adjoint != null && node.operation == Operation.VARIABLE) {
        partials[node.variable] = adjoint;
      } else if (adjoint != null && node.varies) {
        sweep.pull(node, adjoint);
      }
    }
    return List.of(partials);
  }

  /** Adds node's share, a = ∂f/∂node times its own derivatives, to the adjoints of its operands. */
  private void pull(Expression node, Expression a) {
    Expression x = node.left;
    Expression y = node.right;
    switch (node.operation) {
      case ADD -> {
        credit(x, a);
        credit(y, a);
      }
      case SUBTRACT -> {
        credit(x, a);
        credit(y, graph.negate(a));
      }
      case MULTIPLY -> {
        credit(x, graph.multiply(a, y));
        credit(y, graph.multiply(a, x));
      }
      case DIVIDE -> {
        Expression overY = graph.divide(a, y);
        credit(x, overY);
        credit(y, graph.negate(graph.multiply(overY, node)));
      }
      case NEGATE -> credit(x, graph.negate(a));
      case POWER -> {
        Expression lower = graph.power(x, graph.subtract(y, graph.constant(1)));
        credit(x, graph.multiply(a, graph.multiply(y, lower)));
      }
      case COS -> credit(x, graph.negate(graph.multiply(a, graph.apply(Operation.SIN, x))));
      case EXP -> credit(x, graph.multiply(a, node));
      case LOG -> credit(x, graph.divide(a, x));
      case SIN -> credit(x, graph.multiply(a, graph.apply(Operation.COS, x)));
      case SQRT -> credit(x, graph.divide(a, graph.multiply(graph.constant(2), node)));
      case TANH -> {
        Expression square = graph.power(node, graph.constant(2));
        credit(x, graph.multiply(a, graph.subtract(graph.constant(1), square)));
      }
      case CONSTANT, VARIABLE ->
          throw new IllegalStateException(node.operation + " has no operands");
    }
  }

  private void credit(Expression operand, Expression share) {
    if (operand.varies) {
      Expression sum = adjoints[operand.id];
      adjoints[operand.id] = sum == null ? share : graph.add(sum, share);
    }
  }
}

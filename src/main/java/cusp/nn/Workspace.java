package cusp.nn;

import cusp.task.Examples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays that one pass needs: weights that are shared, activations and gradients of its own.
 */
final class Workspace {
  final Examples examples;
  final Weights layout;
  final float[] weights;
  final float[] gradient;
  final Chunk chunk;
  final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Edit> edits;

  /**
   * @param weights packed, shared by all passes of an objective
   * @param capacity most examples a chunk
   * @param edits what to replace
   */
  Workspace(Examples examples, Weights layout, float[] weights, int capacity, List<Edit> edits) {
    this.examples = examples;
    this.layout = layout;
    this.weights = weights;
    this.edits = edits;
    gradient = new float[layout.gradientLength];
    chunk = new Chunk(capacity);
  }

  Weight weight(String name) {
    return layout.get(name);
  }

  /** The activation that a layer makes. */
  Tensor tensor(String name, int positions, Axis axis) {
    List<Edit> own = edits.stream().filter(e -> e.activation().equals(name)).toList();
    Tensor tensor = new Tensor(name, positions, axis, chunk, true, own);
    tensors.put(name, tensor);
    return tensor;
  }

  Tensor tensor(String name, Shape shape) {
    return tensor(name, shape.positions(), Axis.of(shape.columns()));
  }

  /** Rows that nobody asks for, and that have no gradient: an input or scratch space. */
  Tensor scratch(int positions, Axis axis) {
    return new Tensor("", positions, axis, chunk, false, List.of());
  }
}

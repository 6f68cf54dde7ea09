package cusp.nn;

import java.util.List;

/** Rows that a layer makes of a chunk of examples, and the loss's gradient by them. */
final class Tensor {
  final String name;

  /** Rows an example. */
  final int positions;

  final Axis axis;
  final int columns;
  final int stride;
  final float[] values;

  /** Null where nothing goes back. */
  final float[] gradient;

  /** What is put in the place of what is computed. */
  private final List<Edit> edits;

  private final Chunk chunk;

  Tensor(
      String name, int positions, Axis axis, Chunk chunk, boolean hasGradient, List<Edit> edits) {
    this.name = name;
    this.positions = positions;
    this.axis = axis;
    this.chunk = chunk;
    this.edits = edits;
    columns = axis.extent();
    stride = axis.stride();
    int length = Math.multiplyExact(Math.multiplyExact(chunk.capacity, positions), stride);
    values = new float[length];
    gradient = hasGradient ? new float[length] : null;
  }

  /** Whether something is put in the place of what is computed. */
  boolean isEdited() {
    return !edits.isEmpty();
  }

  /** To be called when a chunk's values stand. */
  void computed() {
    for (int e = 0; e < edits.size(); e++) {
      edits.get(e).replace(this, chunk);
    }
  }

  /** To be called when a chunk's gradient stands: what was replaced has none. */
  void returned() {
    for (int e = 0; e < edits.size(); e++) {
      edits.get(e).clear(this, chunk);
    }
  }
}

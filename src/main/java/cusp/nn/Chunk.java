package cusp.nn;

/** The examples that one pass through the layers is about, few enough to stay in a cache. */
final class Chunk {
  final int capacity;

  /** The permutation that holds the examples at {@code from} … {@code from + size}−1. */
  int[] order;

  int from;
  int size;

  /** By what the gradient of each answer's loss is multiplied: one over their number in a batch. */
  float scale;

  Chunk(int capacity) {
    this.capacity = capacity;
  }

  int example(int k) {
    return order[from + k];
  }
}

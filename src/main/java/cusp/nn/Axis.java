package cusp.nn;

import cusp.simd.FloatKernels;

/**
 * How the columns, or rows, of a matrix lie in a padded array: in groups, one a head, each padded
 * to whole vectors, so that a head's columns can be written without touching the next one's.
 *
 * @param size real columns
 * @param group columns a group, a divisor of {@code size}
 */
record Axis(int size, int group) {
  private static final FloatKernels KERNELS = FloatKernels.get();

  /** A row of so many bytes begins in few of a cache's sets, and the rows push each other out. */
  private static final int UNLUCKY_FLOATS = 256;

  static Axis of(int size) {
    return new Axis(size, size);
  }

  /** From the first column of a group to that of the next. */
  int groupStride() {
    return KERNELS.padded(group);
  }

  /** Where a column lies in its row. */
  int place(int column) {
    return column / group * groupStride() + column % group;
  }

  /** The first place behind the last column. */
  int extent() {
    return place(size - 1) + 1;
  }

  /** The length of a row, of which the places that are no columns hold 0. */
  int stride() {
    int padded = KERNELS.padded(extent());
    return padded % UNLUCKY_FLOATS == 0 ? padded + KERNELS.lanes() : padded;
  }
}

package cusp.nn;

/**
 * Where a block of parameters lies in the engine's array of weights, row by row and, where it is
 * needed, transposed; its gradient lies at the same place of an array of its own.
 *
 * @param slot what it is
 * @param offset where it begins in w
 * @param at where its rows begin
 * @param transposedAt where the rows of its transpose begin, or −1
 */
record Weight(Slot slot, int offset, int at, int transposedAt) {

  int stride() {
    return slot.columns().stride();
  }

  int transposedStride() {
    return slot.rows().stride();
  }

  /** Floats of it and of its gradient. */
  int length() {
    return slot.rows().extent() * stride();
  }

  int transposedLength() {
    return slot.transposed() ? slot.columns().extent() * transposedStride() : 0;
  }

  /** From w to float32. */
  void pack(double[] w, float[] weights) {
    Axis rows = slot.rows();
    Axis columns = slot.columns();
    for (int i = 0; i < rows.size(); i++) {
      int row = at + rows.place(i) * stride();
      int from = offset + i * columns.size();
      for (int g = 0; g < columns.size(); g += columns.group()) {
        int to = row + columns.place(g);
        for (int j = 0; j < columns.group(); j++) {
          weights[to + j] = (float) w[from + g + j];
        }
      }
    }
    if (transposedAt >= 0) {
      transpose(weights);
    }
  }

  /** In blocks, since either the rows read or those written are far apart. */
  private void transpose(float[] weights) {
    int rows = slot.rows().extent();
    int columns = slot.columns().extent();
    int stride = stride();
    int back = transposedStride();
    for (int left = 0; left < columns; left += 16) {
      int right = Math.min(columns, left + 16);
      for (int i = 0; i < rows; i++) {
        int from = at + i * stride;
        int to = transposedAt + i;
        for (int j = left; j < right; j++) {
          weights[to + j * back] = weights[from + j];
        }
      }
    }
  }

  /** From float32 to the gradient by w. */
  void unpack(float[] gradient, double[] into) {
    Axis rows = slot.rows();
    Axis columns = slot.columns();
    for (int i = 0; i < rows.size(); i++) {
      int row = at + rows.place(i) * stride();
      int to = offset + i * columns.size();
      for (int g = 0; g < columns.size(); g += columns.group()) {
        int from = row + columns.place(g);
        for (int j = 0; j < columns.group(); j++) {
          into[to + g + j] = gradient[from + j];
        }
      }
    }
  }
}

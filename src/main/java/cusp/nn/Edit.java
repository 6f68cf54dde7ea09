package cusp.nn;

/**
 * Columns of a named activation that are replaced by zeros or given values.
 *
 * @param activation its name
 * @param columns which, counted from 0
 * @param rows one row for all, or one for each position of each example; of the columns' number;
 *     null for zeros
 */
record Edit(String activation, int[] columns, float[][] rows) {

  void replace(Tensor tensor, Chunk chunk) {
    for (int k = 0; k < chunk.size; k++) {
      for (int t = 0; t < tensor.positions; t++) {
        int at = (k * tensor.positions + t) * tensor.stride;
        int row = rows == null || rows.length == 1 ? 0 : chunk.example(k) * tensor.positions + t;
        for (int j = 0; j < columns.length; j++) {
          tensor.values[at + tensor.axis.place(columns[j])] = rows == null ? 0 : rows[row][j];
        }
      }
    }
  }

  void clear(Tensor tensor, Chunk chunk) {
    for (int row = 0; row < chunk.size * tensor.positions; row++) {
      for (int column : columns) {
        tensor.gradient[row * tensor.stride + tensor.axis.place(column)] = 0;
      }
    }
  }
}

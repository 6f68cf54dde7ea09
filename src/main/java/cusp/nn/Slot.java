package cusp.nn;

import java.util.List;

/**
 * A block of parameters that a layer needs: a matrix, or a row.
 *
 * @param name of the block in w
 * @param shape in w
 * @param rows how its rows lie in the engine
 * @param columns how its columns do
 * @param centre mean of its initial values
 * @param spread standard deviation of its initial values
 * @param transposed whether the engine needs its transpose too
 */
record Slot(
    String name,
    List<Integer> shape,
    Axis rows,
    Axis columns,
    double centre,
    double spread,
    boolean transposed) {

  /** Normal about 0, and transposed for the derivative by the layer's input. */
  static Slot matrix(String name, Axis rows, Axis columns, double spread) {
    return new Slot(name, List.of(rows.size(), columns.size()), rows, columns, 0, spread, true);
  }

  /** All of one value. */
  static Slot row(String name, int columns, double value) {
    return new Slot(name, List.of(columns), Axis.of(1), Axis.of(columns), value, 0, false);
  }

  /** Of another shape in w. */
  Slot shaped(Integer... shape) {
    return new Slot(name, List.of(shape), rows, columns, centre, spread, transposed);
  }

  /** Without its transpose: nothing goes back through it. */
  Slot last() {
    return new Slot(name, shape, rows, columns, centre, spread, false);
  }
}

package cusp.jupyter;

import cusp.plot.Heat;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays as text; matrices as heat maps, arrays of figures as one figure. */
final class ArrayView {
  private static final int MOST_SIDE = 1000;
  private static final int MOST_CELLS = 100;

  private ArrayView() {}

  static Bundle of(Object array) {
    if (array instanceof Object[] items) {
      List<Object> list = Arrays.asList(items);
      if (FigureGrid.fits(list)) {
        return FigureGrid.of(list);
      }
      if (RecordTable.fits(list)) {
        return TableView.of(RecordTable.of(list));
      }
      if (isMatrix(items)) {
        String range = ArrayText.range(array);
        String line = ArrayText.shape(array) + (range.isEmpty() ? "" : ": " + range);
        return heat(line, ArrayText.of(array), matrix(items));
      }
    }
    return Bundle.text(ArrayText.of(array));
  }

  /** Whether rows of numbers make a rectangle that a heat map holds. */
  private static boolean isMatrix(Object[] rows) {
    Class<?> entry = rows.getClass().getComponentType().getComponentType();
    if (entry == null || !entry.isPrimitive() || entry == boolean.class || entry == char.class) {
      return false;
    }
    int columns = rows.length == 0 || rows[0] == null ? 0 : Array.getLength(rows[0]);
    return rows.length <= MOST_SIDE
        && columns > 0
        && columns <= MOST_SIDE
        && Arrays.stream(rows).allMatch(row -> row != null && Array.getLength(row) == columns);
  }

  private static double[][] matrix(Object[] rows) {
    return Arrays.stream(rows)
        .map(
            row ->
                IntStream.range(0, Array.getLength(row))
                    .mapToDouble(j -> Array.getDouble(row, j))
                    .toArray())
        .toArray(double[][]::new);
  }

  /**
   * A matrix of up to 1,000 on a side as a heat map below a line that says what it is; as its text
   * where it has an infinite entry, or none that is a number.
   */
  static Bundle heat(String line, String text, double[][] values) {
    DoubleSummaryStatistics known =
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(x -> !Double.isNaN(x))
            .summaryStatistics();
    double least = known.getMin();
    double most = known.getMax();
    if (known.getCount() == 0 || Double.isInfinite(least) || Double.isInfinite(most)) {
      return Bundle.text(text);
    }
    int high = (values.length + MOST_CELLS - 1) / MOST_CELLS;
    int wide = (values[0].length + MOST_CELLS - 1) / MOST_CELLS;
    String means =
        high * wide == 1 ? "" : ", drawn as means of %d × %d entries".formatted(high, wide);
    Heat heat = Heat.of(high * wide == 1 ? values : means(values, high, wide));
    String alt =
        "heat map of a matrix of %d × %d numbers from %s to %s"
            .formatted(
                values.length, values[0].length, ArrayText.number(least), ArrayText.number(most));
    Bundle figure =
        FigureView.of((least < 0 && most > 0 ? heat.diverging() : heat).figure(alt + means));
    String html = Style.wrap("<p>" + Html.escape(line + means) + "</p>" + figure.html());
    return new Bundle(text, html, null, figure.image());
  }

  /** The means of blocks, of those of their entries that are numbers: a screen shows no more. */
  private static double[][] means(double[][] values, int high, int wide) {
    int columns = values[0].length;
    return IntStream.iterate(0, i -> i < values.length, i -> i + high)
        .mapToObj(
            i ->
                IntStream.iterate(0, j -> j < columns, j -> j + wide)
                    .mapToDouble(
                        j ->
                            Arrays.stream(values, i, Math.min(i + high, values.length))
                                .flatMapToDouble(
                                    row -> Arrays.stream(row, j, Math.min(j + wide, columns)))
                                .filter(x -> !Double.isNaN(x))
                                .average()
                                .orElse(Double.NaN))
                    .toArray())
        .toArray(double[][]::new);
  }
}

package cusp.jupyter;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ND4J's arrays: shape, type, order and ends; matrices as heat maps.
 *
 * <p>No other class names a type of ND4J, so that none is loaded, and none of its natives, before a
 * cell makes an array.
 */
final class NdArrayView {
  private static final int MOST_SIDE = 1000;
  private static final int MOST_READ = 10_000_000;
  private static final int SUMMED = 10;

  private NdArrayView() {}

  static boolean fits(Object value) {
    return value instanceof INDArray;
  }

  static Bundle of(Object value) {
    INDArray array = (INDArray) value;
    String shape =
        array.rank() == 0
            ? "scalar"
            : LongStream.of(array.shape())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" × "));
    String head = "INDArray " + shape + ", " + array.dataType() + ", order " + array.ordering();
    StringBuilder text = new StringBuilder(head).append(':');
    write(array, "\n  ", text);
    if (array.dataType() == DataType.UTF8 || array.length() == 0 || array.length() > MOST_READ) {
      return Bundle.text(text.toString());
    }
    double[] values = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    String range =
        values.length < SUMMED ? "" : ArrayText.range(DoubleStream.of(values), values.length);
    text.append(range.isEmpty() ? "" : "\n" + range);
    if (array.rank() != 2 || array.rows() > MOST_SIDE || array.columns() > MOST_SIDE) {
      return Bundle.text(text.toString());
    }
    int columns = array.columns();
    double[][] rows =
        IntStream.range(0, array.rows())
            .mapToObj(i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns))
            .toArray(double[][]::new);
    return ArrayView.heat(head + (range.isEmpty() ? "" : ": " + range), text.toString(), rows);
  }

  private static void write(INDArray array, String line, StringBuilder out) {
    int length = array.isEmpty() || array.rank() == 0 ? 0 : Math.toIntExact(array.size(0));
    if (array.isEmpty()) {
      out.append(" empty");
    } else if (array.rank() == 0) {
      out.append(' ').append(word(array));
    } else if (array.rank() == 1) {
      out.append(' ').append(String.join(" ", words(array)));
    } else if (array.rank() == 2) {
      List<List<String>> rows = Text.ends(length, i -> words(array.slice(i)), List.of("…"));
      Text.aligned(rows).forEach(row -> out.append(line).append(row));
    } else {
      for (int i : Text.ends(length, i -> i, -1)) {
        out.append(line).append(i < 0 ? "…" : "[" + i + "]");
        if (i >= 0) {
          write(array.slice(i), line + "  ", out);
        }
      }
    }
  }

  private static List<String> words(INDArray row) {
    return Text.ends(Math.toIntExact(row.length()), i -> word(row, i), "…");
  }

  private static String word(INDArray array, long... at) {
    return array.dataType() == DataType.UTF8
        ? Brief.of(array.getString(at.length == 0 ? 0 : at[0]))
        : ArrayText.number(array.getDouble(at.length == 0 ? new long[] {0} : at));
  }
}

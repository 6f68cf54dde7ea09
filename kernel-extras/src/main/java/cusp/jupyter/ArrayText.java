package cusp.jupyter;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Numbers in six digits, and arrays by their shape, their first and their last entries. */
final class ArrayText {
  private static final int SUMMED = 10;
  private static final int LINE = 100;
  private static final int LENGTHS = 3;
  private static final int ENDS = 5;
  private static final int BRIEF_ENDS = 3;

  private ArrayText() {}

  /**
   * An array of any type and depth, as {@code double[1000]: 0 0.25 … 249.75}, with a line for each
   * row of a matrix, and the range of ten numbers or more below.
   */
  static String of(Object array) {
    StringBuilder out = new StringBuilder(shape(array)).append(':');
    write(array, "\n  ", out);
    String range = range(array);
    return range.isEmpty() ? out.toString() : out.append('\n').append(range).toString();
  }

  /** On one line: the ends of a row, of an array of arrays its shape and range. */
  static String brief(Object array) {
    String words =
        array.getClass().getComponentType().isArray() ? range(array) : entries(array, BRIEF_ENDS);
    return shape(array) + (words.isEmpty() ? "" : ": " + words);
  }

  /** As {@code double[3][2]}, or {@code double[3][1|2]} where lengths differ. */
  static String shape(Object array) {
    Class<?> type = array.getClass();
    StringBuilder lengths = new StringBuilder();
    List<Object> level = List.of(array);
    while (type.isArray()) {
      lengths.append('[').append(lengths(level)).append(']');
      type = type.getComponentType();
      if (type.isArray()) {
        level =
            level.stream()
                .filter(Objects::nonNull)
                .flatMap(rows -> Arrays.stream((Object[]) rows))
                .collect(Collectors.toList());
      }
    }
    return type.getSimpleName() + lengths;
  }

  private static String lengths(List<Object> arrays) {
    List<Integer> known =
        arrays.stream().filter(Objects::nonNull).map(Array::getLength).distinct().sorted().toList();
    String lengths =
        known.size() > LENGTHS
            ? known.get(0) + "…" + known.get(known.size() - 1)
            : known.stream().map(String::valueOf).collect(Collectors.joining("|"));
    boolean gaps = arrays.stream().anyMatch(Objects::isNull);
    return gaps ? "null" + (lengths.isEmpty() ? "" : "|" + lengths) : lengths;
  }

  private static void write(Object array, String line, StringBuilder out) {
    Class<?> entry = array.getClass().getComponentType();
    int length = Array.getLength(array);
    if (entry.isArray() && entry.getComponentType().isArray()) {
      Object[] slices = (Object[]) array;
      for (int i : Text.ends(length, i -> i, -1)) {
        out.append(line).append(i < 0 ? "…" : "[" + i + "]");
        if (i >= 0 && slices[i] == null) {
          out.append(" null");
        } else if (i >= 0) {
          write(slices[i], line + "  ", out);
        }
      }
    } else if (entry.isArray()) {
      List<List<String>> rows =
          Text.ends(length, i -> words(((Object[]) array)[i], ENDS), List.of("…"));
      Text.aligned(rows).forEach(row -> out.append(line).append(row));
    } else if (entry.isPrimitive() || entries(array, ENDS).length() <= LINE) {
      out.append(length == 0 ? "" : " ").append(entries(array, ENDS));
    } else {
      Text.ends(length, i -> "[" + i + "] " + word(array, i), "…")
          .forEach(word -> out.append(line).append(word));
    }
  }

  private static String entries(Object row, int ends) {
    boolean primitive = row.getClass().getComponentType().isPrimitive();
    return String.join(primitive ? " " : ", ", words(row, ends));
  }

  private static List<String> words(Object row, int ends) {
    return row == null
        ? List.of("null")
        : Text.ends(Array.getLength(row), ends, i -> word(row, i), "…");
  }

  private static String word(Object row, int i) {
    Object entry = Array.get(row, i);
    // Nothing inside of an array inside: it may be the outer one.
    return entry instanceof Object[] inner ? shape(inner) : Brief.of(entry);
  }

  /** Least, mean and greatest of ten numbers or more; how many of ten truths are true. */
  static String range(Object array) {
    Class<?> entry = array.getClass();
    while (entry.isArray()) {
      entry = entry.getComponentType();
    }
    if (!entry.isPrimitive() || entry == char.class) {
      return "";
    }
    long count = values(array).count();
    if (count < SUMMED) {
      return "";
    }
    return entry == boolean.class
        ? "true: %.0f of %d".formatted(values(array).sum(), count)
        : range(values(array), count);
  }

  /** As "min 0, mean 0.5, max 1"; of so many values, those that are NaN are counted apart. */
  static String range(DoubleStream values, long count) {
    DoubleSummaryStatistics known = values.filter(x -> !Double.isNaN(x)).summaryStatistics();
    long missing = count - known.getCount();
    String gaps = missing == 0 ? "" : missing + " NaN";
    if (known.getCount() == 0) {
      return gaps;
    }
    return "min %s, mean %s, max %s"
            .formatted(number(known.getMin()), number(known.getAverage()), number(known.getMax()))
        + (gaps.isEmpty() ? "" : ", " + gaps);
  }

  private static DoubleStream values(Object array) {
    if (array == null) {
      return DoubleStream.empty();
    }
    if (array instanceof double[] values) {
      return DoubleStream.of(values);
    }
    if (array instanceof boolean[] truths) {
      return IntStream.range(0, truths.length).mapToDouble(i -> truths[i] ? 1 : 0);
    }
    return array instanceof Object[] rows
        ? Arrays.stream(rows).flatMapToDouble(ArrayText::values)
        : IntStream.range(0, Array.getLength(array)).mapToDouble(i -> Array.getDouble(array, i));
  }

  /** Six significant digits at most, without the zeros that say nothing. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    String digits = String.format(Locale.ROOT, "%.6g", value);
    int exponent = digits.indexOf('e');
    String mantissa = exponent < 0 ? digits : digits.substring(0, exponent);
    String tail = exponent < 0 ? "" : digits.substring(exponent);
    return mantissa.replaceFirst("\\.?0+$", "") + tail;
  }
}

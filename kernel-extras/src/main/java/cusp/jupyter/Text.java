package cusp.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words, lines and columns of plain text. */
final class Text {
  private static final int ENDS = 5;

  private Text() {}

  /** On one line, cut off behind so many characters. */
  static String clip(String text, int most) {
    // More than enough, so that a text of megabytes is not copied whole.
    String start = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
    String line = start.strip().replaceAll("\\s+", " ");
    if (line.length() <= most && start.length() == text.length()) {
      return line;
    }
    int end = Math.min(line.length(), most - 1);
    return line.substring(
            0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** The columns that a terminal gives it: a combining mark, such as the hat of λ̂, takes none. */
  static int width(String text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  /** Filled up with spaces, on its left or on its right. */
  static String pad(String text, int width, boolean left) {
    String room = " ".repeat(Math.max(0, width - width(text)));
    return left ? room + text : text + room;
  }

  /** The first and the last of many, what stands between them as one. */
  static <T> List<T> ends(int length, IntFunction<? extends T> item, T between) {
    return ends(length, ENDS, item, between);
  }

  /** The same with so many at either end. */
  static <T> List<T> ends(int length, int most, IntFunction<? extends T> item, T between) {
    List<T> ends = new ArrayList<>();
    boolean all = length <= 2 * most;
    for (int i = 0; i < (all ? length : most); i++) {
      ends.add(item.apply(i));
    }
    if (!all) {
      ends.add(between);
      for (int i = length - most; i < length; i++) {
        ends.add(item.apply(i));
      }
    }
    return ends;
  }

  /** Rows of words as lines, the columns in line at their right. */
  static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int j = 0; j < row.size(); j++) {
        widths[j] = Math.max(widths[j], width(row.get(j)));
      }
    }
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, row.size())
                    .mapToObj(j -> pad(row.get(j), widths[j], true))
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}

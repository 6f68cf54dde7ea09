package cusp.jupyter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The words of a table's cells, of the rows and columns that are shown. */
final class Cells {
  /** The number of a row or column that stands for those left out. */
  static final int GAP = -1;

  private static final int ALL_ROWS = 20;
  private static final int END_ROWS = 10;
  private static final int ALL_COLUMNS = 20;
  private static final int END_COLUMNS = 9;
  private static final int WIDEST = 200;
  private static final int WIDEST_IN_TEXT = 40;

  private final Table table;
  private final String caption;
  private final List<Integer> columns;
  private final List<Integer> shown;

  private Cells(Table table, String caption) {
    this.table = table;
    this.caption = caption;
    columns = ends(table.columnCount(), ALL_COLUMNS, END_COLUMNS);
    shown = ends(table.rowCount(), ALL_ROWS, END_ROWS);
  }

  static Cells of(Table table) {
    return new Cells(table, table.name() == null ? "" : table.name());
  }

  Cells untitled() {
    return new Cells(table, "");
  }

  private static List<Integer> ends(int count, int all, int ends) {
    return IntStream.range(0, count)
        .filter(i -> count <= all || i <= ends || i >= count - ends)
        .mapToObj(i -> count > all && i == ends ? GAP : i)
        .collect(Collectors.toList());
  }

  String caption() {
    return caption;
  }

  /** How many rows the table has. */
  int rows() {
    return table.rowCount();
  }

  /** How many columns are shown, that of dots with them. */
  int columns() {
    return columns.size();
  }

  /** The rows to show, with a gap where some are left out. */
  List<Integer> shown() {
    return shown;
  }

  /** The rows left out. */
  List<Integer> between() {
    return IntStream.range(END_ROWS, rows() - END_ROWS).boxed().toList();
  }

  String heading(int j) {
    return columns.get(j) == GAP ? "…" : Text.clip(column(j).name(), WIDEST);
  }

  boolean isNumeric(int j) {
    return isSortable(j) && column(j) instanceof NumericColumn;
  }

  boolean isSortable(int j) {
    return columns.get(j) != GAP;
  }

  private Column<?> column(int j) {
    return table.column(columns.get(j));
  }

  /** As the column has it, but in a few digits where it has no format of its own. */
  String word(int row, int j) {
    if (!isSortable(j)) {
      return "…";
    }
    Column<?> column = column(j);
    if (column.isMissing(row)) {
      return "";
    }
    String own = column.getString(row);
    if (column instanceof DoubleColumn numbers) {
      double value = numbers.getDouble(row);
      return own.equals(DoubleColumn.create("plain", value).getString(0))
          ? ArrayText.number(value)
          : own;
    }
    return Text.clip(own, WIDEST);
  }

  /** A row as the script reads it. */
  String quoted(int row) {
    return IntStream.range(0, columns())
        .mapToObj(j -> Html.quoted(word(row, j)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Words of every column, as short as a line of text asks for. */
  List<String> line(IntFunction<String> word) {
    return IntStream.range(0, columns())
        .mapToObj(j -> Text.clip(word.apply(j), WIDEST_IN_TEXT))
        .toList();
  }

  /** The place of each row among them in the order of a column, −1 where it has no value. */
  List<Integer> ranks(int j, List<Integer> rows) {
    return ranks(column(j), rows);
  }

  private static <T> List<Integer> ranks(Column<T> column, List<Integer> rows) {
    Comparator<Integer> order = (a, b) -> column.compare(column.get(a), column.get(b));
    List<Integer> sorted =
        rows.stream().filter(row -> !column.isMissing(row)).sorted(order).toList();
    int[] ranks = new int[column.size()];
    for (int i = 1; i < sorted.size(); i++) {
      boolean equal = order.compare(sorted.get(i - 1), sorted.get(i)) == 0;
      ranks[sorted.get(i)] = ranks[sorted.get(i - 1)] + (equal ? 0 : 1);
    }
    List<Integer> all = new ArrayList<>();
    rows.forEach(row -> all.add(column.isMissing(row) ? GAP : ranks[row]));
    return all;
  }

  String size() {
    return count(rows(), "row") + " × " + count(table.columnCount(), "column");
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}

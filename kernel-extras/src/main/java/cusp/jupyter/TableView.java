package cusp.jupyter;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as HTML: its head and tail, how large it is, and numbers at the right of their columns.
 */
final class TableView {
  private static final int ALL_ROWS = 20;
  private static final int END_ROWS = 10;
  private static final String RIGHT = " style=\"text-align:right\"";
  private static final String LEFT = " style=\"text-align:left\"";

  private TableView() {}

  static Bundle of(Table table) {
    return Bundle.html(table.print(ALL_ROWS) + "\n" + size(table), html(table));
  }

  private static String html(Table table) {
    StringBuilder out = new StringBuilder("<table>\n");
    if (table.name() != null && !table.name().isBlank()) {
      out.append("<caption>").append(Html.escape(table.name())).append("</caption>\n");
    }
    out.append("<thead><tr>");
    for (Column<?> column : table.columns()) {
      out.append("<th scope=\"col\"").append(side(column)).append('>');
      out.append(Html.escape(column.name())).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    int rows = table.rowCount();
    for (int row = 0; row < rows; row++) {
      if (rows <= ALL_ROWS || row < END_ROWS || row >= rows - END_ROWS) {
        row(out, table, row);
      } else if (row == END_ROWS) {
        out.append("<tr><td colspan=\"").append(table.columnCount()).append('"');
        out.append(LEFT).append(">…</td></tr>\n");
      }
    }
    return out.append("</tbody>\n</table>\n<p>").append(size(table)).append("</p>").toString();
  }

  private static void row(StringBuilder out, Table table, int row) {
    out.append("<tr>");
    for (Column<?> column : table.columns()) {
      out.append("<td").append(side(column)).append('>');
      out.append(Html.escape(cell(column, row))).append("</td>");
    }
    out.append("</tr>\n");
  }

  private static String side(Column<?> column) {
    return column instanceof NumericColumn ? RIGHT : LEFT;
  }

  /** As the column has it, but in a few digits where it has no format of its own. */
  private static String cell(Column<?> column, int row) {
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
    return own;
  }

  private static String size(Table table) {
    return table.rowCount()
        + (table.rowCount() == 1 ? " row × " : " rows × ")
        + table.columnCount()
        + (table.columnCount() == 1 ? " column" : " columns");
  }
}

package cusp.jupyter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * A table as HTML and as text: its head and tail, how large it is, and numbers at the right of
 * their columns.
 *
 * <p>Where scripts run, headings are buttons that sort; of up to {@value #WHOLE} rows all are sent,
 * sorted and shown on demand. Without scripts it is the plain table.
 */
final class TableView {
  private static final int WHOLE = 1000;
  private static final String SCRIPT = Style.resource("table.js");

  private TableView() {}

  static Bundle of(Table table) {
    Cells cells = Cells.of(table);
    return Bundle.html(text(cells), Style.wrap(html(cells) + script(cells)));
  }

  /** As a part of something else that names it, without style and script. */
  static Bundle still(Table table) {
    Cells cells = Cells.of(table).untitled();
    return Bundle.html(text(cells), html(cells));
  }

  private static String html(Cells cells) {
    StringBuilder out = new StringBuilder("<div class=\"cusp-scroll\"><table>\n");
    if (!cells.caption().isBlank()) {
      out.append("<caption>").append(Html.escape(cells.caption())).append("</caption>\n");
    }
    out.append("<thead><tr>");
    for (int j = 0; j < cells.columns(); j++) {
      out.append("<th scope=\"col\"").append(side(cells, j)).append('>');
      out.append(Html.escape(cells.heading(j))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (int row : cells.shown()) {
      if (row == Cells.GAP) {
        out.append("<tr class=\"cusp-gap\"><td colspan=\"").append(cells.columns());
        out.append("\" style=\"text-align:left\">…</td></tr>\n");
      } else {
        out.append("<tr>");
        for (int j = 0; j < cells.columns(); j++) {
          out.append("<td").append(side(cells, j)).append('>');
          out.append(Html.escape(cells.word(row, j))).append("</td>");
        }
        out.append("</tr>\n");
      }
    }
    out.append("</tbody>\n</table></div>\n<p class=\"cusp-size\">");
    return out.append(cells.size()).append("</p>").toString();
  }

  private static String side(Cells cells, int j) {
    return cells.isNumeric(j) ? " style=\"text-align:right\"" : " style=\"text-align:left\"";
  }

  /** The rows between head and tail, and the rank of every row in every column. */
  private static String script(Cells cells) {
    List<Integer> shown = cells.shown();
    if (shown.size() < 2) {
      return "";
    }
    List<Integer> rows = new ArrayList<>(shown);
    int gap = rows.indexOf(Cells.GAP);
    List<Integer> middle = List.of();
    if (gap >= 0) {
      rows.remove(gap);
      if (cells.rows() <= WHOLE) {
        middle = cells.between();
        rows.addAll(gap, middle);
      }
    }
    String words =
        middle.stream().map(row -> cells.quoted(row)).collect(Collectors.joining(",\n", "[", "]"));
    List<String> ranks = new ArrayList<>();
    for (int j = 0; j < cells.columns(); j++) {
      ranks.add(cells.isSortable(j) ? cells.ranks(j, rows).toString().replace(" ", "") : "null");
    }
    return "<script>{\nconst middle = %s;\nconst ranks = [%s];\n%s\n}</script>"
        .formatted(words, String.join(",\n", ranks), SCRIPT);
  }

  private static String text(Cells cells) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(cells.line(cells::heading));
    for (int row : cells.shown()) {
      lines.add(
          row == Cells.GAP
              ? Collections.nCopies(cells.columns(), "…")
              : cells.line(j -> cells.word(row, j)));
    }
    int[] widths = new int[cells.columns()];
    for (List<String> line : lines) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(widths[j], Text.width(line.get(j)));
      }
    }
    StringBuilder out = new StringBuilder();
    if (!cells.caption().isBlank()) {
      out.append(Text.clip(cells.caption(), Brief.LENGTH)).append('\n');
    }
    for (List<String> line : cells.columns() == 0 ? List.<List<String>>of() : lines) {
      StringBuilder row = new StringBuilder();
      for (int j = 0; j < widths.length; j++) {
        row.append(j == 0 ? "" : "  ");
        row.append(Text.pad(line.get(j), widths[j], cells.isNumeric(j)));
      }
      out.append(row.toString().stripTrailing()).append('\n');
    }
    return out.append(cells.size()).toString();
  }
}

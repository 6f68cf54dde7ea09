package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class TableViewTest {

  private static final Table MIXED =
      Table.create(
          "phases",
          StringColumn.create("phase", "4", "5⁺"),
          DoubleColumn.create("loss", 1e-9 / 3, Double.NaN),
          BooleanColumn.create("λ̂ ok", new Boolean[] {true, null}),
          DateColumn.create("day", LocalDate.of(2026, 1, 2), null));

  private static String html(Table table) {
    return Views.bundle(table).html();
  }

  private static List<Integer> ranks(Table table) {
    Cells cells = Cells.of(table);
    return cells.ranks(0, IntStream.range(0, table.rowCount()).boxed().toList());
  }

  @Test
  void numbersStandAtTheRightAndAllElseAtTheLeft() {
    assertEquals(
        """
        <div class="cusp-scroll"><table>
        <caption>phases</caption>
        <thead><tr><th scope="col" style="text-align:left">phase</th>\
        <th scope="col" style="text-align:right">loss</th>\
        <th scope="col" style="text-align:left">λ̂ ok</th>\
        <th scope="col" style="text-align:left">day</th></tr></thead>
        <tbody>
        <tr><td style="text-align:left">4</td><td style="text-align:right">3.33333e-10</td>\
        <td style="text-align:left">true</td><td style="text-align:left">2026-01-02</td></tr>
        <tr><td style="text-align:left">5⁺</td><td style="text-align:right"></td>\
        <td style="text-align:left"></td><td style="text-align:left"></td></tr>
        </tbody>
        </table></div>
        <p class="cusp-size">2 rows × 4 columns</p>""",
        html(MIXED).replaceAll("(?s).*</style>|<script>.*", ""));
    assertNull(Views.bundle(MIXED).image());
  }

  @Test
  void asTextItIsAligned() {
    assertEquals(
        """
        phases
        phase         loss  λ̂ ok  day
        4      3.33333e-10  true  2026-01-02
        5⁺
        2 rows × 4 columns""",
        Views.bundle(MIXED).text());
  }

  @Test
  void aFormatOfTheColumnIsKept() {
    DoubleColumn share = DoubleColumn.create("share", 0.125);
    share.setPrintFormatter(NumberColumnFormatter.percent(1));
    assertTrue(html(Table.create("t", share)).contains(">12.5%<"));
  }

  @ParameterizedTest
  @CsvSource({"20, 20, 0", "21, 20, 1", "1000, 20, 980", "1001, 20, 0"})
  void aLongTableShowsItsHeadAndTailAndSendsTheRestOfUpToAThousandRows(
      int rows, int shown, int sent) {
    IntColumn column = IntColumn.create("i", IntStream.range(0, rows).toArray());
    String html = html(Table.create("t", column));
    String body = html.substring(html.indexOf("<tbody>"), html.indexOf("</tbody>"));
    assertEquals(shown, body.split("<tr>", -1).length - 1);
    assertEquals(rows > shown, body.contains("<tr class=\"cusp-gap\"><td colspan=\"1\""));
    assertTrue(body.contains(">0<") && body.contains(">" + (rows - 1) + "<"));
    assertTrue(html.contains("<p class=\"cusp-size\">" + rows + " rows × 1 column</p>"), html);
    String middle = html.substring(html.indexOf("const middle"), html.indexOf("const ranks"));
    assertEquals(sent, middle.split("\\[\"", -1).length - 1);
    String text = Views.bundle(Table.create("t", column)).text();
    assertEquals(2 + shown + (rows > shown ? 1 : 0) + 1, text.lines().count());
  }

  @Test
  void ofManyColumnsTheMiddleIsLeftOut() {
    Table table = Table.create("wide");
    for (int j = 0; j < 60; j++) {
      table.addColumns(IntColumn.create("c" + j, new int[] {j, -j}));
    }
    String html = html(table);
    assertEquals(19, html.split("<th ", -1).length - 1);
    assertTrue(html.contains(">c8</th><th scope=\"col\" style=\"text-align:left\">…</th>"), html);
    assertTrue(html.contains(">c51</th>") && !html.contains(">c50</th>"), html);
    assertTrue(html.contains("2 rows × 60 columns"));
    assertTrue(html.contains("],\nnull,\n["), html);
  }

  @Test
  void ranksOrderAsTheColumnDoesAndMissingValuesHaveNone() {
    double[] close = {1e-9, Double.NaN, 1e-9 + 1e-16, -1, 1e-9};
    assertEquals(
        List.of(1, -1, 2, 0, 1), ranks(Table.create("t", DoubleColumn.create("x", close))));
    assertEquals(
        List.of(1, 0, -1), ranks(Table.create("t", StringColumn.create("s", "b", "a", ""))));
    assertEquals(
        List.of(1, 0, -1),
        ranks(
            Table.create(
                "t",
                DateColumn.create("d", LocalDate.of(2027, 1, 1), LocalDate.of(2026, 1, 1), null))));
  }

  @Test
  void aTableOfNothingIsATable() {
    for (Table table : List.of(Table.create("none"), Table.create("t", IntColumn.create("i")))) {
      Bundle bundle = Views.bundle(table);
      assertTrue(bundle.html().contains("0 rows × " + table.columnCount() + " column"));
      assertTrue(bundle.text().contains("0 rows × " + table.columnCount() + " column"));
      assertFalse(bundle.html().contains("<script"), bundle.html());
    }
  }

  @Test
  void longWordsAreCutInText() {
    Table table = Table.create("t", StringColumn.create("s", "word ".repeat(1000)));
    assertTrue(Views.bundle(table).text().lines().allMatch(line -> line.length() <= 40));
    assertTrue(html(table).contains("…</td>"));
  }
}

package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.plot.Figure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class ViewsTest {

  private static XYChart chart(String title) {
    XYChart chart = new XYChartBuilder().width(320).height(200).title(title).build();
    chart.addSeries("rises", new double[] {0, 1, 2}, new double[] {0, 1, 4});
    return chart;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void aFigureHasAllThreeForms() throws IOException {
    Figure figure = Figure.of(chart("Growth"), "a curve that rises");
    Bundle bundle = Views.bundle(figure);
    assertEquals("Growth: a curve that rises", bundle.text());
    assertTrue(
        bundle.html().contains("<div hidden=\"hidden\" data-cusp=\"vector\"><svg "), bundle.html());
    assertEquals(1, count(bundle.html(), "<img alt=\"a curve that rises\""));
    assertTrue(bundle.html().contains("base64," + bundle.image().base64() + "\""));
    assertTrue(bundle.html().contains("role=\"img\""));
    assertTrue(bundle.html().contains("<title>Growth</title>"));
    assertTrue(bundle.html().contains("<desc>a curve that rises</desc>"));
    assertEquals("a curve that rises", bundle.image().alt());
    assertEquals(List.of(320, 200), List.of(bundle.image().width(), bundle.image().height()));
    byte[] png = Base64.getDecoder().decode(bundle.image().base64());
    assertEquals(640, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
  }

  @Test
  void aChartIsAFigureThatNamesItsSeries() {
    Bundle bundle = Views.bundle(chart("Growth"));
    assertEquals("Growth: a chart titled Growth of rises", bundle.text());
    assertTrue(bundle.html().contains("<desc>a chart titled Growth of rises</desc>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</svg><b>", "\"'&"})
  void nothingInATextIsMarkup(String text) {
    Table table =
        Table.create(text, StringColumn.create(text, text), IntColumn.create("n", new int[] {1}));
    for (Object value : List.of(table, chart(text), Figure.of(chart(text), text))) {
      String html = Views.bundle(value).html();
      int figures = value instanceof Table ? 0 : 1;
      assertFalse(
          html.contains("<script") || html.contains("<b>") || html.contains("<img src"), html);
      assertEquals(figures, count(html, "<img"), html);
      assertEquals(figures, count(html, "</svg>"), html);
    }
    String html = Views.bundle(table).html();
    assertEquals(3, count(html, Html.escape(text)));
    assertFalse(html.contains("\"'"), html);
  }

  @Test
  void aTableShowsNumbersAtTheRightAndWordsAtTheLeft() {
    Table table =
        Table.create(
            "phases",
            StringColumn.create("phase", "4", "5⁺"),
            DoubleColumn.create("loss", 1e-9 / 3, Double.NaN));
    assertEquals(
        """
        <table>
        <caption>phases</caption>
        <thead><tr><th scope="col" style="text-align:left">phase</th>\
        <th scope="col" style="text-align:right">loss</th></tr></thead>
        <tbody>
        <tr><td style="text-align:left">4</td><td style="text-align:right">3.33333e-10</td></tr>
        <tr><td style="text-align:left">5⁺</td><td style="text-align:right"></td></tr>
        </tbody>
        </table>
        <p>2 rows × 2 columns</p>""",
        Views.bundle(table).html());
    assertTrue(Views.bundle(table).text().endsWith("2 rows × 2 columns"));
    assertNull(Views.bundle(table).image());
  }

  @Test
  void aFormatOfTheColumnIsKept() {
    DoubleColumn share = DoubleColumn.create("share", 0.125);
    share.setPrintFormatter(NumberColumnFormatter.percent(1));
    String html = Views.bundle(Table.create("t", share)).html();
    assertTrue(html.contains(">12.5%<"), html);
  }

  @ParameterizedTest
  @CsvSource({"20, 20, false", "21, 21, true", "1000, 21, true"})
  void aLongTableShowsItsHeadAndTail(int rows, int shown, boolean cut) {
    IntColumn column = IntColumn.create("i", IntStream.range(0, rows).toArray());
    String html = Views.bundle(Table.create("t", column)).html();
    String body = html.substring(html.indexOf("<tbody>"));
    assertEquals(shown, body.split("<tr>", -1).length - 1);
    assertEquals(cut, body.contains("…"));
    assertTrue(body.contains(">0<") && body.contains(">" + (rows - 1) + "<"));
    assertTrue(html.endsWith("<p>" + rows + " rows × 1 column</p>"), html);
  }

  @Test
  void anEmptyTableIsATable() {
    assertTrue(Views.bundle(Table.create("none")).html().contains("0 rows × 0 columns"));
  }

  @Test
  void arraysShowTheirShapeAndEnds() {
    assertEquals(
        "double[3]: 0 0.5 -1.25e-07", Views.bundle(new double[] {0, 0.5, -1.25e-7}).text());
    double[] many = IntStream.range(0, 1000).mapToDouble(i -> i / 4.0).toArray();
    assertEquals(
        "double[1000]: 0 0.25 0.5 0.75 1 … 248.75 249 249.25 249.5 249.75",
        Views.bundle(many).text());
    assertEquals(
        "double[2][2]:\n  1 2\n  3 NaN",
        Views.bundle(new double[][] {{1, 2}, {3, Double.NaN}}).text());
    assertEquals(
        "double[2][null|1]:\n  null\n  1", Views.bundle(new double[][] {null, {1}}).text());
    assertEquals("double[0]:", Views.bundle(new double[0]).text().strip());
    double[][] tall = new double[11][1];
    assertEquals(12, Views.bundle(tall).text().lines().count());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "100, 100",
    "1234567.5, 1.23457e+06",
    "1e20, 1e+20",
    "-0.00001, -1e-05",
    "Infinity, ∞",
    "-Infinity, −∞",
    "NaN, NaN",
    "0.30000000000000004, 0.3"
  })
  void numbersHaveSixDigits(double value, String text) {
    assertEquals(text, ArrayText.number(value));
  }

  @Test
  void otherValuesSayWhatTheySay() {
    assertEquals("[1, 2]", Views.bundle(Arrays.asList(1, 2)).text());
    assertEquals("null", Views.bundle(null).text());
  }
}

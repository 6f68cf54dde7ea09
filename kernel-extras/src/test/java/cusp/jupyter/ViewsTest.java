package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Verdict;
import cusp.plot.Figure;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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

  @Test
  void severalFiguresAreOne() {
    Figure figure = Figure.of(chart("Growth"), "a curve");
    for (Object value :
        List.of(List.of(figure, chart("Decay")), new Object[] {figure, figure}, chartArray())) {
      Bundle bundle = Views.bundle(value);
      assertEquals(1, count(bundle.html(), "<svg "));
      assertTrue(bundle.image().width() > 640, bundle.text());
    }
    Bundle many = Views.bundle(Collections.nCopies(60, figure));
    assertTrue(many.text().startsWith("the first 24 of 60 figures"), many.text());
  }

  private static Object chartArray() {
    return new XYChart[] {chart("Growth"), chart("Decay"), chart("Rest")};
  }

  @Test
  void whatStandsBetweenDollarsIsNoFormula() {
    for (Object value : List.of(chart("$5 and $6"), Table.create("$5 and $6"))) {
      assertTrue(Views.bundle(value).html().startsWith("<div class=\""));
      assertTrue(Views.bundle(value).html().contains("mathjax_ignore\">"));
    }
  }

  @Test
  void anImageIsShownWithItsSize() throws IOException {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(3, 4, 0xff102030);
    Bundle bundle = Views.bundle(image);
    assertEquals("image of 30 × 20 pixels", bundle.text());
    assertEquals(
        "<img alt=\"image of 30 × 20 pixels\" width=\"30\" height=\"20\""
            + " style=\"max-width:100%;height:auto\" src=\"data:image/png;base64,"
            + bundle.image().base64()
            + "\">",
        bundle.html());
    byte[] png = Base64.getDecoder().decode(bundle.image().base64());
    assertEquals(0xff102030, ImageIO.read(new ByteArrayInputStream(png)).getRGB(3, 4));
    Image painted = image.getScaledInstance(15, 10, Image.SCALE_FAST);
    assertEquals("image of 15 × 10 pixels", Views.bundle(painted).text());
  }

  record Named(String name) {}

  record Options(String name) {
    public Options withName(String newName) {
      return new Options(newName);
    }
  }

  record Result(String name, Options options, Verdict verdict) {}

  record Throwing(String name) {
    @Override
    public String name() {
      throw new IllegalStateException(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</svg><b>",
        "\"'&",
        "<!--<script>"
      })
  void nothingInATextIsMarkup(String text) {
    String[] words = Collections.nCopies(30, text).toArray(String[]::new);
    Table table = Table.create(text, StringColumn.create(text, words));
    List<Object> values =
        List.of(
            table,
            chart(text),
            Figure.of(chart(text), text),
            new Named(text),
            new Throwing(text),
            new Options(text),
            new Result(text, new Options(text), Verdict.qualified(List.of(text))),
            new Result(text, new Options(text), Verdict.invalid(List.of(text))),
            List.of(new Named(text), new Named(text)),
            List.of(new Named(text), List.of(text)),
            Map.of(text, new Named(text)),
            new Object[] {new Named(text), new double[3], text},
            new Tex(text));
    for (Object value : values) {
      Bundle bundle = Views.bundle(value);
      assertFalse(bundle.text().contains("in its own words"), bundle.text());
      String html = bundle.html() == null ? "" : bundle.html();
      boolean sorts = value instanceof Table || value instanceof List;
      assertTrue(count(html, "<script") <= (sorts ? 1 : 0), html);
      assertEquals(count(html, "<script>{"), count(html, "</script"), html);
      assertFalse(html.contains("<img src") || html.contains("</svg><b>"), html);
      assertFalse(html.contains("<!--"), html);
      assertTrue(count(html, "</svg>") <= 1, html);
    }
    String html = Views.bundle(table).html();
    assertEquals(2 + 20, count(html, Html.escape(text)));
    assertEquals(10, count(html, Html.quoted(text)));
  }

  @Test
  void aValueWhoseViewFailsIsShownInItsOwnWords() {
    Object bad =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no words");
          }
        };
    Bundle bundle = Views.bundle(bad);
    assertEquals(
        "Object\n(in its own words, since IllegalStateException: no words)", bundle.text());
    Collection<Object> endless =
        new AbstractCollection<>() {
          @Override
          public Iterator<Object> iterator() {
            throw new StackOverflowError();
          }

          @Override
          public int size() {
            return 3;
          }

          @Override
          public String toString() {
            return "endless";
          }
        };
    assertEquals(
        "endless\n(in its own words, since StackOverflowError)", Views.bundle(endless).text());
  }

  @Test
  void collectionsShowTheirEndsAndNeverAnAddress() {
    assertEquals("[1, 2]", Views.bundle(Arrays.asList(1, 2)).text());
    assertEquals("[a, null, 0.333333]", Views.bundle(Arrays.asList("a", null, 1.0 / 3)).text());
    assertEquals("{a=1}", Views.bundle(Map.of("a", 1)).text());
    assertEquals(
        "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, …] (1000000 in all)",
        Views.bundle(Collections.nCopies(1_000_000, 0)).text());
    assertEquals(
        "2 items\n  [0]: double[2]: 1 2\n  [1]: [\"x\"]",
        Views.bundle(List.of(new double[] {1, 2}, List.of("x"))).text());
    assertEquals(
        "map of 1\n  w: int[3]: 1 2 3", Views.bundle(Map.of("w", new int[] {1, 2, 3})).text());
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    cycle.add(new double[0]);
    assertEquals("2 items\n  [0]: (this again)\n  [1]: double[0]", Views.bundle(cycle).text());
  }

  @Test
  void otherValuesSayWhatTheySay() {
    assertEquals("null", Views.bundle(null).text());
    assertEquals("Optional[3]", Views.bundle(Optional.of(3)).text());
    assertEquals("OK", Views.bundle(Verdict.Level.OK).text());
  }
}

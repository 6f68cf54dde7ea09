package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.train.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliderTest {

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Plot plot(double height) {
    return Plot.of("Height")
        .yRange(0, 200)
        .line("h", new double[] {0, 1}, new double[] {height, height});
  }

  private static Figure figure(int height) {
    return plot(height).figure("a line at " + height);
  }

  private static Slider over(int count) {
    return Slider.over(upTo(count), i -> "number " + i, SliderTest::figure);
  }

  private static List<String> labels(Slider slider) {
    return slider.frames().stream().map(Slider.Frame::label).toList();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  /** What the script is given: label, drawing, label, drawing and so on. */
  private static List<String> pieces(String html) {
    Matcher data = Pattern.compile("\\('([A-Za-z0-9+/=]*)'\\);</script></div>$").matcher(html);
    assertTrue(data.find(), html);
    byte[] packed = Base64.getDecoder().decode(data.group(1));
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void checkpointsAreLabelledByTheirStep() {
    List<Checkpoint> checkpoints =
        IntStream.of(0, 7, 1200)
            .mapToObj(step -> new Checkpoint(step, 1, new double[] {step}, new double[0]))
            .toList();
    Slider slider = Slider.over(checkpoints, at -> figure((int) at.w()[0]));
    assertEquals(List.of("step 0", "step 7", "step 1,200"), labels(slider));
    assertEquals(
        "a slider over 3 frames, from step 0 (a line at 0) to step 1,200 (a line at 1200)",
        Views.bundle(slider).text());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "30, 30", "31, 30", "1000, 30"})
  void ofManyItemsThirtyAreChosenEvenlyAndItIsSaid(int items, int frames) {
    Slider slider = over(items);
    assertEquals(frames, slider.frames().size());
    assertEquals("number 0", labels(slider).get(0));
    assertEquals("number " + (items - 1), labels(slider).get(frames - 1));
    assertEquals(frames, labels(slider).stream().distinct().count());
    String said = items > 30 ? "30 of " + items + " frames, evenly chosen" : "";
    assertEquals(said, slider.remark());
    assertTrue(Views.bundle(slider).html().contains(said + "</p>") || said.isEmpty());
    assertEquals(List.of(0, 2, 5, 7, 9), Slider.spread(upTo(10), 5));
  }

  @Test
  void asManyAsOneLikes() {
    assertEquals(
        List.of("0", "4"), labels(Slider.over(upTo(5), 2, String::valueOf, SliderTest::figure)));
  }

  @Test
  void whatItDoesNotPermitIsNamed() {
    assertEquals(
        "a slider needs at least one item",
        assertThrows(IllegalArgumentException.class, () -> over(0)).getMessage());
    assertEquals(
        "a slider has at least 2 frames, not 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Slider.over(upTo(3), 1, String::valueOf, SliderTest::figure))
            .getMessage());
  }

  @Test
  void anItemThatFailsIsLeftOutAndItIsSaid() {
    Slider slider =
        Slider.over(
            upTo(10),
            i -> "number " + i,
            i -> {
              if (i == 3) {
                throw new IllegalStateException("no <b>minimum</b>");
              }
              return i == 5 ? null : figure(i);
            });
    assertEquals(8, slider.frames().size());
    String said =
        "left out: number 3 (java.lang.IllegalStateException: no <b>minimum</b>) and 1 more";
    assertEquals(said, slider.remark());
    Bundle bundle = Views.bundle(slider);
    assertTrue(bundle.text().contains(said), bundle.text());
    assertTrue(bundle.html().contains(Html.escape(said) + "</p>"), bundle.html());
  }

  @Test
  void itemsThatAllFailAreAFailure() {
    IllegalStateException cause = new IllegalStateException("no minimum");
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                Slider.over(
                    upTo(3),
                    i -> "number " + i,
                    i -> {
                      throw cause;
                    }));
    assertSame(cause, failure.getCause());
    assertEquals("no frame could be made; at first number 0 (" + cause + ")", failure.getMessage());
  }

  @Test
  void anInterruptLeavesTheFramesThatWereMade() {
    Slider slider =
        Parallel.withThreads(
            1,
            () ->
                Slider.over(
                    upTo(10),
                    i -> "number " + i,
                    i -> {
                      if (i == 4) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted");
                      }
                      return figure(i);
                    }));
    assertTrue(Thread.interrupted());
    assertEquals(4, slider.frames().size());
    assertEquals("stopped after 4 of 10 frames", slider.remark());
    Thread.currentThread().interrupt();
    Slider none = Parallel.withThreads(1, () -> over(10));
    assertTrue(Thread.interrupted());
    assertEquals(
        Bundle.text("a slider over 0 frames (stopped after 0 of 10 frames)"), Views.bundle(none));
  }

  @Test
  void framesAreOfOneSize() {
    Slider slider =
        Slider.over(
            upTo(3), i -> "" + i, i -> plot(i).size(300 + 100 * i, 400 - 100 * i).figure("a line"));
    for (Slider.Frame frame : slider.frames()) {
      assertTrue(frame.svg().contains("viewBox=\"0 0 500 400\""), frame.svg());
    }
  }

  @Test
  void itHasAllForms() throws IOException {
    Bundle bundle = Views.bundle(over(12));
    String html = bundle.html();
    assertEquals(1, bundle.text().lines().count());
    assertNull(bundle.latex());
    assertTrue(
        html.startsWith(
            "<div class=\"mathjax_ignore\"><div hidden=\"hidden\" data-cusp=\"slider\"><div style=\"overflow-x:auto\"><svg "));
    assertTrue(html.contains("<input type=\"range\" min=\"0\" max=\"11\" value=\"0\""), html);
    assertTrue(html.contains("aria-valuetext=\"number 0\""), html);
    assertTrue(html.contains("data-lm-suppress-shortcuts=\"true\""), html);
    assertEquals(1, count(html, "<img alt=\"Stills of a slider over 12 frames, from number 0 (a"));
    assertEquals(1, count(html, "base64," + bundle.image().base64()));
    byte[] png = Base64.getDecoder().decode(bundle.image().base64());
    assertEquals(1380, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    assertEquals(920, bundle.image().width());
  }

  @Test
  void whatRepeatsIsStoredOnce() {
    Slider slider = Slider.over(upTo(4), i -> "number " + i, i -> figure(i % 2));
    List<String> drawings = slider.frames().stream().map(Slider.Frame::svg).toList();
    assertEquals(
        List.of(
            "number 0",
            drawings.get(0),
            "number 1",
            drawings.get(1),
            "number 2",
            "0",
            "number 3",
            "1"),
        pieces(Views.bundle(slider).html()));
  }

  @Test
  void manyDrawingsTakeLittleMoreRoomThanOne() {
    Bundle bundle = Views.bundle(over(30));
    int room = bundle.html().length() - bundle.image().base64().length();
    assertTrue(room < 5 * figure(0).svg().length(), "room for " + room);
  }

  @Test
  void stillsAreSixAtMost() {
    assertEquals(List.of(0, 6, 12, 17, 23, 29), Slider.spread(upTo(30), 6));
    assertEquals(416 + 14 + 416, Views.bundle(over(2)).image().width());
    assertEquals(416, Views.bundle(over(1)).image().width());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        "<!--<script>",
        "</svg><b>",
        "\"'&`${alert(1)}",
        "'];alert(1);//\\",
        "${alert(1)}<"
      })
  void nothingInATextIsMarkupOrScript(String text) {
    Slider slider =
        Slider.over(
            upTo(3),
            i -> text + i,
            i -> {
              if (i == 2) {
                throw new IllegalStateException(text);
              }
              return Plot.of(text)
                  .x(text)
                  .line(text, new double[] {0, 1}, new double[] {i, i})
                  .figure(text + "!");
            });
    String html = Views.bundle(slider).html();
    assertEquals(1, count(html, "<script"), html);
    assertEquals(1, count(html, "</script"), html);
    assertEquals(1, count(html, "<img "), html);
    assertFalse(html.contains("<!--") || html.contains("<b>"), html);
    assertEquals(List.of(text + 0, text + 1), List.of(pieces(html).get(0), pieces(html).get(2)));
  }

  @Test
  void aLabelDoesNotEndItself() {
    Slider slider = Slider.over(upTo(2), i -> "a\0b" + i, SliderTest::figure);
    assertEquals(4, pieces(Views.bundle(slider).html()).size());
  }
}

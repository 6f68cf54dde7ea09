package cusp.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.w3c.dom.Element;

class FigureTest {

  private static final String NASTY = "</svg><script>alert(\"x\")</script> & 'y' <b>";

  @BeforeAll
  static void noDisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  private static Plot plot(String title) {
    return Plot.of(title)
        .x("step")
        .y("loss")
        .line("SGD", new double[] {0, 1, 2, 3}, new double[] {3, 2, 1.5, 1.2})
        .level("floor", 1)
        .mark("here", 1.5);
  }

  private static List<Figure> oneOfEach() {
    return List.of(
        plot("Loss").figure("The loss falls."),
        Heat.of(new double[][] {{1, 0}, {3, 4}}).title("Counts").figure("Four counts."),
        Heat.of(new double[20][20]).title("Nothing").figure("Zeros."),
        Vectors.of(new double[][] {{1, 0, -1}, {0, 1, -1}}).bias(1, -1, 0).figure("A triangle."),
        Vectors.of(new double[][] {{1, 0, -1}}).figure("Three points."),
        Figure.grid(2, plot("a").figure("Left."), plot("b").figure("Right.")));
  }

  @Test
  void paintsWithoutADisplay() {
    assertTrue(GraphicsEnvironment.isHeadless());
    oneOfEach().forEach(figure -> assertTrue(figure.png().length > 500, figure.title()));
  }

  @Test
  void svgIsAnImageThatSaysWhatItShows() {
    for (Figure figure : oneOfEach()) {
      Element root = Svgs.parse(figure).getDocumentElement();
      assertEquals("svg", root.getLocalName());
      assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI());
      assertEquals("img", root.getAttribute("role"));
      assertEquals(figure.alt(), root.getAttribute("aria-label"));
      assertEquals(figure.alt(), Svgs.elements(figure, "desc").get(0).getTextContent());
      assertEquals("0 0 " + figure.width() + " " + figure.height(), root.getAttribute("viewBox"));
      assertTrue(root.getAttribute("style").contains("max-width:" + figure.width() + "px"));
    }
  }

  @Test
  void aFileIsXmlThatReadsByItself() {
    for (Figure figure : oneOfEach()) {
      String file = figure.svgFile();
      assertTrue(file.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "), file);
      Element root = Svgs.parse(file).getDocumentElement();
      assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI());
      assertEquals(figure.alt(), root.getAttribute("aria-label"));
      assertEquals(figure.width(), Svgs.number(root, "width"));
      String ink = "color:#%06x".formatted(Theme.INK.getRGB() & 0xffffff);
      assertEquals(ink, root.getAttribute("style"), "ink of its own, and its own size in an img");
      Element paper = (Element) root.getElementsByTagName("rect").item(0);
      assertEquals("#fff", paper.getAttribute("fill"));
      assertFalse(file.contains("--jp-"));
    }
  }

  @Test
  void aFileIsXmlWhateverTheWords() {
    String odd = NASTY + "\u0000\u0001\u000b\u001f\ud800 λ̂ 😀";
    Figure figure = Plot.of(odd).line(odd, new double[] {0, 1}, new double[] {1, 2}).figure(odd);
    String file = figure.svgFile();
    String read = Svgs.parse(file).getElementsByTagName("desc").item(0).getTextContent();
    assertEquals(NASTY + "\ufffd".repeat(5) + " λ̂ 😀", read);
    assertFalse(file.contains("<script"), file);
  }

  @Test
  void wordsStayTextInThePagesColour() {
    Figure figure = plot("Loss").figure("It falls.");
    assertTrue(
        Svgs.texts(figure).containsAll(List.of("Loss", "step", "loss", "SGD", "floor", "here")));
    String ink = "rgb(" + Theme.INK.getRed() + "," + Theme.INK.getGreen();
    assertFalse(figure.svg().contains(ink));
    assertTrue(figure.svg().contains("currentColor"));
    assertTrue(figure.svg().contains("var(--jp-content-font-color1, inherit)"));
  }

  @Test
  void markupInWordsIsEscaped() {
    Figure figure =
        Plot.of(NASTY)
            .x(NASTY)
            .line(NASTY, new double[] {0, 1}, new double[] {0, 1})
            .level(NASTY, 0.5)
            .mark(NASTY, 0.5)
            .figure(NASTY);
    assertFalse(figure.svg().contains("<script"));
    assertEquals(figure.svg().length() - "</svg>".length(), figure.svg().indexOf("</svg>"));
    assertEquals(NASTY, Svgs.elements(figure, "title").get(0).getTextContent());
    assertEquals(5, Svgs.texts(figure).stream().filter(NASTY::equals).count());
  }

  @Test
  void idsOfDifferentFiguresDiffer() {
    Set<String> seen = new HashSet<>();
    int count = 0;
    for (Figure figure : oneOfEach()) {
      for (Element element : Svgs.elements(figure, "*")) {
        if (element.hasAttribute("id")) {
          assertTrue(seen.add(element.getAttribute("id")), element.getAttribute("id"));
          count++;
        }
        String clip = element.getAttribute("clip-path");
        if (!clip.isEmpty() && !clip.equals("none")) {
          assertTrue(figure.svg().contains("id=\"" + clip.substring(5, clip.length() - 1) + '"'));
        }
      }
    }
    assertTrue(count >= 3, "only " + count + " ids to compare");
  }

  @Test
  void sameInputGivesTheSameBytes() {
    for (int i = 0; i < oneOfEach().size(); i++) {
      assertEquals(oneOfEach().get(i).svg(), oneOfEach().get(i).svg());
      assertArrayEquals(oneOfEach().get(i).png(), oneOfEach().get(i).png());
    }
  }

  @Test
  void pngHasTwiceTheSizeOnWhite() throws IOException {
    BufferedImage image =
        ImageIO.read(
            new ByteArrayInputStream(plot("Loss").size(300, 200).figure("It falls.").png()));
    assertEquals(600, image.getWidth());
    assertEquals(400, image.getHeight());
    assertEquals(Color.WHITE.getRGB(), image.getRGB(599, 0));
    int inSeriesColour = 0;
    for (int x = 0; x < 600; x++) {
      for (int y = 0; y < 400; y++) {
        inSeriesColour += image.getRGB(x, y) == Theme.series(0).getRGB() ? 1 : 0;
      }
    }
    assertTrue(inSeriesColour > 500, "only " + inSeriesColour + " pixels of the line");
  }

  @Test
  void withersChangeOneThing() {
    Figure figure = plot("Loss").figure("It falls.");
    Figure other = figure.withAlt("It sinks.").withSize(500, 300);
    assertEquals("Loss: It sinks.", other.toString());
    assertEquals(500, other.width());
    assertEquals(300, other.height());
    assertEquals("It falls.", figure.alt());
    assertNotEquals(figure.svg(), other.svg());
  }

  @Test
  void blankAlternativeTextAndAbsurdSizesAreRefused() {
    assertRefused("alternative text", () -> plot("Loss").figure(" "));
    assertRefused("alternative text", () -> plot("Loss").figure(null));
    assertRefused(
        "width of a figure must lie between 80 and 4000, not 7",
        () -> plot("Loss").size(7, 300).figure("It falls."));
    assertRefused("at least one figure", () -> Figure.grid(2));
    assertRefused("columns", () -> Figure.grid(0, plot("Loss").figure("It falls.")));
  }

  @Test
  void aGridSaysWhatItsPartsSayAndAlignsTheirAxes() {
    double[] x = {0, 1};
    Figure small = Plot.of("a").line("short", x, new double[] {0, 1}).figure("Left.");
    Figure large = Plot.of("b").line("a long label", x, new double[] {0, 9e5}).figure("Right.");
    Figure grid = Figure.grid("Both", 1, List.of(small, large));
    assertEquals("a: Left. b: Right.", grid.alt());
    List<double[]> curves = Svgs.curves(grid, 0);
    assertEquals(2, curves.size());
    // x of both ends, within the panels' common translation
    assertEquals(curves.get(0)[0], curves.get(1)[0]);
    assertEquals(curves.get(0)[2], curves.get(1)[2]);
  }

  static void assertRefused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }
}

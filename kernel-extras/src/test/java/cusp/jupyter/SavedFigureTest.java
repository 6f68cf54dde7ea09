package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SavedFigureTest {
  private static final Path FULL = Path.of("/dev/full");
  private static final String NASTY = "<script>alert(1)</script> λ̂ \"[x](y)\" {{z}}";

  @TempDir Path folder;

  private static Figure figure(String words) {
    return Plot.of(words)
        .line(words, new double[] {1, 2}, new double[] {0.1, Double.NaN})
        .figure(words);
  }

  private SavedFigure save(String name, Object figure, Object... results) {
    return SavedFigure.in(folder, name, figure, results);
  }

  /** All files below the folder and what they hold. */
  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
  }

  private static Document xml(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }

  @Test
  void aFigureIsFiveFilesThatAgree() throws Exception {
    SavedFigure saved = save("figures/loss-1", figure("Loss"), 1.5);
    assertEquals(
        List.of("csv", "json", "md", "png", "svg"),
        contents().keySet().stream().map(f -> f.replace("figures/loss-1.", "")).toList());
    BufferedImage picture = ImageIO.read(saved.png().toFile());
    Element drawing = xml(saved.svg()).getDocumentElement();
    assertEquals(picture.getWidth(), 2 * Integer.parseInt(drawing.getAttribute("width")));
    assertEquals("Loss", drawing.getAttribute("aria-label"));
    assertEquals(
        "kind,series,x,y\nline,Loss,1.0,0.1\nline,Loss,2.0,\n", Files.readString(saved.csv()));
    JsonNode card = new ObjectMapper().readTree(saved.json().toFile());
    assertEquals("Loss", card.path("title").asText());
    assertEquals("Loss", card.path("alt").asText());
    assertEquals("loss-1.png", card.path("files").path("png").asText());
    assertEquals(1.5, card.path("results").path(0).path("value").asDouble());
    for (String library : List.of("cusp", "java", "jackson", "tablesaw", "xchart")) {
      String version = card.path("versions").path(library).asText();
      assertTrue(version.matches("\\d+\\..*"), () -> library + " " + version);
    }
    assertTrue(card.has("commit") && card.has("dirty"));
    String text = Files.readString(saved.markdown());
    assertTrue(text.startsWith("![Loss](loss-1.png)\n\n- 1.5\n\nCusp "), text);
    assertTrue(text.contains("[Data](loss-1.csv), [card](loss-1.json), [SVG](loss-1.svg)"), text);
    for (Path file : List.of(saved.png(), saved.csv(), saved.json(), saved.svg())) {
      assertTrue(Files.exists(saved.markdown().resolveSibling(file.getFileName())));
    }
  }

  @Test
  void aSavedFigureListsItsFiles() {
    assertEquals(
        Stream.of("png", "svg", "csv", "json", "md")
            .map(ending -> folder.resolve("a." + ending).toString())
            .collect(Collectors.joining("\n")),
        save("a", figure("Loss")).toString());
  }

  @Test
  void theSameFigureIsTheSameBytes() throws IOException {
    save("a", figure("Loss"), 1.5, Map.of("p", 1, "q", 2));
    Map<String, byte[]> first = contents();
    save("a", figure("Loss"), 1.5, Map.of("q", 2, "p", 1));
    assertSame(first, contents());
  }

  @Test
  void aChartIsSavedAsItsFigureIs() throws Exception {
    XYChart chart = new XYChart(320, 200);
    chart.setTitle("Growth");
    chart.addSeries("a", new double[] {1, 2}, new double[] {3, 4});
    SavedFigure saved = save("chart", chart);
    assertEquals("series,x,y\na,1.0,3.0\na,2.0,4.0\n", Files.readString(saved.csv()));
    assertEquals(640, ImageIO.read(saved.png().toFile()).getWidth());
    assertTrue(Files.readString(saved.markdown()).contains("a chart titled Growth of a"));
    SavedFigure none = save("none", new XYChart(320, 200));
    assertEquals("", Files.readString(none.csv()));
  }

  @Test
  void wordsAreWordsInEveryFile() throws Exception {
    SavedFigure saved = save("nasty", figure(NASTY), NASTY);
    Document drawing = xml(saved.svg());
    assertEquals(0, drawing.getElementsByTagNameNS("*", "script").getLength());
    assertEquals(NASTY, drawing.getElementsByTagName("title").item(0).getTextContent());
    JsonNode card = new ObjectMapper().readTree(saved.json().toFile());
    assertEquals(NASTY, card.path("title").asText());
    assertEquals(NASTY, card.path("results").path(0).path("value").asText());
    String escaped = "&lt;script&gt;alert(1)&lt;/script&gt; λ̂ \"\\[x\\](y)\" &#123;&#123;z}}";
    String text = Files.readString(saved.markdown());
    assertTrue(text.startsWith("![" + escaped + "](nasty.png)\n\n- " + escaped + "\n"), text);
  }

  @Test
  void theDataAreQuotedWhereTheyMustBe() throws IOException {
    String name = " a,\"b\"\nc ";
    SavedFigure saved = save("quoted", figure(name));
    assertEquals(
        "kind,series,x,y\nline,\" a,\"\"b\"\"\nc \",1.0,0.1\nline,\" a,\"\"b\"\"\nc \",2.0,\n",
        Files.readString(saved.csv()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/tmp/loss",
        "../loss",
        "figures/../../loss",
        "a//b",
        "a/",
        "loss.png",
        "my loss",
        "λ",
        "a\\b",
        "-loss",
        ".hidden",
        "C:loss",
        "a\nb",
        "a\0b",
        "<script>"
      })
  void aNameThatIsNoneIsRefused(String name) throws IOException {
    String message =
        assertThrows(IllegalArgumentException.class, () -> save(name, figure("Loss"))).getMessage();
    assertTrue(message.contains("\"" + name + "\""), message);
    assertTrue(message.contains("letters A to Z, digits, - and _"), message);
    assertEquals(Map.of(), contents());
  }

  record Charted(Figure chart) {}

  @Test
  void whatIsNoFigureIsRefused() throws IOException {
    String message =
        assertThrows(IllegalArgumentException.class, () -> save("a", "words")).getMessage();
    assertEquals("what is saved is a figure or an XChart chart, not a String", message);
    message =
        assertThrows(IllegalArgumentException.class, () -> save("a", new Charted(figure("Loss"))))
            .getMessage();
    assertTrue(message.endsWith("not a Charted: save its chart()"), message);
    message = assertThrows(IllegalArgumentException.class, () -> save("a", null)).getMessage();
    assertTrue(message.endsWith("not null"), message);
    assertEquals(Map.of(), contents());
  }

  private String failure(String name) {
    return assertThrows(UncheckedIOException.class, () -> save(name, figure("Other"), 2))
        .getMessage();
  }

  @Test
  void aFullDiskChangesNothing() throws IOException {
    assumeTrue(Files.exists(FULL), "SKIPPED: no " + FULL + " here, which is a disk without room");
    save("a", figure("Loss"), 1.5);
    Map<String, byte[]> before = contents();
    Files.createSymbolicLink(folder.resolve("a.md.part"), FULL);
    String message = failure("a");
    assertTrue(message.contains("\"a\" could not be saved in " + folder), message);
    assertTrue(message.contains("No space left") && message.contains("make room"), message);
    assertSame(before, contents());
  }

  @Test
  void aFolderInThePlaceOfAFileChangesNothing() throws IOException {
    Files.createDirectories(folder.resolve("a.json"));
    String message = failure("a");
    assertTrue(message.contains("a.json is a folder"), message);
    assertEquals(Map.of(), contents());
  }

  @Test
  void aFileInThePlaceOfAFolderIsNamed() throws IOException {
    Files.createFile(folder.resolve("taken"));
    String message = failure("taken/loss");
    assertTrue(message.contains("FileAlreadyExists") && message.contains("taken"), message);
    assertTrue(message.contains("as in \"figures/loss\""), message);
  }

  @Test
  void aFolderThatMayNotBeWrittenToSaysSo() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeTrue(
          !Files.isWritable(folder), "SKIPPED: this user (root) may write to read-only folders");
      String message = failure("a");
      assertTrue(message.contains("Permission denied"), message);
      assertTrue(message.contains("a folder that can be written to"), message);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aReadOnlyFileSystemSaysSo() {
    Path readOnly = Path.of("/sys/kernel");
    assumeTrue(Files.isDirectory(readOnly), "SKIPPED: there is no " + readOnly + " here");
    String message =
        assertThrows(
                UncheckedIOException.class, () -> SavedFigure.in(readOnly, "a", figure("Loss")))
            .getMessage();
    assertTrue(message.contains("/sys/kernel") && message.contains("no file has changed"), message);
  }

  @Test
  void anInterruptedCellSavesWhatItHas() throws IOException {
    Thread.currentThread().interrupt();
    save("a", figure("Loss"));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(5, contents().size());
    assertFalse(contents().keySet().stream().anyMatch(name -> name.endsWith(".part")));
  }
}

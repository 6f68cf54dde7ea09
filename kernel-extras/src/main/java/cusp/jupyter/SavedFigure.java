package cusp.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cusp.base.AtomicFiles;
import cusp.plot.Figure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * The files of a figure that was saved for a text, a blog or another program. The same figure and
 * results give the same bytes, on the same commit and versions.
 *
 * @param png the picture at twice its size, on white
 * @param svg the picture in any size, on white
 * @param csv the numbers that it shows, as {@link Figure#toTable()} has them
 * @param json the card: words, results with their settings and seeds, versions and commit
 * @param markdown a few lines to paste, with the picture and the results
 */
public record SavedFigure(Path png, Path svg, Path csv, Path json, Path markdown) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}(/[A-Za-z0-9][A-Za-z0-9_-]{0,99})*");

  private static final JsonMapper JSON = new JsonMapper();

  /** Saves a figure below a folder. */
  static SavedFigure in(Path folder, String name, Object shown, Object... results) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a figure is saved under a name of letters A to Z, digits, - and _, without an ending,"
              + " possibly in a folder as in \"figures/loss\", not under \""
              + name
              + "\"");
    }
    Figure figure = figure(shown);
    String last = name.substring(name.lastIndexOf('/') + 1);
    SavedFigure saved =
        new SavedFigure(
            folder.resolve(name + ".png"),
            folder.resolve(name + ".svg"),
            folder.resolve(name + ".csv"),
            folder.resolve(name + ".json"),
            folder.resolve(name + ".md"));
    ObjectNode card = card(figure, last, results);
    List<String> written = saved.paths().map(path -> folder.relativize(path).toString()).toList();
    origin(card, Provenance.in(folder.toAbsolutePath(), written));

    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(saved.png, figure.png());
    files.put(saved.svg, utf8(figure.svgFile()));
    files.put(saved.csv, utf8(csv(figure.toTable())));
    files.put(saved.json, utf8(json(card)));
    files.put(saved.markdown, utf8(Snippet.of(card)));
    try {
      Files.createDirectories(saved.png.toAbsolutePath().getParent());
      AtomicFiles.write(files);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "\"%s\" could not be saved in %s (%s), and no file has changed: make room there, or name"
                  .formatted(name, folder.toAbsolutePath(), e)
              + " a folder that can be written to, as in \"figures/loss\"",
          e);
    }
    return saved;
  }

  private static Figure figure(Object shown) {
    if (shown instanceof Figure figure) {
      return figure;
    }
    if (shown instanceof Chart<?, ?> chart) {
      return Figure.of(chart);
    }
    String what = shown == null ? "null" : "a " + shown.getClass().getSimpleName();
    boolean charted = shown != null && Property.isIn(shown, "chart");
    throw new IllegalArgumentException(
        "what is saved is a figure or an XChart chart, not "
            + what
            + (charted ? ": save its chart()" : ""));
  }

  private static ObjectNode card(Figure figure, String name, Object[] results) {
    ObjectNode card = JSON.createObjectNode();
    card.put("title", figure.title()).put("alt", figure.alt());
    ObjectNode files = card.putObject("files");
    for (String ending : List.of("png", "svg", "csv", "json")) {
      files.put(ending, name + "." + ending);
    }
    ArrayNode cards = card.putArray("results");
    for (Object result : results) {
      cards.add(ResultCard.of(result));
    }
    return card;
  }

  private static void origin(ObjectNode card, Provenance provenance) {
    ObjectNode versions = card.putObject("versions");
    provenance.versions().forEach(versions::put);
    card.put("commit", provenance.commit()).put("dirty", provenance.dirty());
  }

  private static String csv(Table table) {
    if (table.columnCount() == 0) {
      return "";
    }
    StringWriter text = new StringWriter();
    table
        .write()
        .usingOptions(
            CsvWriteOptions.builder(text)
                .lineEnd("\n")
                .ignoreLeadingWhitespaces(false)
                .ignoreTrailingWhitespaces(false)
                .build());
    return text.toString();
  }

  private static String json(ObjectNode card) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
              .writeValueAsString(card)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Stream<Path> paths() {
    return Stream.of(png, svg, csv, json, markdown);
  }

  /** A path a line. */
  @Override
  public String toString() {
    return paths().map(Path::toString).collect(Collectors.joining("\n"));
  }
}

package cusp.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The looks that the views share: a style sheet that comes with every output, for its rules name
 * one class around it.
 *
 * <p>Where a notebook is not trusted, the front end drops the sheet and the scripts; what is inside
 * then reads in the front end's own style.
 */
final class Style {
  private static final String SHEET = resource("views.css");

  private Style() {}

  /** HTML with the style around it; what stands between dollars is no formula. */
  static String wrap(String html) {
    return "<div class=\"cusp mathjax_ignore\"><style>" + SHEET + "</style>" + html + "</div>";
  }

  /** A file beside this class, without line breaks and indentation. */
  static String resource(String name) {
    try (InputStream in = Style.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

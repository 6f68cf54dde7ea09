package cusp.jupyter;

import cusp.plot.Figure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A figure as inline SVG, which follows the page's colours, and as an image beside it.
 *
 * <p>A front end that does not trust a notebook still prefers HTML to images, but takes the SVG,
 * the style sheet and the {@code data-} attributes out of it and leaves the text of the SVG
 * standing. So the SVG is in a part that is hidden, and the image in view, until the style sheet
 * says otherwise. Its rules name the attribute and not a class: the style sheet of one trusted
 * notebook holds for the whole window, where others may stand whose SVG is gone.
 */
final class FigureView {
  private static final String STYLE =
      "<style>[data-cusp=vector]{display:block}[data-cusp=vector]+img{display:none}</style>";

  private FigureView() {}

  static Bundle of(Figure figure) {
    String png = Base64.getEncoder().encodeToString(compact(figure.png()));
    Bundle.Image image = new Bundle.Image(png, figure.alt(), figure.width(), figure.height());
    return new Bundle(figure.toString(), html(figure.svg(), image), null, image);
  }

  /** A chart in its own style, with its title and the names of its series as its description. */
  static Figure figure(Chart<?, ?> chart) {
    String title = chart.getTitle();
    String alt =
        "a chart"
            + (title == null || title.isBlank() ? "" : " titled " + title)
            + " of "
            + String.join(", ", chart.getSeriesMap().keySet());
    return Figure.of(chart, alt);
  }

  /**
   * In the form that the page writer, pages.py, reads. An attribute without a value is dropped.
   * JupyterLab would set what stands between dollars as a formula, for which a drawing has no room.
   */
  private static String html(String svg, Bundle.Image image) {
    return "<div class=\"mathjax_ignore\">%s<div hidden=\"hidden\" data-cusp=\"vector\">%s</div>%s</div>"
        .formatted(STYLE, svg, Html.image(image));
  }

  private static byte[] compact(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(Palette.reduce(image), "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

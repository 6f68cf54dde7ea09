package cusp.jupyter;

import cusp.plot.Figure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

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
    Bundle.Image image =
        new Bundle.Image(png(figure), figure.alt(), figure.width(), figure.height());
    return new Bundle(figure.toString(), html(figure.svg(), image), null, image);
  }

  /** The drawing alone, which is cheaper, for a picture that another will soon replace. */
  static Bundle drawing(Figure figure) {
    return Bundle.html(
        figure.toString(), "<div class=\"mathjax_ignore\">" + figure.svg() + "</div>");
  }

  /**
   * In the form that the page writer, pages.py, reads. An attribute without a value is dropped.
   * JupyterLab would set what stands between dollars as a formula, for which a drawing has no room.
   */
  private static String html(String svg, Bundle.Image image) {
    return "<div class=\"mathjax_ignore\">%s<div hidden=\"hidden\" data-cusp=\"vector\">%s</div>%s</div>"
        .formatted(STYLE, svg, Html.image(image));
  }

  private static String png(Figure figure) {
    try {
      return png(ImageIO.read(new ByteArrayInputStream(figure.png())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image as a small PNG in base 64. */
  static String png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(Palette.reduce(image), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

package cusp.jupyter;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images as PNG, with their size in words for whoever cannot see them. */
final class ImageView {
  private ImageView() {}

  static Bundle of(RenderedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    String words = "image of %d × %d pixels".formatted(width, height);
    Bundle.Image png = new Bundle.Image(png(image), words, width, height);
    return new Bundle(words, Html.image(png), null, png);
  }

  /** Of an image that is known by its painting alone. */
  static Bundle painted(Image image) {
    int width = image.getWidth(null);
    int height = image.getHeight(null);
    if (width < 1 || height < 1) {
      return Bundle.text("an image that is not loaded");
    }
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = copy.createGraphics();
    g.drawImage(image, 0, 0, null);
    g.dispose();
    return of(copy);
  }

  private static String png(RenderedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalArgumentException("no PNG can hold its colours");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

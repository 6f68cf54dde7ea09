package cusp.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/** Draws text by its anchor, so that it stays in place in an SVG shown with another font. */
final class Words {

  /** Which part of the text lies at the given x. */
  enum Anchor {
    START("start", 0),
    MIDDLE("middle", 0.5),
    END("end", 1);

    final String svg;
    private final double share;

    Anchor(String svg, double share) {
      this.svg = svg;
      this.share = share;
    }
  }

  /**
   * From the middle of a line's lower-case and capital letters down to its baseline, as a share of
   * the font size.
   */
  private static final double HALF_HEIGHT = 0.36;

  private Words() {}

  static void at(Graphics2D g, String text, double x, double baseline, Anchor anchor) {
    at(g, text, x, baseline, anchor, Theme.TEXT, Theme.INK);
  }

  static void at(
      Graphics2D g, String text, double x, double baseline, Anchor anchor, Font font, Color color) {
    if (text.isEmpty()) {
      return;
    }
    g.setFont(font);
    g.setColor(color);
    if (g instanceof SvgGraphics svg) {
      svg.drawString(text, (float) x, (float) baseline, anchor);
    } else {
      g.drawString(text, (float) (x - anchor.share * Theme.width(text, font)), (float) baseline);
    }
  }

  /** The baseline that centres a line of text on y. */
  static double centred(double y, Font font) {
    return y + HALF_HEIGHT * font.getSize2D();
  }
}

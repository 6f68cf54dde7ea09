package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;

/** Colours, fonts and strokes of every figure. */
final class Theme {

  static final int WIDTH = 640;
  static final int HEIGHT = 400;

  /** The least room at the edges of a figure. */
  static final double EDGE = 8;

  /** Text and axes; becomes the page's text colour in an SVG. */
  static final Color INK = new Color(0x1B1E23);

  static final Color MUTED = inked(0.72);
  static final Color AXIS = inked(0.5);
  static final Color REFERENCE = inked(0.4);
  static final Color GRID = inked(0.12);

  /**
   * Series colours, after the hues of Okabe and Ito's palette (jfly.uni-koeln.de/color, 2008). The
   * luminances of the first five are spread evenly between what white and black backgrounds allow.
   */
  static final List<Color> SERIES =
      List.of(
          new Color(0x3070C7),
          new Color(0xEAA100),
          new Color(0xD65F6E),
          new Color(0x21AD91),
          new Color(0x8C3A9B),
          new Color(0x5BB4E5),
          new Color(0x8C6D46),
          new Color(0x7F8794));

  /** The dash of the i-th line; an empty one is solid. */
  static final List<float[]> DASHES =
      List.of(
          new float[] {},
          new float[] {8, 4},
          new float[] {2, 3},
          new float[] {10, 3, 2, 3},
          new float[] {5, 3});

  static final Font TEXT = new Font("DejaVu Sans", Font.PLAIN, 13);
  static final Font SMALL = TEXT.deriveFont(11f);
  static final Font TITLE = TEXT.deriveFont(Font.BOLD, 16f);
  static final Font PANEL_TITLE = TEXT.deriveFont(Font.BOLD);

  /** Distance between the baselines of two labels. */
  static final double LINE_HEIGHT = 17;

  static final float LINE_WIDTH = 1.8f;

  // Fractional, antialiased metrics: the same whatever the image is painted on.
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  private Theme() {}

  static Color inked(double opacity) {
    return faded(INK, opacity);
  }

  static Color faded(Color color, double opacity) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
  }

  static Color series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  static BasicStroke stroke(double width, float... dash) {
    return dash.length == 0
        ? new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  static double width(String text, Font font) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, METRICS).getWidth();
  }
}

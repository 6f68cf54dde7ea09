package cusp.plot;

import java.awt.Color;

/** How light a colour is, and how well two of them stand apart, by WCAG 2.2 (w3.org/TR/WCAG22). */
final class Luminance {

  private Luminance() {}

  /** Relative luminance of an opaque colour, 0 for black and 1 for white. */
  static double of(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  /** Contrast ratio, 1 to 21. */
  static double contrast(Color a, Color b) {
    double light = Math.max(of(a), of(b));
    double dark = Math.min(of(a), of(b));
    return (light + 0.05) / (dark + 0.05);
  }

  /** What is seen of a translucent colour on a background. */
  static Color over(Color background, Color color) {
    double share = color.getAlpha() / 255.0;
    return new Color(
        mixed(background.getRed(), color.getRed(), share),
        mixed(background.getGreen(), color.getGreen(), share),
        mixed(background.getBlue(), color.getBlue(), share));
  }

  private static int mixed(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }
}

package cusp.plot;

import java.awt.Color;

/**
 * Colours for the values of a matrix: a dark blue, the more of it the greater the value, and where
 * values have two signs a dark orange for the negative ones.
 *
 * <p>Shades are translucent, so that they run from the page's own background, light or dark, in
 * steps of about equal lightness; 0 (or the least value of a matrix with both signs that is not
 * diverging) is the background itself.
 *
 * @param low the value without colour
 * @param high the value with the most
 * @param counts whether colour goes by the square root, which evens out the spread of counts
 */
record Shades(double low, double high, boolean diverging, boolean counts) {

  static final Color POSITIVE = new Color(0x17458F);
  static final Color NEGATIVE = new Color(0x9C3D00);

  /** The least share of colour that tells a value from nothing. */
  private static final double LEAST = 0.06;

  static Shades of(double[][] values, boolean diverging) {
    double least = 0;
    double greatest = 0;
    for (double[] row : values) {
      for (double value : row) {
        // Comparisons with NaN, an empty cell, are false.
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
      }
    }
    if (diverging) {
      double most = Math.max(-least, greatest);
      return new Shades(0, most == 0 ? 1 : most, true, false);
    }
    boolean counts = least == 0 && whole(values);
    return new Shades(least, least == greatest ? least + 1 : greatest, false, counts);
  }

  static boolean whole(double[][] values) {
    for (double[] row : values) {
      for (double value : row) {
        if (!Double.isNaN(value) && value != Math.rint(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The colour of a value; without any for NaN. */
  Color of(double value) {
    double share = (value - low) / (high - low);
    if (Double.isNaN(share) || share == 0) {
      return Theme.faded(POSITIVE, 0);
    }
    double size = Math.min(1, Math.abs(share));
    double visible = LEAST + (1 - LEAST) * (counts ? Math.sqrt(size) : size);
    return Theme.faded(share < 0 ? NEGATIVE : POSITIVE, visible);
  }

  /** Ink or white, whichever reads better on the colour of a value. */
  Color textOn(double value) {
    Color seen = Luminance.over(Color.WHITE, of(value));
    boolean white = Luminance.contrast(seen, Color.WHITE) > Luminance.contrast(seen, Theme.INK);
    return white ? Color.WHITE : Theme.INK;
  }
}

package cusp.plot;

import java.awt.Rectangle;

/** The room around a plot area, in pixels. */
record Margins(double top, double right, double bottom, double left) {

  /** The plot area, on whole pixels because XChart's sizes are. */
  Rectangle inside(int width, int height) {
    int x = (int) Math.ceil(left);
    int y = (int) Math.ceil(top);
    int w = (int) Math.floor(width - right) - x;
    int h = (int) Math.floor(height - bottom) - y;
    // A figure too small for its labels keeps a plot area and lets the labels be cut.
    return new Rectangle(x, y, Math.max(w, 40), Math.max(h, 40));
  }

  /** At least as much at the left and right as the other. */
  Margins widerBy(Margins other) {
    return new Margins(top, Math.max(right, other.right), bottom, Math.max(left, other.left));
  }

  /** At least as much at the top and bottom as the other. */
  Margins higherBy(Margins other) {
    return new Margins(Math.max(top, other.top), right, Math.max(bottom, other.bottom), left);
  }
}

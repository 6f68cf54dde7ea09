package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Swatches with names, in rows above a plot. */
record Legend(List<Legend.Entry> entries) {

  private static final double GAP = 6;
  private static final double BETWEEN = 18;

  /** Paints what stands for a series, from x to the right and centred on y. */
  private interface Swatch {
    void paint(Graphics2D g, double x, double y);
  }

  /** Told where an entry goes. */
  private interface Placed {
    void at(Entry entry, double x, int row);
  }

  /** A name and what stands for it. */
  static final class Entry {

    private final String name;
    private final Color color;
    private final double swatchWidth;
    private final Swatch swatch;

    private Entry(String name, Color color, double swatchWidth, Swatch swatch) {
      this.name = name;
      this.color = color;
      this.swatchWidth = swatchWidth;
      this.swatch = swatch;
    }

    static Entry line(String name, Color color, BasicStroke stroke) {
      double length = 24;
      return new Entry(
          name,
          color,
          length,
          (g, x, y) -> {
            g.setStroke(stroke);
            g.draw(new Line2D.Double(x, y, x + length, y));
          });
    }

    static Entry marker(String name, Color color, Marker marker) {
      return new Entry(
          name,
          color,
          Marker.SIZE,
          (g, x, y) -> marker.paint(g, x + Marker.SIZE / 2.0, y, Marker.SIZE));
    }

    static Entry box(String name, Color color) {
      return new Entry(
          name, color, 14, (g, x, y) -> g.fill(new Rectangle2D.Double(x, y - 6, 14, 12)));
    }

    private double width() {
      return swatchWidth + GAP + Theme.width(name, Theme.TEXT);
    }

    private void paint(Graphics2D g, double x, double y) {
      g.setColor(color);
      swatch.paint(g, x, y);
      double baseline = Words.centred(y, Theme.TEXT);
      Words.at(g, name, x + swatchWidth + GAP, baseline, Words.Anchor.START);
    }
  }

  /** The height needed in the given width. */
  double room(double width) {
    return entries.isEmpty() ? 0 : rows(width, (entry, x, row) -> {}) * Theme.LINE_HEIGHT + 5;
  }

  void paint(Graphics2D g, double x, double y, double width) {
    rows(width, (entry, dx, row) -> entry.paint(g, x + dx, y + 9 + row * Theme.LINE_HEIGHT));
  }

  private int rows(double width, Placed placed) {
    double x = 0;
    int row = 0;
    for (Entry entry : entries) {
      if (x > 0 && x + entry.width() > width) {
        x = 0;
        row++;
      }
      placed.at(entry, x, row);
      x += entry.width() + BETWEEN;
    }
    return row + 1;
  }
}

package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.List;

/** Thin lines across a plot for levels and marks. */
final class References {

  private static final BasicStroke STROKE = Theme.stroke(1);

  private References() {}

  /** Paints a level's line; returns the label that it wants. */
  static SideLabels.Label paint(Graphics2D g, Rectangle plot, Layer.Level level, Axis y) {
    double at = plot.getMaxY() - plot.height * y.share(level.y());
    g.setColor(Theme.REFERENCE);
    g.setStroke(STROKE);
    g.draw(new Line2D.Double(plot.getMinX(), at, plot.getMaxX(), at));
    return new SideLabels.Label(level.name(), plot.getMaxX(), at, Theme.REFERENCE, STROKE);
  }

  /** Paints vertical lines, each up to its label. */
  static void paint(Graphics2D g, Rectangle plot, List<MarkLabels.Placed> marks) {
    for (MarkLabels.Placed mark : marks) {
      double x = plot.x + mark.x();
      double baseline = plot.getMinY() - 5 - mark.row() * Theme.LINE_HEIGHT;
      g.setColor(Theme.REFERENCE);
      g.setStroke(STROKE);
      double top = mark.text().isBlank() ? plot.getMinY() : baseline - 10;
      g.draw(new Line2D.Double(x, plot.getMaxY(), x, top));
      Words.at(g, mark.text(), plot.x + mark.textX(), baseline, mark.anchor());
    }
  }
}

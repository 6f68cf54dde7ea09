package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The marker of a series: a shape of its own, filled or hollow. */
final class Marker extends org.knowm.xchart.style.markers.Marker {

  static final int SIZE = 8;

  private static final BasicStroke OUTLINE = Theme.stroke(1.6);

  // Corners on a circle of radius 1; of about equal weight to the eye after the factor.
  private static final double[][] CORNERS = {
    {}, polygon(4, 0, 1.15), polygon(3, -90, 1.2), polygon(4, 45, 1.2), polygon(3, 90, 1.2),
  };

  private final int shape;
  private final boolean hollow;

  Marker(int shape, boolean hollow) {
    this.shape = shape % CORNERS.length;
    this.hollow = hollow;
  }

  @Override
  public void paint(Graphics2D g, double x, double y, int size) {
    Shape outline = outline(x, y, size / 2.0);
    if (hollow) {
      g.setStroke(OUTLINE);
      g.draw(outline);
    } else {
      g.fill(outline);
    }
  }

  private Shape outline(double x, double y, double radius) {
    double[] corners = CORNERS[shape];
    if (corners.length == 0) {
      return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
    Path2D path = new Path2D.Double();
    path.moveTo(x + radius * corners[0], y + radius * corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static double[] polygon(int corners, double degrees, double factor) {
    double[] xy = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = Math.toRadians(degrees) + 2 * Math.PI * i / corners;
      xy[2 * i] = factor * Math.cos(angle);
      xy[2 * i + 1] = factor * Math.sin(angle);
    }
    return xy;
  }
}

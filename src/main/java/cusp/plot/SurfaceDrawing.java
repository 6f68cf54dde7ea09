package cusp.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;
import tech.tablesaw.api.Table;

/** A surface in its box: the floor with two axes in front of it, and the height at its left. */
record SurfaceDrawing(
    Mesh mesh,
    List<Curve> curves,
    Axis zAxis,
    List<String> labels,
    double azimuth,
    double elevation)
    implements Drawing {

  private static final double TICK = 5;
  private static final double PIXELS_A_TICK = 34;

  /** A line on the surface. */
  record Curve(double[] x, double[] y) {}

  @Override
  public Margins margins(int width, int height) {
    double widest = zTicks(height).stream().mapToDouble(t -> width(t.label())).max().orElse(0);
    double named = Math.max(width(labels.get(2)), 24);
    double side = Theme.EDGE + Math.max(TICK + 4 + widest, named);
    double top = Theme.EDGE + (labels.get(2).isEmpty() ? 4 : Theme.LINE_HEIGHT);
    boolean below = !labels.get(0).isEmpty() || !labels.get(1).isEmpty();
    return new Margins(top, side, below ? 38 : 26, side);
  }

  private static double width(String text) {
    return Theme.width(text, Theme.TEXT);
  }

  private List<Axis.Tick> zTicks(double height) {
    return zAxis.ticks((int) Math.max(2, height / 90));
  }

  @Override
  public void paint(Graphics2D g, int width, int height, Margins margins) {
    Rectangle room = margins.inside(width, height);
    Projection seen = Projection.into(room, azimuth, elevation);
    floor(g, seen);
    new SurfacePainter(g, seen, mesh, zAxis).paint(curves);
    heights(g, seen, height);
  }

  @Override
  public Table toTable() {
    return mesh.toTable();
  }

  /** The outline of the floor, and the axes along its two near edges. */
  private void floor(Graphics2D g, Projection seen) {
    Path2D outline = new Path2D.Double();
    for (int corner = 0; corner < 4; corner++) {
      Point2D p = seen.at(corner == 1 || corner == 2 ? 0.5 : -0.5, corner < 2 ? -0.5 : 0.5, 0);
      if (corner == 0) {
        outline.moveTo(p.getX(), p.getY());
      } else {
        outline.lineTo(p.getX(), p.getY());
      }
    }
    outline.closePath();
    g.setStroke(Theme.stroke(1));
    g.setColor(Theme.REFERENCE);
    g.draw(outline);
    double nearV = seen.cos() > 0 ? -0.5 : 0.5;
    double nearU = seen.sin() > 0 ? -0.5 : 0.5;
    edge(g, seen, mesh.xAxis(), labels.get(0), new Edge(-0.5, nearV, 0.5, nearV, 0, nearV));
    edge(g, seen, mesh.yAxis(), labels.get(1), new Edge(nearU, -0.5, nearU, 0.5, nearU, 0));
  }

  /** An edge of the floor from its low to its high end, and the way out of the floor from it. */
  private record Edge(double u0, double v0, double u1, double v1, double outU, double outV) {}

  private static void edge(Graphics2D g, Projection seen, Axis axis, String label, Edge edge) {
    Point2D low = seen.at(edge.u0, edge.v0, 0);
    Point2D high = seen.at(edge.u1, edge.v1, 0);
    Point2D centre = seen.at(0, 0, 0);
    Point2D outer = seen.at(edge.outU, edge.outV, 0);
    double reach = Math.max(1e-9, outer.distance(centre));
    double dx = (outer.getX() - centre.getX()) / reach;
    double dy = (outer.getY() - centre.getY()) / reach;
    Words.Anchor anchor =
        Math.abs(dx) < 0.35 ? Words.Anchor.MIDDLE : dx > 0 ? Words.Anchor.START : Words.Anchor.END;
    double widest = 0;
    for (Axis.Tick tick : axis.ticks((int) Math.max(1, low.distance(high) / PIXELS_A_TICK))) {
      double share = axis.share(tick.value());
      double x = low.getX() + share * (high.getX() - low.getX());
      double y = low.getY() + share * (high.getY() - low.getY());
      g.setColor(Theme.AXIS);
      g.draw(new Line2D.Double(x, y, x + TICK * dx, y + TICK * dy));
      // The foot of the vertical axis has a label of its own to the left.
      if (anchor != Words.Anchor.END || leftmost(seen, 0).distance(x, y) > Theme.LINE_HEIGHT) {
        words(g, tick.label(), x + (TICK + 4) * dx, y + (TICK + 8) * dy, anchor);
      }
      widest = Math.max(widest, width(tick.label()));
    }
    double away = TICK + 8 + Math.abs(dx) * (widest + 4) + Math.abs(dy) * Theme.LINE_HEIGHT;
    words(
        g,
        label,
        (low.getX() + high.getX()) / 2 + away * dx,
        (low.getY() + high.getY()) / 2 + away * dy,
        anchor);
  }

  private static void words(
      Graphics2D g, String text, double x, double middle, Words.Anchor anchor) {
    double baseline = Words.centred(middle, Theme.TEXT);
    Words.at(g, text, x, baseline, anchor, Theme.TEXT, Theme.MUTED);
  }

  private static Point2D leftmost(Projection seen, double height) {
    return seen.at(seen.cos() > 0 ? -0.5 : 0.5, seen.sin() > 0 ? 0.5 : -0.5, height);
  }

  /** The vertical axis stands at the corner furthest to the left, which hides nothing. */
  private void heights(Graphics2D g, Projection seen, int height) {
    Point2D foot = leftmost(seen, 0);
    Point2D top = leftmost(seen, 1);
    g.setColor(Theme.AXIS);
    g.setStroke(Theme.stroke(1));
    g.draw(new Line2D.Double(foot, top));
    if (top.distance(foot) > Theme.LINE_HEIGHT) {
      for (Axis.Tick tick : zTicks(height)) {
        Point2D at = leftmost(seen, zAxis.share(tick.value()));
        g.setColor(Theme.AXIS);
        g.draw(new Line2D.Double(at.getX() - TICK, at.getY(), at.getX(), at.getY()));
        words(g, tick.label(), at.getX() - TICK - 4, at.getY(), Words.Anchor.END);
      }
    }
    words(g, labels.get(2), top.getX() + 2, top.getY() - 13, Words.Anchor.END);
  }
}

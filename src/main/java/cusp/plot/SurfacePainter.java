package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints the cells of a surface from the furthest to the nearest, each over what it hides, and with
 * each the parts of curves that lie on it. For a height over a grid that order is exact.
 */
final class SurfacePainter {

  private static final Color LIGHT = new Color(0xDCE8F8);
  private static final Color DARK = new Color(0x24569F);
  private static final Color UNDERSIDE = new Color(0x8A8F98);
  private static final Color LINES = new Color(0x3A5A8C);
  private static final Color CURVE = new Color(0x9C3D00);
  private static final int SHADES = 14;
  private static final BasicStroke MESH = Theme.stroke(0.4);
  private static final BasicStroke CURVES = Theme.stroke(2.4);
  private static final double DOT = 4;

  private final Graphics2D g;
  private final Projection seen;
  private final Mesh mesh;
  private final Axis zAxis;

  /** Cells of one colour that do not hide one another. */
  private Path2D batch = new Path2D.Double();

  private Color batchColor;

  SurfacePainter(Graphics2D g, Projection seen, Mesh mesh, Axis zAxis) {
    this.g = g;
    this.seen = seen;
    this.mesh = mesh;
    this.zAxis = zAxis;
  }

  void paint(List<SurfaceDrawing.Curve> curves) {
    int rows = mesh.y().length - 1;
    int columns = mesh.x().length - 1;
    SurfaceCurves pieces = new SurfaceCurves(mesh, zAxis, seen, curves);
    // Strips across the line of sight, where neighbours rarely hide one another.
    boolean byRows = Math.abs(seen.cos()) >= Math.abs(seen.sin());
    int strips = byRows ? rows : columns;
    int length = byRows ? columns : rows;
    for (int strip = 0; strip < strips; strip++) {
      for (int place = 0; place < length; place++) {
        int i = byRows ? strip : place;
        int j = byRows ? place : strip;
        i = seen.cos() > 0 ? rows - 1 - i : i;
        j = seen.sin() > 0 ? columns - 1 - j : j;
        cell(i, j);
        List<SurfaceCurves.Piece> onIt = pieces.on(i, j);
        if (!onIt.isEmpty()) {
          flush();
          onIt.forEach(this::draw);
        }
      }
      flush();
    }
  }

  private SurfacePoint corner(int i, int j) {
    return SurfacePoint.of(mesh, zAxis, mesh.x()[j], mesh.y()[i], mesh.z()[i][j]);
  }

  private void cell(int i, int j) {
    List<SurfacePoint> polygon =
        List.of(corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j));
    if (polygon.stream().anyMatch(c -> Double.isNaN(c.height()))) {
      return;
    }
    polygon = clipped(clipped(polygon, 1, true), 0, false);
    if (polygon.size() < 3) {
      return;
    }
    List<Point2D.Double> points = polygon.stream().map(c -> seen.at(c)).toList();
    double height = polygon.stream().mapToDouble(SurfacePoint::height).average().orElse(0);
    Color color = color(height, area(points) > 0);
    if (!color.equals(batchColor)) {
      flush();
      batchColor = color;
    }
    batch.moveTo(points.get(0).x, points.get(0).y);
    points.subList(1, points.size()).forEach(p -> batch.lineTo(p.x, p.y));
    batch.closePath();
  }

  /** The part of a polygon that lies below a height, or above it (Sutherland and Hodgman 1974). */
  private static List<SurfacePoint> clipped(
      List<SurfacePoint> polygon, double limit, boolean below) {
    if (polygon.stream().allMatch(c -> below ? c.height() <= limit : c.height() >= limit)) {
      return polygon;
    }
    List<SurfacePoint> kept = new ArrayList<>();
    for (int k = 0; k < polygon.size(); k++) {
      SurfacePoint from = polygon.get(k);
      SurfacePoint to = polygon.get((k + 1) % polygon.size());
      boolean fromIn = below ? from.height() <= limit : from.height() >= limit;
      boolean toIn = below ? to.height() <= limit : to.height() >= limit;
      if (fromIn) {
        kept.add(from);
      }
      if (fromIn != toIn) {
        kept.add(from.towards(to, limit));
      }
    }
    return kept;
  }

  /** Twice the signed area; negative where the upper side of a cell is seen. */
  private static double area(List<Point2D.Double> points) {
    double sum = 0;
    for (int k = 0; k < points.size(); k++) {
      Point2D.Double p = points.get(k);
      Point2D.Double q = points.get((k + 1) % points.size());
      sum += p.x * q.y - q.x * p.y;
    }
    return sum;
  }

  private static Color color(double height, boolean underside) {
    double share = Math.min(SHADES - 1, Math.floor(height * SHADES)) / (SHADES - 1);
    Color blue = Luminance.over(LIGHT, Theme.faded(DARK, share));
    return underside ? Luminance.over(blue, Theme.faded(UNDERSIDE, 0.7)) : blue;
  }

  private void flush() {
    if (batchColor != null) {
      g.setStroke(MESH);
      if (g instanceof SvgGraphics svg) {
        svg.setColor(LINES);
        svg.facet(batch, batchColor);
      } else {
        g.setColor(batchColor);
        g.fill(batch);
        g.setColor(LINES);
        g.draw(batch);
      }
      batch = new Path2D.Double();
      batchColor = null;
    }
  }

  private void draw(SurfaceCurves.Piece piece) {
    Point2D from = seen.at(piece.from());
    g.setColor(CURVE);
    g.setStroke(CURVES);
    if (piece.to() == null) {
      g.fill(new Ellipse2D.Double(from.getX() - DOT, from.getY() - DOT, 2 * DOT, 2 * DOT));
    } else {
      g.draw(new Line2D.Double(from, seen.at(piece.to())));
    }
  }
}

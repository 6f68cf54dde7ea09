package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Axis xAxis;
  private final Axis yAxis;
  private final Axis zAxis;

  /** Cells of one colour that do not hide one another. */
  private Path2D batch = new Path2D.Double();

  private Color batchColor;

  SurfacePainter(Graphics2D g, Projection seen, Mesh mesh, Axis zAxis) {
    this.g = g;
    this.seen = seen;
    this.mesh = mesh;
    this.xAxis = mesh.xAxis();
    this.yAxis = mesh.yAxis();
    this.zAxis = zAxis;
  }

  /** A corner: its place in the unit square and its height, 0 to 1 within the range shown. */
  private record Corner(double u, double v, double height) {
    Corner towards(Corner other, double limit) {
      double t = (limit - height) / (other.height - height);
      return new Corner(u + t * (other.u - u), v + t * (other.v - v), limit);
    }
  }

  void paint(List<SurfaceDrawing.Curve> curves) {
    int rows = mesh.y().length - 1;
    int columns = mesh.x().length - 1;
    List<List<Segment>> segments = new ArrayList<>();
    for (int cell = 0; cell < rows * columns; cell++) {
      segments.add(List.of());
    }
    curves.forEach(curve -> cut(curve, columns, segments));
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
        List<Segment> onIt = segments.get(i * columns + j);
        if (!onIt.isEmpty()) {
          flush();
          onIt.forEach(this::draw);
        }
      }
      flush();
    }
  }

  private double u(double x) {
    return xAxis.share(x) - 0.5;
  }

  private double v(double y) {
    return yAxis.share(y) - 0.5;
  }

  private Corner corner(int i, int j) {
    return new Corner(u(mesh.x()[j]), v(mesh.y()[i]), zAxis.share(mesh.z()[i][j]));
  }

  private void cell(int i, int j) {
    List<Corner> polygon =
        List.of(corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j));
    if (polygon.stream().anyMatch(c -> Double.isNaN(c.height))) {
      return;
    }
    polygon = clipped(clipped(polygon, 1, true), 0, false);
    if (polygon.size() < 3) {
      return;
    }
    List<Point2D.Double> points = polygon.stream().map(c -> seen.at(c.u, c.v, c.height)).toList();
    double height = polygon.stream().mapToDouble(Corner::height).average().orElse(0);
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
  private static List<Corner> clipped(List<Corner> polygon, double limit, boolean below) {
    if (polygon.stream().allMatch(c -> below ? c.height <= limit : c.height >= limit)) {
      return polygon;
    }
    List<Corner> kept = new ArrayList<>();
    for (int k = 0; k < polygon.size(); k++) {
      Corner from = polygon.get(k);
      Corner to = polygon.get((k + 1) % polygon.size());
      boolean fromIn = below ? from.height <= limit : from.height >= limit;
      boolean toIn = below ? to.height <= limit : to.height >= limit;
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

  /** A piece of a curve within one cell; a dot where it has no end. */
  private record Segment(Corner from, Corner to) {}

  private void draw(Segment segment) {
    Point2D from = seen.at(segment.from.u, segment.from.v, segment.from.height);
    g.setColor(CURVE);
    g.setStroke(CURVES);
    if (segment.to == null) {
      g.fill(new Ellipse2D.Double(from.getX() - DOT, from.getY() - DOT, 2 * DOT, 2 * DOT));
    } else {
      Point2D to = seen.at(segment.to.u, segment.to.v, segment.to.height);
      g.draw(new Line2D.Double(from, to));
    }
  }

  /** Cuts a curve at the lines of the grid and gives each cell its pieces. */
  private void cut(SurfaceDrawing.Curve curve, int columns, List<List<Segment>> segments) {
    double[] x = curve.x();
    double[] y = curve.y();
    for (int k = 0; k + 1 < Math.max(2, x.length); k++) {
      int next = Math.min(k + 1, x.length - 1);
      double[] cuts = cuts(x[k], y[k], x[next], y[next]);
      for (int c = 0; c + 1 < cuts.length; c++) {
        double middle = (cuts[c] + cuts[c + 1]) / 2;
        int j = place(mesh.x(), x[k] + middle * (x[next] - x[k]));
        int i = place(mesh.y(), y[k] + middle * (y[next] - y[k]));
        if (i < 0 || j < 0) {
          continue;
        }
        double t = cuts[c];
        Corner from = on(i, j, x[k] + t * (x[next] - x[k]), y[k] + t * (y[next] - y[k]));
        double end = cuts[c + 1];
        Corner to =
            next == k
                ? null
                : on(i, j, x[k] + end * (x[next] - x[k]), y[k] + end * (y[next] - y[k]));
        if (shown(from) && (to == null || shown(to))) {
          int cell = i * columns + j;
          List<Segment> more = new ArrayList<>(segments.get(cell));
          more.add(new Segment(from, to));
          segments.set(cell, more);
        }
      }
    }
  }

  private static boolean shown(Corner corner) {
    double hair = 1e-9;
    return corner.height >= -hair && corner.height <= 1 + hair;
  }

  /** Where between 0 and 1 a segment meets lines of the grid, with both ends. */
  private double[] cuts(double x0, double y0, double x1, double y1) {
    List<Double> cuts = new ArrayList<>(List.of(0.0, 1.0));
    for (double line : mesh.x()) {
      cuts.add((line - x0) / (x1 - x0));
    }
    for (double line : mesh.y()) {
      cuts.add((line - y0) / (y1 - y0));
    }
    return cuts.stream().mapToDouble(t -> t).filter(t -> t >= 0 && t <= 1).sorted().toArray();
  }

  /** The cell of a coordinate, −1 beside the grid. */
  private static int place(double[] lines, double value) {
    int found = Arrays.binarySearch(lines, value);
    int below = found >= 0 ? found : -found - 2;
    boolean inside = value >= lines[0] && value <= lines[lines.length - 1];
    return inside ? Math.min(below, lines.length - 2) : -1;
  }

  /** A point of a cell, its height between those of the corners. */
  private Corner on(int i, int j, double x, double y) {
    double s = (x - mesh.x()[j]) / (mesh.x()[j + 1] - mesh.x()[j]);
    double t = (y - mesh.y()[i]) / (mesh.y()[i + 1] - mesh.y()[i]);
    double near = mesh.z()[i][j] + s * (mesh.z()[i][j + 1] - mesh.z()[i][j]);
    double far = mesh.z()[i + 1][j] + s * (mesh.z()[i + 1][j + 1] - mesh.z()[i + 1][j]);
    return new Corner(u(x), v(y), zAxis.share(near + t * (far - near)));
  }
}

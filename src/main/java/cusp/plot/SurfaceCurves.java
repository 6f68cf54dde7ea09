package cusp.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Curves on a surface, cut at the lines of its grid into pieces that each lie on one cell. */
final class SurfaceCurves {

  /**
   * Of a cell's side: what is nearer to the nearer cell is painted with that, which would hide it.
   */
  private static final double ON_THE_LINE = 0.02;

  /** A piece of a curve; a dot where it has no end. */
  record Piece(SurfacePoint from, SurfacePoint to) {}

  private final Mesh mesh;
  private final Axis zAxis;
  private final Projection seen;
  private final Map<List<Integer>, List<Piece>> pieces = new HashMap<>();

  SurfaceCurves(Mesh mesh, Axis zAxis, Projection seen, List<SurfaceDrawing.Curve> curves) {
    this.mesh = mesh;
    this.zAxis = zAxis;
    this.seen = seen;
    curves.forEach(this::cut);
  }

  /** What lies on the cell of a row and column. */
  List<Piece> on(int i, int j) {
    return pieces.getOrDefault(List.of(i, j), List.of());
  }

  private void cut(SurfaceDrawing.Curve curve) {
    double[] x = curve.x();
    double[] y = curve.y();
    if (x.length == 1) {
      add(x[0], y[0], 0, 0, 0, 0);
    }
    for (int k = 0; k + 1 < x.length; k++) {
      double[] cuts = cuts(x[k], y[k], x[k + 1], y[k + 1]);
      for (int c = 0; c + 1 < cuts.length; c++) {
        if (cuts[c + 1] > cuts[c]) {
          add(x[k], y[k], x[k + 1] - x[k], y[k + 1] - y[k], cuts[c], cuts[c + 1]);
        }
      }
    }
  }

  /** Adds the piece of a line from one share of it to another. */
  private void add(double x, double y, double dx, double dy, double from, double to) {
    double middle = (from + to) / 2;
    int i = cell(mesh.y(), y + middle * dy, seen.cos() > 0);
    int j = cell(mesh.x(), x + middle * dx, seen.sin() > 0);
    if (i < 0 || j < 0) {
      return;
    }
    SurfacePoint start = point(i, j, x + from * dx, y + from * dy);
    SurfacePoint end = from == to ? null : point(i, j, x + to * dx, y + to * dy);
    if (start.isShown() && (end == null || end.isShown())) {
      pieces.computeIfAbsent(List.of(i, j), cell -> new ArrayList<>()).add(new Piece(start, end));
    }
  }

  /** Where between 0 and 1 a line meets those of the grid, with both ends. */
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

  /** The cell of a coordinate, the nearer one of two; −1 beside the grid. */
  private static int cell(double[] lines, double value, boolean lowIsNear) {
    int last = lines.length - 2;
    if (!(value >= lines[0] && value <= lines[last + 1])) {
      return -1;
    }
    int found = Arrays.binarySearch(lines, value);
    int below = Math.min(found >= 0 ? found : -found - 2, last);
    double share = (value - lines[below]) / (lines[below + 1] - lines[below]);
    if (lowIsNear && share < ON_THE_LINE) {
      return Math.max(0, below - 1);
    }
    return !lowIsNear && share > 1 - ON_THE_LINE ? Math.min(last, below + 1) : below;
  }

  /** A point of a cell, its height between those of the corners. */
  private SurfacePoint point(int i, int j, double x, double y) {
    double s = (x - mesh.x()[j]) / (mesh.x()[j + 1] - mesh.x()[j]);
    double t = (y - mesh.y()[i]) / (mesh.y()[i + 1] - mesh.y()[i]);
    double near = mesh.z()[i][j] + s * (mesh.z()[i][j + 1] - mesh.z()[i][j]);
    double far = mesh.z()[i + 1][j] + s * (mesh.z()[i + 1][j + 1] - mesh.z()[i + 1][j]);
    return SurfacePoint.of(mesh, zAxis, x, y, near + t * (far - near));
  }
}

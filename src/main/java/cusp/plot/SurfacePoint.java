package cusp.plot;

/**
 * A point of a surface: its place in the unit square about the origin, and its height, 0 to 1
 * within the range shown.
 */
record SurfacePoint(double u, double v, double height) {

  static SurfacePoint of(Mesh mesh, Axis zAxis, double x, double y, double z) {
    return new SurfacePoint(
        mesh.xAxis().share(x) - 0.5, mesh.yAxis().share(y) - 0.5, zAxis.share(z));
  }

  /** Where the line to another point has a height. */
  SurfacePoint towards(SurfacePoint other, double limit) {
    double t = (limit - height) / (other.height - height);
    return new SurfacePoint(u + t * (other.u - u), v + t * (other.v - v), limit);
  }

  boolean isShown() {
    double hair = 1e-9;
    return height >= -hair && height <= 1 + hair;
  }
}

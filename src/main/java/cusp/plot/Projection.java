package cusp.plot;

import java.awt.Rectangle;
import java.awt.geom.Point2D;

/**
 * Parallel projection of the unit square, centred at the origin, and of heights over it.
 *
 * @param cos of the azimuth
 * @param sin of the azimuth
 * @param rise what a unit of height rises on the screen
 * @param tilt what a unit of distance rises on the screen
 * @param scale pixels a unit
 * @param x of the centre of the square, in pixels
 * @param y of the centre of the square, in pixels
 */
record Projection(
    double cos, double sin, double rise, double tilt, double scale, double x, double y) {

  /** The height of the highest point, the square's side being 1. */
  static final double HEIGHT = 0.62;

  private static final double DIAGONAL = Math.sqrt(2);

  /** Fills the rectangle as well as every azimuth allows. */
  static Projection into(Rectangle room, double azimuth, double elevation) {
    double a = Math.toRadians(azimuth);
    double rise = Math.cos(Math.toRadians(elevation));
    double tilt = Math.sin(Math.toRadians(elevation));
    double tall = DIAGONAL * tilt + HEIGHT * rise;
    double scale = Math.min(room.width / DIAGONAL, room.height / tall);
    double middle = room.getCenterY() + scale * HEIGHT * rise / 2;
    return new Projection(Math.cos(a), Math.sin(a), rise, tilt, scale, room.getCenterX(), middle);
  }

  /** How far away a place in the square is. */
  double depth(double u, double v) {
    return u * sin + v * cos;
  }

  /** Where a point is seen, its height between 0 and 1. */
  Point2D.Double at(double u, double v, double height) {
    return new Point2D.Double(
        x + scale * (u * cos - v * sin), y - scale * (depth(u, v) * tilt + height * HEIGHT * rise));
  }

  Point2D.Double at(SurfacePoint point) {
    return at(point.u(), point.v(), point.height());
  }
}

package cusp.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a figure of a height z over a grid in the plane, seen from a side and from above: a
 * parallel projection with hidden parts hidden. The higher, the darker; the underside is grey.
 *
 * <pre>{@code
 * double[] side = IntStream.rangeClosed(-10, 10).mapToDouble(i -> 0.1 * i).toArray();
 * double[][] z = new double[21][21];
 * for (int i = 0; i < 21; i++) {
 *   for (int j = 0; j < 21; j++) {
 *     z[i][j] = Math.pow(side[j] * side[i], 2);
 *   }
 * }
 * var surface = Surface.of(side, side, z).x("x").y("y").z("K");
 * show(surface.view(30, 40).figure("Two valleys that cross."));
 * }</pre>
 *
 * <p>The scale is the same from every azimuth, so that a slider turns it in place. A mesh of some
 * 30 × 30 reads well and is small. Arrays are copied.
 */
public final class Surface {

  private static final int MOST_SIDE = 300;

  private final Mesh mesh;
  private final List<SurfaceDrawing.Curve> curves = new ArrayList<>();
  private double azimuth = 30;
  private double elevation = 35;
  private double[] zRange;
  private String title = "";
  private String xLabel = "";
  private String yLabel = "";
  private String zLabel = "";
  private int width = 440;
  private int height = 360;

  private Surface(Mesh mesh) {
    this.mesh = mesh;
  }

  /**
   * A surface over a grid.
   *
   * @param x [n], ascending
   * @param y [m], ascending
   * @param z [m][n], z[i][j] at (x[j], y[i]); finite, or NaN for a hole
   */
  public static Surface of(double[] x, double[] y, double[][] z) {
    return new Surface(Mesh.of(MOST_SIDE, x, y, z));
  }

  /**
   * From where it is seen.
   *
   * @param newAzimuth in degrees; at 0 x runs to the right and y away from the viewer, and the
   *     surface turns against the clock as it grows
   * @param newElevation above the horizon, 5 to 90 degrees
   */
  public Surface view(double newAzimuth, double newElevation) {
    azimuth = Check.finite("the azimuth", newAzimuth);
    if (!(newElevation >= 5 && newElevation <= 90)) {
      throw new IllegalArgumentException(
          "the elevation must lie between 5 and 90 degrees, not " + newElevation);
    }
    elevation = newElevation;
    return this;
  }

  /** Shows heights of this range alone; the surface is cut off where it leaves it. */
  public Surface zRange(double low, double high) {
    if (!(Check.finite("zRange", low) < Check.finite("zRange", high))) {
      throw new IllegalArgumentException("zRange must have low < high, not " + low + ", " + high);
    }
    zRange = new double[] {low, high};
    return this;
  }

  /**
   * A line on the surface over the points (x, y), hidden where the surface is; a single point is a
   * dot. What lies beside the grid is left out.
   */
  public Surface curve(double[] x, double[] y) {
    double[] xs = Check.values("x of a curve", x);
    Check.sameLength("y of a curve", xs.length, y.length);
    curves.add(new SurfaceDrawing.Curve(xs, Check.values("y of a curve", y)));
    return this;
  }

  /** The title of the figure. */
  public Surface title(String newTitle) {
    title = newTitle;
    return this;
  }

  /** What the columns of the grid are. */
  public Surface x(String label) {
    xLabel = label;
    return this;
  }

  /** What the rows of the grid are. */
  public Surface y(String label) {
    yLabel = label;
    return this;
  }

  /** What the height is. */
  public Surface z(String label) {
    zLabel = label;
    return this;
  }

  /** The size of the whole figure in CSS pixels. */
  public Surface size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  /**
   * The figure.
   *
   * @param alt a sentence that says what the figure shows
   */
  public Figure figure(String alt) {
    SurfaceDrawing drawing =
        new SurfaceDrawing(
            mesh,
            List.copyOf(curves),
            zRange == null ? mesh.zAxis() : new Axis(zRange[0], zRange[1], false),
            List.of(xLabel, yLabel, zLabel),
            azimuth,
            elevation);
    return new Figure(title, alt, width, height, drawing);
  }
}

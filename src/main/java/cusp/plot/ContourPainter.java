package cusp.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Paints lines of equal height, a label in a gap of each, over an image of their shades. */
final class ContourPainter {

  private static final double LEAST = 0.05;
  private static final double MOST = 0.62;
  private static final double LABEL_HEIGHT = 15;

  /** A line has a label if it is so many times as long. */
  private static final double LONG_ENOUGH = 3;

  private static final int MOST_CROSSED = 2;
  private static final double PIECE = 1.5;

  private final Graphics2D g;
  private final Rectangle plot;
  private final Layer.Contours contours;
  private final double[] x;
  private final double[] y;
  private final List<Rectangle2D> taken = new ArrayList<>();

  ContourPainter(Graphics2D g, Rectangle plot, Layer.Contours contours, Axis xAxis, Axis yAxis) {
    this.g = g;
    this.plot = plot;
    this.contours = contours;
    x = Arrays.stream(contours.mesh().x()).map(v -> plot.width * xAxis.share(v)).toArray();
    y = Arrays.stream(contours.mesh().y()).map(v -> plot.height * (1 - yAxis.share(v))).toArray();
  }

  void paint() {
    shades();
    Graphics2D lines = (Graphics2D) g.create();
    lines.clipRect(0, 0, plot.width, plot.height);
    lines.setStroke(Theme.stroke(1));
    for (double level : contours.levels()) {
      level(lines, level);
    }
    lines.dispose();
  }

  private void shades() {
    BufferedImage image = new BufferedImage(plot.width, plot.height, BufferedImage.TYPE_INT_ARGB);
    int[] columns = IntStream.range(0, plot.width).map(px -> cell(x, px + 0.5)).toArray();
    for (int py = 0; py < plot.height; py++) {
      int i = cell(y, py + 0.5);
      for (int px = 0; px < plot.width; px++) {
        int j = columns[px];
        double height = i < 0 || j < 0 ? Double.NaN : height(i, j, px + 0.5, py + 0.5);
        if (!Double.isNaN(height)) {
          double share = (double) band(height) / contours.levels().length;
          double depth = LEAST + (MOST - LEAST) * share;
          image.setRGB(px, py, Theme.faded(Shades.POSITIVE, depth).getRGB());
        }
      }
    }
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, new AffineTransform(), null);
  }

  /** Between which grid lines a pixel lies, whichever way they run; −1 for none. */
  private static int cell(double[] lines, double pixel) {
    boolean ascends = lines[lines.length - 1] > lines[0];
    int low = 0;
    int high = lines.length - 1;
    double from = ascends ? lines[low] : lines[high];
    double to = ascends ? lines[high] : lines[low];
    if (pixel < from || pixel > to) {
      return -1;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (lines[middle] <= pixel == ascends) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double height(int i, int j, double px, double py) {
    double[][] z = contours.mesh().z();
    double s = (px - x[j]) / (x[j + 1] - x[j]);
    double t = (py - y[i]) / (y[i + 1] - y[i]);
    double near = z[i][j] + s * (z[i][j + 1] - z[i][j]);
    double far = z[i + 1][j] + s * (z[i + 1][j + 1] - z[i + 1][j]);
    return near + t * (far - near);
  }

  private void level(Graphics2D lines, double level) {
    List<Pixels> chains = new ArrayList<>(Isolines.of(x, y, contours.mesh().z(), level));
    chains.sort(Comparator.comparingDouble(ContourPainter::length).reversed());
    Rectangle2D label =
        chains.isEmpty() ? new Rectangle2D.Double() : place(chains.get(0), Axis.words(level));
    Path2D path = new Path2D.Double();
    chains.forEach(chain -> trace(chain, label, path));
    lines.setColor(Theme.AXIS);
    if (path.getCurrentPoint() != null) {
      if (lines instanceof SvgGraphics svg) {
        svg.facet(path, null);
      } else {
        lines.draw(path);
      }
    }
    if (!label.isEmpty()) {
      double baseline = Words.centred(label.getCenterY(), Theme.SMALL);
      Words.at(
          lines,
          Axis.words(level),
          label.getCenterX(),
          baseline,
          Words.Anchor.MIDDLE,
          Theme.SMALL,
          Theme.INK);
    }
  }

  private static double length(Pixels line) {
    double length = 0;
    for (int k = 1; k < line.x().length; k++) {
      length += Math.hypot(line.x()[k] - line.x()[k - 1], line.y()[k] - line.y()[k - 1]);
    }
    return length;
  }

  /**
   * A free place on the line where the fewest other lines run through the label; empty if there is
   * none.
   */
  private Rectangle2D place(Pixels line, String text) {
    double width = Theme.width(text, Theme.SMALL) + 6;
    Rectangle2D best = new Rectangle2D.Double();
    if (length(line) < LONG_ENOUGH * width) {
      return best;
    }
    Rectangle2D room = new Rectangle2D.Double(x[0], y[0], 0, 0);
    room.add(x[x.length - 1], y[y.length - 1]);
    Rectangle2D.intersect(room, new Rectangle(0, 0, plot.width, plot.height), room);
    int fewest = MOST_CROSSED + 1;
    int n = line.x().length;
    for (int k = 0; k < n; k++) {
      // From the middle outwards.
      int at = n / 2 + (k % 2 == 0 ? k / 2 : -(k + 1) / 2);
      if (at < 0 || at >= n) {
        continue;
      }
      Rectangle2D label =
          new Rectangle2D.Double(
              line.x()[at] - width / 2, line.y()[at] - LABEL_HEIGHT / 2, width, LABEL_HEIGHT);
      if (room.contains(label) && taken.stream().noneMatch(label::intersects)) {
        int crossed = crossed(label);
        if (crossed < fewest) {
          fewest = crossed;
          best = label;
        }
      }
    }
    if (!best.isEmpty()) {
      taken.add(best);
    }
    return best;
  }

  /** How many levels lie between the lowest and the highest corner. */
  private int crossed(Rectangle2D label) {
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int corner = 0; corner < 4; corner++) {
      double px = corner % 2 == 0 ? label.getMinX() : label.getMaxX();
      double py = corner < 2 ? label.getMinY() : label.getMaxY();
      int i = cell(y, py);
      int j = cell(x, px);
      if (i >= 0 && j >= 0) {
        int band = band(height(i, j, px, py));
        least = Math.min(least, band);
        most = Math.max(most, band);
      }
    }
    return most - least;
  }

  /** How many levels are at most a height. */
  private int band(double height) {
    int found = Arrays.binarySearch(contours.levels(), height);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Adds a line to a path, but for what lies behind the label. */
  private static void trace(Pixels line, Rectangle2D label, Path2D path) {
    boolean drawing = false;
    for (int k = 0; k + 1 < line.x().length; k++) {
      double x0 = line.x()[k];
      double y0 = line.y()[k];
      double dx = line.x()[k + 1] - x0;
      double dy = line.y()[k + 1] - y0;
      boolean meets = label.intersectsLine(x0, y0, x0 + dx, y0 + dy);
      int pieces = meets ? (int) Math.ceil(Math.hypot(dx, dy) / PIECE) : 1;
      for (int piece = 0; piece < pieces; piece++) {
        double from = (double) piece / pieces;
        double to = (piece + 1.0) / pieces;
        double middle = (from + to) / 2;
        if (meets && label.contains(x0 + middle * dx, y0 + middle * dy)) {
          drawing = false;
          continue;
        }
        if (!drawing) {
          path.moveTo(x0 + from * dx, y0 + from * dy);
          drawing = true;
        }
        path.lineTo(x0 + to * dx, y0 + to * dy);
      }
    }
  }
}

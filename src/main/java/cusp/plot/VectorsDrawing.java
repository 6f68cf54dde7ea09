package cusp.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Columns of a matrix as rays or as points on a line, and their biases as bars.
 *
 * @param bias null for none
 * @param limit the coordinate at the edge of the plot
 * @param biasLimit the bias whose bar fills the strip
 */
record VectorsDrawing(double[][] columns, double[] bias, double limit, double biasLimit)
    implements Drawing {

  /** Shorter than this share of the longest column: dead. */
  private static final double DEAD = 0.1;

  private static final double STRIP = 44;
  private static final double LINE_PLOT = 70;
  private static final double DOT = 3.5;
  private static final double LABEL_DISTANCE = 12;

  /** Labels whose middles are closer are on top of each other. */
  private static final double LABEL_SIZE = 10;

  int height(int width, String title) {
    double side = columns.length == 1 ? LINE_PLOT : width - 2 * Theme.EDGE;
    Margins margins = margins(width, 0);
    return (int) Math.ceil(side + margins.top() + margins.bottom()) + Title.MAIN.room(title);
  }

  @Override
  public Margins margins(int width, int height) {
    double strip = bias == null ? 0 : STRIP + Theme.EDGE;
    return new Margins(Theme.EDGE / 2, Theme.EDGE, Theme.EDGE + strip, Theme.EDGE);
  }

  @Override
  public void paint(Graphics2D g, int width, int height, Margins margins) {
    Rectangle plot = margins.inside(width, height);
    if (columns.length == 1) {
      line(g, plot);
    } else {
      Graphics2D centred = (Graphics2D) g.create();
      centred.translate(plot.getCenterX(), plot.getCenterY());
      polygon(centred, Math.min(plot.width, plot.height) / 2.0 / limit);
      centred.dispose();
    }
    if (bias != null) {
      biases(g, plot.x, plot.getMaxY() + Theme.EDGE + STRIP / 2, plot.width);
    }
  }

  @Override
  public Table toTable() {
    int[] numbers = IntStream.rangeClosed(1, columns[0].length).toArray();
    Table table =
        Table.create(IntColumn.create("column", numbers), DoubleColumn.create("x", columns[0]));
    if (columns.length > 1) {
      table.addColumns(DoubleColumn.create("y", columns[1]));
    }
    return bias == null ? table : table.addColumns(DoubleColumn.create("bias", bias));
  }

  private boolean dead(int i) {
    double longest =
        IntStream.range(0, columns[0].length)
            .mapToDouble(k -> Vectors.length(columns, k))
            .max()
            .orElse(0);
    return Vectors.length(columns, i) <= DEAD * longest;
  }

  private void polygon(Graphics2D g, double scale) {
    g.setStroke(Theme.stroke(1));
    g.setColor(Theme.GRID);
    g.draw(disc(0, 0, scale));
    List<Integer> corners =
        IntStream.range(0, columns[0].length)
            .filter(i -> !dead(i))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.atan2(columns[1][i], columns[0][i])))
            .toList();
    Path2D path = new Path2D.Double();
    for (int i : corners) {
      double x = scale * columns[0][i];
      double y = -scale * columns[1][i];
      if (path.getCurrentPoint() == null) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    if (!corners.isEmpty()) {
      path.closePath();
      g.setColor(Theme.inked(0.05));
      g.fill(path);
      g.setColor(Theme.REFERENCE);
      g.draw(path);
    }
    List<Point2D> labels = new ArrayList<>();
    for (int i = 0; i < columns[0].length; i++) {
      ray(g, i, scale * columns[0][i], -scale * columns[1][i], labels);
    }
  }

  private void ray(Graphics2D g, int i, double x, double y, List<Point2D> labels) {
    g.setColor(Theme.series(i));
    if (dead(i)) {
      g.setStroke(Theme.stroke(1.5));
      g.draw(disc(x, y, DOT));
      return;
    }
    g.setStroke(Theme.stroke(Theme.LINE_WIDTH));
    g.draw(new Line2D.Double(0, 0, x, y));
    g.fill(disc(x, y, DOT));
    double length = Math.hypot(x, y);
    Point2D place = along(x, y, (length + LABEL_DISTANCE) / length);
    // Where tips coincide, their labels stand one behind the other along the ray.
    for (int k = 1; k <= i && isTaken(place, labels); k++) {
      place = along(x, y, (length + LABEL_DISTANCE + 1.4 * k * LABEL_SIZE) / length);
    }
    labels.add(place);
    label(g, i, place.getX(), place.getY());
  }

  private static Point2D along(double x, double y, double stretch) {
    return new Point2D.Double(stretch * x, stretch * y);
  }

  private static boolean isTaken(Point2D place, List<Point2D> labels) {
    return labels.stream().anyMatch(label -> label.distance(place) < LABEL_SIZE);
  }

  private static void label(Graphics2D g, int i, double x, double y) {
    double baseline = Words.centred(y, Theme.TEXT);
    Words.at(g, Integer.toString(i + 1), x, baseline, Words.Anchor.MIDDLE);
  }

  private static Ellipse2D disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private void line(Graphics2D g, Rectangle plot) {
    double y = plot.getMaxY() - 24;
    double scale = plot.width / 2.0 / limit;
    g.setColor(Theme.AXIS);
    g.setStroke(Theme.stroke(1));
    g.draw(new Line2D.Double(plot.getMinX(), y, plot.getMaxX(), y));
    for (int tick = -1; tick <= 1; tick++) {
      double x = plot.getCenterX() + scale * tick;
      g.setColor(Theme.AXIS);
      g.draw(new Line2D.Double(x, y, x, y + 5));
      String text = tick < 0 ? "−1" : Integer.toString(tick);
      Words.at(g, text, x, y + 19, Words.Anchor.MIDDLE, Theme.TEXT, Theme.MUTED);
    }
    List<Integer> order =
        IntStream.range(0, columns[0].length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> columns[0][i]))
            .toList();
    double[] wanted =
        order.stream().mapToDouble(i -> plot.getCenterX() + scale * columns[0][i]).toArray();
    double[] places = SideLabels.spread(wanted, 14, plot.getMinX() + 4, plot.getMaxX() - 4);
    for (int k = 0; k < wanted.length; k++) {
      int i = order.get(k);
      g.setColor(Theme.series(i));
      g.setStroke(Theme.stroke(1.4));
      g.draw(new Line2D.Double(wanted[k], y, places[k], y - 18));
      g.fill(disc(wanted[k], y, DOT));
      label(g, i, places[k], y - 26);
    }
  }

  private void biases(Graphics2D g, double x, double zero, double width) {
    String scale = String.format(Locale.ROOT, "±%.2g", biasLimit);
    double right = x + width - Theme.width(scale, Theme.TEXT) - 6;
    double left = x + Theme.width("b", Theme.TEXT) + 6;
    double step = (right - left) / bias.length;
    double half = STRIP / 2;
    for (int i = 0; i < bias.length; i++) {
      double size = Math.max(-1, Math.min(1, bias[i] / biasLimit)) * half;
      g.setColor(Theme.series(i));
      double bar = Math.min(0.7 * step, 16);
      g.fill(
          new Rectangle2D.Double(
              left + (i + 0.5) * step - bar / 2, Math.min(zero, zero - size), bar, Math.abs(size)));
    }
    g.setColor(Theme.AXIS);
    g.setStroke(Theme.stroke(1));
    g.draw(new Line2D.Double(left, zero, right, zero));
    double baseline = Words.centred(zero, Theme.TEXT);
    Words.at(g, "b", x, baseline, Words.Anchor.START, Theme.TEXT, Theme.MUTED);
    Words.at(g, scale, right + 6, baseline, Words.Anchor.START, Theme.TEXT, Theme.MUTED);
  }
}

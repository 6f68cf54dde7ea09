package cusp.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Axes, labels and legend of a plot; what lies between the axes is left to {@link Layers}. */
final class XyDrawing implements Drawing {

  private static final double TICK = 4;
  private static final double TICKS_ROOM = 22;
  private static final double AXIS_LABEL_ROOM = 20;

  /** What a plot shows besides its layers; rows are names of 0, 1, … on y, or none. */
  record Frame(
      String xLabel,
      String yLabel,
      Axis x,
      Axis y,
      List<String> rows,
      boolean equalAxes,
      boolean axesShown) {

    /** As many ticks of an axis as suit its height in pixels, or the rows. */
    List<Axis.Tick> ticks(Axis axis, double pixels) {
      return rows.isEmpty()
          ? axis.ticks(Math.max(2, (int) Math.round(pixels / 48)))
          : IntStream.range(0, rows.size())
              .mapToObj(row -> new Axis.Tick(row, rows.get(row)))
              .toList();
    }
  }

  private final Frame frame;
  private final Layers layers;

  XyDrawing(Frame frame, List<Layer> layers) {
    this.frame = frame;
    this.layers = new Layers(layers);
  }

  @Override
  public Margins margins(int width, int height) {
    double right = SideLabels.room(layers.sideTexts());
    double bottom = Theme.EDGE;
    if (frame.axesShown()) {
      bottom = Theme.EDGE / 2 + TICKS_ROOM + (frame.xLabel().isEmpty() ? 0 : AXIS_LABEL_ROOM);
      // The last tick's label is centred on the right end of the axis.
      right = Math.max(right, 24);
    }
    // How high the plot is decides which ticks there are, these how wide it is, and that how many
    // rows of labels stand above it: the second round has the ticks that are painted.
    double left = left(height - 100);
    double top = top(width, left, right);
    left = left(height - top - bottom);
    return new Margins(top(width, left, right), right, bottom, left);
  }

  private double left(double plotHeight) {
    if (!frame.axesShown()) {
      return Theme.EDGE;
    }
    List<Axis.Tick> ticks = frame.ticks(frame.y(), plotHeight);
    double widest =
        ticks.stream().mapToDouble(t -> Theme.width(t.label(), Theme.TEXT)).max().orElse(0);
    return Theme.EDGE + 6 + widest;
  }

  private double top(int width, double left, double right) {
    double inner = Math.max(width - left - right, 40);
    return layers.legend().room(width - left - Theme.EDGE)
        + (yLabelShown() ? Theme.LINE_HEIGHT + 3 : 0)
        + layers.markRows(frame.x(), inner) * Theme.LINE_HEIGHT
        + Theme.EDGE;
  }

  private boolean yLabelShown() {
    return frame.axesShown() && !frame.yLabel().isEmpty();
  }

  @Override
  public void paint(Graphics2D g, int width, int height, Margins margins) {
    Rectangle plot = margins.inside(width, height);
    Axis x = frame.x();
    Axis y = frame.y();
    if (frame.equalAxes()) {
      double perX = (x.high() - x.low()) / plot.width;
      double perY = (y.high() - y.low()) / plot.height;
      x = x.stretched(Math.max(1, perY / perX));
      y = y.stretched(Math.max(1, perX / perY));
    }
    Legend legend = layers.legend();
    double legendWidth = width - plot.x - Theme.EDGE;
    legend.paint(g, plot.x, 0, legendWidth);
    if (yLabelShown()) {
      double baseline = legend.room(legendWidth) + 13;
      Words.at(
          g, frame.yLabel(), Theme.EDGE, baseline, Words.Anchor.START, Theme.TEXT, Theme.MUTED);
    }
    if (frame.axesShown()) {
      axes(g, plot, x, y);
    }
    layers.paint(g, plot, x, y);
    if (frame.axesShown()) {
      g.setColor(Theme.AXIS);
      g.setStroke(Theme.stroke(1));
      g.draw(new Line2D.Double(plot.getMinX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
    }
  }

  @Override
  public Table toTable() {
    return layers.toTable();
  }

  private void axes(Graphics2D g, Rectangle plot, Axis x, Axis y) {
    g.setStroke(Theme.stroke(1));
    for (Axis.Tick tick : frame.ticks(y, plot.height)) {
      double at = plot.getMaxY() - plot.height * y.share(tick.value());
      g.setColor(Theme.GRID);
      if (!layers.shaded()) {
        g.draw(new Line2D.Double(plot.getMinX(), at, plot.getMaxX(), at));
      }
      Words.at(
          g,
          tick.label(),
          plot.getMinX() - 6,
          Words.centred(at, Theme.TEXT),
          Words.Anchor.END,
          Theme.TEXT,
          Theme.MUTED);
    }
    for (Axis.Tick tick : xTicks(x, plot.width)) {
      double at = plot.getMinX() + plot.width * x.share(tick.value());
      g.setColor(Theme.AXIS);
      g.draw(new Line2D.Double(at, plot.getMaxY(), at, plot.getMaxY() + TICK));
      Words.at(
          g,
          tick.label(),
          at,
          plot.getMaxY() + TICKS_ROOM - 4,
          Words.Anchor.MIDDLE,
          Theme.TEXT,
          Theme.MUTED);
    }
    Words.at(
        g,
        frame.xLabel(),
        plot.getCenterX(),
        plot.getMaxY() + TICKS_ROOM + AXIS_LABEL_ROOM - 5,
        Words.Anchor.MIDDLE,
        Theme.TEXT,
        Theme.MUTED);
  }

  /** As many ticks as have room for their labels. */
  private static List<Axis.Tick> xTicks(Axis x, int pixels) {
    List<Axis.Tick> ticks = new ArrayList<>();
    for (int target = Math.max(2, pixels / 60); target >= 1; target--) {
      ticks = x.ticks(target);
      if (apart(ticks, x, pixels)) {
        break;
      }
    }
    return ticks;
  }

  private static boolean apart(List<Axis.Tick> ticks, Axis x, int pixels) {
    double end = Double.NEGATIVE_INFINITY;
    for (Axis.Tick tick : ticks) {
      double half = Theme.width(tick.label(), Theme.TEXT) / 2;
      double at = pixels * x.share(tick.value());
      if (at - half < end + 10) {
        return false;
      }
      end = at + half;
    }
    return true;
  }
}

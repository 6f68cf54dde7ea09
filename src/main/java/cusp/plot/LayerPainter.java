package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Paints layers into a plot area: regions and error bars itself, lines and markers through XChart.
 */
final class LayerPainter {

  /** How far a marker or a line's half width may stand over the edge of the plot. */
  private static final int OVERHANG = 4;

  private static final BasicStroke ERROR_BAR = Theme.stroke(1.4);

  private final Graphics2D g;
  private final Rectangle plot;
  private final Axis x;
  private final Axis y;
  private final Look look;
  private final SeriesChart chart;

  LayerPainter(Graphics2D g, Rectangle plot, Axis x, Axis y, Look look) {
    this.g = (Graphics2D) g.create();
    this.plot = plot;
    this.x = x;
    this.y = y;
    this.look = look;
    this.chart = new SeriesChart(plot);
    Rectangle clip = new Rectangle(plot);
    clip.grow(OVERHANG, OVERHANG);
    this.g.clip(clip);
    this.g.translate(plot.x, plot.y);
  }

  /** Paints what lies under everything else. */
  void shade(Layer layer) {
    if (layer instanceof Layer.Band band) {
      shade(band);
    } else if (layer instanceof Layer.Bars bars) {
      Pixels outline = outline(bars);
      Path2D path = new Path2D.Double();
      path.moveTo(outline.x()[0], outline.y()[0]);
      for (int i = 1; i < outline.x().length; i++) {
        path.lineTo(outline.x()[i], outline.y()[i - 1]);
        path.lineTo(outline.x()[i], outline.y()[i]);
      }
      g.setColor(look.shade(bars));
      g.fill(path);
    } else if (layer instanceof Layer.Contours contours) {
      new ContourPainter(g, plot, contours, x, y).paint();
    }
  }

  private void shade(Layer.Band band) {
    Pixels low = pixels(band.x(), band.low());
    Pixels high = pixels(band.x(), band.high());
    g.setColor(look.shade(band));
    int n = band.x().length;
    for (int from = 0; from < n; from++) {
      int to = from;
      while (to < n && !low.isGap(to) && !high.isGap(to)) {
        to++;
      }
      if (to > from) {
        fill(part(low, from, to), part(high, from, to));
        from = to;
      }
    }
  }

  private static Pixels part(Pixels all, int from, int to) {
    Pixels part = all.only(IntStream.range(from, to).toArray());
    return part.only(Thinning.keep(part));
  }

  private void fill(Pixels low, Pixels high) {
    Path2D path = new Path2D.Double();
    path.moveTo(low.x()[0], low.y()[0]);
    for (int i = 1; i < low.x().length; i++) {
      path.lineTo(low.x()[i], low.y()[i]);
    }
    for (int i = high.x().length - 1; i >= 0; i--) {
      path.lineTo(high.x()[i], high.y()[i]);
    }
    path.closePath();
    g.fill(path);
  }

  /** Paints error bars, hands lines and markers to the chart; returns where the points lie. */
  Pixels draw(Layer layer) {
    if (layer instanceof Layer.Curve curve) {
      Pixels all = pixels(curve.x(), curve.y());
      Pixels kept = all.only(Thinning.keep(all));
      chart.line(kept, curve.steps(), look.color(curve), look.stroke(curve));
      lonely(kept, look.color(curve));
      return all;
    }
    if (layer instanceof Layer.Dots dots) {
      Pixels all = pixels(dots.x(), dots.y());
      chart.markers(all.only(Thinning.distinct(all)), look.color(dots), look.marker(dots, false));
      return all;
    }
    if (layer instanceof Layer.Estimates estimates) {
      return estimates(estimates);
    }
    if (layer instanceof Layer.Bars bars) {
      chart.line(outline(bars), true, look.color(bars), look.stroke(bars));
    }
    return new Pixels(new double[0], new double[0]);
  }

  /** A point between two gaps has no line to be seen by. */
  private void lonely(Pixels line, Color color) {
    double radius = Theme.LINE_WIDTH;
    int n = line.x().length;
    g.setColor(color);
    for (int i = 0; i < n; i++) {
      boolean alone = (i == 0 || line.isGap(i - 1)) && (i == n - 1 || line.isGap(i + 1));
      if (alone && !line.isGap(i)) {
        g.fill(
            new Ellipse2D.Double(
                line.x()[i] - radius, line.y()[i] - radius, 2 * radius, 2 * radius));
      }
    }
  }

  private Pixels estimates(Layer.Estimates estimates) {
    Pixels all = pixels(estimates.x(), estimates.y());
    int n = estimates.y().length;
    double[] low = new double[n];
    double[] high = new double[n];
    Arrays.setAll(low, i -> estimates.y()[i] - estimates.errors()[i]);
    Arrays.setAll(high, i -> estimates.y()[i] + estimates.errors()[i]);
    Pixels bottom = pixels(estimates.x(), low);
    Pixels top = pixels(estimates.x(), high);
    g.setColor(look.color(estimates));
    g.setStroke(ERROR_BAR);
    for (int i = 0; i < n; i++) {
      if (!all.isGap(i)) {
        // On a logarithmic axis a bar that reaches 0 has no lower end to show.
        double end = low[i] <= 0 && y.log() ? plot.height + OVERHANG : bottom.y()[i];
        // Bars stop at the marker, whose inside stays empty where it is hollow.
        errorBar(all.x()[i], all.y()[i] + Marker.SIZE / 2.0, end);
        errorBar(all.x()[i], top.y()[i], all.y()[i] - Marker.SIZE / 2.0);
      }
    }
    for (boolean hollow : new boolean[] {false, true}) {
      int[] chosen =
          IntStream.range(0, n)
              .filter(i -> estimates.hollow()[i] == hollow && !all.isGap(i))
              .toArray();
      if (chosen.length > 0) {
        chart.markers(all.only(chosen), look.color(estimates), look.marker(estimates, hollow));
      }
    }
    return all;
  }

  private void errorBar(double at, double from, double to) {
    if (to > from) {
      g.draw(new Line2D.Double(at, from, at, to));
    }
  }

  /** The steps of a histogram, from the base line and back to it. */
  private Pixels outline(Layer.Bars bars) {
    int n = bars.counts().length;
    double[] xs = new double[n + 2];
    double[] ys = new double[n + 2];
    System.arraycopy(bars.edges(), 0, xs, 1, n + 1);
    System.arraycopy(bars.counts(), 0, ys, 1, n);
    xs[0] = bars.edges()[0];
    return pixels(xs, ys);
  }

  private Pixels pixels(double[] xs, double[] ys) {
    return Pixels.of(xs, ys, plot, x, y);
  }

  /** Paints the lines and markers, over all else. */
  void finish() {
    chart.paint(g);
    g.dispose();
  }
}

package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Labels to the right of a plot, each as near as there is room to the height of what it names. */
final class SideLabels {

  private static final double GAP = 4;
  private static final double LEADER = 14;
  private static final double EDGE = 6;

  /** A label for what ends at the pixel (x, y), led to by a line of this colour and stroke. */
  record Label(String text, double x, double y, Color color, BasicStroke stroke) {}

  private SideLabels() {}

  /** The room to the right of the plot area that these texts need. */
  static double room(List<String> texts) {
    double widest = texts.stream().mapToDouble(t -> Theme.width(t, Theme.TEXT)).max().orElse(0);
    return widest == 0 ? EDGE : GAP + LEADER + GAP + widest + EDGE;
  }

  static void paint(Graphics2D g, Rectangle plot, List<Label> labels) {
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Label::y));
    double[] wanted = sorted.stream().mapToDouble(Label::y).toArray();
    double[] heights = spread(wanted, Theme.LINE_HEIGHT, plot.getMinY(), plot.getMaxY());
    double edge = plot.getMaxX();
    for (int i = 0; i < heights.length; i++) {
      Label label = sorted.get(i);
      g.setColor(label.color());
      g.setStroke(label.stroke());
      g.draw(new Line2D.Double(edge + GAP, label.y(), edge + GAP + LEADER, heights[i]));
      Words.at(
          g,
          label.text(),
          edge + GAP + LEADER + GAP,
          Words.centred(heights[i], Theme.TEXT),
          Words.Anchor.START);
    }
  }

  /**
   * The heights nearest to those wanted (in the sum of squares) that lie {@code gap} apart, in the
   * order given, and between low and high where they fit.
   *
   * @param wanted ascending
   */
  static double[] spread(double[] wanted, double gap, double low, double high) {
    int n = wanted.length;
    // With i·gap taken off, "gap apart" becomes "not descending": isotonic regression, by pooling
    // neighbours.
    double[] mean = new double[n];
    int[] size = new int[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      mean[blocks] = wanted[i] - i * gap;
      size[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
        int both = size[blocks - 2] + size[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * size[blocks - 2] + mean[blocks - 1] * size[blocks - 1]) / both;
        size[blocks - 2] = both;
        blocks--;
      }
    }
    double top = Math.max(low, high - (n - 1) * gap);
    double[] heights = new double[n];
    for (int block = 0, i = 0; block < blocks; block++) {
      for (int k = 0; k < size[block]; k++, i++) {
        heights[i] = Math.max(low, Math.min(top, mean[block])) + i * gap;
      }
    }
    return heights;
  }
}

package cusp.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places the labels of vertical lines above a plot, in as few rows as they need not to overlap. */
final class MarkLabels {

  private static final double GAP = 4;

  /**
   * A label beside the line at {@code x} (from the plot's left edge), in a row counted upwards from
   * the plot.
   */
  record Placed(String text, double x, int row, Words.Anchor anchor) {

    double textX() {
      return anchor == Words.Anchor.START ? x + GAP : x - GAP;
    }
  }

  private MarkLabels() {}

  static List<Placed> place(List<Layer.Mark> marks, Axis axis, double width) {
    List<Placed> placed = new ArrayList<>();
    List<Double> rowEnds = new ArrayList<>();
    List<Layer.Mark> shown = new ArrayList<>(marks);
    shown.removeIf(mark -> !axis.contains(mark.x()));
    shown.sort(Comparator.comparingDouble(Layer.Mark::x));
    for (Layer.Mark mark : shown) {
      double x = width * axis.share(mark.x());
      if (mark.name().isBlank()) {
        placed.add(new Placed("", x, 0, Words.Anchor.START));
        continue;
      }
      double length = GAP + Theme.width(mark.name(), Theme.TEXT);
      boolean rightwards = x + length <= width || x < length;
      double start = rightwards ? x : x - length;
      int row = 0;
      while (row < rowEnds.size() && rowEnds.get(row) > start) {
        row++;
      }
      if (row == rowEnds.size()) {
        rowEnds.add(0.0);
      }
      rowEnds.set(row, start + length + GAP);
      placed.add(
          new Placed(mark.name(), x, row, rightwards ? Words.Anchor.START : Words.Anchor.END));
    }
    return placed;
  }

  static int rows(List<Placed> placed) {
    return placed.stream()
            .filter(label -> !label.text().isEmpty())
            .mapToInt(Placed::row)
            .max()
            .orElse(-1)
        + 1;
  }
}

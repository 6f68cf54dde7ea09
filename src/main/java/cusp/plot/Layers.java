package cusp.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * The layers of a plot, and who of them is named where: at its right end, above the plot, or in the
 * legend.
 */
final class Layers {

  private static final int MOST_SIDE_LABELS = 5;

  private final List<Layer> layers;
  private final Look look;
  private final List<Layer> endLabelled;

  Layers(List<Layer> layers) {
    this.layers = layers;
    look = new Look(layers);
    List<Layer> ends = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Layer layer : layers) {
      boolean hasEnd = layer instanceof Layer.Curve || layer instanceof Layer.Estimates;
      if (hasEnd && !layer.name().isBlank() && names.add(layer.name())) {
        ends.add(layer);
      }
    }
    endLabelled = ends.size() <= MOST_SIDE_LABELS ? ends : List.of();
  }

  private <T extends Layer> List<T> only(Class<T> type) {
    return layers.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What is written to the right of the plot. */
  List<String> sideTexts() {
    List<String> texts = new ArrayList<>();
    endLabelled.forEach(layer -> texts.add(layer.name()));
    only(Layer.Level.class).forEach(level -> texts.add(level.name()));
    return texts;
  }

  /** Whether the whole area is shaded, so that a grid would only disturb. */
  boolean shaded() {
    return !only(Layer.Contours.class).isEmpty();
  }

  int markRows(Axis x, double width) {
    return MarkLabels.rows(MarkLabels.place(only(Layer.Mark.class), x, width));
  }

  Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    Set<String> named = new HashSet<>();
    endLabelled.forEach(layer -> named.add(layer.name()));
    boolean anyHollow = false;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Level || layer instanceof Layer.Mark) {
        continue;
      }
      if (layer instanceof Layer.Estimates estimates) {
        for (boolean hollow : estimates.hollow()) {
          anyHollow |= hollow;
        }
      }
      if (!layer.name().isBlank() && named.add(layer.name())) {
        entries.add(look.legendEntry(layer));
      }
    }
    if (anyHollow) {
      entries.add(Legend.Entry.marker("hollow: read with caution", Theme.INK, new Marker(0, true)));
    }
    return new Legend(entries);
  }

  Table toTable() {
    return Stack.of(layers.stream().map(Layer::toTable).toList());
  }

  void paint(Graphics2D g, Rectangle plot, Axis x, Axis y) {
    References.paint(g, plot, MarkLabels.place(only(Layer.Mark.class), x, plot.width));
    List<SideLabels.Label> labels = new ArrayList<>();
    for (Layer.Level level : only(Layer.Level.class)) {
      if (y.contains(level.y())) {
        labels.add(References.paint(g, plot, level, y));
      }
    }
    LayerPainter painter = new LayerPainter(g, plot, x, y, look);
    layers.forEach(painter::shade);
    for (Layer layer : layers) {
      Pixels pixels = painter.draw(layer);
      if (endLabelled.contains(layer)) {
        int end = pixels.lastInside(plot);
        if (end >= 0) {
          labels.add(
              new SideLabels.Label(
                  layer.name(),
                  plot.x + pixels.x()[end],
                  plot.y + pixels.y()[end],
                  look.color(layer),
                  look.leader(layer)));
        }
      }
    }
    painter.finish();
    SideLabels.paint(g, plot, labels);
  }
}

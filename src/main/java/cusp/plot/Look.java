package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The colour of each name in a plot, and the dash or marker of each layer, given out in order. */
final class Look {

  /** How much of its colour a shaded region has. */
  static final double SHADE = 0.22;

  private final Map<String, Color> colors = new HashMap<>();
  private final Map<Layer, BasicStroke> strokes = new HashMap<>();
  private final Map<Layer, Integer> shapes = new HashMap<>();

  Look(List<Layer> layers) {
    // The shades of contours are the first colour's.
    int first = layers.stream().anyMatch(Layer.Contours.class::isInstance) ? 1 : 0;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Level
          || layer instanceof Layer.Mark
          || layer instanceof Layer.Contours) {
        continue;
      }
      colors.putIfAbsent(key(layer), Theme.series(first + colors.size()));
      float[] dash = Theme.DASHES.get(strokes.size() % Theme.DASHES.size());
      if (layer instanceof Layer.Curve curve) {
        boolean own = curve.dash() != null;
        strokes.put(layer, Theme.stroke(Theme.LINE_WIDTH, own ? curve.dash() : dash));
      } else if (layer instanceof Layer.Bars) {
        strokes.put(layer, Theme.stroke(Theme.LINE_WIDTH, dash));
      } else if (!(layer instanceof Layer.Band)) {
        shapes.put(layer, shapes.size());
      }
    }
  }

  /** The same name has one colour, each nameless layer one of its own. */
  private static String key(Layer layer) {
    return layer.name().isBlank() ? "#" + System.identityHashCode(layer) : layer.name();
  }

  Color color(Layer layer) {
    return colors.get(key(layer));
  }

  Color shade(Layer layer) {
    return Theme.faded(color(layer), SHADE);
  }

  BasicStroke stroke(Layer layer) {
    return strokes.get(layer);
  }

  /** The stroke that leads from the end of a layer to its label. */
  BasicStroke leader(Layer layer) {
    return strokes.containsKey(layer) ? strokes.get(layer) : Theme.stroke(1.4);
  }

  Marker marker(Layer layer, boolean hollow) {
    return new Marker(shapes.get(layer), hollow);
  }

  Legend.Entry legendEntry(Layer layer) {
    if (shapes.containsKey(layer)) {
      return Legend.Entry.marker(layer.name(), color(layer), marker(layer, false));
    }
    return layer instanceof Layer.Curve
        ? Legend.Entry.line(layer.name(), color(layer), stroke(layer))
        : Legend.Entry.box(layer.name(), Theme.faded(color(layer), 2 * SHADE));
  }
}

package cusp.plot;

import java.util.List;

/** The axes that a plot's layers ask for. */
final class Ranges {

  /** Room above and below the data, and beside markers, as a share of the axis. */
  private static final double ROOM = 0.05;

  private static final double ROOM_BESIDE_DOTS = 0.03;

  private final List<Layer> layers;

  Ranges(List<Layer> layers) {
    this.layers = layers;
    boolean series =
        layers.stream().anyMatch(l -> !(l instanceof Layer.Level || l instanceof Layer.Mark));
    if (!series) {
      throw new IllegalArgumentException("a plot needs at least one series to show");
    }
  }

  Axis x(boolean log, double[] given) {
    Span span = new Span("x", log);
    boolean dots = false;
    boolean filled = false;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Curve curve) {
        span.add(curve.name(), curve.x());
      } else if (layer instanceof Layer.Dots points) {
        span.add(points.name(), points.x());
        dots = true;
      } else if (layer instanceof Layer.Estimates estimates) {
        span.add(estimates.name(), estimates.x());
        dots = true;
      } else if (layer instanceof Layer.Band band) {
        span.add(band.name(), band.x());
      } else if (layer instanceof Layer.Bars bars) {
        span.add(bars.name(), bars.edges());
      } else if (layer instanceof Layer.Mark mark) {
        span.add(mark.name(), mark.x());
      } else if (layer instanceof Layer.Contours contours) {
        span.add("contours", contours.mesh().x());
        filled = true;
      }
    }
    double room = dots && !filled ? ROOM_BESIDE_DOTS : 0;
    return given == null ? span.axis().padded(room, room) : given("xRange", given, log);
  }

  Axis y(boolean log, double[] given) {
    Span span = new Span("y", log);
    boolean filled = false;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Curve curve) {
        span.add(curve.name(), curve.y());
      } else if (layer instanceof Layer.Dots points) {
        span.add(points.name(), points.y());
      } else if (layer instanceof Layer.Estimates estimates) {
        span.add(estimates.name(), estimates.y());
        for (int i = 0; i < estimates.y().length; i++) {
          span.widen(estimates.y()[i] - estimates.errors()[i]);
          span.widen(estimates.y()[i] + estimates.errors()[i]);
        }
      } else if (layer instanceof Layer.Band band) {
        span.add(band.name(), band.low());
        span.add(band.name(), band.high());
      } else if (layer instanceof Layer.Bars bars) {
        if (log) {
          throw new IllegalArgumentException(
              "logY() does not suit the histogram \"" + bars.name() + "\", whose bars begin at 0");
        }
        span.add(bars.name(), bars.counts());
        span.widen(0);
      } else if (layer instanceof Layer.Level level) {
        span.add(level.name(), level.y());
      } else if (layer instanceof Layer.Contours contours) {
        span.add("contours", contours.mesh().y());
        filled = true;
      }
    }
    if (given != null) {
      return given("yRange", given, log);
    }
    Axis axis = span.axis();
    if (filled) {
      return axis;
    }
    boolean fromZero = !log && axis.low() >= 0 && axis.low() <= 0.25 * axis.high();
    return fromZero ? new Axis(0, axis.high(), false).padded(0, ROOM) : axis.padded(ROOM, ROOM);
  }

  private static Axis given(String what, double[] range, boolean log) {
    if (log && range[0] <= 0) {
      throw new IllegalArgumentException(
          what + " of a logarithmic axis must be positive, not from " + range[0]);
    }
    return new Axis(range[0], range[1], log);
  }

  /** The least and greatest of the values added. */
  private static final class Span {

    private final String axis;
    private final boolean log;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    Span(String axis, boolean log) {
      this.axis = axis;
      this.log = log;
    }

    void add(String name, double... values) {
      for (int i = 0; i < values.length; i++) {
        if (log && values[i] <= 0) {
          throw new IllegalArgumentException(
              "\"%s\" must be positive on a logarithmic %s axis, but %s[%d] = %s"
                  .formatted(name, axis, axis, i, values[i]));
        }
        widen(values[i]);
      }
    }

    /** Takes in the value, unless it is NaN or has no place on the axis. */
    void widen(double value) {
      if (!Double.isNaN(value) && (!log || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }

    Axis axis() {
      if (high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high))) {
        return new Axis(low, high, log);
      }
      double half = low == 0 ? 1 : Math.abs(low) / 2;
      return new Axis(low - half, high + half, log);
    }
  }
}

package cusp.singular;

import cusp.model.Box;
import cusp.posterior.LocalPosterior;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * How far a coordinate is integrated, with break points on the scales in between.
 *
 * @param breaks rising, the ends included
 * @param cutBelow whether the lower end is no wall, so that mass may lie beyond
 * @param cutAbove whether the upper end is none
 * @param free whether neither γ nor the prior pulls the coordinate back
 */
record Reach(double[] breaks, boolean cutBelow, boolean cutAbove, boolean free) {
  /** Of the farthest break point to the unit. */
  private static final double FARTHEST = 1e10;

  /** A polynomial is smooth on a shell of this ratio whatever its degree below ten. */
  private static final double SHELL = 8;

  /** How much thinner one layer at a wall is than the next. */
  private static final double LAYER = 32;

  private static final int LAYERS = 3;

  /**
   * @param coordinate its place in w
   * @param height by how much γ/2 |w − w*|² − ln φ has to rise at the ends
   */
  static Reach of(LocalPosterior posterior, int coordinate, double height) {
    Box walls = posterior.walls(coordinate);
    Rise rise = new Rise(posterior, coordinate);
    double center = posterior.center()[coordinate];
    double unit = rise.unit(walls);
    double low = rise.reach(-1, unit, height, walls);
    double high = rise.reach(1, unit, height, walls);
    boolean cutBelow = low > walls.low();
    boolean cutAbove = high < walls.high();
    TreeSet<Double> breaks = new TreeSet<>();
    breaks.add(low);
    breaks.add(high);
    if (cutBelow || cutAbove) {
      breaks.add(center);
      for (double r = SHELL * unit; r < FARTHEST * unit; r *= SHELL) {
        breaks.add(Math.max(low, center - r));
        breaks.add(Math.min(high, center + r));
      }
    }
    double[] rising = breaks.stream().mapToDouble(Double::doubleValue).toArray();
    boolean freeBelow = cutBelow && rise.at(low) < height;
    boolean freeAbove = cutAbove && rise.at(high) < height;
    return new Reach(rising, cutBelow, cutAbove, freeBelow || freeAbove);
  }

  /** Whether an end is no wall. */
  boolean cut() {
    return cutBelow || cutAbove;
  }

  /**
   * The break points with more of them towards each end that is a wall: where a ridge leaves
   * through a corner, an integral over the other coordinates drops in a layer as thin as the ridge,
   * of which nothing shows before.
   */
  double[] graded() {
    double low = breaks[0];
    double high = breaks[breaks.length - 1];
    TreeSet<Double> all = new TreeSet<>();
    for (double x : breaks) {
      all.add(x);
    }
    double below = breaks[1] - low;
    double above = high - breaks[breaks.length - 2];
    for (int k = 0; k < LAYERS; k++) {
      below /= LAYER;
      above /= LAYER;
      if (!cutBelow) {
        all.add(low + below);
      }
      if (!cutAbove) {
        all.add(high - above);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Whether a density falls off faster than 1/distance at the ends that are no walls, as it must to
   * have a mass.
   *
   * @param log ln of the density
   */
  boolean fallsOff(DoubleUnaryOperator log) {
    int last = breaks.length - 1;
    return (!cutBelow || fallsOff(log, breaks[0], breaks[1]))
        && (!cutAbove || fallsOff(log, breaks[last], breaks[last - 1]));
  }

  private boolean fallsOff(DoubleUnaryOperator log, double end, double next) {
    // Well inside, where the digits of w still tell neighbours apart.
    double far = end - (end - next) * (1 - 1 / SHELL);
    double farther = end - (end - next) * (1 - 2 / SHELL);
    double fall = log.applyAsDouble(far) - log.applyAsDouble(farther);
    return !(fall <= Math.log(Math.abs(farther) / Math.abs(far)));
  }

  private static final class Rise {
    private final LocalPosterior posterior;
    private final int coordinate;
    private final double[] w;
    private final double base;

    Rise(LocalPosterior posterior, int coordinate) {
      this.posterior = posterior;
      this.coordinate = coordinate;
      w = posterior.center().clone();
      base = posterior.restraint(w);
    }

    double at(double x) {
      w[coordinate] = x;
      return posterior.restraint(w) - base;
    }

    /** The distance at which the restraint begins to be felt, 1 where it never is. */
    double unit(Box walls) {
      double center = posterior.center()[coordinate];
      for (double r = 0x1p-40; r < 0x1p40; r *= 2) {
        boolean felt =
            (walls.contains(center + r) && at(center + r) > 0.5)
                || (walls.contains(center - r) && at(center - r) > 0.5);
        if (felt) {
          return r;
        }
      }
      return 1;
    }

    double reach(int sign, double unit, double height, Box walls) {
      double center = posterior.center()[coordinate];
      double r = unit;
      while (r < FARTHEST * unit && at(inside(center + sign * r, walls)) <= height) {
        r *= 2;
      }
      return inside(center + sign * r, walls);
    }

    private static double inside(double x, Box walls) {
      return Math.max(walls.low(), Math.min(walls.high(), x));
    }
  }
}

package cusp.singular;

import cusp.base.RandomStream;
import java.util.Arrays;

/**
 * Moves that leave the uniform law on {K &lt; a} as it is: slice sampling along each coordinate in
 * turn, and along differences of two points of a pilot, which know the shape of the set (Neal 2003,
 * Ann. Statist. 31:705, §4: a bracket of fixed length placed at random, then shrunk). Bracket
 * lengths and directions come from the pilot alone, so that no move depends on where a point is.
 */
final class SliceKernel {

  /** Differences of pilot points are scaled to reach across the set. */
  private static final double REACH = 2;

  private final double level;
  private final double[] widths;
  private final double[][] pilot;

  /** The longest move along each coordinate so far; null where nobody asks. */
  private final double[] longest;

  private SliceKernel(double level, double[] widths, double[][] pilot, double[] longest) {
    this.level = level;
    this.widths = widths;
    this.pilot = pilot;
    this.longest = longest;
  }

  /**
   * A kernel for {K &lt; level} whose brackets span the region, and which records how far they were
   * needed. For one thread.
   *
   * @param pilot at least one point in the set
   */
  static SliceKernel recording(double level, Region region, double[][] pilot) {
    int d = region.dimension();
    double[] spans = new double[d];
    Arrays.setAll(spans, i -> region.high(i) - region.low(i));
    return new SliceKernel(level, spans, pilot, new double[d]);
  }

  /** A kernel with brackets so many times as long as the longest moves; for any thread. */
  SliceKernel scaled(double factor) {
    double[] scaled = Arrays.stream(longest).map(move -> factor * move).toArray();
    return new SliceKernel(level, scaled, pilot, null);
  }

  /**
   * Moves a point of the set: a slice along every coordinate, and as many along differences.
   *
   * @param w the point, moved in place
   * @param loss K(w)
   * @return K at the new place
   */
  double sweep(Region region, double[] w, double loss, double[] proposal, RandomStream random) {
    double now = loss;
    for (int i = 0; i < w.length; i++) {
      now = along(region, w, now, i, random);
      now = across(region, w, now, proposal, random);
    }
    return now;
  }

  private double along(Region region, double[] w, double loss, int i, RandomStream random) {
    double at = w[i];
    double low = region.low(i);
    double high = region.high(i);
    if (widths[i] < high - low) {
      double start = at - random.nextDouble() * widths[i];
      low = Math.max(low, start);
      high = Math.min(high, start + widths[i]);
    }
    while (true) {
      w[i] = low + (high - low) * random.nextDouble();
      if (w[i] == at) {
        return loss;
      }
      double there = region.loss(w);
      if (there < level) {
        if (longest != null) {
          longest[i] = Math.max(longest[i], Math.abs(w[i] - at));
        }
        return there;
      }
      if (w[i] < at) {
        low = w[i];
      } else {
        high = w[i];
      }
    }
  }

  private double across(
      Region region, double[] w, double loss, double[] proposal, RandomStream random) {
    double[] from = pilot[random.nextInt(pilot.length)];
    double[] to = pilot[random.nextInt(pilot.length)];
    double low = -REACH * random.nextDouble();
    double high = low + REACH;
    while (true) {
      double t = low + (high - low) * random.nextDouble();
      boolean moves = false;
      for (int i = 0; i < w.length; i++) {
        proposal[i] = w[i] + t * (to[i] - from[i]);
        moves |= proposal[i] != w[i];
      }
      if (!moves) {
        return loss;
      }
      double there = region.contains(proposal) ? region.loss(proposal) : Double.POSITIVE_INFINITY;
      if (there < level) {
        System.arraycopy(proposal, 0, w, 0, w.length);
        return there;
      }
      if (t < 0) {
        low = t;
      } else {
        high = t;
      }
    }
  }
}

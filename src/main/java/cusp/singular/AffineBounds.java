package cusp.singular;

import cusp.model.FormulaRoot;
import java.util.Arrays;

/**
 * The share of a box in which |f| stays below a height, bounded by two affine functions between
 * which f lies there: f at the middle and bounds of its derivatives (the mean value form).
 */
final class AffineBounds {

  /** Spreads that differ by less are taken for equal. */
  private static final double NEARLY = 0.9;

  private final Region region;
  private final FormulaRoot root;
  private final int d;
  private final HalfSpace affine;
  private final double[] bounds;
  private final double[] atMiddle = new double[2];
  private final double[] middle;
  private final double[] rises;
  private final double[] spreads;
  private double mean;
  private int cut;

  AffineBounds(Region region, FormulaRoot root) {
    this.region = region;
    this.root = root;
    d = region.dimension();
    affine = new HalfSpace(d);
    bounds = new double[2 * (d + 1)];
    middle = new double[d];
    rises = new double[d];
    spreads = new double[d];
  }

  /**
   * Sets the box.
   *
   * @throws IllegalArgumentException if K is NaN or certainly negative in its middle
   */
  void set(double[] low, double[] high) {
    for (int i = 0; i < d; i++) {
      middle[i] = low[i] + (high[i] - low[i]) / 2;
    }
    root.range(middle, middle, atMiddle);
    if (Double.isNaN(atMiddle[0])) {
      region.loss(middle);
    }
    if (atMiddle[1] < 0 && root.exponent() == 1) {
      throw Region.negative(middle, atMiddle[1]);
    }
    mean = (atMiddle[0] + atMiddle[1]) / 2;
    root.gradientRange(low, high, bounds);
    double uncertainty = (atMiddle[1] - atMiddle[0]) / 2;
    for (int i = 0; i < d; i++) {
      double width = high[i] - low[i];
      double least = bounds[2 * i + 2];
      double greatest = bounds[2 * i + 3];
      rises[i] = Math.abs(least + greatest) / 2 * width;
      spreads[i] = (greatest - least) / 2 * width;
      uncertainty += spreads[i] / 2;
    }
    if (Double.isFinite(uncertainty) && Double.isFinite(Arrays.stream(rises).sum())) {
      affine.set(rises, uncertainty);
      cut = mostCurved();
    } else {
      Arrays.fill(rises, 0);
      affine.set(rises, Double.POSITIVE_INFINITY);
      cut = widest(low, high);
    }
  }

  /** About |f| in the middle. */
  double middle() {
    return Math.abs(mean);
  }

  /** The coordinate to halve: across it f is most uncertain. */
  int cut() {
    return cut;
  }

  /** Whether |f| is certainly below a height in the whole box. */
  boolean isBelow(double height) {
    return height > Math.max(Math.abs(bounds[0]), Math.abs(bounds[1])) || least(height) == 1;
  }

  /** Whether |f| is certainly nowhere in the box below a height. */
  boolean isAbove(double height) {
    return height <= Math.max(bounds[0], -bounds[1]) || most(height) == 0;
  }

  /** A share of the box in which |f| is certainly below a height. */
  double least(double height) {
    return Math.max(0, affine.least(height - mean) - affine.most(-height - mean));
  }

  /** A share of the box outside of which |f| is certainly not below a height. */
  double most(double height) {
    return affine.most(height - mean) - affine.least(-height - mean);
  }

  /** Where f is bilinear the spreads agree, and it is the rise that must be cut. */
  private int mostCurved() {
    double most = Arrays.stream(spreads).max().orElseThrow();
    int curved = -1;
    for (int i = 0; i < d; i++) {
      if (spreads[i] >= NEARLY * most
          && (curved < 0 || rises[i] + spreads[i] > rises[curved] + spreads[curved])) {
        curved = i;
      }
    }
    return curved;
  }

  private int widest(double[] low, double[] high) {
    int widest = 0;
    for (int i = 1; i < d; i++) {
      widest = share(low, high, i) > share(low, high, widest) ? i : widest;
    }
    return widest;
  }

  private double share(double[] low, double[] high, int i) {
    return (high[i] - low[i]) / (region.high(i) - region.low(i));
  }
}

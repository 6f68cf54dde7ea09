package cusp.singular;

import cusp.model.Formula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Bounds of V(ε) at many levels at once: boxes are halved where the bounds are widest, and in each
 * box K lies between two affine functions, by the bounds of its derivatives there (the mean value
 * form), whose volumes below ε are known exactly.
 */
final class Subdivision {

  /** Boxes grow by this factor between two looks at the whole. */
  private static final double BETWEEN_LOOKS = 1.3;

  private static final int FIRST_LOOK = 64;

  private final Region region;
  private final Formula formula;
  private final double[] levels;
  private final double tolerance;
  private final int d;
  private final HalfSpace affine;
  private final double[] bounds;
  private final double[] atMiddle = new double[2];
  private final double[] rises;

  /** V below each level in boxes that lie below it wholly. */
  private final double[] counted;

  /** V in the boxes that are open: what is certainly below, and what is certain neither way. */
  private final double[] certain;

  private final double[] open;
  private final double[] weights;
  private PriorityQueue<Cell> cells = queue();
  private int made;

  /**
   * A box that is not decided at the levels from {@code first} on.
   *
   * @param under volumes certainly below these levels
   * @param over volumes possibly below these levels
   * @param cut the coordinate to halve
   */
  private record Cell(
      double[] low, double[] high, int first, double[] under, double[] over, int cut, double gap) {}

  /**
   * Of a region whose objective is a formula.
   *
   * @param levels descending
   * @param tolerance of V at each level, relative
   */
  Subdivision(Region region, double[] levels, double tolerance) {
    this.region = region;
    formula = (Formula) region.objective();
    this.levels = levels;
    this.tolerance = tolerance;
    d = region.dimension();
    affine = new HalfSpace(d);
    bounds = new double[2 * (d + 1)];
    rises = new double[d];
    counted = new double[levels.length];
    certain = new double[levels.length];
    open = new double[levels.length];
    weights = new double[levels.length];
    add(region.low(), region.high(), 0, levels.length);
    look();
  }

  /**
   * Refines until every level is known to the tolerance, or so many boxes were looked at, or the
   * thread is interrupted. May be called again.
   *
   * @return whether the tolerance is met
   */
  boolean refine(int boxes) {
    double next = Math.max(FIRST_LOOK, BETWEEN_LOOKS * made);
    while (made < boxes && !isMet() && !Thread.currentThread().isInterrupted()) {
      Cell cell = cells.poll();
      if (cell == null) {
        break;
      }
      halve(cell);
      if (made >= next) {
        look();
        return isMet();
      }
    }
    look();
    return isMet();
  }

  int made() {
    return made;
  }

  boolean isMet() {
    return Arrays.stream(weights).allMatch(w -> w == 0);
  }

  boolean isMet(int level) {
    return weights[level] == 0;
  }

  VolumeLevel level(int k) {
    double low = counted[k] + certain[k];
    double high = low + open[k];
    if (high == 0) {
      throw Region.neverBelow(levels[k], least());
    }
    return VolumeLevel.counted(levels[k], low, high);
  }

  private double least() {
    double[] w = new double[d];
    Arrays.setAll(w, i -> (region.low(i) + region.high(i)) / 2);
    return region.loss(w);
  }

  private void halve(Cell cell) {
    for (int k = 0; k < cell.under.length; k++) {
      certain[cell.first + k] -= cell.under[k];
      open[cell.first + k] -= cell.over[k] - cell.under[k];
    }
    int last = cell.first + cell.under.length;
    double middle = cell.low[cell.cut] + (cell.high[cell.cut] - cell.low[cell.cut]) / 2;
    double[] lowHigh = cell.high.clone();
    lowHigh[cell.cut] = middle;
    add(cell.low, lowHigh, cell.first, last);
    double[] highLow = cell.low.clone();
    highLow[cell.cut] = middle;
    add(highLow, cell.high, cell.first, last);
  }

  /** Looks at a box of which the levels before {@code first} and from {@code last} are settled. */
  private void add(double[] low, double[] high, int first, int last) {
    made++;
    formula.gradientRange(low, high, bounds);
    if (bounds[1] < 0) {
      throw Region.negative(low, bounds[1]);
    }
    double volume = 1;
    double[] middle = new double[d];
    for (int i = 0; i < d; i++) {
      volume *= high[i] - low[i];
      middle[i] = low[i] + (high[i] - low[i]) / 2;
    }
    int cut = approximate(low, high, middle);
    double mean = (atMiddle[0] + atMiddle[1]) / 2;
    int from = first;
    while (from < last && (levels[from] > bounds[1] || affine.least(levels[from] - mean) == 1)) {
      counted[from++] += volume;
    }
    int to = last;
    while (to > from && (levels[to - 1] <= bounds[0] || affine.most(levels[to - 1] - mean) == 0)) {
      to--;
    }
    if (to > from) {
      push(low, high, from, to, cut, volume);
    }
  }

  /**
   * Finds the affine approximation in a box and where to halve it: across the coordinate that
   * leaves K most uncertain.
   */
  private int approximate(double[] low, double[] high, double[] middle) {
    formula.range(middle, middle, atMiddle);
    if (Double.isNaN(atMiddle[0])) {
      region.loss(middle);
    }
    if (atMiddle[1] < 0) {
      throw Region.negative(middle, atMiddle[1]);
    }
    double uncertainty = (atMiddle[1] - atMiddle[0]) / 2;
    int cut = 0;
    double most = -1;
    int widest = 0;
    double widestShare = 0;
    for (int i = 0; i < d; i++) {
      double width = high[i] - low[i];
      double least = bounds[2 * i + 2];
      double greatest = bounds[2 * i + 3];
      rises[i] = Math.abs(least + greatest) / 2 * width;
      double spread = (greatest - least) / 2 * width;
      uncertainty += spread / 2;
      if (spread > most) {
        most = spread;
        cut = i;
      }
      double share = width / (region.high(i) - region.low(i));
      if (share > widestShare) {
        widestShare = share;
        widest = i;
      }
    }
    boolean known = Double.isFinite(uncertainty) && Double.isFinite(Arrays.stream(rises).sum());
    if (!known) {
      Arrays.fill(rises, 0);
    }
    affine.set(rises, known ? uncertainty : Double.POSITIVE_INFINITY);
    return known ? cut : widest;
  }

  private void push(double[] low, double[] high, int from, int to, int cut, double volume) {
    double mean = (atMiddle[0] + atMiddle[1]) / 2;
    double[] under = new double[to - from];
    double[] over = new double[to - from];
    for (int k = from; k < to; k++) {
      under[k - from] = volume * affine.least(levels[k] - mean);
      over[k - from] = volume * affine.most(levels[k] - mean);
      certain[k] += under[k - from];
      open[k] += over[k - from] - under[k - from];
    }
    Cell cell = new Cell(low, high, from, under, over, cut, 0);
    cells.add(weighed(cell));
  }

  private Cell weighed(Cell cell) {
    double gap = 0;
    for (int k = 0; k < cell.under.length; k++) {
      gap += (cell.over[k] - cell.under[k]) * weights[cell.first + k];
    }
    return new Cell(cell.low, cell.high, cell.first, cell.under, cell.over, cell.cut, gap);
  }

  /** Sums anew, which rounding had blurred, and ranks the open boxes by what they hold back now. */
  private void look() {
    Arrays.fill(certain, 0);
    Arrays.fill(open, 0);
    List<Cell> all = new ArrayList<>(cells);
    for (Cell cell : all) {
      for (int k = 0; k < cell.under.length; k++) {
        certain[cell.first + k] += cell.under[k];
        open[cell.first + k] += cell.over[k] - cell.under[k];
      }
    }
    for (int k = 0; k < levels.length; k++) {
      double volume = counted[k] + certain[k] + open[k] / 2;
      weights[k] = open[k] > tolerance * volume ? 1 / volume : 0;
    }
    PriorityQueue<Cell> ranked = queue();
    for (Cell cell : all) {
      ranked.add(weighed(cell));
    }
    cells = ranked;
  }

  private static PriorityQueue<Cell> queue() {
    return new PriorityQueue<>(Comparator.comparingDouble(cell -> -cell.gap));
  }
}

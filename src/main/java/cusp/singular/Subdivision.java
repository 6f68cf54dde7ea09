package cusp.singular;

import cusp.model.Formula;
import cusp.model.FormulaRoot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Bounds of V(ε) at many levels at once: boxes are halved where the bounds are widest, and in each
 * box K, or the f that it is a power of, lies between two affine functions.
 */
final class Subdivision {

  /** Boxes grow by this factor between two looks at the whole. */
  private static final double BETWEEN_LOOKS = 1.3;

  private static final int FIRST_LOOK = 64;

  private final FormulaRoot root;
  private final AffineBounds box;
  private final double[] levels;

  /** What |f| stays below, where K = c·f^n stays below each level. */
  private final double[] heights;

  private final double tolerance;

  /** V below each level in boxes that lie below it wholly. */
  private final double[] counted;

  /** V in the boxes that are open: what is certainly below, and what is certain neither way. */
  private final double[] certain;

  private final double[] open;
  private final double[] weights;
  private PriorityQueue<Cell> cells = queue();
  private int made;

  /** The least |f| in the middle of a box. */
  private double leastHeight = Double.POSITIVE_INFINITY;

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
    root = ((Formula) region.objective()).root();
    box = new AffineBounds(region, root);
    heights =
        Arrays.stream(levels)
            .map(level -> Math.pow(level / root.factor(), 1.0 / root.exponent()))
            .toArray();
    this.levels = levels;
    this.tolerance = tolerance;
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
      throw Region.neverBelow(
          levels[levels.length - 1], root.factor() * Math.pow(leastHeight, root.exponent()));
    }
    return VolumeLevel.counted(levels[k], low, high);
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
    box.set(low, high);
    leastHeight = Math.min(leastHeight, box.middle());
    double volume = 1;
    for (int i = 0; i < low.length; i++) {
      volume *= high[i] - low[i];
    }
    int from = first;
    while (from < last && box.isBelow(heights[from])) {
      counted[from++] += volume;
    }
    int to = last;
    while (to > from && box.isAbove(heights[to - 1])) {
      to--;
    }
    if (to > from) {
      push(low, high, from, to, volume);
    }
  }

  private void push(double[] low, double[] high, int from, int to, double volume) {
    double[] under = new double[to - from];
    double[] over = new double[to - from];
    for (int k = from; k < to; k++) {
      under[k - from] = volume * box.least(heights[k]);
      over[k - from] = volume * box.most(heights[k]);
      certain[k] += under[k - from];
      open[k] += over[k - from] - under[k - from];
    }
    cells.add(weighed(new Cell(low, high, from, under, over, box.cut(), 0)));
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

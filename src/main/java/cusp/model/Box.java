package cusp.model;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The cube [low, high] in every coordinate, possibly unbounded.
 *
 * <pre>{@code
 * var box = Box.of(-1, 1);
 * show(box.contains(new double[] {0.5, 2}));
 * show(box.reflect(1.25));
 * }</pre>
 *
 * @param low lower end of each coordinate, −∞ for none
 * @param high upper end of each coordinate, ∞ for none
 */
public record Box(double low, double high) {

  public Box {
    if (!(low < high)) {
      throw new IllegalArgumentException("a box needs low < high, not [" + low + ", " + high + "]");
    }
  }

  /** The cube of the given ends. */
  public static Box of(double low, double high) {
    return new Box(low, high);
  }

  /** No bounds. */
  public static Box unbounded() {
    return new Box(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Whether there is no wall at all. */
  @JsonIgnore
  public boolean isUnbounded() {
    return low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY;
  }

  /** Whether a coordinate lies inside; NaN and the infinities never do. */
  public boolean contains(double x) {
    return x >= low && x <= high && Double.isFinite(x);
  }

  /** Whether every coordinate lies inside. */
  public boolean contains(double[] w) {
    for (double x : w) {
      if (!contains(x)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Folds a coordinate back into the box as a mirror at each wall would; non-finite values are left
   * as they are.
   */
  public double reflect(double x) {
    if ((x >= low && x <= high) || Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    if (low == Double.NEGATIVE_INFINITY) {
      return 2 * high - x;
    }
    if (high == Double.POSITIVE_INFINITY) {
      return 2 * low - x;
    }
    double width = high - low;
    double place = (x - low) % (2 * width);
    if (place < 0) {
      place += 2 * width;
    }
    return place <= width ? low + place : high - (place - width);
  }
}

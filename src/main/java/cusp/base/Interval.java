package cusp.base;

/**
 * A confidence interval.
 *
 * <pre>{@code
 * var interval = new Interval(0.45, 0.55, 0.95);
 * show(interval.contains(0.5));
 * show(interval.halfWidth());
 * }</pre>
 *
 * @param low lower end
 * @param high upper end
 * @param level the share of repetitions in which such an interval covers the truth, as 0.95
 */
public record Interval(double low, double high, double level) {
  private static final double NORMAL_95 = 1.959963984540054;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval needs low <= high, not [" + low + ", " + high + "]");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a confidence level lies between 0 and 1, not " + level);
    }
  }

  /** The 95 % interval about a normally distributed value. */
  public static Interval normal(double value, double standardError) {
    double half = NORMAL_95 * standardError;
    return new Interval(value - half, value + half, 0.95);
  }

  /** Whether a value lies inside or at an end. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Half the distance of the ends: what stands behind a ±. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  @Override
  public String toString() {
    return String.format("[%.4g, %.4g]", low, high);
  }
}

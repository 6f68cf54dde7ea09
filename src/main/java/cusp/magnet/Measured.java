package cusp.magnet;

import cusp.base.Interval;

/**
 * A measured mean with its statistical error.
 *
 * <pre>{@code
 * show(new Measured(0.707, 0.002));
 * show(new Measured(0.707, 0.002).interval());
 * }</pre>
 *
 * @param value the mean, or a function of means
 * @param standardError one standard deviation, the correlation of successive states included; NaN
 *     where it is not known
 */
public record Measured(double value, double standardError) {
  /** The 95 % interval, of sampling alone. */
  public Interval interval() {
    return Interval.normal(value, standardError);
  }

  /** Distance from a known value in standard errors. */
  public double pull(double truth) {
    return (value - truth) / standardError;
  }

  @Override
  public String toString() {
    return String.format("%.5g ± %.2g", value, standardError);
  }
}

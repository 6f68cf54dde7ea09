package cusp.magnet;

import cusp.base.Interval;
import java.util.List;

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
  private static final int MOST_DECIMALS = 9;

  /** The values of several. */
  public static double[] values(List<Measured> all) {
    return all.stream().mapToDouble(Measured::value).toArray();
  }

  /** The standard errors of several. */
  public static double[] errors(List<Measured> all) {
    return all.stream().mapToDouble(Measured::standardError).toArray();
  }

  /** The 95 % interval, of sampling alone. */
  public Interval interval() {
    return Interval.normal(value, standardError);
  }

  /** Distance from a known value in standard errors. */
  public double pull(double truth) {
    return (value - truth) / standardError;
  }

  /** With two digits of the error, and as many of the value as that leaves it. */
  @Override
  public String toString() {
    // Those of the error's second digit; NaN or infinite where the error is NaN or 0.
    double decimals = 1 - Math.floor(Math.log10(standardError));
    return decimals >= 0 && decimals <= MOST_DECIMALS
        ? String.format("%%.%1$df ± %%.%1$df".formatted((int) decimals), value, standardError)
        : String.format("%.5g ± %.2g", value, standardError);
  }
}

package cusp.develop;

import java.util.Arrays;

/**
 * A quantity over a control parameter: temperature, sample size, training step.
 *
 * <pre>{@code
 * double[] t = java.util.stream.IntStream.range(0, 60).asDoubleStream().toArray();
 * var noise = seed(1).random();
 * double[] y = Arrays.stream(t).map(x -> (x < 30 ? 0 : 3) + noise.nextGaussian()).toArray();
 * show(TransitionDetector.defaults().detect(Series.of("y", t, y), seed(2)).chart());
 * }</pre>
 *
 * @param name of the quantity
 * @param parameter the name of the control parameter, which figures show; may be empty
 * @param x the control parameter, increasing
 * @param values of the quantity, one for each x
 * @param errors standard errors of the values; empty where they are not known
 * @param logarithmic whether a straight line over ln x, rather than over x, is no transition
 */
public record Series(
    String name,
    String parameter,
    double[] x,
    double[] values,
    double[] errors,
    boolean logarithmic) {

  public Series {
    if (values.length != x.length) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values at " + x.length + " points");
    }
    if (errors.length != 0 && errors.length != x.length) {
      throw new IllegalArgumentException(
          name + " has " + errors.length + " errors at " + x.length + " points");
    }
    for (int i = 0; i < x.length; i++) {
      require(Double.isFinite(values[i]), name, "value", i, values[i], "finite: leave it out");
      require(Double.isFinite(x[i]), name, "point", i, x[i], "finite");
      require(i == 0 || x[i] > x[i - 1], name, "point", i, x[i], "above the one before it");
      require(!logarithmic || x[i] > 0, name, "point", i, x[i], "positive for a logarithm");
      if (errors.length > 0) {
        require(
            errors[i] > 0 && Double.isFinite(errors[i]),
            name,
            "error",
            i,
            errors[i],
            "positive and finite");
      }
    }
    double[] scaled = scaled(x, logarithmic);
    for (int i = 1; i < x.length; i++) {
      require(scaled[i] > scaled[i - 1], name, "point", i, x[i], "farther from the one before it");
    }
    x = x.clone();
    values = values.clone();
    errors = errors.clone();
  }

  private static void require(
      boolean holds, String name, String what, int index, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: %s %d is %s, and must be %s".formatted(name, what, index, value, rule));
    }
  }

  /** Values whose errors are not known. */
  public static Series of(String name, double[] x, double[] values) {
    return new Series(name, "", x, values, new double[0], false);
  }

  /**
   * With the standard error of each value. Only their ratios weigh; their size is what the scatter
   * of the points is compared with.
   */
  public Series withErrors(double[] newErrors) {
    return new Series(name, parameter, x, values, newErrors, logarithmic);
  }

  /** With a name for the control parameter. */
  public Series withParameter(String newParameter) {
    return new Series(name, newParameter, x, values, errors, logarithmic);
  }

  /** Over ln x. */
  public Series withLogX() {
    return new Series(name, parameter, x, values, errors, true);
  }

  /** How many points. */
  public int size() {
    return x.length;
  }

  /** The control parameter from 0 to 1, on the scale where a straight line is no transition. */
  double[] scaled() {
    return scaled(x, logarithmic);
  }

  private static double[] scaled(double[] x, boolean logarithmic) {
    double[] scaled = logarithmic ? Arrays.stream(x).map(Math::log).toArray() : x.clone();
    int n = scaled.length;
    double low = n > 0 ? scaled[0] : 0;
    double range = n > 1 ? scaled[n - 1] - low : 1;
    return Arrays.stream(scaled).map(v -> (v - low) / range).toArray();
  }

  /** From the first point to the last, on that scale. */
  double range() {
    double low = x[0];
    double high = x[x.length - 1];
    return logarithmic ? Math.log(high) - Math.log(low) : high - low;
  }

  /** The control parameter at a place between 0 and 1. */
  double unscaled(double place) {
    double low = x[0];
    return logarithmic ? Math.exp(Math.log(low) + place * range()) : low + place * range();
  }
}

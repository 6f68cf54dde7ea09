package cusp.task;

import java.util.Arrays;

/**
 * Inputs and a real output each.
 *
 * <pre>{@code
 * var data = RegressionSamples.of(new double[][] {{1, 0.3}, {1, -2}}, new double[] {2.1, 0.4});
 * show(data.size() + " samples of " + data.features() + " inputs");
 * }</pre>
 *
 * @param features d, inputs a sample, at least 1
 * @param x inputs, sample after sample, of length n·d, finite
 * @param y outputs, of length n ≥ 1, finite
 */
public record RegressionSamples(int features, double[] x, double[] y) {

  /** The arrays are taken over, not copied: nothing else may write to them. */
  public RegressionSamples {
    if (features < 1) {
      throw new IllegalArgumentException("the number of features is at least 1, not " + features);
    }
    if (y.length < 1) {
      throw new IllegalArgumentException("there are no samples (n = 0)");
    }
    if (x.length != (long) y.length * features) {
      throw new IllegalArgumentException(
          y.length + " samples of " + features + " features are not " + x.length + " inputs");
    }
    requireFinite("x", x);
    requireFinite("y", y);
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "samples are finite, but " + name + "[" + i + "] = " + values[i]);
      }
    }
  }

  /** A row of inputs for each output. */
  public static RegressionSamples of(double[][] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "there are " + x.length + " rows of inputs for " + y.length + " outputs");
    }
    int features = x.length == 0 ? 1 : x[0].length;
    for (int i = 0; i < x.length; i++) {
      if (x[i].length != features) {
        throw new IllegalArgumentException(
            "row 0 has " + features + " inputs, but row " + i + " has " + x[i].length);
      }
    }
    return new RegressionSamples(
        features, Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray(), y.clone());
  }

  /** One input for each output. */
  public static RegressionSamples of(double[] x, double[] y) {
    return new RegressionSamples(1, x.clone(), y.clone());
  }

  /** Outputs without inputs: the input is 1, so that its coefficient is the mean. */
  public static RegressionSamples ofMean(double[] y) {
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    return new RegressionSamples(1, ones, y.clone());
  }

  /** n, the number of samples. */
  public int size() {
    return y.length;
  }
}

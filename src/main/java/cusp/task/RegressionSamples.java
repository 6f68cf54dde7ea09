package cusp.task;

import java.util.Arrays;

/**
 * Pairs of an input vector x and an output vector y, for regression.
 *
 * <pre>{@code
 * var data = RegressionSamples.of(new double[][] {{1, 0}, {0, 1}}, new double[] {3, 4});
 * show(data.size() + " samples of " + data.inputs() + " inputs");
 * show(DeepLinear.of(2, 1).on(data).loss(new double[] {3, 4}));
 * }</pre>
 *
 * @param inputs length of x
 * @param outputs length of y
 * @param x the inputs, sample by sample, finite
 * @param y the outputs, sample by sample, finite
 */
public record RegressionSamples(int inputs, int outputs, double[] x, double[] y) {

  /** The arrays are taken over, not copied: nothing else may write to them. */
  public RegressionSamples {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "inputs and outputs are at least 1, not " + inputs + " and " + outputs);
    }
    if (x.length == 0
        || x.length % inputs != 0
        || y.length != (long) (x.length / inputs) * outputs) {
      throw new IllegalArgumentException(
          x.length
              + " numbers in x and "
              + y.length
              + " in y are not the same number of samples, at least one, of "
              + inputs
              + " inputs and "
              + outputs
              + " outputs");
    }
    requireFinite("x", x);
    requireFinite("y", y);
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + "[" + i + "] is " + values[i] + "; samples are finite");
      }
    }
  }

  /** A row of inputs for each output. */
  public static RegressionSamples of(double[][] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "there are " + x.length + " rows of inputs for " + y.length + " outputs");
    }
    int inputs = x.length == 0 ? 1 : x[0].length;
    for (int i = 0; i < x.length; i++) {
      if (x[i].length != inputs) {
        throw new IllegalArgumentException(
            "row 0 has " + inputs + " inputs, but row " + i + " has " + x[i].length);
      }
    }
    return new RegressionSamples(
        inputs, 1, Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray(), y.clone());
  }

  /** One input for each output. */
  public static RegressionSamples of(double[] x, double[] y) {
    return new RegressionSamples(1, 1, x.clone(), y.clone());
  }

  /** Outputs without inputs: the input is 1, so that its coefficient is the mean. */
  public static RegressionSamples ofMean(double[] y) {
    double[] ones = new double[y.length];
    Arrays.fill(ones, 1);
    return new RegressionSamples(1, 1, ones, y.clone());
  }

  /**
   * The first n of them, as when data come in one by one.
   *
   * @throws IllegalArgumentException if there are fewer, or n is below 1
   */
  public RegressionSamples first(int n) {
    if (n < 1 || n > size()) {
      throw new IllegalArgumentException("there are 1 to " + size() + " samples, not " + n);
    }
    return new RegressionSamples(
        inputs, outputs, Arrays.copyOf(x, n * inputs), Arrays.copyOf(y, n * outputs));
  }

  /** n, the number of samples. */
  public int size() {
    return x.length / inputs;
  }

  /**
   * These samples, for a model of the given shape.
   *
   * @throws IllegalArgumentException if they have another one
   */
  public RegressionSamples require(int modelInputs, int modelOutputs) {
    if (inputs != modelInputs || outputs != modelOutputs) {
      throw new IllegalArgumentException(
          String.format(
              "the data have %d inputs and %d outputs, the model has %d and %d",
              inputs, outputs, modelInputs, modelOutputs));
    }
    return this;
  }
}

package cusp.task;

/**
 * Pairs of an input vector x and an output vector y, for regression.
 *
 * <pre>{@code
 * // Two samples of two inputs and one output.
 * var data = new RegressionSamples(2, 1, new double[] {1, 0, 0, 1}, new double[] {3, 4});
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

  /** n, the number of samples. */
  public int size() {
    return x.length / inputs;
  }
}

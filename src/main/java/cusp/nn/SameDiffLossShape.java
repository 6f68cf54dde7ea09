package cusp.nn;

import java.util.Arrays;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whether a graph's loss is one loss an example, or their mean: told from two examples. */
final class SameDiffLossShape {

  private SameDiffLossShape() {}

  /**
   * True for one loss an example, false for a mean.
   *
   * @param loss the graph's loss on the given examples
   * @param samples how many examples there are
   */
  static boolean apart(Function<int[], INDArray> loss, String name, int samples) {
    int second = Math.min(1, samples - 1);
    INDArray both = run(loss, name, 0, second);
    long[] shape = both.shape();
    boolean apart = Arrays.equals(shape, new long[] {2}) || Arrays.equals(shape, new long[] {2, 1});
    if (!both.dataType().isFPType() || (!apart && both.length() != 1)) {
      throw new IllegalArgumentException(
          String.format(
              "the loss %s of two examples is of %s and shape %s; it has to be their mean, or one"
                  + " loss each, of shape [2] or [2, 1]",
              name, both.dataType(), Arrays.toString(shape)));
    }
    double[] found = SameDiffPass.numbers(both);
    double one = run(loss, name, 0).getDouble(0);
    double other = run(loss, name, second).getDouble(0);
    double[] expected = apart ? new double[] {one, other} : new double[] {(one + other) / 2};
    for (int i = 0; i < found.length; i++) {
      // Single precision, and sums in another order, stay well below this.
      if (Math.abs(found[i] - expected[i]) > 1e-3 * (Math.abs(one) + Math.abs(other))) {
        throw new IllegalArgumentException(
            String.format(
                "the loss %s of two examples is %s, and of each alone %s and %s; it has to be their"
                    + " mean, or one loss each, and depend on neither chance nor other examples",
                name, Arrays.toString(found), one, other));
      }
    }
    return apart;
  }

  private static INDArray run(Function<int[], INDArray> loss, String name, int... samples) {
    try {
      return loss.apply(samples);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the graph fails to compute " + name + " on the data: " + e.getMessage(), e);
    }
  }
}

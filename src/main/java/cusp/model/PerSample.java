package cusp.model;

import java.util.Arrays;

/**
 * A mean of losses over samples, given by the loss of one of them; one's own is a class with five
 * short methods.
 *
 * <pre>{@code
 * record Product(double[] x, double[] y) implements PerSample {    // y = a b x, squared error
 *   public int dimension() { return 2; }
 *   public int samples() { return x.length; }
 *   public Loss kind() { return Loss.SQUARED; }
 *   public Objective fork() { return this; }
 *   public double sample(int i, double[] w, double[] gradient) {
 *     double error = w[0] * w[1] * x[i] - y[i];
 *     gradient[0] += 2 * error * w[1] * x[i];
 *     gradient[1] += 2 * error * w[0] * x[i];
 *     return error * error;
 *   }
 * }
 * var own = new Product(new double[] {1, 2, 3}, new double[] {2, 4, 6});
 * own.gradientError(new double[] {0.5, 1.5})
 * }</pre>
 */
public interface PerSample extends Objective {

  /**
   * The loss of one sample.
   *
   * @param i its index, 0 … n−1
   * @param w parameters, to be read only
   * @param gradient of length d, to which that of this loss is added
   */
  double sample(int i, double[] w, double[] gradient);

  @Override
  default double loss(double[] w) {
    return gradient(w, new double[dimension()]);
  }

  @Override
  default double gradient(double[] w, Batch batch, double[] into) {
    Arrays.fill(into, 0);
    double sum = 0;
    for (int k = 0; k < batch.size(); k++) {
      sum += sample(batch.sample(k), w, into);
    }
    return mean(sum, into, batch.size());
  }

  @Override
  default double gradient(double[] w, double[] into) {
    Arrays.fill(into, 0);
    double sum = 0;
    for (int i = 0; i < samples(); i++) {
      sum += sample(i, w, into);
    }
    return mean(sum, into, samples());
  }

  private static double mean(double sum, double[] into, int count) {
    for (int j = 0; j < into.length; j++) {
      into[j] /= count;
    }
    return sum / count;
  }

  @Override
  default void losses(double[] w, double[] into) {
    double[] unused = new double[dimension()];
    for (int i = 0; i < samples(); i++) {
      into[i] = sample(i, w, unused);
    }
  }
}

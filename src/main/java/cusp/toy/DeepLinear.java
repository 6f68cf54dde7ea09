package cusp.toy;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.RegressionSamples;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A deep linear network x ↦ W_L⋯W₁x; with two layers, reduced-rank regression. Its learning
 * coefficient is known for any widths and rank of the truth (Aoyagi 2024, {@code
 * LearningCoefficient.deepLinear}), which makes it a test of estimators at any size.
 *
 * <p>w holds W₁, then W₂ and so on, each row by row; W_ℓ is of n_ℓ × n_(ℓ−1). On data the loss is
 * the log-loss of y = W_L⋯W₁x + N(0, 1), in nats: ½|W_L⋯W₁x − y|² + (n_L/2) ln 2π a sample.
 *
 * <pre>{@code
 * var net = DeepLinear.of(4, 4, 4, 4);
 * double[] truth = net.planted(1);
 * var llc = LocalLearningCoefficient.defaults().withNBeta(1000).withSampler(Mala.defaults());
 * show(llc.estimate(net.population(truth), truth, seed(1)));
 * show(LearningCoefficient.deepLinear(1, 4, 4, 4, 4).lambda());
 * }</pre>
 *
 * @param widths n₀ … n_L from the inputs to the outputs, each at least 1
 */
public record DeepLinear(List<Integer> widths) implements Model<RegressionSamples> {

  public DeepLinear {
    widths = List.copyOf(widths);
    if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "there are at least two widths, each at least 1, not " + widths);
    }
  }

  /** The network of the given widths, from the inputs to the outputs. */
  public static DeepLinear of(int... widths) {
    return new DeepLinear(IntStream.of(widths).boxed().toList());
  }

  int[] sizes() {
    return widths.stream().mapToInt(Integer::intValue).toArray();
  }

  /** L, the number of matrices. */
  public int layers() {
    return widths.size() - 1;
  }

  /** n₀. */
  public int inputs() {
    return widths.get(0);
  }

  /** n_L. */
  public int outputs() {
    return widths.get(layers());
  }

  /** W1, W2 and so on. */
  @Override
  public Parameters parameters() {
    Parameters parameters = Parameters.none();
    for (int layer = 1; layer <= layers(); layer++) {
      parameters = parameters.and("W" + layer, widths.get(layer), widths.get(layer - 1));
    }
    return parameters;
  }

  /** All parameters normal, of variance 1/n_(ℓ−1) in W_ℓ, which keeps the length of a vector. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[parameters().dimension()];
    RandomStream random = seed.stream("initial").random();
    random.gaussians(w, w.length);
    for (Parameters.Block block : parameters().blocks()) {
      double sd = 1 / Math.sqrt(block.shape().get(1));
      for (int i = block.offset(); i < block.offset() + block.size(); i++) {
        w[i] *= sd;
      }
    }
    return w;
  }

  /**
   * A truth of the given rank: the identity in the first rows and columns of every layer, zeros
   * elsewhere.
   *
   * @param rank 0 to the smallest width
   */
  public double[] planted(int rank) {
    int narrowest = widths.stream().mapToInt(Integer::intValue).min().orElseThrow();
    if (rank < 0 || rank > narrowest) {
      throw new IllegalArgumentException(
          "the rank is 0 to the smallest width, " + narrowest + ", not " + rank);
    }
    double[] w = new double[parameters().dimension()];
    for (Parameters.Block block : parameters().blocks()) {
      for (int i = 0; i < rank; i++) {
        w[block.offset() + i * (block.shape().get(1) + 1)] = 1;
      }
    }
    return w;
  }

  /** W_L⋯W₁, an array of shape [n_L][n₀]. */
  public double[][] map(double[] w) {
    requireLength(w, parameters().dimension());
    return new LinearProduct(sizes()).map(w).toArray();
  }

  static void requireLength(double[] w, int dimension) {
    if (w.length != dimension) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; the network has " + dimension + " parameters");
    }
  }

  /**
   * The population loss for inputs of unit covariance, less that of the truth: ½‖W_L⋯W₁ − T‖²
   * (Frobenius), a potential, so samplers need an nβ.
   *
   * @param truth w*, whose map is T
   */
  public Objective population(double[] truth) {
    requireLength(truth, parameters().dimension());
    return new LinearPopulation(this, truth);
  }

  /**
   * Samples of y = Tx + N(0, 1) with inputs x ~ N(0, s²).
   *
   * @param truth w*, whose map is T
   * @param inputScale s
   */
  public RegressionSamples sample(double[] truth, int n, double inputScale, Seed seed) {
    if (n < 1 || !(inputScale > 0) || Double.isInfinite(inputScale)) {
      throw new IllegalArgumentException(
          "there is at least one sample, of inputs with a positive, finite scale, not "
              + n
              + " of scale "
              + inputScale);
    }
    double[][] map = map(truth);
    double[] x = new double[Math.multiplyExact(n, inputs())];
    double[] y = new double[Math.multiplyExact(n, outputs())];
    seed.stream("inputs").random().gaussians(x, x.length);
    seed.stream("noise").random().gaussians(y, y.length);
    for (int i = 0; i < x.length; i++) {
      x[i] *= inputScale;
    }
    for (int s = 0; s < n; s++) {
      for (int o = 0; o < outputs(); o++) {
        for (int i = 0; i < inputs(); i++) {
          y[s * outputs() + o] += map[o][i] * x[s * inputs() + i];
        }
      }
    }
    return new RegressionSamples(inputs(), outputs(), x, y);
  }

  @Override
  public Objective on(RegressionSamples data) {
    return new LinearSamples(this, data.require(inputs(), outputs()));
  }

  @Override
  public String toString() {
    return String.join("-", widths.stream().map(String::valueOf).toList()) + " linear network";
  }
}

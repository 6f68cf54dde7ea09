package cusp.toy;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/**
 * A network of one hidden layer, x ↦ B tanh(Ax), without biases: give a constant input for those of
 * the hidden neurons. With one input and one output it is Σ aₖ tanh(bₖx), whose learning
 * coefficient where there is nothing to learn is {@code LearningCoefficient.tanhNeurons}.
 *
 * <p>w holds A [hidden × inputs] row by row, then B [outputs × hidden]. The loss is the log-loss of
 * y = B tanh(Ax) + N(0, 1), in nats: ½|B tanh(Ax) − y|² + (outputs/2) ln 2π a sample. It does not
 * change where hidden neurons change places, or one turns the signs of its weights.
 *
 * <pre>{@code
 * var net = new TanhNetwork(1, 2, 1);
 * var data = net.sample(new double[] {1, 2, 0.5, -0.5}, 200, seed(1));
 * var loss = net.on(data);
 * show(loss.loss(net.initial(seed(2))));
 * show(net.outputs(net.initial(seed(2)), 0.5));
 * }</pre>
 *
 * @param inputs length of x, at least 1
 * @param hidden neurons, at least 1
 * @param outputs length of y, at least 1
 */
public record TanhNetwork(int inputs, int hidden, int outputs) implements Model<RegressionSamples> {

  public TanhNetwork {
    if (inputs < 1 || hidden < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "inputs, hidden and outputs are at least 1, not "
              + inputs
              + ", "
              + hidden
              + " and "
              + outputs);
    }
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().and("A", hidden, inputs).and("B", outputs, hidden);
  }

  int dimension() {
    return hidden * (inputs + outputs);
  }

  void requireLength(double[] w) {
    if (w.length != dimension()) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; the network has " + dimension() + " parameters");
    }
  }

  /** All parameters normal, of variance 1/inputs in A and 1/hidden in B. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[dimension()];
    RandomStream random = seed.stream("initial").random();
    random.gaussians(w, w.length);
    for (int i = 0; i < w.length; i++) {
      w[i] /= Math.sqrt(i < hidden * inputs ? inputs : hidden);
    }
    return w;
  }

  /** B tanh(Ax) at one x. */
  public double[] outputs(double[] w, double... x) {
    requireLength(w);
    if (x.length != inputs) {
      throw new IllegalArgumentException(
          "x has length " + x.length + "; the network has " + inputs + " inputs");
    }
    double[] y = new double[outputs];
    for (int h = 0; h < hidden; h++) {
      double before = 0;
      for (int i = 0; i < inputs; i++) {
        before += w[h * inputs + i] * x[i];
      }
      for (int o = 0; o < outputs; o++) {
        y[o] += w[hidden * inputs + o * hidden + h] * Math.tanh(before);
      }
    }
    return y;
  }

  /** Samples of y = B tanh(Ax) + N(0, 1) at a truth, with inputs x ~ N(0, 1). */
  public RegressionSamples sample(double[] truth, int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("there is at least one sample, not " + n);
    }
    double[] x = new double[Math.multiplyExact(n, inputs)];
    double[] y = new double[Math.multiplyExact(n, outputs)];
    seed.stream("inputs").random().gaussians(x, x.length);
    seed.stream("noise").random().gaussians(y, y.length);
    for (int s = 0; s < n; s++) {
      double[] mean = outputs(truth, Arrays.copyOfRange(x, s * inputs, (s + 1) * inputs));
      for (int o = 0; o < outputs; o++) {
        y[s * outputs + o] += mean[o];
      }
    }
    return new RegressionSamples(inputs, outputs, x, y);
  }

  @Override
  public Objective on(RegressionSamples data) {
    if (data.inputs() != inputs || data.outputs() != outputs) {
      throw new IllegalArgumentException(
          "the data have "
              + data.inputs()
              + " inputs and "
              + data.outputs()
              + " outputs, the network has "
              + inputs
              + " and "
              + outputs);
    }
    return new TanhSamples(this, data);
  }

  @Override
  public String toString() {
    return inputs + "-" + hidden + "-" + outputs + " tanh network";
  }
}

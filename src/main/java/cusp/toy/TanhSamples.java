package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.simd.Kernels;
import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/** The log-loss of a tanh network on samples, block by block of samples. */
final class TanhSamples implements Objective {
  private static final Kernels KERNELS = Kernels.get();
  private static final double HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
  private static final int LARGEST_BLOCK = 256;

  private final TanhNetwork network;
  private final RegressionSamples data;
  private final TanhBlock[] whole;
  private final TanhBlock part;
  private final int columns;
  private final int second;
  private final PaddedMatrix neurons;
  private final PaddedMatrix back;
  private final PaddedMatrix error;
  private final PaddedMatrix errorTurned;
  private final PaddedMatrix byFirst;
  private final PaddedMatrix bySecond;

  TanhSamples(TanhNetwork network, RegressionSamples data) {
    this(network, data, blocks(data, columns(data)));
  }

  private TanhSamples(TanhNetwork network, RegressionSamples data, TanhBlock[] whole) {
    this.network = network;
    this.data = data;
    this.whole = whole;
    columns = columns(data);
    part = new TanhBlock(data, columns);
    second = network.hidden() * network.inputs();
    neurons = PaddedMatrix.zero(network.hidden(), columns);
    back = PaddedMatrix.zero(network.hidden(), columns);
    error = PaddedMatrix.zero(network.outputs(), columns);
    errorTurned = PaddedMatrix.zero(columns, network.outputs());
    byFirst = PaddedMatrix.zero(network.hidden(), network.inputs());
    bySecond = PaddedMatrix.zero(network.hidden(), network.outputs());
  }

  private static int columns(RegressionSamples data) {
    return Math.min(LARGEST_BLOCK, PaddedMatrix.padded(data.size()));
  }

  private static TanhBlock[] blocks(RegressionSamples data, int columns) {
    int n = data.size();
    TanhBlock[] blocks = new TanhBlock[(n + columns - 1) / columns];
    int[] order = Batch.all(n).order();
    for (int k = 0; k < blocks.length; k++) {
      blocks[k] = new TanhBlock(data, columns);
      blocks[k].load(data, order, k * columns, Math.min(columns, n - k * columns));
    }
    return blocks;
  }

  @Override
  public int dimension() {
    return network.dimension();
  }

  @Override
  public Loss kind() {
    return Loss.LOG_LOSS;
  }

  @Override
  public int samples() {
    return data.size();
  }

  private double mean(double squares, int samples) {
    return squares / 2 / samples + network.outputs() * HALF_LOG_TWO_PI;
  }

  @Override
  public double loss(double[] w) {
    network.requireLength(w);
    double sum = 0;
    for (TanhBlock block : whole) {
      forward(w, block);
      sum += error.dot(error);
    }
    return mean(sum, data.size());
  }

  @Override
  public double gradient(double[] w, double[] into) {
    network.requireLength(w);
    Arrays.fill(into, 0, network.dimension(), 0);
    double sum = 0;
    for (TanhBlock block : whole) {
      forward(w, block);
      sum += error.dot(error);
      backward(w, block, 1.0 / data.size(), into);
    }
    return mean(sum, data.size());
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    network.requireLength(w);
    Arrays.fill(into, 0, network.dimension(), 0);
    double sum = 0;
    for (int from = batch.from(); from < batch.to(); from += columns) {
      part.load(data, batch.order(), from, Math.min(columns, batch.to() - from));
      forward(w, part);
      sum += error.dot(error);
      backward(w, part, 1.0 / batch.size(), into);
    }
    return mean(sum, batch.size());
  }

  @Override
  public void losses(double[] w, double[] into) {
    network.requireLength(w);
    int s = 0;
    for (TanhBlock block : whole) {
      forward(w, block);
      for (int k = 0; k < block.count; k++) {
        double sum = 0;
        for (int o = 0; o < error.rows; o++) {
          double away = error.values[o * error.stride + k];
          sum += away * away;
        }
        into[s++] = mean(sum, 1);
      }
    }
  }

  /** Sets the neurons H = tanh(AX) and the error BH − Y, 0 where there are no samples. */
  private void forward(double[] w, TanhBlock block) {
    neurons.product(w, 0, network.inputs(), 1, block.x);
    KERNELS.tanh(neurons.values, neurons.rows * neurons.stride);
    error.product(w, second, network.hidden(), 1, neurons);
    error.subtract(block.y);
  }

  /** Adds the gradient of half the squared error, times a factor. */
  private void backward(double[] w, TanhBlock block, double factor, double[] into) {
    back.product(w, second, 1, network.hidden(), error);
    double[] values = back.values;
    double[] h = neurons.values;
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 - h[i] * h[i];
    }
    byFirst.product(back, block.turned);
    byFirst.addTo(factor, into, 0);
    errorTurned.transpose(error);
    bySecond.product(neurons, errorTurned);
    for (int o = 0; o < network.outputs(); o++) {
      for (int k = 0; k < network.hidden(); k++) {
        into[second + o * network.hidden() + k] +=
            factor * bySecond.values[k * bySecond.stride + o];
      }
    }
  }

  @Override
  public Objective fork() {
    return new TanhSamples(network, data, whole);
  }

  @Override
  public String toString() {
    return "log-loss of the " + network + " on " + data.size() + " samples";
  }
}

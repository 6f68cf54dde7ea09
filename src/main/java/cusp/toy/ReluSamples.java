package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.simd.Kernels;
import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/** The log-loss of a ReLU network on samples. */
final class ReluSamples implements Objective {
  private static final Kernels KERNELS = Kernels.get();

  private final ReluNetwork network;
  private final RegressionSamples data;

  /** Rows x₁, x₂, y and 1, zeros where there is no sample. */
  private final double[] whole;

  private final double[] part;
  private final double[] scratch;
  private final int stride;
  private final double constant;

  /** 1/2σ² */
  private final double half;

  ReluSamples(ReluNetwork network, RegressionSamples data) {
    this(network, data, new double[4 * PaddedMatrix.padded(data.size())]);
    load(data, Batch.all(data.size()).order(), 0, data.size(), whole, stride);
  }

  private ReluSamples(ReluNetwork network, RegressionSamples data, double[] whole) {
    this.network = network;
    this.data = data;
    this.whole = whole;
    stride = PaddedMatrix.padded(data.size());
    part = new double[4 * stride];
    scratch = new double[(network.hidden() + 1) * stride];
    constant = Math.log(network.noise()) + Math.log(2 * Math.PI) / 2;
    half = 1 / (2 * network.noise() * network.noise());
  }

  private static void load(
      RegressionSamples data, int[] order, int from, int to, double[] rows, int length) {
    for (int k = 0; k < to - from; k++) {
      int s = order[from + k];
      rows[k] = data.x()[2 * s];
      rows[length + k] = data.x()[2 * s + 1];
      rows[2 * length + k] = data.y()[s];
      rows[3 * length + k] = 1;
    }
    Arrays.fill(rows, 3 * length + to - from, 4 * length, 0);
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

  @Override
  public double loss(double[] w) {
    network.requireLength(w);
    double squares = KERNELS.rectify(network.hidden(), w, whole, stride, scratch, null);
    return half * squares / data.size() + constant;
  }

  @Override
  public double gradient(double[] w, double[] into) {
    network.requireLength(w);
    Arrays.fill(into, 0, network.dimension(), 0);
    double squares = KERNELS.rectify(network.hidden(), w, whole, stride, scratch, into);
    return mean(squares, data.size(), into);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    network.requireLength(w);
    Arrays.fill(into, 0, network.dimension(), 0);
    double squares = 0;
    // A batch may be longer than the data: samples may be in it more than once.
    for (int from = batch.from(); from < batch.to(); from += data.size()) {
      int to = Math.min(batch.to(), from + data.size());
      int length = PaddedMatrix.padded(to - from);
      load(data, batch.order(), from, to, part, length);
      squares += KERNELS.rectify(network.hidden(), w, part, length, scratch, into);
    }
    return mean(squares, batch.size(), into);
  }

  private double mean(double squares, int samples, double[] gradient) {
    double factor = 2 * half / samples;
    for (int i = 0; i < network.dimension(); i++) {
      gradient[i] *= factor;
    }
    return half * squares / samples + constant;
  }

  @Override
  public void losses(double[] w, double[] into) {
    network.requireLength(w);
    KERNELS.rectify(network.hidden(), w, whole, stride, scratch, null);
    for (int s = 0; s < data.size(); s++) {
      into[s] = half * scratch[s] * scratch[s] + constant;
    }
  }

  @Override
  public Objective fork() {
    return new ReluSamples(network, data, whole);
  }

  @Override
  public String toString() {
    return "log-loss of the " + network + " on " + data.size() + " samples";
  }
}

package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/**
 * The log-loss of a deep linear network on samples. It depends on them through the means of xxᵀ,
 * yxᵀ and |y|² alone, so a batch is first summed up to these; a small batch goes through the layers
 * sample by sample where that takes fewer multiplications. Both give the same gradient.
 */
final class LinearSamples implements Objective {
  private static final double HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

  private final DeepLinear network;
  private final LinearData data;
  private final LinearData.Moments whole;
  private final LinearData.Moments part;
  private final int dimension;
  private final LinearProduct product;
  private final SamplePass samples;
  private final PaddedMatrix error;
  private final PaddedMatrix turned;
  private final PaddedMatrix outputs;

  LinearSamples(DeepLinear network, RegressionSamples data) {
    this(network, new LinearData(data), null);
  }

  private LinearSamples(DeepLinear network, LinearData data, LinearData.Moments known) {
    this.network = network;
    this.data = data;
    dimension = network.parameters().dimension();
    int[] sizes = network.sizes();
    product = new LinearProduct(sizes);
    samples = new SamplePass(sizes, data);
    part = data.new Moments();
    error = PaddedMatrix.zero(data.outputs, data.inputs);
    turned = PaddedMatrix.zero(data.inputs, data.outputs);
    outputs = PaddedMatrix.zero(LinearData.CHUNK, data.outputs);
    if (known == null) {
      whole = data.new Moments();
      whole.of(Batch.all(data.n));
    } else {
      whole = known;
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Loss kind() {
    return Loss.LOG_LOSS;
  }

  @Override
  public int samples() {
    return data.n;
  }

  @Override
  public double loss(double[] w) {
    return by(whole, w);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(whole, w, into);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    if (goesBySample(batch.size())) {
      DeepLinear.requireLength(w, dimension);
      Arrays.fill(into, 0, dimension, 0);
      return samples.gradient(w, batch, into) + data.outputs * HALF_LOG_TWO_PI;
    }
    part.of(batch);
    return gradient(part, w, into);
  }

  /**
   * Whether fewer multiplications take a batch through the layers than to its moments and by them.
   */
  private boolean goesBySample(int size) {
    long moments = (long) size * data.inputs * (data.inputs + data.outputs);
    long whole = product.multiplications() + (long) data.outputs * data.inputs * data.inputs;
    return samples.multiplications(size) < moments + whole;
  }

  private double gradient(LinearData.Moments moments, double[] w, double[] into) {
    double loss = by(moments, w);
    Arrays.fill(into, 0, dimension, 0);
    product.backward(w, error, into);
    return loss;
  }

  /** The mean loss; leaves GΣ − C, its gradient by the map G, where C is the mean of yxᵀ. */
  private double by(LinearData.Moments moments, double[] w) {
    DeepLinear.requireLength(w, dimension);
    PaddedMatrix map = product.map(w);
    error.product(map, moments.second);
    error.subtract(moments.cross);
    double sum = map.dot(error) - map.dot(moments.cross) + moments.square;
    return sum / 2 + data.outputs * HALF_LOG_TWO_PI;
  }

  @Override
  public void losses(double[] w, double[] into) {
    DeepLinear.requireLength(w, dimension);
    turned.transpose(product.map(w));
    for (int from = 0; from < data.n; from += LinearData.CHUNK) {
      int count = Math.min(LinearData.CHUNK, data.n - from);
      outputs.product(data.rows, from * data.stride, data.stride, 1, count, turned);
      for (int k = 0; k < count; k++) {
        int y = (from + k) * data.stride + data.inputStride;
        double sum = 0;
        for (int o = 0; o < data.outputs; o++) {
          double away = outputs.values[k * outputs.stride + o] - data.rows[y + o];
          sum += away * away;
        }
        into[from + k] = sum / 2 + data.outputs * HALF_LOG_TWO_PI;
      }
    }
  }

  @Override
  public Objective fork() {
    return new LinearSamples(network, data, whole);
  }

  @Override
  public String toString() {
    return "log-loss of the " + network + " on " + data.n + " samples";
  }
}

package cusp.toy;

import cusp.model.Batch;
import cusp.simd.PaddedMatrix;
import java.util.Arrays;

/** Forward and backward through the layers, a column a sample, chunk by chunk. */
final class SamplePass {
  private final LinearData data;
  private final PaddedMatrix inputs;
  private final LayerChain chain;
  private final long multiplications;

  SamplePass(int[] widths, LinearData data) {
    this.data = data;
    inputs = PaddedMatrix.zero(data.inputs, LinearData.CHUNK);
    chain = new LayerChain(widths, LinearProduct.offsets(widths), false, inputs);
    long layers = 0;
    for (int i = 1; i < widths.length; i++) {
      layers += 3L * widths[i] * widths[i - 1];
    }
    multiplications = layers - (long) widths[1] * widths[0];
  }

  /** Those of a batch: a chunk is gone through whole. */
  long multiplications(int size) {
    int chunks = (size + LinearData.CHUNK - 1) / LinearData.CHUNK;
    return (long) chunks * LinearData.CHUNK * multiplications;
  }

  /** Adds the batch's mean gradient of ½|Wx − y|²; returns its mean. */
  double gradient(double[] w, Batch batch, double[] into) {
    int[] order = batch.order();
    int to = batch.to();
    double sum = 0;
    for (int from = batch.from(); from < to; from += LinearData.CHUNK) {
      int count = Math.min(LinearData.CHUNK, to - from);
      load(order, from, count);
      chain.forward(w);
      sum += error(order, from, count);
      chain.backward(w, 1.0 / batch.size(), into);
    }
    return sum / 2 / batch.size();
  }

  private void load(int[] order, int from, int count) {
    if (count < LinearData.CHUNK) {
      Arrays.fill(inputs.values, 0);
    }
    for (int k = 0; k < count; k++) {
      int row = order[from + k] * data.stride;
      for (int i = 0; i < data.inputs; i++) {
        inputs.values[i * inputs.stride + k] = data.rows[row + i];
      }
    }
  }

  /** Sets ∂/∂P_L to Wx − y in the columns of samples, 0 in others; returns Σ|Wx − y|². */
  private double error(int[] order, int from, int count) {
    PaddedMatrix last = chain.last();
    PaddedMatrix back = chain.back();
    back.clear();
    double sum = 0;
    for (int k = 0; k < count; k++) {
      int row = order[from + k] * data.stride + data.inputStride;
      for (int o = 0; o < data.outputs; o++) {
        double away = last.values[o * last.stride + k] - data.rows[row + o];
        back.values[o * back.stride + k] = away;
        sum += away * away;
      }
    }
    return sum;
  }
}

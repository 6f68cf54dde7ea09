package cusp.toy;

import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/** Some samples, a column a sample; zeros where there are fewer samples than columns. */
final class TanhBlock {
  final PaddedMatrix x;
  final PaddedMatrix turned;
  final PaddedMatrix y;
  int count;

  TanhBlock(RegressionSamples data, int columns) {
    x = PaddedMatrix.zero(data.inputs(), columns);
    turned = PaddedMatrix.zero(columns, data.inputs());
    y = PaddedMatrix.zero(data.outputs(), columns);
  }

  /** Takes over the samples at {@code order[from]} … {@code order[from + count − 1]}. */
  void load(RegressionSamples data, int[] order, int from, int samples) {
    if (samples < count) {
      Arrays.fill(x.values, 0);
      Arrays.fill(turned.values, 0);
      Arrays.fill(y.values, 0);
    }
    count = samples;
    int inputs = data.inputs();
    int outputs = data.outputs();
    for (int k = 0; k < samples; k++) {
      int s = order[from + k];
      for (int i = 0; i < inputs; i++) {
        double value = data.x()[s * inputs + i];
        x.values[i * x.stride + k] = value;
        turned.values[k * turned.stride + i] = value;
      }
      for (int o = 0; o < outputs; o++) {
        y.values[o * y.stride + k] = data.y()[s * outputs + o];
      }
    }
  }
}

package cusp.toy;

import cusp.model.Objective;
import cusp.simd.Kernels;
import java.util.Arrays;

/**
 * What the losses of ReLU(WᵀWx + b) on one active feature share: they depend on W through G = WᵀW
 * alone. Rows of G are padded with zeros for the vectorised loops.
 */
abstract class GramObjective implements Objective {
  final int features;
  final int hidden;
  final int stride;
  final double[] gram;
  final double[] bias;
  final double[] gradGram;
  final double[] gradBias;

  GramObjective(int features, int hidden) {
    this.features = features;
    this.hidden = hidden;
    int lanes = Kernels.get().lanes();
    stride = (features + lanes - 1) / lanes * lanes;
    gram = new double[features * stride];
    bias = new double[stride];
    gradGram = new double[features * stride];
    gradBias = new double[stride];
  }

  @Override
  public final int dimension() {
    return features * (hidden + 1);
  }

  /** Sets G and b from w, and the gradients to zero. */
  final void prepare(double[] w) {
    if (w.length != dimension()) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; this model has " + dimension() + " parameters");
    }
    for (int i = 0; i < features; i++) {
      for (int j = i; j < features; j++) {
        double sum = 0;
        for (int a = 0; a < hidden; a++) {
          sum += w[a * features + i] * w[a * features + j];
        }
        gram[i * stride + j] = sum;
        gram[j * stride + i] = sum;
      }
    }
    System.arraycopy(w, hidden * features, bias, 0, features);
    Arrays.fill(gradGram, 0);
    Arrays.fill(gradBias, 0);
  }

  /** Carries the gradients by G and b, times {@code scale}, over to w: ∂L/∂W = W(g + gᵀ). */
  final void pullBack(double[] w, double scale, double[] into) {
    for (int k = 0; k < features; k++) {
      for (int j = k; j < features; j++) {
        double sum = scale * (gradGram[k * stride + j] + gradGram[j * stride + k]);
        gradGram[k * stride + j] = sum;
        gradGram[j * stride + k] = sum;
      }
    }
    for (int a = 0; a < hidden; a++) {
      int row = a * features;
      for (int k = 0; k < features; k++) {
        double sum = 0;
        for (int j = 0; j < features; j++) {
          sum += w[row + j] * gradGram[k * stride + j];
        }
        into[row + k] = sum;
      }
    }
    int offset = hidden * features;
    for (int j = 0; j < features; j++) {
      into[offset + j] = scale * gradBias[j];
    }
  }
}

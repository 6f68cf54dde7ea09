package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.task.FeatureSamples;
import java.util.Arrays;

/**
 * The weighted squared error Σⱼ Iⱼ(xⱼ − ReLU(WᵀWx + b)ⱼ)² on samples with any number of active
 * features.
 */
final class SparseObjective implements Objective {
  private final int features;
  private final int hidden;
  private final FeatureSamples data;
  private final Batch all;
  private final double[] code;
  private final double[] gradCode;
  private final double[] output;

  SparseObjective(int hidden, FeatureSamples data) {
    this(hidden, data, Batch.all(data.size()));
  }

  private SparseObjective(int hidden, FeatureSamples data, Batch all) {
    this.features = data.features();
    this.hidden = hidden;
    this.data = data;
    this.all = all;
    code = new double[hidden];
    gradCode = new double[hidden];
    output = new double[features];
  }

  @Override
  public int dimension() {
    return features * (hidden + 1);
  }

  @Override
  public Loss kind() {
    return Loss.SQUARED;
  }

  @Override
  public int samples() {
    return data.size();
  }

  @Override
  public double loss(double[] w) {
    requireLength(w);
    double sum = 0;
    for (int s = 0; s < data.size(); s++) {
      sum += sample(w, s);
    }
    return sum / data.size();
  }

  @Override
  public void losses(double[] w, double[] into) {
    requireLength(w);
    for (int s = 0; s < data.size(); s++) {
      into[s] = sample(w, s);
    }
  }

  private void requireLength(double[] w) {
    if (w.length != dimension()) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; this model has " + dimension() + " parameters");
    }
  }

  /**
   * The loss of one sample; leaves Iⱼ(yⱼ − xⱼ)·[active] in {@code output} and Wx in {@code code}.
   */
  private double sample(double[] w, int s) {
    Arrays.fill(code, 0);
    for (int k = data.start()[s]; k < data.start()[s + 1]; k++) {
      for (int a = 0; a < hidden; a++) {
        code[a] += w[a * features + data.feature()[k]] * data.value()[k];
      }
    }
    System.arraycopy(w, hidden * features, output, 0, features);
    for (int a = 0; a < hidden; a++) {
      for (int j = 0; j < features; j++) {
        output[j] += w[a * features + j] * code[a];
      }
    }
    double sum = 0;
    int next = data.start()[s];
    for (int j = 0; j < features; j++) {
      double target =
          next < data.start()[s + 1] && data.feature()[next] == j ? data.value()[next++] : 0;
      double residual = Math.max(0, output[j]) - target;
      sum += data.importance()[j] * residual * residual;
      output[j] = output[j] > 0 ? data.importance()[j] * residual : 0;
    }
    return sum;
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    requireLength(w);
    Arrays.fill(into, 0, dimension(), 0);
    double sum = 0;
    for (int place = batch.from(); place < batch.to(); place++) {
      int s = batch.order()[place];
      sum += sample(w, s);
      for (int j = 0; j < features; j++) {
        into[hidden * features + j] += output[j];
      }
      for (int a = 0; a < hidden; a++) {
        double back = 0;
        for (int j = 0; j < features; j++) {
          back += output[j] * w[a * features + j];
          into[a * features + j] += output[j] * code[a];
        }
        gradCode[a] = back;
      }
      for (int k = data.start()[s]; k < data.start()[s + 1]; k++) {
        for (int a = 0; a < hidden; a++) {
          into[a * features + data.feature()[k]] += gradCode[a] * data.value()[k];
        }
      }
    }
    double scale = 2.0 / batch.size();
    for (int i = 0; i < dimension(); i++) {
      into[i] *= scale;
    }
    return sum / batch.size();
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, all, into);
  }

  @Override
  public Objective fork() {
    return new SparseObjective(hidden, data, all);
  }
}

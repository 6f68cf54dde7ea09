package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.simd.Kernels;
import cusp.task.FeatureSamples;

/** The squared error on samples with one active feature each, by one fused pass over the batch. */
final class SingleFeatureObjective extends GramObjective {
  private static final Kernels KERNELS = Kernels.get();

  private final int[] feature;
  private final double[] value;
  private final double[] identity;
  private final Batch all;

  SingleFeatureObjective(int hidden, FeatureSamples data) {
    this(data.features(), hidden, data.feature(), data.value(), Batch.all(data.size()));
  }

  private SingleFeatureObjective(
      int features, int hidden, int[] feature, double[] value, Batch all) {
    super(features, hidden);
    this.feature = feature;
    this.value = value;
    this.all = all;
    identity = new double[features * stride];
    for (int i = 0; i < features; i++) {
      identity[i * stride + i] = 1;
    }
  }

  @Override
  public Loss kind() {
    return Loss.SQUARED;
  }

  @Override
  public int samples() {
    return value.length;
  }

  @Override
  public double loss(double[] w) {
    prepare(w);
    return accumulate(all) / value.length;
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    prepare(w);
    double sum = accumulate(batch);
    pullBack(w, 2.0 / batch.size(), into);
    return sum / batch.size();
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, all, into);
  }

  private double accumulate(Batch batch) {
    return KERNELS.reconstruct(
        batch.order(),
        batch.from(),
        batch.to(),
        feature,
        value,
        stride,
        gram,
        bias,
        identity,
        gradGram,
        gradBias);
  }

  @Override
  public void losses(double[] w, double[] into) {
    prepare(w);
    for (int s = 0; s < value.length; s++) {
      int i = feature[s];
      double sum = 0;
      for (int j = 0; j < features; j++) {
        double r = Math.max(0, gram[i * stride + j] * value[s] + bias[j]) - (i == j ? value[s] : 0);
        sum += r * r;
      }
      into[s] = sum;
    }
  }

  @Override
  public Objective fork() {
    return new SingleFeatureObjective(features, hidden, feature, value, all);
  }
}

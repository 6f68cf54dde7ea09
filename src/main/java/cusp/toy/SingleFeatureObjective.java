package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.simd.Kernels;
import cusp.task.FeatureSamples;
import java.util.Arrays;

/**
 * The squared error on samples with one active feature each. A batch is first sorted into groups of
 * one feature, so that the sums for a row of G stay in registers.
 */
final class SingleFeatureObjective extends GramObjective {
  private static final Kernels KERNELS = Kernels.get();

  private final Samples data;
  private final double[] identity;
  private Groups groups;

  SingleFeatureObjective(int hidden, FeatureSamples data) {
    this(data.features(), hidden, Samples.of(data));
  }

  private SingleFeatureObjective(int features, int hidden, Samples data) {
    super(features, hidden);
    this.data = data;
    groups = Groups.withRoom(features, 0);
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
    return data.value.length;
  }

  @Override
  public double loss(double[] w) {
    prepare(w);
    return accumulate(data.all) / samples();
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    if (groups.room < batch.size()) {
      groups = Groups.withRoom(features, batch.size());
    }
    groups.fill(data, batch);
    return gradient(w, groups, batch.size(), into);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, data.all, samples(), into);
  }

  private double gradient(double[] w, Groups of, int count, double[] into) {
    prepare(w);
    double sum = accumulate(of);
    pullBack(w, 2.0 / count, into);
    return sum / count;
  }

  private double accumulate(Groups of) {
    double sum = 0;
    for (int i = 0; i < features; i++) {
      sum +=
          KERNELS.reconstruct(
              of.value,
              of.from[i],
              of.to[i],
              i * stride,
              stride,
              gram,
              bias,
              identity,
              gradGram,
              gradBias);
    }
    return sum;
  }

  @Override
  public void losses(double[] w, double[] into) {
    prepare(w);
    for (int s = 0; s < samples(); s++) {
      int i = data.feature[s];
      double value = data.value[s];
      double sum = 0;
      for (int j = 0; j < features; j++) {
        double r = Math.max(0, gram[i * stride + j] * value + bias[j]) - (i == j ? value : 0);
        sum += r * r;
      }
      into[s] = sum;
    }
  }

  @Override
  public Objective fork() {
    return new SingleFeatureObjective(features, hidden, data);
  }

  /** What forks share. */
  private record Samples(int[] feature, double[] value, Groups all) {

    static Samples of(FeatureSamples data) {
      double[] value = data.value();
      int[] counts = new int[data.features()];
      for (int i : data.feature()) {
        counts[i]++;
      }
      Samples samples = new Samples(data.feature(), value, Groups.withRoom(counts));
      samples.all.fill(samples, Batch.all(value.length));
      return samples;
    }
  }

  /** Values by feature: those of feature i lie at {@code from[i]} … {@code to[i]}−1. */
  private record Groups(int room, double[] value, int[] from, int[] to) {

    /** Room for the given number of samples, whatever their features. */
    static Groups withRoom(int features, int room) {
      int[] rooms = new int[features];
      Arrays.fill(rooms, room);
      return withRoom(rooms);
    }

    static Groups withRoom(int[] rooms) {
      int[] from = new int[rooms.length];
      for (int i = 1; i < rooms.length; i++) {
        from[i] = from[i - 1] + rooms[i - 1];
      }
      return new Groups(
          Arrays.stream(rooms).min().orElseThrow(),
          new double[Arrays.stream(rooms).sum()],
          from,
          from.clone());
    }

    void fill(Samples data, Batch batch) {
      int[] order = batch.order();
      System.arraycopy(from, 0, to, 0, to.length);
      for (int k = batch.from(); k < batch.to(); k++) {
        int s = order[k];
        value[to[data.feature[s]]++] = data.value[s];
      }
    }
  }
}

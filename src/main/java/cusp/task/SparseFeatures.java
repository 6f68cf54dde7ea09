package cusp.task;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;

/**
 * Inputs with few active features, each active one uniform on [0, 1].
 *
 * <p>By default exactly one feature of each sample is active, chosen uniformly: the limit of high
 * sparsity that Chen et al. 2023 (arXiv:2310.06301) study. {@link #withSparsity} instead makes
 * features active independently with probability 1 − S, and {@link #withImportance} lets their
 * weight in the loss fall geometrically: the setting of Elhage et al. 2022 (arXiv:2209.10652).
 *
 * <pre>{@code
 * var data = new SparseFeatures(6).withSparsity(0.9).sample(1000, seed(1));
 * show(data.size() + " samples with " + data.value().length + " active features");
 * }</pre>
 *
 * @param features c ≥ 1
 * @param sparsity S in [0, 1), the probability that a feature is absent; NaN for exactly one active
 *     feature
 * @param importance base of the weights: feature i has weight importance^i, in (0, 1]
 */
public record SparseFeatures(int features, double sparsity, double importance) {

  /** So many samples are soon drawn, also for what an interrupted cell still has to say. */
  private static final int UNINTERRUPTED = 1_000;

  public SparseFeatures {
    if (features < 1) {
      throw new IllegalArgumentException("the number of features is at least 1, not " + features);
    }
    if (sparsity < 0 || sparsity >= 1) {
      throw new IllegalArgumentException("the sparsity lies in [0, 1), not " + sparsity);
    }
    if (!(importance > 0 && importance <= 1)) {
      throw new IllegalArgumentException("the importance lies in (0, 1], not " + importance);
    }
  }

  /** One active feature a sample, all of equal importance. */
  public SparseFeatures(int features) {
    this(features, Double.NaN, 1);
  }

  /** Features that are active independently, each with probability 1 − S. */
  public SparseFeatures withSparsity(double sparsity) {
    if (Double.isNaN(sparsity)) {
      throw new IllegalArgumentException("the sparsity lies in [0, 1), not NaN");
    }
    return new SparseFeatures(features, sparsity, importance);
  }

  /** Weights that fall as importance^i; 1 for features of equal weight. */
  public SparseFeatures withImportance(double importance) {
    return new SparseFeatures(features, sparsity, importance);
  }

  /**
   * n independent samples.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while there are
   *     a thousand or more to draw
   */
  public FeatureSamples sample(int n, Seed seed) {
    if (n < 1) {
      throw new IllegalArgumentException("the number of samples is at least 1, not " + n);
    }
    RandomStream random = seed.stream("features").random();
    double[] weights = new double[features];
    for (int i = 0; i < features; i++) {
      weights[i] = Math.pow(importance, i);
    }
    int[] start = new int[n + 1];
    int[] feature = new int[n];
    double[] value = new double[n];
    int used = 0;
    for (int s = 0; s < n; s++) {
      if (s % UNINTERRUPTED == UNINTERRUPTED - 1) {
        Interrupts.endIfInterrupted("the drawing of samples");
      }
      if (Double.isNaN(sparsity)) {
        feature[used] = random.nextInt(features);
        value[used++] = random.nextDouble();
      } else {
        if (used + features > feature.length) {
          feature = Arrays.copyOf(feature, 2 * feature.length + features);
          value = Arrays.copyOf(value, feature.length);
        }
        for (int i = 0; i < features; i++) {
          if (random.nextDouble() >= sparsity) {
            feature[used] = i;
            value[used++] = random.nextDouble();
          }
        }
      }
      start[s + 1] = used;
    }
    return new FeatureSamples(
        features, start, Arrays.copyOf(feature, used), Arrays.copyOf(value, used), weights);
  }
}

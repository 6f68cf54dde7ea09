package cusp.task;

/**
 * Sparse input vectors in compressed rows: sample s has the active features {@code feature[start[s]
 * … start[s+1])} with the values beside them, and zeros elsewhere.
 *
 * <pre>{@code
 * // Feature 0 at 0.2, then feature 2 at 0.7, of three features.
 * var data = FeatureSamples.single(3, new int[] {0, 2}, new double[] {0.2, 0.7});
 * show(new Superposition(3, 2).on(data).loss(new double[9]));
 * }</pre>
 *
 * @param features c, the length of an input
 * @param start of length n + 1
 * @param feature in 0 … c−1, ascending within a sample
 * @param value finite
 * @param importance weight of each feature's squared error, of length c
 */
public record FeatureSamples(
    int features, int[] start, int[] feature, double[] value, double[] importance) {

  /** The arrays are taken over, not copied: nothing else may write to them. */
  public FeatureSamples {
    if (start.length < 2) {
      throw new IllegalArgumentException("there are no samples (n = " + (start.length - 1) + ")");
    }
    if (start[0] != 0
        || start[start.length - 1] != feature.length
        || feature.length != value.length) {
      throw new IllegalArgumentException(
          "rows end at "
              + start[start.length - 1]
              + " but there are "
              + feature.length
              + " features and "
              + value.length
              + " values");
    }
    if (importance.length != features) {
      throw new IllegalArgumentException(
          importance.length + " importances for " + features + " features");
    }
    for (double weight : importance) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "importances are finite and not negative, not " + weight);
      }
    }
    for (int s = 0; s + 1 < start.length; s++) {
      if (start[s] > start[s + 1]) {
        throw new IllegalArgumentException(
            "row " + s + " starts at " + start[s] + ", behind its end at " + start[s + 1]);
      }
      for (int k = start[s]; k < start[s + 1]; k++) {
        int least = k == start[s] ? 0 : feature[k - 1] + 1;
        if (feature[k] < least || feature[k] >= features) {
          throw new IllegalArgumentException(
              "sample "
                  + s
                  + " has the feature "
                  + feature[k]
                  + " where it may be "
                  + least
                  + " … "
                  + (features - 1)
                  + ": features ascend");
        }
        if (!Double.isFinite(value[k])) {
          throw new IllegalArgumentException(
              "sample "
                  + s
                  + " has the value "
                  + value[k]
                  + " in feature "
                  + feature[k]
                  + "; values are finite");
        }
      }
    }
  }

  /** Samples with one active feature each, all of equal importance. */
  public static FeatureSamples single(int features, int[] feature, double[] value) {
    double[] weights = new double[features];
    java.util.Arrays.fill(weights, 1);
    int[] start = java.util.stream.IntStream.rangeClosed(0, feature.length).toArray();
    return new FeatureSamples(features, start, feature.clone(), value.clone(), weights);
  }

  /** n, the number of samples. */
  public int size() {
    return start.length - 1;
  }

  /** Whether every sample has exactly one active feature and all features weigh 1. */
  public boolean isSingle() {
    for (int s = 0; s < size(); s++) {
      if (start[s + 1] - start[s] != 1) {
        return false;
      }
    }
    return java.util.Arrays.stream(importance).allMatch(weight -> weight == 1);
  }
}

package cusp.toy;

import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.FeatureSamples;
import java.util.Arrays;

/**
 * The toy model of superposition: c features are squeezed through r &lt; c dimensions and read
 * back, f(x) = ReLU(WᵀWx + b) with W of shape r×c and b of length c (Elhage et al. 2022,
 * arXiv:2209.10652).
 *
 * <p>The loss is the mean of Σⱼ Iⱼ(xⱼ − f(x)ⱼ)², <b>without</b> a factor ½: learning coefficients
 * do not care, but estimates at finite n, critical sample sizes and the Hessian do. W lies row by
 * row at the start of w, b at its end.
 *
 * <pre>{@code
 * var data = new SparseFeatures(6).sample(1000, seed(1));
 * var model = new Superposition(6, 2);
 * double[] w = model.near(new CriticalPoint(6, 5, 0), 0.05, seed(2));
 * show(model.on(data).loss(w));
 * show(model.nearestCriticalPoint(w));
 * }</pre>
 *
 * @param features c ≥ 1
 * @param hidden r ≥ 1
 */
public record Superposition(int features, int hidden) implements Model<FeatureSamples> {

  public Superposition {
    if (features < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "features and hidden are at least 1, not " + features + " and " + hidden);
    }
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().and("W", hidden, features).and("b", features);
  }

  /** All parameters standard normal. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[features * (hidden + 1)];
    seed.stream("initial").random().gaussians(w, w.length);
    return w;
  }

  /**
   * The representative of a critical point plus independent normal noise, the dead biases set to 0
   * before it.
   */
  public double[] near(CriticalPoint point, double sd, Seed seed) {
    requirePlane();
    if (point.features() != features) {
      throw new IllegalArgumentException(
          "the point has " + point.features() + " features, the model has " + features);
    }
    double[] w = point.point();
    Arrays.fill(w, 2 * features + point.k(), w.length, 0);
    return CriticalPoint.withNoise(w, sd, seed);
  }

  @Override
  public Objective on(FeatureSamples data) {
    if (data.features() != features) {
      throw new IllegalArgumentException(
          "the data have " + data.features() + " features, the model has " + features);
    }
    return data.isSingle()
        ? new SingleFeatureObjective(hidden, data)
        : new SparseObjective(hidden, data);
  }

  /**
   * The exact population loss for inputs with one active feature, uniform on [0, 1]: a potential,
   * so samplers need an nβ.
   */
  public Objective population() {
    return new PopulationObjective(features, hidden);
  }

  /** The columns of W, as an array of shape [r][c]. */
  public double[][] columns(double[] w) {
    double[][] columns = new double[hidden][];
    for (int a = 0; a < hidden; a++) {
      columns[a] = Arrays.copyOfRange(w, a * features, (a + 1) * features);
    }
    return columns;
  }

  /**
   * The critical points with 4 to c corners and any number of positive dead biases: by corners,
   * then by such biases, which for six features is by falling loss.
   */
  public java.util.List<CriticalPoint> criticalPoints() {
    requirePlane();
    java.util.List<CriticalPoint> points = new java.util.ArrayList<>();
    for (int k = 4; k <= features; k++) {
      for (int p = 0; p <= features - k; p++) {
        points.add(new CriticalPoint(features, k, p));
      }
    }
    return points;
  }

  /** The critical point whose shape w comes nearest to, with its distance. */
  public Phase nearestCriticalPoint(double[] w) {
    requirePlane();
    if (w.length != 3 * features) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; this model has " + 3 * features + " parameters");
    }
    return criticalPoints().stream()
        .map(point -> Phase.of(point, w))
        .min(java.util.Comparator.comparingDouble(Phase::distance))
        .orElseThrow(
            () ->
                new IllegalArgumentException("polygons need at least 4 features, not " + features));
  }

  private void requirePlane() {
    if (hidden != 2) {
      throw new IllegalArgumentException(
          "polygons are the critical points of 2 hidden dimensions, not of " + hidden);
    }
  }
}

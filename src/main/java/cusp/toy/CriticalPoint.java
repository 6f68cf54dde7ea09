package cusp.toy;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;

/**
 * A phase of the toy model of superposition with two hidden dimensions: a k-gon of live columns,
 * the other columns zero ("dead"), of whose biases some are positive, at their optimum 1/(2c), and
 * the others negative, where they do nothing. Written 5⁺ for a 5-gon with one positive dead bias
 * (Chen et al. 2023, section 3.2).
 *
 * <pre>{@code
 * var square = new CriticalPoint(6, 4, 1);
 * show(square + " has the loss " + square.loss());
 * show(square.near(0.05, seed(1)));
 * }</pre>
 *
 * @param features c, at least k
 * @param k live columns, at least 4
 * @param positiveDeadBiases how many of the c − k dead biases are positive
 */
public record CriticalPoint(int features, int k, int positiveDeadBiases) {
  private static final double NEGATIVE_DEAD_BIAS = -0.5;
  private static final int DESCENTS = 10;
  private static final int DESCENT_STEPS = 10_000;

  public CriticalPoint {
    if (k < 4 || k > features) {
      throw new IllegalArgumentException(
          "a polygon of " + features + " features has 4 to " + features + " corners, not " + k);
    }
    if (positiveDeadBiases < 0 || positiveDeadBiases > features - k) {
      throw new IllegalArgumentException(
          "a "
              + k
              + "-gon of "
              + features
              + " features has 0 to "
              + (features - k)
              + " positive dead biases, not "
              + positiveDeadBiases);
    }
  }

  /**
   * A representative: columns at angles 2πj/k, then the positive dead biases, then the negative
   * ones (at −½).
   */
  public double[] point() {
    Polygon polygon = Polygons.get(k);
    double[] w = new double[3 * features];
    for (int j = 0; j < features; j++) {
      if (j < k) {
        w[j] = polygon.length() * Math.cos(2 * Math.PI * j / k);
        w[features + j] = polygon.length() * Math.sin(2 * Math.PI * j / k);
        w[2 * features + j] = polygon.bias();
      } else {
        w[2 * features + j] =
            j < k + positiveDeadBiases ? positiveDeadBias(features) : NEGATIVE_DEAD_BIAS;
      }
    }
    return w;
  }

  /** The representative plus independent normal noise of the given standard deviation. */
  public double[] near(double sd, Seed seed) {
    return withNoise(point(), sd, seed);
  }

  /** Adds the noise to w itself. */
  static double[] withNoise(double[] w, double sd, Seed seed) {
    RandomStream random = seed.stream("near").random();
    for (int i = 0; i < w.length; i++) {
      w[i] += sd * random.nextGaussian();
    }
    return w;
  }

  /** 1/(2c): a dead output that says b for every input errs least here. */
  static double positiveDeadBias(int features) {
    return 1.0 / (2 * features);
  }

  /**
   * The population loss, (h_k + (c − k) − p·3/(4c)) / (3c) with p positive dead biases: a dead
   * feature costs ∫μ²dμ = ⅓ a sample of its own, and a positive bias b adds −b + c b² to that, at
   * best −1/(4c).
   */
  public double loss() {
    double c = features;
    return (Polygons.get(k).excess() + (features - k) - positiveDeadBiases * 0.75 / c) / (3 * c);
  }

  /**
   * The local learning coefficient of the population loss, half the number of directions in which
   * it rises.
   *
   * <p>Flat are the common rotation, and for each negative dead bias the bias itself, and where the
   * live biases are negative (k ≥ 5) also the column: it reaches no output until it is long. In all
   * other directions the loss rises like a quadratic form. For k = 4 the live biases are 0, on the
   * kink: the loss is only once differentiable there, but its leading part is still positively
   * homogeneous of degree two and positive, so that the volume below ε goes like ε^(number/2), and
   * a dead column does reach the live outputs. The multiplicity is 1 throughout.
   *
   * @throws IllegalStateException where the point is a saddle and so has none: an output with a
   *     positive dead bias rewards a dead column that turns against the one of a negative bias,
   *     which the other terms outweigh for few features only
   */
  public double learningCoefficient() {
    if (!isMinimum()) {
      throw new IllegalStateException(
          "the "
              + this
              + " of "
              + features
              + " features is a saddle of the loss: no learning coefficient is defined there");
    }
    int negative = features - k - positiveDeadBiases;
    return (3.0 * features - 1 - negative * (k == 4 ? 1 : 3)) / 2;
  }

  /**
   * Whether the loss has a local minimum here, by trial: none of ten gradient descents from close
   * by ends below.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public boolean isMinimum() {
    Objective loss = new PopulationObjective(features, 2);
    double level = loss();
    double[] gradient = new double[3 * features];
    RandomStream random = Seed.of(0).stream("saddle").random();
    for (int start = 0; start < DESCENTS; start++) {
      double[] w = point();
      for (int i = 0; i < w.length; i++) {
        w[i] += 1e-3 * random.nextGaussian();
      }
      for (int step = 0; step < DESCENT_STEPS; step++) {
        Interrupts.endIfInterrupted("the search for a saddle");
        if (loss.gradient(w, gradient) < level - 1e-9) {
          return false;
        }
        for (int i = 0; i < w.length; i++) {
          w[i] -= 0.5 * gradient[i];
        }
      }
    }
    return true;
  }

  /** As in 4, 5⁺ or 4⁺⁺. */
  @Override
  public String toString() {
    return k + "⁺".repeat(positiveDeadBiases);
  }
}

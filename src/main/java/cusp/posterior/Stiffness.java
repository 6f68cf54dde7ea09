package cusp.posterior;

import cusp.model.Box;

/**
 * The largest curvature κ of U near w*, by power iteration on differences of the gradient at w* ±
 * hv. What holds back a sampler is the curvature over the width of the posterior, so that h goes to
 * 1/√κ: a difference over much less would see the rounding of float32 and single kinks of ReLU,
 * over much more the walls of the valley.
 */
final class Stiffness {
  private static final int ITERATIONS = 30;

  /** Gradients that it takes, at most. */
  static final int COST = 2 * ITERATIONS;

  /** h at first, as a share of the width of U = nβ|w|²/2 + γ|w|²/2. */
  private static final double FIRST = 0.01;

  private static final double MOST_GROWTH = 100;

  /** What h is divided by where it ends at no finite loss. */
  private static final double RETREAT = 8;

  private final LocalPosterior posterior;
  private final int[] free;
  private final Box[] sides;
  private final double[] direction;
  private final double[] above;
  private final double[] below;
  private final double[] gradientAbove;
  private final double[] gradientBelow;
  private double step;
  private double mostStep;

  /**
   * h ← h (h²κ)^−rate; a quarter is at once right for κ ∝ h², and halves log h√κ for κ constant.
   */
  private double rate = 0.25;

  private boolean started;
  private boolean tooLarge;

  Stiffness(LocalPosterior posterior) {
    this.posterior = posterior;
    free = posterior.free();
    sides = posterior.sides();
    int d = posterior.center().length;
    direction = new double[d];
    above = new double[d];
    below = new double[d];
    gradientAbove = new double[d];
    gradientBelow = new double[d];
    mostStep = mostStep();
    double expected = posterior.nBeta() + posterior.localization();
    step = Math.min(FIRST / Math.sqrt(1 + expected), mostStep);
  }

  /** No valley is wider than γ leaves it, and none is looked for beyond the box. */
  private double mostStep() {
    double[] center = posterior.center();
    double most = 1;
    for (double x : center) {
      most = Math.max(most, Math.abs(x));
    }
    most = Math.min(most, 1 / Math.sqrt(posterior.localization()));
    for (int i = 0; sides != null && i < free.length; i++) {
      Box side = sides[free[i]];
      most = Math.min(most, (side.high() - side.low()) / 2);
    }
    return most;
  }

  /** κ; what it has come to where an interrupt ends it. */
  double find() {
    // Any start not orthogonal to the stiffest direction will do; irrational phases make
    // orthogonality unlikely.
    for (int k = 0; k < free.length; k++) {
      direction[free[k]] = Math.cos(1 + Math.sqrt(2) * k);
    }
    normalize(norm(direction));
    double curvature = 0;
    for (int k = 0; k < ITERATIONS && !Thread.currentThread().isInterrupted(); k++) {
      double found = difference();
      if (Double.isFinite(found)) {
        curvature = found;
        adapt(found);
        turn(found);
      } else {
        step /= RETREAT;
        // Of a step that just fits most would be the curvature of the edge itself.
        mostStep = step / 2;
      }
    }
    return curvature;
  }

  /** |∇U(w* + hv) − ∇U(w* − hv)|/2h; not finite where the loss is not. */
  private double difference() {
    double[] center = posterior.center();
    for (int i = 0; i < center.length; i++) {
      double away = step * direction[i];
      // At a wall the pair slides inwards: its difference is that of any other place in a bowl.
      double middle = sides == null ? center[i] : within(sides[i], center[i], Math.abs(away));
      above[i] = middle + away;
      below[i] = middle - away;
    }
    double losses =
        posterior.gradient(above, null, gradientAbove)
            + posterior.gradient(below, null, gradientBelow);
    // Beyond the domain of a loss its gradient may still be a number, as that of a logarithm.
    if (!Double.isFinite(losses)) {
      return Double.NaN;
    }
    for (int i : free) {
      gradientAbove[i] = (gradientAbove[i] - gradientBelow[i]) / (2 * step);
    }
    return norm(gradientAbove);
  }

  private static double within(Box side, double x, double margin) {
    return Math.min(Math.max(x, side.low() + margin), side.high() - margin);
  }

  private void adapt(double curvature) {
    double square = step * step * curvature;
    boolean nowTooLarge = square > 1;
    // Steep walls would throw h from one side of 1/√κ to the other for ever.
    if (started && nowTooLarge != tooLarge) {
      rate /= 2;
    }
    started = true;
    tooLarge = nowTooLarge;
    step = Math.min(step * Math.min(Math.pow(square, -rate), MOST_GROWTH), mostStep);
  }

  private void turn(double curvature) {
    if (curvature > 0) {
      for (int i : free) {
        direction[i] = gradientAbove[i];
      }
      normalize(curvature);
    }
  }

  private void normalize(double norm) {
    for (int i : free) {
      direction[i] /= norm;
    }
  }

  private double norm(double[] vector) {
    double sum = 0;
    for (int i : free) {
      sum += vector[i] * vector[i];
    }
    return Math.sqrt(sum);
  }
}

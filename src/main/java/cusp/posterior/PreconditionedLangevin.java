package cusp.posterior;

import cusp.base.Seed;

/**
 * A chain of {@link Sgld} with {@link RmsProp}. Its bias is that of a G which hardly changes; Γ is
 * not in it.
 */
final class PreconditionedLangevin extends LangevinWalk {
  /** The second gradient's distance, as a share of the step's noise. */
  private static final double PROBE = 1e-3;

  private final double decay;
  private final double damping;
  private final double epsilon;
  private final double[] probe;
  private final double[] probeGradient;

  /** V. */
  private final double[] square;

  /** G. */
  private final double[] scale;

  PreconditionedLangevin(Sgld settings, LocalPosterior posterior, double[] from, Seed seed) {
    super(posterior, settings.batch(), from, seed);
    decay = settings.preconditioner().decay();
    damping = settings.preconditioner().damping();
    probe = from.clone();
    probeGradient = new double[w.length];
    square = new double[w.length];
    scale = new double[w.length];
    double curvature = Math.max(posterior.stiffness(), 1e-12);
    gradients.addCost(Stiffness.COST);
    // The variance of the gradient along a coordinate of curvature h is h. V takes it from the
    // start, where the gradient may vanish, but remembers it by α only.
    epsilon =
        settings.stepSize() > 0
            ? settings.stepSize()
            : Sgld.STEP_TIMES_CURVATURE
                * Math.sqrt(damping * damping + decay * curvature)
                / curvature;
    for (int i : free) {
      square[i] = curvature;
    }
  }

  @Override
  public double step() {
    double loss = gradients.next(w, gradient);
    for (int i : free) {
      double g = gradient[i];
      square[i] = decay * square[i] + (1 - decay) * g * g;
      scale[i] = 1 / Math.sqrt(damping * damping + square[i]);
      double away = (random.nextLong() < 0 ? -PROBE : PROBE) * Math.sqrt(epsilon * scale[i]);
      double there = w[i] + away;
      probe[i] =
          walls == null || (there >= walls[i].low() && there <= walls[i].high())
              ? there
              : w[i] - away;
    }
    gradients.again(probe, probeGradient);
    posterior.pull(w, pull);
    double sum = 0;
    for (int i : free) {
      double g = gradient[i];
      double by = scale[i];
      sum += by * g * (g - pull[i]);
      double curvature = (probeGradient[i] - g) / (probe[i] - w[i]);
      // Along a ridge w does not return, and forgets by other coordinates.
      double forgotten = Math.min(1, Math.max(0, epsilon * by * curvature));
      double share = (1 - decay) / (1 - decay * (1 - forgotten));
      double gamma = -share * by * by * by * g * curvature;
      w[i] += Math.sqrt(epsilon * by) * random.nextGaussian() - epsilon / 2 * (by * g - gamma);
    }
    end(sum);
    return loss;
  }

  @Override
  public double stepSize() {
    return epsilon;
  }

  @Override
  public double excessTemperature() {
    return epsilon * gradients.noise(scale) / (4 * free.length);
  }
}

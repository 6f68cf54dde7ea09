package cusp.posterior;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Box;

/** A chain of {@link Sgld} with {@link RmsProp}. */
final class PreconditionedLangevin implements Sampler.Walk {
  /** The second gradient's distance, as a share of the step's noise. */
  private static final double PROBE = 1e-3;

  private final LocalPosterior posterior;
  private final int[] free;
  private final double decay;
  private final double damping;
  private final double epsilon;
  private final BatchGradient gradients;
  private final RandomStream random;
  private final Box walls;
  private final double[] w;
  private final double[] gradient;
  private final double[] pull;
  private final double[] probe;
  private final double[] probeGradient;

  /** V. */
  private final double[] square;

  /** G. */
  private final double[] scale;

  private long counted;
  private double squares;

  PreconditionedLangevin(Sgld settings, LocalPosterior posterior, double[] from, Seed seed) {
    this.posterior = posterior;
    free = posterior.free();
    decay = settings.preconditioner().decay();
    damping = settings.preconditioner().damping();
    gradients = new BatchGradient(posterior, settings.batch(), seed);
    random = seed.stream("noise").random();
    walls = posterior.walls();
    w = from.clone();
    gradient = new double[w.length];
    pull = new double[w.length];
    probe = from.clone();
    probeGradient = new double[w.length];
    square = new double[w.length];
    scale = new double[w.length];
    double curvature = Math.max(posterior.stiffness(), 1e-12);
    gradients.addCost(LocalPosterior.STIFFNESS_COST);
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
  public double[] position() {
    return w;
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
      probe[i] = there >= walls.low() && there <= walls.high() ? there : w[i] - away;
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
    if (!walls.isUnbounded()) {
      for (int i : free) {
        w[i] = walls.reflect(w[i]);
      }
    }
    squares += sum;
    counted++;
    return loss;
  }

  @Override
  public void settle() {
    squares = 0;
    counted = 0;
    gradients.measureNoise(w);
  }

  @Override
  public double stepSize() {
    return epsilon;
  }

  @Override
  public double acceptance() {
    return Double.NaN;
  }

  /** That of a G which hardly changes; Γ is not in it. */
  @Override
  public double bias() {
    return counted == 0 ? 0 : epsilon / 8 * squares / counted;
  }

  @Override
  public double cost() {
    return gradients.cost();
  }

  @Override
  public double gradientNoise() {
    return gradients.noise();
  }

  @Override
  public double excessTemperature() {
    return epsilon * gradients.noise(scale) / (4 * free.length);
  }

  @Override
  public long divergences() {
    return 0;
  }
}

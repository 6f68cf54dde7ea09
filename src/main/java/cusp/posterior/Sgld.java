package cusp.posterior;

import cusp.base.Seed;

/**
 * Stochastic gradient Langevin dynamics (Welling and Teh 2011): w ← w − (ε/2) ĝ(w) + √ε N(0, I),
 * where ĝ is the gradient of U with the loss on a batch, the batches by random reshuffling. Steps
 * over a wall of the box, or of the prior's support, are reflected.
 *
 * <p>Nothing is rejected, so a fixed ε leaves a bias. On U = ½hw² the stationary variance is 1/(h(1
 * − εh/4)) instead of 1/h ({@link #stationaryVariance}), and gradient noise of variance s² adds a
 * factor 1 + εs²/4; to first order both raise E[U] by (ε/8) E|ĝ|², which is what {@link
 * Sampler.Walk#bias()} reports for the share of the loss. Hold a plain SGLD estimate to its own
 * stationary value, not to the exact one.
 *
 * <p>With batches that report is an upper estimate. The recorded loss is that of the step's batch,
 * whose noise averages out; but successive batches of an epoch share no samples, so that noise
 * takes itself back in part, and γ damps it where the loss is flat.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2"), new double[] {0}, 100);
 * var plan = new Chains.Plan(4, 200, 1000, 1);
 * var chains = Chains.sample(posterior, Sgld.defaults(), plan, seed(1));
 * show("step size " + chains.stepSizes()[0] + ", bias " + chains.bias());
 * }</pre>
 *
 * @param stepSize ε; 0 to take 0.2/h, h the largest curvature of U at w* over the width of the
 *     posterior there ({@link LocalPosterior#stiffness()}): a bias of 5 % of that direction's
 *     share, less of all others'; with a preconditioner 0.2 √(λ² + αh)/h
 * @param batch samples a step; 0 for all
 * @param preconditioner that gives each coordinate a step of its own; null for none
 */
public record Sgld(double stepSize, int batch, RmsProp preconditioner) implements Sampler {
  static final double STEP_TIMES_CURVATURE = 0.2;

  public Sgld {
    if (!(stepSize >= 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "the step size ε is positive, or 0 to be chosen, not " + stepSize);
    }
    if (batch < 0) {
      throw new IllegalArgumentException(
          "the batch size is at least 1, or 0 for all samples, not " + batch);
    }
  }

  /** Without a preconditioner. */
  public Sgld(double stepSize, int batch) {
    this(stepSize, batch, null);
  }

  /** All samples a step, the step size chosen from the curvature, no preconditioner. */
  public static Sgld defaults() {
    return new Sgld(0, 0);
  }

  public Sgld withStepSize(double stepSize) {
    return new Sgld(stepSize, batch, preconditioner);
  }

  public Sgld withBatch(int batch) {
    return new Sgld(stepSize, batch, preconditioner);
  }

  public Sgld withPreconditioner(RmsProp preconditioner) {
    return new Sgld(stepSize, batch, preconditioner);
  }

  /** 1/(h(1 − εh/4)), the variance in which unadjusted Langevin dynamics settles on U = ½hw². */
  public static double stationaryVariance(double curvature, double stepSize) {
    if (!(curvature > 0) || !(stepSize > 0) || !(stepSize * curvature < 4)) {
      throw new IllegalArgumentException(
          "a stationary law needs h > 0, ε > 0 and εh < 4, not h = "
              + curvature
              + ", ε = "
              + stepSize);
    }
    return 1 / (curvature * (1 - stepSize * curvature / 4));
  }

  /** With the step size that a posterior asks for, where none is set. */
  Sgld settled(LocalPosterior posterior) {
    return stepSize > 0 || preconditioner != null
        ? this
        : withStepSize(STEP_TIMES_CURVATURE / Math.max(posterior.stiffness(), 1e-12));
  }

  @Override
  public Walk walk(LocalPosterior posterior, double[] from, Seed seed) {
    return preconditioner == null
        ? new Chain(posterior, from, seed)
        : new PreconditionedLangevin(this, posterior, from, seed);
  }

  private final class Chain extends LangevinWalk {
    private final double epsilon;
    private final double noise;

    Chain(LocalPosterior posterior, double[] from, Seed seed) {
      super(posterior, batch, from, seed);
      epsilon = settled(posterior).stepSize;
      if (stepSize == 0) {
        gradients.addCost(Stiffness.COST);
      }
      noise = Math.sqrt(epsilon);
    }

    @Override
    public double step() {
      double loss = gradients.next(w, gradient);
      double sum = 0;
      double half = epsilon / 2;
      posterior.pull(w, pull);
      for (int i : free) {
        double g = gradient[i];
        sum += g * (g - pull[i]);
        w[i] += noise * random.nextGaussian() - half * g;
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
      return epsilon * gradients.noise() / (4 * free.length);
    }
  }
}

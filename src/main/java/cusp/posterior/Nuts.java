package cusp.posterior;

import cusp.base.Seed;

/**
 * The No-U-Turn sampler: Hamiltonian dynamics followed in both directions until it turns back, and
 * a draw from all of its points by their weights (Hoffman and Gelman 2014, arXiv:1111.4246;
 * multinomial weights and the generalised criterion of Betancourt 2017, arXiv:1701.02434, appendix
 * A; checked within and across the halves of each trajectory, as Stan does). The posterior itself
 * is stationary at any step size.
 *
 * <p>During burn-in the step size is adapted by dual averaging, and a diagonal mass to the
 * variances of the draws in windows that double in length. The momentum is turned back at a wall of
 * the box, or of the prior's support, so that walls cost no rejections.
 *
 * <p>A step is one draw, of up to 2^{@code maxDepth} gradients. A trajectory whose energy is off by
 * more than 1000, or not a number, diverges: its last point is never drawn, and it is counted by
 * {@link Sampler.Walk#divergences()}.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("(x^2 + 100*y^2)/2"), new double[2], 10);
 * var plan = new Chains.Plan(4, 200, 500, 1);
 * var chains = Chains.sample(posterior, Nuts.defaults(), plan, seed(1));
 * show(Diagnostics.of(chains.losses()));
 * }</pre>
 *
 * @param stepSize of the leapfrog, in units of time: its square compares with ε of {@link Sgld}; 0
 *     to adapt it, and the mass, during burn-in. With a given one the mass is 1
 * @param maxDepth how often a trajectory is doubled at most, 1 to 20
 * @param target the mean acceptance that the step size is adapted to, between 0 and 1
 */
public record Nuts(double stepSize, int maxDepth, double target) implements Sampler {
  private static final int DEEPEST = 20;

  public Nuts {
    if (!(stepSize >= 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "the step size is positive, or 0 to be adapted, not " + stepSize);
    }
    if (maxDepth < 1 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "the maximal depth is 1 to " + DEEPEST + ", not " + maxDepth);
    }
    if (!(target > 0 && target < 1)) {
      throw new IllegalArgumentException(
          "the target of the acceptance lies between 0 and 1, not at " + target);
    }
  }

  /** Step size and mass adapted to an acceptance of 0.8, at most 1024 gradients a draw. */
  public static Nuts defaults() {
    return new Nuts(0, 10, 0.8);
  }

  public Nuts withStepSize(double stepSize) {
    return new Nuts(stepSize, maxDepth, target);
  }

  public Nuts withMaxDepth(int maxDepth) {
    return new Nuts(stepSize, maxDepth, target);
  }

  public Nuts withTarget(double target) {
    return new Nuts(stepSize, maxDepth, target);
  }

  @Override
  public Walk walk(LocalPosterior posterior, double[] from, Seed seed) {
    return new NoUTurn(this, posterior, from, seed);
  }
}

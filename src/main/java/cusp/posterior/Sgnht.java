package cusp.posterior;

import cusp.base.Seed;

/**
 * The stochastic gradient Nosé–Hoover thermostat (Ding et al. 2014): underdamped Langevin dynamics
 * whose friction ξ grows while the momenta are too hot and falls while they are too cold. Noise in
 * the gradient that is the same everywhere and in all directions heats the chain, and the friction
 * takes just that up, where {@link Sgld} stays too hot: as long as the noise of a kick, h² tr
 * Cov(ĝ)/d, is small against 1, the variance of a momentum. At 0.2 it leaves an error of about 0.5
 * % where SGLD at ε = h² has 5 %, at 0.4 of 2 %.
 *
 * <p>dw = p dt, dp = −∇U dt − ξp dt + √(2A) dW, dξ = A²(|p|²/d − 1) dt, whose stationary law is
 * exp(−U − |p|²/2 − d(ξ/A − 1)²/2). A step h is the symmetric splitting BADODAB of Leimkuhler and
 * Shang (2016, arXiv:1505.06889, section 3), with one gradient. Nothing is rejected: at a fixed A
 * the error of a mean is of second order in h, and on a quadratic it comes from the changing of ξ
 * alone.
 *
 * <p>Draws of a low friction swing to and fro, which effective sample sizes do not know of: at the
 * default friction standard errors were found right to 15 % or too large, at a quarter of it up to
 * a quarter too small for a mean that swings with one coordinate.
 *
 * <p>Momenta are turned back at walls of the box, or of the prior's support. {@link
 * Sampler.Walk#bias()} is not a number, for the error of the step is not estimated: halve h to see
 * it fall to a quarter.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2"), new double[] {0}, 100);
 * var plan = new Chains.Plan(4, 500, 2000, 1);
 * var chains = Chains.sample(posterior, Sgnht.defaults(), plan, seed(1));
 * show(Diagnostics.of(chains.losses()));
 * }</pre>
 *
 * @param stepSize h in units of time: its square compares with ε of {@link Sgld}; 0 to take 0.4/√k,
 *     k the largest curvature of U at w* ({@link LocalPosterior#stiffness()})
 * @param batch samples a step; 0 for all
 * @param friction A, the friction of a chain without gradient noise and the rate at which it
 *     follows, per unit of time; 0 to take 0.1/h. The lower, the further a chain moves along a
 *     valley before it turns, and the later noise is taken up
 */
public record Sgnht(double stepSize, int batch, double friction) implements Sampler {

  public Sgnht {
    if (!(stepSize >= 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "the step size is positive, or 0 to be chosen, not " + stepSize);
    }
    if (batch < 0) {
      throw new IllegalArgumentException(
          "the batch size is at least 1, or 0 for all samples, not " + batch);
    }
    if (!(friction >= 0) || Double.isInfinite(friction)) {
      throw new IllegalArgumentException(
          "the friction is positive, or 0 to be chosen, not " + friction);
    }
  }

  /** All samples a step, the step size chosen from the curvature and the friction from it. */
  public static Sgnht defaults() {
    return new Sgnht(0, 0, 0);
  }

  public Sgnht withStepSize(double stepSize) {
    return new Sgnht(stepSize, batch, friction);
  }

  public Sgnht withBatch(int batch) {
    return new Sgnht(stepSize, batch, friction);
  }

  public Sgnht withFriction(double friction) {
    return new Sgnht(stepSize, batch, friction);
  }

  @Override
  public Walk walk(LocalPosterior posterior, double[] from, Seed seed) {
    return new Thermostat(this, posterior, from, seed);
  }
}

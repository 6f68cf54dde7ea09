package cusp.posterior;

import cusp.model.Objective;
import cusp.model.Potential;

/**
 * L, or U/nβ, as a function of the free coordinates alone; infinite where the posterior vanishes.
 * For descents.
 */
final class FreeObjective implements Potential {
  private final LocalPosterior posterior;
  private final boolean restrained;
  private final int[] free;
  private final double[] whole;
  private final double[] gradient;

  FreeObjective(LocalPosterior posterior, boolean restrained) {
    this.posterior = posterior;
    this.restrained = restrained;
    free = posterior.free();
    whole = posterior.center().clone();
    gradient = new double[whole.length];
  }

  @Override
  public int dimension() {
    return free.length;
  }

  @Override
  public double loss(double[] part) {
    fill(part);
    if (!posterior.supports(whole)) {
      return Double.POSITIVE_INFINITY;
    }
    return restrained
        ? posterior.potential(whole) / posterior.nBeta()
        : posterior.objective().loss(whole);
  }

  @Override
  public double gradient(double[] part, double[] into) {
    fill(part);
    if (!posterior.supports(whole)) {
      return Double.POSITIVE_INFINITY;
    }
    double value;
    double scale;
    if (restrained) {
      value =
          posterior.gradient(whole, null, gradient)
              + posterior.restraint(whole) / posterior.nBeta();
      scale = 1 / posterior.nBeta();
    } else {
      value = posterior.objective().gradient(whole, gradient);
      scale = 1;
    }
    for (int k = 0; k < free.length; k++) {
      into[k] = scale * gradient[free[k]];
    }
    return value;
  }

  private void fill(double[] part) {
    for (int k = 0; k < free.length; k++) {
      whole[free[k]] = part[k];
    }
  }

  @Override
  public Objective fork() {
    return new FreeObjective(posterior.fork(), restrained);
  }
}

package cusp.posterior;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Box;

/**
 * What the chains of {@link Sgld} have in common: walls that reflect, and the bias of their step.
 */
abstract class LangevinWalk extends BatchWalk {
  final LocalPosterior posterior;
  final int[] free;
  final RandomStream random;

  /** Of each coordinate; null where there are none. */
  final Box[] walls;

  final double[] w;
  final double[] gradient;
  final double[] pull;
  private long counted;
  private double squares;

  LangevinWalk(LocalPosterior posterior, int batch, double[] from, Seed seed) {
    super(new BatchGradient(posterior, batch, seed));
    this.posterior = posterior;
    free = posterior.free();
    random = seed.stream("noise").random();
    walls = posterior.sides();
    w = from.clone();
    gradient = new double[w.length];
    pull = new double[w.length];
  }

  @Override
  public final double[] position() {
    return w;
  }

  /**
   * Ends a step at the walls.
   *
   * @param square the squared gradient, less its part from prior and γ, in units of the step
   */
  final void end(double square) {
    if (walls != null) {
      for (int i : free) {
        w[i] = walls[i].reflect(w[i]);
      }
    }
    squares += square;
    counted++;
  }

  @Override
  public final void settle() {
    squares = 0;
    counted = 0;
    super.settle();
  }

  @Override
  public double bias() {
    return counted == 0 ? 0 : stepSize() / 8 * squares / counted;
  }
}

package cusp.singular;

import cusp.model.Objective;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.train.Descent;

/**
 * What descents tell of where the chains are; NaN where an interrupt ended them.
 *
 * <p>A descent that meets a wall of the box ends there: where a minimum lies on a wall, "left" may
 * be said of chains that stayed.
 *
 * @param drop nβ(L(w*) − L) at the end of a descent of U from w*
 * @param left share of the chains with a look into another valley
 */
record Surroundings(double drop, double left) {
  /** Differences of nβL above this are seen by the posterior. */
  static final double RESOLUTION = 0.5;

  /** Positions of each chain that are looked into, evenly spaced, the last one among them. */
  static final int LOOKS = 4;

  boolean known() {
    return !Double.isNaN(left);
  }

  /**
   * Share of a height that a descent may leave: in many coordinates none gets to the very floor.
   */
  private static final double UNFINISHED = 0.01;

  static Surroundings unknown() {
    return new Surroundings(Double.NaN, Double.NaN);
  }

  static Surroundings of(LocalPosterior posterior, double baseline, Chains sampled) {
    double resolution = RESOLUTION / posterior.nBeta();
    Descent descent = Descent.defaults().withIterations(500).withImprovement(resolution / 50);
    Objective loss = posterior.freeLoss();
    double[] center = posterior.freePart(posterior.center());
    double lowest = loss.loss(descent.from(posterior.freePotential(), center).w());
    double home = descent.from(loss, center).loss();
    int left = 0;
    for (double[][] looks : sampled.positions()) {
      boolean away = false;
      int count = Math.min(LOOKS, looks.length);
      for (int k = 1; k <= count && !away && !Thread.currentThread().isInterrupted(); k++) {
        double[] w = looks[k * looks.length / count - 1];
        double[] from = posterior.freePart(w);
        double allowed = Math.max(resolution, UNFINISHED * (loss.loss(from) - home));
        away = !(Math.abs(floor(descent, loss, from) - home) <= allowed);
      }
      left += away ? 1 : 0;
    }
    // An interrupt ends descents at once, where they tell nothing.
    if (Thread.currentThread().isInterrupted()) {
      return unknown();
    }
    return new Surroundings(
        (baseline - lowest) * posterior.nBeta(), (double) left / sampled.positions().length);
  }

  /**
   * The loss at the end of a descent; infinite from a point without a finite loss, which a batch
   * may not have shown.
   */
  private static double floor(Descent descent, Objective loss, double[] from) {
    return Double.isFinite(loss.loss(from))
        ? descent.from(loss, from).loss()
        : Double.POSITIVE_INFINITY;
  }
}

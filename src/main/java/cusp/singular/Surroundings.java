package cusp.singular;

import cusp.model.Objective;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.train.Descent;

/**
 * What descents tell of where the chains are; NaN where an interrupt ended them, or where they
 * would have cost too much.
 *
 * <p>A descent that meets a wall of the box ends there: where a minimum lies on a wall, "left" may
 * be said of chains that stayed.
 *
 * <p>Descents may take about as many iterations as the chains took gradients, from the last draws
 * first, unless the objective is small; one that is cut short by that says nothing.
 *
 * @param drop nβ(L(w*) − L) at the end of a descent of U from w*; at least so much where it was cut
 *     short
 * @param left share of the chains with a look into another valley, of those that were looked into
 * @param searched whether the descents from w* came to their end, and a look from each chain
 */
record Surroundings(double drop, double left, boolean searched) {
  /** Differences of nβL above this are seen by the posterior. */
  static final double RESOLUTION = 0.5;

  private static final int MOST_ITERATIONS = 500;

  /** Gradients that descents may take where the chains took fewer. */
  private static final int LEAST_BUDGET = 100;

  /** Samples times parameters up to which a whole search takes less than a second. */
  private static final int CHEAP = 100_000;

  /** Positions of each chain that are looked into, evenly spaced, the last one among them. */
  static final int LOOKS = 4;

  /** Whether no interrupt ended the descents. */
  boolean known() {
    return !Double.isNaN(drop);
  }

  /**
   * Share of a height that a descent may leave: in many coordinates none gets to the very floor.
   */
  private static final double UNFINISHED = 0.01;

  static Surroundings unknown() {
    return new Surroundings(Double.NaN, Double.NaN, false);
  }

  static Surroundings of(LocalPosterior posterior, double baseline, Chains sampled) {
    long size = (long) posterior.objective().samples() * posterior.objective().dimension();
    boolean cheap = size > 0 && size <= CHEAP;
    double budget = cheap ? Double.POSITIVE_INFINITY : Math.max(LEAST_BUDGET, sampled.cost());
    int most = (int) Math.min(MOST_ITERATIONS, budget / 4);
    boolean cutShort = most < MOST_ITERATIONS;
    double resolution = RESOLUTION / posterior.nBeta();
    Descent descent = Descent.defaults().withIterations(most).withImprovement(resolution / 50);
    Objective loss = posterior.freeLoss();
    double[] center = posterior.freePart(posterior.center());
    Descent.Minimum nearest = descent.from(posterior.freePotential(), center);
    double drop = (baseline - loss.loss(nearest.w())) * posterior.nBeta();
    // Where w* is no minimum the valley that it belongs to has no near floor to compare with.
    if (cutShort && drop > RESOLUTION) {
      return found(drop, Double.NaN, false);
    }
    Descent.Minimum home = descent.from(loss, center);
    boolean atFloors = !cutShort || Math.max(nearest.iterations(), home.iterations()) < most;
    double spent = nearest.iterations() + home.iterations();
    double[][][] looks = sampled.positions();
    boolean[] away = new boolean[looks.length];
    boolean[] looked = new boolean[looks.length];
    int count = Math.min(LOOKS, looks[0].length);
    for (int k = count; k >= 1 && atFloors; k--) {
      for (int c = 0; c < looks.length; c++) {
        if (away[c] || spent > budget || Thread.currentThread().isInterrupted()) {
          continue;
        }
        double[] from = posterior.freePart(looks[c][k * looks[c].length / count - 1]);
        double height = loss.loss(from);
        // A batch may not have shown that there is no finite loss.
        if (!Double.isFinite(height)) {
          away[c] = true;
          looked[c] = true;
          continue;
        }
        Descent.Minimum floor = descent.from(loss, from);
        spent += floor.iterations();
        if (!cutShort || floor.iterations() < most) {
          double allowed = Math.max(resolution, UNFINISHED * (height - home.loss()));
          away[c] = !(Math.abs(floor.loss() - home.loss()) <= allowed);
          looked[c] = true;
        }
      }
    }
    int all = count(looked);
    return found(drop, all == 0 ? Double.NaN : (double) count(away) / all, all == looks.length);
  }

  /** An interrupt ends descents at once, where they tell nothing. */
  private static Surroundings found(double drop, double left, boolean searched) {
    return Thread.currentThread().isInterrupted()
        ? unknown()
        : new Surroundings(drop, left, searched);
  }

  private static int count(boolean[] which) {
    int count = 0;
    for (boolean one : which) {
      count += one ? 1 : 0;
    }
    return count;
  }
}

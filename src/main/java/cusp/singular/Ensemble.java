package cusp.singular;

import cusp.base.Pace;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Replicas;
import cusp.posterior.Swaps;
import cusp.posterior.Tempering;

/**
 * What one set of replicas drew.
 *
 * @param losses L at each rung, shape [rungs][draws]
 * @param done draws before an interrupt
 */
record Ensemble(double[][] losses, int done, Swaps swaps) {

  static Ensemble run(
      TemperatureLadder settings,
      LocalPosterior posterior,
      double[] rungs,
      Seed seed,
      Progress.Task progress) {
    Replicas replicas =
        Tempering.defaults()
            .withWithin(settings.within())
            .replicas(posterior.fork(), rungs, posterior.center(), seed);
    Pace pace = new Pace(progress);
    for (int i = 0; i < settings.burnIn() && !Thread.currentThread().isInterrupted(); i++) {
      replicas.step();
      pace.step();
    }
    replicas.settle();
    double[][] losses = new double[rungs.length][settings.draws()];
    int done = 0;
    while (done < settings.draws() && !Thread.currentThread().isInterrupted()) {
      replicas.step();
      for (int k = 0; k < rungs.length; k++) {
        losses[k][done] = replicas.loss(k);
      }
      done++;
      pace.step();
    }
    pace.flush();
    return new Ensemble(losses, done, replicas.swaps());
  }
}

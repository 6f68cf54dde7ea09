package cusp.singular;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Sampler;
import cusp.posterior.Sgld;
import java.util.Arrays;
import java.util.List;

/**
 * Short chains of SGLD at five step sizes and five temperatures.
 *
 * @param posterior in the middle of the temperatures
 * @param baseline L(w*)
 * @param batch samples a step; 0 for all
 * @param seed of the chains
 */
record PilotPlane(LocalPosterior posterior, double baseline, int batch, Seed seed) {
  private static final double[] STEPS = {1.0 / 16, 1.0 / 4, 1, 4, 16};
  private static final double[] TEMPERATURES = {0.1, 1 / Math.sqrt(10), 1, Math.sqrt(10), 10};
  private static final int LEAST_PILOT = 64;
  private static final int PROBES = 12;

  /**
   * @param scale the step size in the middle of the plane
   * @param budget gradients of the whole objective for all of it, about
   */
  List<Pilot> around(double scale, double budget) {
    int cells = STEPS.length * TEMPERATURES.length;
    int n = posterior.objective().samples();
    double each = batch > 0 ? (double) batch / n : 1;
    int steps = Math.max(LEAST_PILOT, (int) (budget / cells / each) - 2 * PROBES);
    return Parallel.map(
        cells,
        i -> {
          double warmth = TEMPERATURES[i / STEPS.length];
          double step = scale * STEPS[i % STEPS.length];
          return pilot(step, posterior.nBeta() * warmth, steps, seed.stream("pilot", i));
        });
  }

  private Pilot pilot(double stepSize, double nBeta, int steps, Seed own) {
    LocalPosterior at = posterior.fork().withNBeta(nBeta);
    Sampler.Walk walk = new Sgld(stepSize, batch).walk(at, at.center(), own);
    Mala equivalent = Mala.defaults().withStepSize(stepSize);
    double[] excess = new double[steps / 2];
    double acceptance = 0;
    int probes = 0;
    int every = Math.max(1, excess.length / PROBES);
    boolean finite = true;
    for (int i = 0; i < steps && finite && !Thread.currentThread().isInterrupted(); i++) {
      int k = i - (steps - excess.length);
      if (k >= 0 && k % every == 0) {
        acceptance += equivalent.acceptance(at, walk.position(), 1, own.stream("probe", k));
        probes++;
      }
      double loss = walk.step();
      finite = Double.isFinite(loss);
      if (k >= 0) {
        excess[k] = nBeta * (loss - baseline);
      }
    }
    double spent = walk.cost() + 2 * probes;
    if (!finite || !Double.isFinite(excess[excess.length - 1])) {
      return new Pilot(stepSize, nBeta, 0, Double.NaN, Double.NaN, Double.NaN, spent);
    }
    double mean = Arrays.stream(excess).average().orElseThrow();
    int half = excess.length / 2;
    double before = Arrays.stream(excess, 0, half).average().orElseThrow();
    double after = Arrays.stream(excess, half, excess.length).average().orElseThrow();
    Diagnostics diagnostics = Diagnostics.of(new double[][] {excess});
    double error = diagnostics.mcseMean();
    return new Pilot(
        stepSize,
        nBeta,
        acceptance / probes,
        mean,
        error,
        error > 0 ? (after - before) / (2 * error) : 0,
        spent);
  }
}

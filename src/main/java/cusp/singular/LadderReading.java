package cusp.singular;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.posterior.Swaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what the ensembles of a ladder drew. */
final class LadderReading {
  private static final int LEAST_DRAWS = 100;

  /** Batches of draws whose means tell how the rungs' errors belong together. */
  private static final int BATCHES_PER_RUNG = 8;

  private static final int LEAST_BATCH = 20;

  private LadderReading() {}

  static LadderEstimate of(
      TemperatureLadder settings, double baseline, double[] nBeta, List<Ensemble> runs, Seed seed) {
    int draws = runs.stream().mapToInt(Ensemble::done).min().orElse(0);
    if (draws < LEAST_DRAWS || runs.size() < 2) {
      Verdict cut = Verdict.invalid(List.of("interrupted before there were enough draws"));
      return new LadderEstimate(
          List.of(), baseline, ScalingLaw.none(), 0, cut, List.of(), settings, seed);
    }
    boolean fromZero = settings.lowest() == 0;
    ThermodynamicIntegral integral =
        new ThermodynamicIntegral(nBeta, runs, draws, baseline, fromZero);
    List<Rung> rungs = new ArrayList<>();
    List<String> fatal = new ArrayList<>();
    Estimated worst = new Estimated(0, 0, 1, Double.POSITIVE_INFINITY);
    for (int k = 0; k < nBeta.length; k++) {
      Estimated mean = Estimated.mean(excess(runs, k, draws, nBeta[k], baseline));
      rungs.add(
          new Rung(
              nBeta[k],
              mean.value(),
              mean.standardError(),
              integral.value[k],
              integral.standardError[k],
              integral.integrationError[k],
              mean.rHat(),
              mean.ess()));
      if (!Double.isFinite(mean.value())) {
        fatal.add(
            String.format("a loss at nβ = %.3g is not finite: set a box, or raise γ", nBeta[k]));
      }
      worst =
          new Estimated(
              0, 0, Math.max(worst.rHat(), mean.rHat()), Math.min(worst.ess(), mean.ess()));
    }
    if (fatal.isEmpty()) {
      fatal.addAll(Mixing.reasons("the loss at some rung", worst));
    }
    List<Swaps> swaps = runs.stream().map(Ensemble::swaps).toList();
    if (!fatal.isEmpty()) {
      return new LadderEstimate(
          rungs, baseline, ScalingLaw.none(), 0, Verdict.invalid(fatal), swaps, settings, seed);
    }
    double[] x = Arrays.stream(nBeta).map(Math::log).toArray();
    double[] means = rungs.stream().mapToDouble(Rung::excess).toArray();
    int batches = batches(runs.size(), draws, nBeta.length);
    ScalingLaw law =
        batches == 0
            ? ScalingLaw.none()
            : LimitFit.of(x, means, batchMeans(runs, draws, nBeta, baseline, batches));
    List<String> caveats = new ArrayList<>();
    if (draws < settings.draws() || runs.size() < settings.ensembles()) {
      caveats.add(
          String.format(
              "partial: interrupted; rests on %d of %d ensembles and %d of %d draws of each",
              runs.size(), settings.ensembles(), draws, settings.draws()));
    }
    return new LadderEstimate(
        rungs, baseline, law, draws, Verdict.qualified(caveats), swaps, settings, seed);
  }

  private static double[][] excess(
      List<Ensemble> runs, int rung, int draws, double nBeta, double baseline) {
    return runs.stream()
        .map(
            run ->
                Arrays.stream(run.losses()[rung], 0, draws)
                    .map(loss -> nBeta * (loss - baseline))
                    .toArray())
        .toArray(double[][]::new);
  }

  /** Batches an ensemble; 0 where the draws do not make enough of them. */
  private static int batches(int ensembles, int draws, int rungs) {
    int wanted = (BATCHES_PER_RUNG * rungs + ensembles - 1) / ensembles;
    return wanted * LEAST_BATCH <= draws ? wanted : 0;
  }

  /** The mean excess of each batch at each rung, shape [batches][rungs]. */
  private static double[][] batchMeans(
      List<Ensemble> runs, int draws, double[] nBeta, double baseline, int batches) {
    double[][] means = new double[runs.size() * batches][nBeta.length];
    int length = draws / batches;
    for (int e = 0; e < runs.size(); e++) {
      for (int b = 0; b < batches; b++) {
        for (int k = 0; k < nBeta.length; k++) {
          double[] losses = runs.get(e).losses()[k];
          double sum = 0;
          for (int t = b * length; t < (b + 1) * length; t++) {
            sum += losses[t] - baseline;
          }
          means[e * batches + b][k] = nBeta[k] * sum / length;
        }
      }
    }
    return means;
  }
}

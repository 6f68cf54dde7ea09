package cusp.magnet;

import java.util.Arrays;
import java.util.List;

/** What runs have measured, held to what reweighting needs of them. */
final class RunSamples {
  /** Independent samples of a run, at the least. */
  static final int LEAST = 100;

  private static final int MOST_BLOCKS = 60;

  /** Independent samples of a block: what neighbouring blocks share is then a few per cent. */
  private static final int IN_A_BLOCK = 10;

  private RunSamples() {}

  /** The samples of runs, in blocks. */
  static Samples of(List<Measurements> runs) {
    List<Samples.Series> series = runs.stream().map(RunSamples::series).toList();
    return new Samples(series, blocks(runs, series));
  }

  private static Samples.Series series(Measurements run) {
    if (run.verdict().isInvalid()) {
      throw new IllegalArgumentException(
          "the run at T = " + run.temperature() + " is not valid: " + run.verdict());
    }
    double sites = run.magnet().lattice().sites();
    double[] energies = finite("energies", run, run.energies());
    double[] orders = finite("magnetizations", run, run.magnetizations());
    if (Arrays.stream(energies).allMatch(e -> e == energies[0])) {
      throw new IllegalArgumentException(
          "all energies of the run at T = %s are %s: it says nothing of other temperatures"
              .formatted(run.temperature(), energies[0]));
    }
    return new Samples.Series(
        1 / run.temperature(),
        Arrays.stream(energies).map(e -> e * sites).toArray(),
        Arrays.stream(orders).map(Math::abs).toArray(),
        Math.max(1, run.autocorrelationTime() / run.settings().every()));
  }

  private static double[] finite(String what, Measurements run, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s must be finite; at T = %s number %d is %s"
                .formatted(what, run.temperature(), i, values[i]));
      }
    }
    return values;
  }

  private static int blocks(List<Measurements> runs, List<Samples.Series> series) {
    int blocks = MOST_BLOCKS;
    for (int k = 0; k < series.size(); k++) {
      double independent = series.get(k).independent();
      if (!(independent >= LEAST)) {
        throw new IllegalArgumentException(
            "the run at T = %s has %.0f independent samples; reweighting needs %d: run it longer"
                .formatted(runs.get(k).temperature(), independent, LEAST));
      }
      blocks = (int) Math.min(blocks, independent / IN_A_BLOCK);
    }
    return blocks;
  }
}

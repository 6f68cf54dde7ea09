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
    double[] energies = run.energies();
    double[] orders = run.magnetizations();
    if (RunChecks.areEqual(energies)) {
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

  /**
   * That of two neighbouring temperatures enough energies are common to tell one from the other.
   */
  static void requireOverlap(List<Measurements> runs, Histograms histograms) {
    double[] independent = histograms.samples.independent;
    for (int k = 1; k < runs.size(); k++) {
      double shared = Math.min(independent[k - 1], independent[k]) * histograms.overlap(k - 1, k);
      if (!(shared >= LEAST)) {
        throw new IllegalArgumentException(
            ("the runs at T = %s and T = %s have %.0f independent samples in common, and %d are"
                    + " needed: run at a temperature between them")
                .formatted(
                    runs.get(k - 1).temperature(), runs.get(k).temperature(), shared, LEAST));
      }
    }
  }
}

package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Verdict;
import cusp.plot.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Several runs of one magnet as one measurement at every temperature near theirs.
 *
 * <p>A run at 1/T = β holds samples of energy E in proportion to Ω(E) exp(−βE). Several of them
 * give the density of states Ω where they overlap (Ferrenberg and Swendsen 1989, Phys. Rev. Lett.
 * 63:1195), and Ω any average at another β. Samples are weighed one by one, without bins, which is
 * the estimate of least variance (Shirts and Chodera 2008, J. Chem. Phys. 129:124105); those of a
 * slow run count less, by its autocorrelation time.
 *
 * <p>Errors: the jackknife. Every run is cut into the same number of blocks, 10 to 60, each of at
 * least ten independent samples, and all is computed again without the b-th of each.
 *
 * <p>An average at T is worth (Σw)²/Σw² samples, w being their weights there. Where that is less
 * than 100 independent ones there is none: {@link #lowest()} and {@link #highest()} are the ends of
 * what may be asked. Every run must be worth as many, and neighbouring runs have as many in common.
 *
 * <p>The verdict is QUALIFIED where that of a run is, or where there are fewer than 20 blocks:
 * errors are then themselves uncertain by a sixth or more.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(16));
 * var runs = Simulation.wolff().withSweeps(2000).run(magnet, new double[] {2.25, 2.35}, seed(1));
 * var reweighting = Reweighting.of(runs);
 * show(reweighting.at(2.3));
 * show(reweighting.peak(Quantity.SUSCEPTIBILITY));
 * show(reweighting.chart(Quantity.BINDER));
 * }</pre>
 */
public final class Reweighting {
  /** Independent samples that an average is worth and that neighbours share, at the least. */
  private static final int LEAST = RunSamples.LEAST;

  private static final int ENOUGH_BLOCKS = 20;

  /** How far beside the runs one may ask at most, as a ratio of temperatures. */
  private static final double FURTHEST = 4;

  private static final int CURVE = 61;

  private final List<Measurements> runs;
  private final Histograms histograms;
  private final double lowest;
  private final double highest;
  private final Verdict verdict;

  private Reweighting(List<Measurements> runs) {
    this.runs = runs;
    histograms = new Histograms(RunSamples.of(runs), magnet().lattice().sites());
    RunSamples.requireOverlap(runs, histograms);
    lowest = end(temperature(0), 1 / FURTHEST);
    highest = end(temperature(runs.size() - 1), FURTHEST);
    verdict = verdict(blocks());
  }

  /**
   * Joins runs.
   *
   * @param runs of the same magnet, at one temperature or several, in any order
   * @throws IllegalArgumentException if there are none, or if they are of different magnets; if a
   *     run is not valid, has energies that never change, or is shorter than 100 independent
   *     samples; or if two neighbouring temperatures have too little in common
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Reweighting of(List<Measurements> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there is no run to reweight: give at least one");
    }
    Magnet magnet = runs.get(0).magnet();
    for (Measurements run : runs) {
      if (!run.magnet().equals(magnet)) {
        throw new IllegalArgumentException(
            "runs of one magnet can be joined, not of %s and %s".formatted(magnet, run.magnet()));
      }
    }
    return new Reweighting(
        runs.stream().sorted(Comparator.comparingDouble(Measurements::temperature)).toList());
  }

  /** Joins runs, as {@link #of(List)} does. */
  public static Reweighting of(Measurements... runs) {
    return of(List.of(runs));
  }

  private Verdict verdict(int blocks) {
    List<String> reasons = new ArrayList<>();
    for (Measurements run : runs) {
      for (String reason : run.verdict().reasons()) {
        reasons.add("at T = " + run.temperature() + ": " + reason);
      }
    }
    if (blocks < ENOUGH_BLOCKS) {
      reasons.add(
          "errors come from %d blocks only and are uncertain by %.0f %%: run longer"
              .formatted(blocks, 100 / Math.sqrt(2.0 * (blocks - 1))));
    }
    return Verdict.qualified(reasons);
  }

  /** How far from a run's temperature there are enough samples, up to a ratio. */
  private double end(double temperature, double ratio) {
    double inside = temperature;
    double outside = Math.min(temperature * ratio, Double.MAX_VALUE);
    if (histograms.effective(1 / outside) >= LEAST) {
      return outside;
    }
    while (Math.abs(outside / inside - 1) > 1e-6) {
      double middle = Math.sqrt(inside * outside);
      if (histograms.effective(1 / middle) >= LEAST) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private double temperature(int run) {
    return runs.get(run).temperature();
  }

  /** The magnet that was run. */
  public Magnet magnet() {
    return runs.get(0).magnet();
  }

  /** The runs, by ascending temperature. */
  public List<Measurements> runs() {
    return runs;
  }

  /** The lowest temperature that may be asked for. */
  public double lowest() {
    return lowest;
  }

  /** The highest temperature that may be asked for. */
  public double highest() {
    return highest;
  }

  /** Blocks of the jackknife. */
  public int blocks() {
    return histograms.samples.blocks;
  }

  /** Whether and how the numbers may be read. */
  public Verdict verdict() {
    return verdict;
  }

  Histograms histograms() {
    return histograms;
  }

  /**
   * All quantities at a temperature.
   *
   * @throws IllegalArgumentException if it lies outside {@link #lowest()} … {@link #highest()}, or
   *     between two runs where too few samples lie
   */
  public Reweighted at(double temperature) {
    double beta = 1 / inside(temperature);
    return new Reweighted(
        temperature,
        observable(Quantity.ENERGY, beta),
        observable(Quantity.SPECIFIC_HEAT, beta),
        observable(Quantity.MAGNETIZATION, beta),
        observable(Quantity.SUSCEPTIBILITY, beta),
        observable(Quantity.BINDER, beta),
        observable(Quantity.BINDER_SLOPE, beta),
        observable(Quantity.LOG_SLOPE, beta),
        histograms.effective(beta));
  }

  Measured observable(Quantity quantity, double beta) {
    return Replicates.observable(histograms.replicates(quantity, beta));
  }

  private double inside(double temperature) {
    if (!(temperature >= lowest && temperature <= highest)) {
      throw new IllegalArgumentException(
          "the runs of %s say something of temperatures from %.6g to %.6g, not of %s"
              .formatted(magnet(), lowest, highest, temperature));
    }
    double effective = histograms.effective(1 / temperature);
    if (!(effective >= LEAST)) {
      throw new IllegalArgumentException(
          "at T = %s the runs of %s are worth %.0f independent samples, and %d are needed"
              .formatted(temperature, magnet(), effective, LEAST));
    }
    return temperature;
  }

  /**
   * ln Z(to) − ln Z(from) = F(from)/from − F(to)/to, the free energy F of the whole magnet.
   *
   * @throws IllegalArgumentException as {@link #at(double)} does
   */
  public Measured logPartitionRatio(double from, double to) {
    double[] ratio = histograms.logPartition(1 / inside(to));
    double[] base = histograms.logPartition(1 / inside(from));
    Arrays.setAll(ratio, b -> ratio[b] - base[b]);
    return Replicates.observable(ratio);
  }

  /**
   * Where a quantity is largest.
   *
   * @throws IllegalStateException if that is at an end of what the runs reach, as it always is of
   *     the energy and the magnetization
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Peak peak(Quantity quantity) {
    double[] at = peaks(quantity);
    double[] height = new double[at.length];
    Arrays.setAll(height, b -> value(quantity, b, at[b]));
    return new Peak(quantity, Replicates.observable(at), Replicates.observable(height));
  }

  /** Where a quantity is largest in each replicate. */
  double[] peaks(Quantity quantity) {
    double[] grid = grid();
    int best = largest(quantity, grid);
    if (best == 0 || best == grid.length - 1) {
      throw new IllegalStateException(
          "%s is largest at T = %.6g, the end of what the runs reach: run at %s temperatures too"
              .formatted(quantity, grid[best], best == 0 ? "lower" : "higher"));
    }
    // Wide enough for the replicates, whose peaks scatter about this one.
    double low = grid[Math.max(0, best - 5)];
    double high = grid[Math.min(grid.length - 1, best + 5)];
    double[] at = new double[histograms.replicates()];
    for (int b = 0; b < at.length; b++) {
      Interrupts.endIfInterrupted("the search for a maximum");
      int replicate = b;
      at[b] = Search.maximum(t -> value(quantity, replicate, t), low, high);
    }
    return at;
  }

  private int largest(Quantity quantity, double[] grid) {
    int best = 0;
    for (int i = 1; i < grid.length; i++) {
      if (value(quantity, 0, grid[i]) > value(quantity, 0, grid[best])) {
        best = i;
      }
    }
    return best;
  }

  private double value(Quantity quantity, int replicate, double temperature) {
    return quantity.of(histograms.moments(replicate, 1 / temperature));
  }

  private double[] grid() {
    double[] grid = new double[CURVE];
    Arrays.setAll(grid, i -> lowest + (highest - lowest) * i / (CURVE - 1));
    return grid;
  }

  /** A row a temperature, from the lowest to the highest: every quantity and its error. */
  public Table toTable() {
    return new ReweightedCurves(this, allowed()).toTable();
  }

  /** A quantity against the temperature: its curve with a band of one error, and the runs. */
  public Figure chart(Quantity quantity) {
    return new ReweightedCurves(this, allowed()).chart(quantity);
  }

  /** Temperatures from the lowest to the highest, without those that lie in a gap. */
  private double[] allowed() {
    return Arrays.stream(grid()).filter(t -> histograms.effective(1 / t) >= LEAST).toArray();
  }

  @Override
  public String toString() {
    return "%s from T = %.5g to %.5g, reweighted from %d runs in %d blocks (%s)"
        .formatted(magnet(), lowest, highest, runs.size(), blocks(), verdict);
  }
}

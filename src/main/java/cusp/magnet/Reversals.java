package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How long a finite magnet keeps the direction of its magnetization: below the Curie point the time
 * grows with the size as e^(2σL/T), with σ the tension of a wall, so that symmetry is broken for
 * longer than anyone waits, though never for ever.
 *
 * <p>A reversal is the passage from m above a threshold to m below minus the threshold, or back;
 * the threshold is half of ⟨|m|⟩, so that a magnet which only wavers about 0 has none. The time is
 * that of all sweeps over the number of reversals.
 *
 * <pre>{@code
 * var reversals = Reversals.defaults().withSweeps(2000).withChains(4).withLengths(2, 4, 6);
 * var times = reversals.measure(Magnet.ising(Lattice.square(4)), 2.2, seed(1));
 * show(times.toTable());
 * show(times.chart());
 * }</pre>
 *
 * @param lengths of the lattices
 * @param sweeps of the heat bath, of each chain, at least 10
 * @param chains independent ones, at least 2; the error comes from their differences
 */
public record Reversals(int[] lengths, int sweeps, int chains) {
  private static final int FEWEST_SWEEPS = 10;

  /** The share of sweeps that are not counted, after a start with all spins up. */
  private static final int SETTLING = 10;

  /** With fewer reversals than this there is a time of the right order only. */
  private static final long FEWEST_REVERSALS = 10;

  public Reversals {
    lengths = lengths.clone();
    if (lengths.length == 0 || sweeps < FEWEST_SWEEPS || chains < 2) {
      throw new IllegalArgumentException(
          "there are at least 1 length, %d sweeps and 2 chains, not %d, %d and %d"
              .formatted(FEWEST_SWEEPS, lengths.length, sweeps, chains));
    }
  }

  /** Lengths 4 to 16 by 2; 16 chains of 20,000 sweeps. */
  public static Reversals defaults() {
    return new Reversals(new int[] {4, 6, 8, 10, 12, 14, 16}, 20_000, 16);
  }

  public Reversals withLengths(int... newLengths) {
    return new Reversals(newLengths, sweeps, chains);
  }

  public Reversals withSweeps(int newSweeps) {
    return new Reversals(lengths, newSweeps, chains);
  }

  public Reversals withChains(int newChains) {
    return new Reversals(lengths, sweeps, newChains);
  }

  /**
   * Measures.
   *
   * @param magnet whose lattice is taken at each of the lengths
   * @throws IllegalArgumentException if the temperature is not above 0 and finite, the magnet is
   *     not Ising's or is in a field
   * @throws CancellationException if the thread is interrupted before the first length is measured;
   *     later an interrupt leaves what there is, with a verdict that says so
   */
  public Times measure(Magnet magnet, double temperature, Seed seed) {
    Temperatures.requirePositive(temperature);
    if (!magnet.ising() || magnet.field() != 0) {
      throw new IllegalArgumentException(
          "the two directions are alike in Ising's magnet without a field, not in " + magnet);
    }
    List<Magnet> magnets = Arrays.stream(lengths).mapToObj(magnet::withLength).toList();
    List<double[]> series =
        Parallel.map(
            "reversals",
            lengths.length * chains,
            i ->
                magnetizations(
                    magnets.get(i / chains),
                    temperature,
                    seed.stream("length", lengths[i / chains]).stream("chain", i % chains)));
    int done = series.size() / chains;
    if (done == 0) {
      throw new CancellationException("the search for reversals was interrupted");
    }
    List<String> reasons = new ArrayList<>();
    if (done < lengths.length) {
      reasons.add("partial: %d of %d lengths".formatted(done, lengths.length));
    }
    List<Measured> times = new ArrayList<>();
    for (int l = 0; l < done; l++) {
      double[] counts = counts(series.subList(l * chains, (l + 1) * chains));
      long all = (long) Arrays.stream(counts).sum();
      if (all < FEWEST_REVERSALS) {
        reasons.add(
            "%d reversals at length %d are too few: take more sweeps, or a smaller lattice"
                .formatted(all, lengths[l]));
        times.add(new Measured(Double.NaN, Double.NaN));
      } else {
        double counted = sweeps - sweeps / SETTLING;
        times.add(Jackknife.ofEach(chains).estimate(means -> counted / means[0], counts));
      }
    }
    return new Times(times, Verdict.qualified(reasons), magnet, temperature, this, seed);
  }

  private double[] magnetizations(Magnet magnet, double temperature, Seed seed) {
    Spins spins = Spins.ordered(magnet, seed);
    int settling = sweeps / SETTLING;
    double[] magnetizations = new double[sweeps - settling];
    for (int t = 0; t < sweeps; t++) {
      Interrupts.endIfInterrupted("the search for reversals");
      spins.sweep(temperature);
      if (t >= settling) {
        magnetizations[t - settling] = spins.magnetization();
      }
    }
    return magnetizations;
  }

  /** Reversals of each chain. */
  private static double[] counts(List<double[]> chains) {
    double threshold =
        chains.stream().flatMapToDouble(Arrays::stream).map(Math::abs).average().orElseThrow() / 2;
    return chains.stream().mapToDouble(m -> count(m, threshold)).toArray();
  }

  private static int count(double[] magnetizations, double threshold) {
    int count = 0;
    double direction = 0;
    for (double m : magnetizations) {
      if (Math.abs(m) >= threshold && Math.signum(m) != direction) {
        count += direction == 0 ? 0 : 1;
        direction = Math.signum(m);
      }
    }
    return count;
  }

  /**
   * Sweeps between reversals.
   *
   * @param times at each length, as many as were measured; NaN where there were too few reversals
   * @param verdict whether all lengths were measured and each has a time
   * @param magnet whose lattice was taken at each length
   * @param temperature T
   * @param settings what was asked for
   * @param seed of the chains
   */
  public record Times(
      List<Measured> times,
      Verdict verdict,
      Magnet magnet,
      double temperature,
      Reversals settings,
      Seed seed) {

    public Times {
      times = List.copyOf(times);
    }

    private double[] values() {
      return Measured.values(times);
    }

    private double[] errors() {
      return Measured.errors(times);
    }

    private IntStream lengths() {
      return Arrays.stream(settings.lengths).limit(times.size());
    }

    /** A row a length: L, N, the time and its error. */
    public Table toTable() {
      return Table.create(
          "reversals",
          IntColumn.create("L", lengths().toArray()),
          IntColumn.create(
              "N", lengths().map(length -> magnet.withLength(length).lattice().sites()).toArray()),
          DoubleColumn.create("sweeps", values()),
          DoubleColumn.create("standard error", errors()));
    }

    /** The time against the length, its axis logarithmic. */
    public Figure chart() {
      double[] values = values();
      boolean[] hollow = new boolean[values.length];
      return Plot.of("Sweeps between reversals at T = " + temperature)
          .x("L")
          .y("sweeps")
          .logY()
          .estimates("time", lengths().asDoubleStream().toArray(), values, errors(), hollow)
          .figure(toString());
    }

    @Override
    public String toString() {
      return "Reversals at T = %s by length %s: %s (%s)"
          .formatted(temperature, Arrays.toString(settings.lengths), times, verdict);
    }
  }
}

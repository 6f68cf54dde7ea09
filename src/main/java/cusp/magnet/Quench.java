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
import tech.tablesaw.api.Table;

/**
 * Cools a magnet from infinite temperature at once and follows how its domains grow.
 *
 * <p>Their size is read off the energy in excess of equilibrium, which the walls between them hold:
 * R(t) = 2/(u(t) − u), the distance of straight walls of energy 2 on the square lattice, and
 * proportional to it elsewhere. Equilibrium is measured beside, on magnets that start ordered.
 * Curvature drives walls, so R ∝ √t (Lifshitz 1962, Allen and Cahn 1979; review: Bray 1994,
 * doi:10.1080/00018739400101505); at the times that one reaches the exponent is still somewhat
 * lower.
 *
 * <pre>{@code
 * var quench = Quench.defaults().withSweeps(200).withReplicas(8);
 * var growth = quench.run(Magnet.ising(Lattice.square(128)), 1.5, seed(1));
 * show(growth);
 * show(growth.chart());
 * }</pre>
 *
 * @param sweeps after the quench, of the heat bath, at least 32
 * @param replicas independent magnets, at least 2; as many again start ordered
 */
public record Quench(int sweeps, int replicas) {
  private static final int FEWEST_SWEEPS = 32;

  /** Where the fit begins: the first sweeps form domains, before they grow. */
  private static final int FIRST_FITTED = 8;

  /** The share of the length that domains may reach in the fit: larger ones feel the torus. */
  private static final double LARGEST_SHARE = 0.15;

  private static final int TIMES_AN_OCTAVE = 2;

  public Quench {
    if (sweeps < FEWEST_SWEEPS || replicas < 2) {
      throw new IllegalArgumentException(
          "there are at least %d sweeps and 2 replicas, not %d and %d"
              .formatted(FEWEST_SWEEPS, sweeps, replicas));
    }
  }

  /** 1,024 sweeps in 16 replicas. */
  public static Quench defaults() {
    return new Quench(1_024, 16);
  }

  public Quench withSweeps(int newSweeps) {
    return new Quench(newSweeps, replicas);
  }

  public Quench withReplicas(int newReplicas) {
    return new Quench(sweeps, newReplicas);
  }

  /** Sweeps after which R is read: 1, 2 and on by factors of √2. */
  private int[] times() {
    return IntStream.iterate(0, k -> k + 1)
        .map(k -> (int) Math.round(Math.pow(2, (double) k / TIMES_AN_OCTAVE)))
        .takeWhile(t -> t <= sweeps)
        .distinct()
        .toArray();
  }

  /**
   * Quenches to a temperature.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 and below the critical one,
   *     or the magnet is in a field or on the complete graph
   * @throws CancellationException if the thread is interrupted before two replicas are through
   */
  public Growth run(Magnet magnet, double temperature, Seed seed) {
    Temperatures.requirePositive(temperature);
    if (magnet.criticalTemperature().filter(critical -> temperature >= critical).isPresent()) {
      throw new IllegalArgumentException(
          "a quench ends below the critical temperature %s, not at %s"
              .formatted(magnet.criticalTemperature().get(), temperature));
    }
    if (magnet.lattice().kind() == Lattice.Kind.COMPLETE_GRAPH) {
      throw new IllegalArgumentException(
          "domains have a place: take a lattice, not the " + magnet.lattice());
    }
    if (magnet.field() != 0) {
      throw new IllegalArgumentException(
          "domains grow without a field, not in one of " + magnet.field());
    }
    int[] times = times();
    List<double[]> runs =
        Parallel.map(
            "quench",
            replicas,
            r -> replica(magnet, temperature, times, seed.stream("replica", r)));
    if (runs.size() < 2) {
      throw new CancellationException("the quench was interrupted");
    }
    return growth(magnet, temperature, times, runs, seed);
  }

  /** The energy at each of the times, and that of equilibrium. */
  private double[] replica(Magnet magnet, double temperature, int[] times, Seed seed) {
    double[] energies = new double[times.length + 1];
    Spins quenched = Spins.random(magnet, seed.stream("quenched"));
    Spins ordered = Spins.ordered(magnet, seed.stream("ordered"));
    int next = 0;
    for (int t = 1; t <= sweeps; t++) {
      Interrupts.endIfInterrupted("the quench");
      quenched.sweep(temperature);
      ordered.sweep(temperature);
      if (next < times.length && times[next] == t) {
        energies[next++] = quenched.energy();
      }
      if (t > sweeps / 2) {
        energies[times.length] += ordered.energy() / (sweeps - sweeps / 2);
      }
    }
    return energies;
  }

  private Growth growth(
      Magnet magnet, double temperature, int[] times, List<double[]> runs, Seed seed) {
    Jackknife jackknife = Jackknife.ofEach(runs.size());
    double[][] series =
        IntStream.rangeClosed(0, times.length)
            .mapToObj(k -> runs.stream().mapToDouble(run -> run[k]).toArray())
            .toArray(double[][]::new);
    List<Measured> sizes = new ArrayList<>();
    for (int k = 0; k < times.length; k++) {
      int at = k;
      sizes.add(jackknife.estimate(means -> size(means, at), series));
    }
    double largest = LARGEST_SHARE * magnet.lattice().length();
    int[] fitted =
        IntStream.range(0, times.length)
            .filter(k -> times[k] >= FIRST_FITTED && sizes.get(k).value() <= largest)
            .toArray();
    List<String> reasons = new ArrayList<>();
    if (runs.size() < replicas) {
      reasons.add("partial: %d of %d replicas".formatted(runs.size(), replicas));
    }
    Measured exponent = new Measured(Double.NaN, Double.NaN);
    if (fitted.length < 3) {
      reasons.add(
          "no exponent, since domains reach %.3g of %d sites in %d sweeps: take a larger lattice"
              .formatted(LARGEST_SHARE, magnet.lattice().length(), FIRST_FITTED));
    } else {
      exponent = jackknife.estimate(means -> slope(means, times, fitted), series);
    }
    return new Growth(
        Arrays.stream(times).asDoubleStream().toArray(),
        sizes,
        exponent,
        Verdict.qualified(reasons),
        magnet,
        temperature,
        this,
        seed);
  }

  private static double size(double[] energies, int at) {
    double excess = energies[at] - energies[energies.length - 1];
    return excess > 0 ? 2 / excess : Double.NaN;
  }

  /** The slope of ln R against ln t, by least squares. */
  private static double slope(double[] energies, int[] times, int[] fitted) {
    double[] x = Arrays.stream(fitted).mapToDouble(k -> Math.log(times[k])).toArray();
    double[] y = Arrays.stream(fitted).mapToDouble(k -> Math.log(size(energies, k))).toArray();
    double[] alike = new double[x.length];
    Arrays.fill(alike, 1);
    return Line.through(x, y, alike).slope();
  }

  /**
   * How domains grew.
   *
   * @param times sweeps after the quench
   * @param sizes R at each of them; NaN where no energy is left in excess
   * @param exponent n of R ∝ tⁿ, by least squares of the logarithms from 8 sweeps on to where R is
   *     0.15 of the length; its error is of sampling alone
   * @param verdict whether all replicas were run and there is an exponent
   * @param magnet that was quenched
   * @param temperature T
   * @param settings what was asked for
   * @param seed of the run
   */
  public record Growth(
      double[] times,
      List<Measured> sizes,
      Measured exponent,
      Verdict verdict,
      Magnet magnet,
      double temperature,
      Quench settings,
      Seed seed) {

    public Growth {
      sizes = List.copyOf(sizes);
    }

    private double[] values() {
      return Measured.values(sizes);
    }

    private double[] errors() {
      return Measured.errors(sizes);
    }

    /** A row a time: t, R and its error. */
    public Table toTable() {
      return Table.create(
          "growth",
          DoubleColumn.create("t", times),
          DoubleColumn.create("R", values()),
          DoubleColumn.create("standard error", errors()));
    }

    /** R against t on logarithmic axes. */
    public Figure chart() {
      boolean[] hollow = new boolean[times.length];
      Arrays.fill(hollow, !verdict.isOk());
      return Plot.of("Domains after a quench to T = " + temperature)
          .x("sweeps")
          .logX()
          .y("R")
          .logY()
          .estimates("R", times, values(), errors(), hollow)
          .figure(toString());
    }

    @Override
    public String toString() {
      return "%s quenched to T = %s: R ∝ t^(%s) (%s)"
          .formatted(magnet, temperature, exponent, verdict);
    }
  }
}

package cusp.magnet;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.Diagnostics;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Energies and magnetizations of the states that a {@link Simulation} drew, and what follows from
 * them, with errors by the jackknife over blocks longer than the autocorrelation time.
 *
 * <p>Observables are per site, with H the field's part included. Of a finite magnet without a field
 * ⟨m⟩ is 0, so that its order is read off ⟨|m|⟩; Binder's cumulant is 2/3 where it is ordered and,
 * of Ising's, near 0 where it is not (Binder 1981, doi:10.1007/BF01293604). At the critical point
 * it depends on the shape of the lattice's cell, as {@link Crossing} says.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(16));
 * var measured = Simulation.swendsenWang().withSweeps(1000).run(magnet, 2.2, seed(1));
 * show(measured);
 * show(measured.toTable());
 * show(measured.chart());
 * }</pre>
 *
 * @param magnet what was simulated
 * @param temperature T
 * @param energies H/N of the measured states; chains of equal length, one after the other
 * @param magnetizations M/N of Ising's magnet, (q·largest share − 1)/(q − 1) of Potts's; in the
 *     order of the energies
 * @param settings what was done; after an interrupt with the chains and sweeps that there are
 * @param seed of the simulation
 * @param verdict whether and how the observables may be read: INVALID where chains disagree,
 *     QUALIFIED where there are too few draws for errors, or where no two differ in energy
 */
public record Measurements(
    Magnet magnet,
    double temperature,
    double[] energies,
    double[] magnetizations,
    Simulation settings,
    Seed seed,
    Verdict verdict) {
  static final int FEWEST_FOR_DIAGNOSTICS = 4;
  private static final int MOST_POINTS = 2_000;

  public Measurements {
    if (energies.length != magnetizations.length || energies.length % settings.chains() != 0) {
      throw new IllegalArgumentException(
          "there is a magnetization for each energy, and as many of them in each of %d chains; not %d and %d"
              .formatted(settings.chains(), magnetizations.length, energies.length));
    }
    Temperatures.requirePositive(temperature);
    energies = RunChecks.finite("energies", energies);
    magnetizations = RunChecks.finite("magnetizations", magnetizations);
  }

  @Override
  public double[] energies() {
    return energies.clone();
  }

  @Override
  public double[] magnetizations() {
    return magnetizations.clone();
  }

  static Measurements of(
      Magnet magnet, double temperature, Chain.Draws draws, Simulation asked, Seed seed) {
    Measurements read =
        new Measurements(
            magnet,
            temperature,
            draws.energies(),
            draws.magnetizations(),
            draws.done(),
            seed,
            Verdict.ok());
    return new Measurements(
        magnet,
        temperature,
        draws.energies(),
        draws.magnetizations(),
        draws.done(),
        seed,
        RunChecks.verdict(read, asked));
  }

  /** Of a chain. */
  int draws() {
    return energies.length / settings.chains();
  }

  /** What is judged of the magnetization: in a field its sign counts, otherwise it is free. */
  double[] orders() {
    return magnet.field() == 0 ? map(magnetizations, Math::abs) : magnetizations;
  }

  /**
   * Sweeps that are worth one independent state: 1 + 2Σρ of the slower of energy and |m|, in a
   * field m. At least the distance of two measurements; NaN where a chain has fewer than 4.
   */
  public double autocorrelationTime() {
    return settings.every() * timeInDraws();
  }

  private double timeInDraws() {
    if (draws() < FEWEST_FOR_DIAGNOSTICS) {
      return Double.NaN;
    }
    int chains = settings.chains();
    return Math.max(
        1,
        Math.max(
            Diagnostics.autocorrelationTime(energies, chains),
            Diagnostics.autocorrelationTime(orders(), chains)));
  }

  /** Blocks for the magnetization with its sign, which turns more slowly than |m| changes. */
  private Jackknife signedJackknife() {
    double time =
        draws() < FEWEST_FOR_DIAGNOSTICS
            ? Double.NaN
            : Math.max(
                timeInDraws(), Diagnostics.autocorrelationTime(magnetizations, settings.chains()));
    return Jackknife.of(settings.chains(), draws(), time);
  }

  /** Blocks of these draws; leaves functions of their means with errors. */
  Jackknife jackknife() {
    return Jackknife.of(settings.chains(), draws(), timeInDraws());
  }

  /** u = ⟨H⟩/N. */
  public Measured energy() {
    return estimate(means -> means[0], energies);
  }

  /** c = (⟨H²⟩ − ⟨H⟩²)/(T²N). */
  public Measured specificHeat() {
    // About a state's energy rather than about 0, so that nothing is lost where all are close.
    double[] about = map(energies, e -> e - energies[0]);
    // Divided twice, since T² of a T that is allowed may be 0.
    return estimate(
        means -> sites() * (means[1] - means[0] * means[0]) / temperature / temperature,
        about,
        map(about, e -> e * e));
  }

  /** ⟨|m|⟩. */
  public Measured magnetization() {
    return estimate(means -> means[0], map(magnetizations, Math::abs));
  }

  /**
   * ⟨m⟩, with its sign: 0 without a field, however long it takes to find that. Its error is NaN
   * where the sign turned too seldom to know it, whatever the verdict on the rest.
   */
  public Measured signedMagnetization() {
    verdict.requireValid("there is no observable");
    return signedJackknife().estimate(means -> means[0], magnetizations);
  }

  /** χ = N(⟨m²⟩ − ⟨|m|⟩²)/T. */
  public Measured susceptibility() {
    double scale = sites() / temperature;
    return estimate(
        means -> scale * (means[1] - means[0] * means[0]),
        map(magnetizations, Math::abs),
        map(magnetizations, m -> m * m));
  }

  /** U = 1 − ⟨m⁴⟩/(3⟨m²⟩²). */
  public Measured binder() {
    return estimate(
        means -> 1 - means[1] / (3 * means[0] * means[0]),
        map(magnetizations, m -> m * m),
        map(magnetizations, m -> m * m * m * m));
  }

  private Measured estimate(ToDoubleFunction<double[]> function, double[]... series) {
    verdict.requireValid("there is no observable");
    return jackknife().estimate(function, series);
  }

  private static double[] map(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }

  private int sites() {
    return magnet.lattice().sites();
  }

  /** A row an observable: its value and its standard error. */
  public Table toTable() {
    List<Measured> observables = COLUMNS.stream().map(c -> c.of.apply(this)).toList();
    return Table.create(
        toString(),
        StringColumn.create("observable", COLUMNS.stream().map(Column::name)),
        DoubleColumn.create("value", Measured.values(observables)),
        DoubleColumn.create("standard error", Measured.errors(observables)));
  }

  private record Column(String name, Function<Measurements, Measured> of) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("energy", Measurements::energy),
          new Column("specific heat", Measurements::specificHeat),
          new Column("|m|", Measurements::magnetization),
          new Column("susceptibility", Measurements::susceptibility),
          new Column("Binder's cumulant", Measurements::binder));

  /**
   * A row a simulation: its temperature, its observables and their standard errors, NaN where its
   * verdict is INVALID, and the verdict.
   */
  public static Table table(List<Measurements> all) {
    Table table = Table.create("simulations");
    table.addColumns(
        DoubleColumn.create("T", all.stream().mapToDouble(Measurements::temperature).toArray()));
    for (Column column : COLUMNS) {
      List<Measured> values =
          all.stream()
              .map(
                  m ->
                      m.verdict.isInvalid()
                          ? new Measured(Double.NaN, Double.NaN)
                          : column.of.apply(m))
              .toList();
      table.addColumns(
          DoubleColumn.create(column.name, Measured.values(values)),
          DoubleColumn.create("± " + column.name, Measured.errors(values)));
    }
    table.addColumns(
        StringColumn.create("verdict", all.stream().map(m -> m.verdict.level().name())));
    return table;
  }

  /** The magnetization of each chain against its sweeps, at most 2,000 points a chain. */
  public Figure chart() {
    int n = draws();
    int stride = (n + MOST_POINTS - 1) / MOST_POINTS;
    int points = (n + stride - 1) / stride;
    double[] x =
        IntStream.range(0, points)
            .mapToDouble(i -> (i * (double) stride + 1) * settings.every())
            .toArray();
    Plot plot = Plot.of(magnet + ", T = " + temperature).x("sweep").y("m");
    for (int c = 0; c < settings.chains(); c++) {
      int from = c * n;
      double[] y =
          IntStream.range(0, points).mapToDouble(i -> magnetizations[from + i * stride]).toArray();
      plot = plot.line("chain " + c + (c % 2 == 0 ? ", from order" : ", from disorder"), x, y);
    }
    return plot.figure("The magnetization of each chain against its sweeps. " + this);
  }

  @Override
  public String toString() {
    String what = "%s at T = %s".formatted(magnet, temperature);
    return verdict.isInvalid()
        ? what + ": " + verdict
        : "%s: u = %s, |m| = %s (%s)".formatted(what, energy(), magnetization(), verdict);
  }
}

package cusp.magnet;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A critical point with its exponents, and how well the lengths collapse with them.
 *
 * <pre>{@code
 * var study = FiniteSizeScaling.defaults()
 *     .withLengths(4, 6, 8, 12)
 *     .withSimulation(Simulation.wolff().withChains(2).withBurnIn(50).withSweeps(300));
 * var scaling = study.estimate(Magnet.ising(Lattice.square(8)), seed(1));
 * show(scaling.exponents().nu().interval());
 * show(scaling.crossings());
 * }</pre>
 *
 * @param collapsed Tc and the exponents of the best collapse, whatever the verdict
 * @param atFixedBinder the same from power laws at a fixed Binder cumulant, as a check: it comes of
 *     the same samples
 * @param binder that cumulant
 * @param crossings of all pairs of lengths that cross
 * @param lengths that were used, ascending
 * @param chiSquared of the collapse: Σ (residual/error)² over points that are correlated
 * @param expectedChiSquared what it is on average where the law holds, their correlation considered
 * @param probability of a worse collapse where the law holds
 * @param verdict whether and how the estimate may be read
 * @param settings what was asked for
 * @param reweightings of all lengths, ascending, those that were left out included
 */
public record ScalingEstimate(
    Exponents collapsed,
    Exponents atFixedBinder,
    double binder,
    List<Crossing> crossings,
    List<Integer> lengths,
    double chiSquared,
    double expectedChiSquared,
    double probability,
    Verdict verdict,
    FiniteSizeScaling settings,
    List<Reweighting> reweightings) {
  private static final int POINTS = 25;

  public ScalingEstimate {
    crossings = List.copyOf(crossings);
    lengths = List.copyOf(lengths);
    reweightings = List.copyOf(reweightings);
  }

  /**
   * Tc and the exponents.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public Exponents exponents() {
    verdict.requireValid("there is no estimate");
    return collapsed;
  }

  /** The magnet that was scaled, at its longest length. */
  public Magnet magnet() {
    return reweightings.get(reweightings.size() - 1).magnet();
  }

  /** A row an estimate: Tc, ν, β, γ with their errors, of the collapse and at a fixed cumulant. */
  public Table toTable() {
    List<Exponents> both = List.of(collapsed, atFixedBinder);
    Table table =
        Table.create(
            magnet().withLength(lengths.get(0)) + " and longer",
            StringColumn.create("from", "collapse", "fixed cumulant"));
    add(table, both, "Tc", Exponents::criticalTemperature);
    add(table, both, "ν", Exponents::nu);
    add(table, both, "β", Exponents::beta);
    add(table, both, "γ", Exponents::gamma);
    return table;
  }

  private static void add(
      Table table,
      List<Exponents> rows,
      String name,
      java.util.function.Function<Exponents, Measured> part) {
    table.addColumns(
        column(name, rows, r -> part.apply(r).value()),
        column("± " + name, rows, r -> part.apply(r).standardError()));
  }

  private static <T> DoubleColumn column(String name, List<T> rows, ToDoubleFunction<T> part) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(part).toArray());
  }

  /** A row a pair of lengths: where their cumulants cross. */
  public Table crossingTable() {
    return Table.create(
        "crossings of Binder's cumulant",
        IntColumn.create("L", crossings.stream().mapToInt(Crossing::smaller).toArray()),
        IntColumn.create("and L", crossings.stream().mapToInt(Crossing::larger).toArray()),
        column("T", crossings, c -> c.temperature().value()),
        column("± T", crossings, c -> c.temperature().standardError()),
        column("U", crossings, c -> c.binder().value()),
        column("± U", crossings, c -> c.binder().standardError()));
  }

  /** Order and susceptibility against temperature, and both collapsed, side by side. */
  public Figure chart() {
    return Figure.grid(
        "L = %d to %d: %s".formatted(lengths.get(0), last(), collapsed),
        2,
        List.of(
            raw(Quantity.MAGNETIZATION),
            collapse(Quantity.MAGNETIZATION),
            raw(Quantity.SUSCEPTIBILITY),
            collapse(Quantity.SUSCEPTIBILITY)));
  }

  private Figure raw(Quantity quantity) {
    Plot plot = Plot.of("").x("temperature T").y(quantity.toString());
    for (Reweighting size : reweightings) {
      double[] t = temperatures(size);
      double[] y = values(size, quantity, t);
      plot = plot.line("L = " + size.magnet().lattice().length(), t, y);
    }
    return plot.mark("Tc", collapsed.criticalTemperature().value())
        .figure(
            "%s of %s against temperature, a curve for each length from %d: they differ."
                .formatted(quantity, magnet(), first()));
  }

  /**
   * A quantity scaled with the length, against x = L^(1/ν) ln(T/Tc): points of all lengths, which
   * lie on one curve where scaling holds.
   *
   * @param quantity the magnetization, the susceptibility or Binder's cumulant
   * @throws IllegalArgumentException if it is another
   */
  public Figure collapse(Quantity quantity) {
    double exponent = exponent(quantity);
    double nu = collapsed.nu().value();
    Plot plot = Plot.of("").x("L^(1/ν) ln(T/Tc)").y(scaled(quantity));
    for (Reweighting size : reweightings) {
      double length = size.magnet().lattice().length();
      double[] t = temperatures(size);
      double scale = Math.pow(length, 1 / nu);
      double critical = collapsed.criticalTemperature().value();
      double[] x = Arrays.stream(t).map(one -> scale * Math.log(one / critical)).toArray();
      double factor = Math.pow(length, exponent);
      double[] y = Arrays.stream(values(size, quantity, t)).map(value -> value * factor).toArray();
      plot = plot.points("L = " + size.magnet().lattice().length(), x, y);
    }
    return plot.figure(
        "%s against L^(1/ν) ln(T/Tc), points of lengths from %d to %d on one curve (p = %.2g)."
            .formatted(scaled(quantity), first(), last(), probability));
  }

  private double exponent(Quantity quantity) {
    return switch (quantity) {
      case MAGNETIZATION -> collapsed.beta().value() / collapsed.nu().value();
      case SUSCEPTIBILITY -> -collapsed.gamma().value() / collapsed.nu().value();
      case BINDER -> 0;
      default ->
          throw new IllegalArgumentException(
              "magnetization, susceptibility and Binder's cumulant collapse here, not the "
                  + quantity);
    };
  }

  private static String scaled(Quantity quantity) {
    return switch (quantity) {
      case MAGNETIZATION -> "⟨|m|⟩ L^(β/ν)";
      case SUSCEPTIBILITY -> "χ L^(−γ/ν)";
      default -> "U";
    };
  }

  private int first() {
    return reweightings.get(0).magnet().lattice().length();
  }

  private int last() {
    return magnet().lattice().length();
  }

  /** Temperatures of the fit's window that a length reaches. */
  private double[] temperatures(Reweighting size) {
    double scale =
        Math.pow(size.magnet().lattice().length(), -1 / collapsed.nu().value()) * settings.window();
    List<Double> inside = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double t =
          collapsed.criticalTemperature().value() * Math.exp(scale * (2.0 * i / (POINTS - 1) - 1));
      if (t >= size.lowest() && t <= size.highest()) {
        inside.add(t);
      }
    }
    return inside.stream().mapToDouble(t -> t).toArray();
  }

  private static double[] values(Reweighting size, Quantity quantity, double[] temperatures) {
    return Arrays.stream(temperatures)
        .map(t -> quantity.of(size.histograms().moments(0, 1 / t)))
        .toArray();
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "scaling of " + magnet() + ": " + verdict
        : "%s, from lengths %s (%s)".formatted(collapsed, lengths, verdict);
  }
}

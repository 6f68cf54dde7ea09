package cusp.magnet;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The order of a transition, with the evidence.
 *
 * <pre>{@code
 * var order = TransitionOrder.defaults()
 *     .withLengths(6, 8, 12)
 *     .withSimulation(Simulation.swendsenWang().withChains(2).withBurnIn(100).withSweeps(1000))
 *     .estimate(Magnet.ising(Lattice.square(8)), seed(1));
 * show(order.kind() + ": widths fall as L to the -" + order.fall());
 * }</pre>
 *
 * @param kind what the lengths say
 * @param sizes each length's energies, ascending
 * @param fall s of the widths ~ L^(−s): 0 of coexisting phases, d − 1/ν of a continuous transition
 * @param verdict whether and how the kind may be read
 * @param settings what was asked for
 */
public record OrderEstimate(
    TransitionOrder.Kind kind,
    List<PhaseReading> sizes,
    Measured fall,
    Verdict verdict,
    TransitionOrder settings) {

  public OrderEstimate {
    sizes = List.copyOf(sizes);
  }

  /** A row a length: its readings with their errors. */
  public Table toTable() {
    Table table =
        Table.create(
            "energies at the transition",
            IntColumn.create("L", sizes.stream().mapToInt(PhaseReading::length).toArray()));
    add(table, "T", PhaseReading::temperature);
    add(table, "width", PhaseReading::width);
    add(table, "barrier", PhaseReading::barrier);
    add(table, "gap", PhaseReading::gap);
    add(table, "interface tension", PhaseReading::interfaceTension);
    return table;
  }

  private void add(Table table, String name, Function<PhaseReading, Measured> part) {
    table.addColumns(
        DoubleColumn.create(name, sizes.stream().mapToDouble(s -> part.apply(s).value()).toArray()),
        DoubleColumn.create(
            "± " + name, sizes.stream().mapToDouble(s -> part.apply(s).standardError()).toArray()));
  }

  /**
   * ln P of the energy a site, a curve a length, where its peaks, if it has two, are equally high.
   */
  public Figure chart() {
    Plot plot = Plot.of(title()).x("energy e").y("ln P(e), of the largest");
    for (PhaseReading size : sizes) {
      plot = plot.line("L = " + size.length(), size.energies(), size.logDensities());
    }
    return plot.figure(
        "The logarithm of the probability of an energy at the transition, a curve for each length: "
            + this);
  }

  private String title() {
    return switch (kind) {
      case FIRST -> "A transition of first order";
      case SECOND -> "A continuous transition";
      case UNDETERMINED -> "A transition of undetermined order";
    };
  }

  @Override
  public String toString() {
    PhaseReading longest = sizes.get(sizes.size() - 1);
    return "%s: widths fall as L^(−s), s = %s; barrier of %s and gap of %s at L = %d (%s)"
        .formatted(kind, fall, longest.barrier(), longest.gap(), longest.length(), verdict);
  }
}

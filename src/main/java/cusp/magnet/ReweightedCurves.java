package cusp.magnet;

import cusp.base.Interrupts;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Quantities at many temperatures, to be looked at. */
record ReweightedCurves(Reweighting reweighting, double[] grid) {

  Table toTable() {
    Table table = Table.create(reweighting.magnet().toString(), DoubleColumn.create("T", grid));
    for (Quantity quantity : Quantity.values()) {
      List<Measured> curve = curve(quantity, grid);
      table.addColumns(
          column(quantity.toString(), curve, Measured::value),
          column(quantity + ", error", curve, Measured::standardError));
    }
    return table;
  }

  private List<Measured> curve(Quantity quantity, double[] grid) {
    List<Measured> curve = new ArrayList<>();
    for (double t : grid) {
      Interrupts.endIfInterrupted("reweighting");
      curve.add(reweighting.observable(quantity, 1 / t));
    }
    return curve;
  }

  private static DoubleColumn column(
      String name, List<Measured> curve, ToDoubleFunction<Measured> part) {
    return DoubleColumn.create(name, curve.stream().mapToDouble(part).toArray());
  }

  Figure chart(Quantity quantity) {
    List<Measured> curve = curve(quantity, grid);
    double[] values = Measured.values(curve);
    double[] errors = Measured.errors(curve);
    double[] at = reweighting.runs().stream().mapToDouble(Measurements::temperature).toArray();
    List<Measured> measured = curve(quantity, at);
    boolean[] hollow = new boolean[at.length];
    Arrays.fill(hollow, !reweighting.verdict().isOk());
    double[] low = new double[grid.length];
    double[] high = new double[grid.length];
    Arrays.setAll(low, i -> values[i] - errors[i]);
    Arrays.setAll(high, i -> values[i] + errors[i]);
    return Plot.of(reweighting.magnet().toString())
        .x("temperature T")
        .y(quantity.toString())
        .band("± one error", grid, low, high)
        .line("reweighted", grid, values)
        .estimates("runs", at, Measured.values(measured), Measured.errors(measured), hollow)
        .figure(
            "%s of %s from T = %.4g to %.4g, reweighted from %d runs."
                .formatted(
                    quantity,
                    reweighting.magnet(),
                    reweighting.lowest(),
                    reweighting.highest(),
                    at.length));
  }
}

package cusp.magnet;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Measures ⟨m⟩ in small fields at growing size. Below the Curie point the limits do not commute: at
 * any finite size ⟨m⟩ vanishes with the field, but the field that suffices for full order vanishes
 * like 1/N.
 *
 * <pre>{@code
 * var response =
 *     new FieldResponse(
 *             Simulation.swendsenWang().withSweeps(500),
 *             new double[] {0.001, 0.01, 0.1},
 *             new int[] {4, 8, 16})
 *         .measure(Magnet.ising(Lattice.square(4)), 2.0, seed(1));
 * show(response.toTable());
 * show(response.chart());
 * }</pre>
 *
 * @param simulation how each size is simulated in each field
 * @param fields h, above 0 and ascending
 * @param lengths of the lattices
 */
public record FieldResponse(Simulation simulation, double[] fields, int[] lengths) {

  public FieldResponse {
    fields = fields.clone();
    lengths = lengths.clone();
    if (fields.length == 0 || lengths.length == 0) {
      throw new IllegalArgumentException("a response needs at least one field and one length");
    }
    for (int k = 0; k < fields.length; k++) {
      if (!(fields[k] > (k == 0 ? 0 : fields[k - 1])) || Double.isInfinite(fields[k])) {
        throw new IllegalArgumentException(
            "fields are above 0, finite and ascending, not " + Arrays.toString(fields));
      }
    }
  }

  /** Thirteen fields from 10⁻⁴ to 10⁻¹ at lengths 8, 16, 32 and 64, by Swendsen and Wang. */
  public static FieldResponse defaults() {
    double[] fields = new double[13];
    Arrays.setAll(fields, k -> Math.pow(10, -4 + k / 4.0));
    return new FieldResponse(
        Simulation.swendsenWang().withSweeps(2_000), fields, new int[] {8, 16, 32, 64});
  }

  public FieldResponse withSimulation(Simulation newSimulation) {
    return new FieldResponse(newSimulation, fields, lengths);
  }

  public FieldResponse withFields(double... newFields) {
    return new FieldResponse(simulation, newFields, lengths);
  }

  public FieldResponse withLengths(int... newLengths) {
    return new FieldResponse(simulation, fields, newLengths);
  }

  /**
   * Measures.
   *
   * @param magnet whose lattice is taken at each of the lengths
   * @throws IllegalArgumentException if the temperature is not above 0 and finite, or the magnet
   *     can have no field
   * @throws CancellationException if the thread is interrupted before anything is measured; later
   *     an interrupt leaves what there is, with a verdict that says so
   */
  public Response measure(Magnet magnet, double temperature, Seed seed) {
    List<Measurements> measured = new ArrayList<>();
    int all = fields.length * lengths.length;
    for (int i = 0; i < all && !Thread.currentThread().isInterrupted(); i++) {
      int length = lengths[i / fields.length];
      int k = i % fields.length;
      Magnet sized = magnet.withLength(length).withField(fields[k]);
      try {
        measured.add(
            simulation.run(sized, temperature, seed.stream("length", length).stream("field", k)));
      } catch (CancellationException e) {
        break;
      }
    }
    if (measured.isEmpty()) {
      throw new CancellationException("the response to a field was interrupted");
    }
    List<String> reasons = new ArrayList<>();
    if (measured.size() < all) {
      reasons.add("partial: %d of %d simulations".formatted(measured.size(), all));
    }
    for (Measurements one : measured) {
      if (!one.verdict().isOk()) {
        reasons.add(one.magnet() + ": " + one.verdict());
      }
    }
    return new Response(measured, Verdict.qualified(reasons), this, seed);
  }

  /**
   * ⟨m⟩ by size and field.
   *
   * @param measured simulations, of the first length in each field first
   * @param verdict whether all were run and each may be read
   * @param settings what was asked for
   * @param seed of the simulations
   */
  public record Response(
      List<Measurements> measured, Verdict verdict, FieldResponse settings, Seed seed) {

    public Response {
      measured = List.copyOf(measured);
    }

    /** ⟨m⟩ of one simulation; NaN where its verdict is INVALID. */
    private static Measured magnetization(Measurements one) {
      return one.verdict().isInvalid()
          ? new Measured(Double.NaN, Double.NaN)
          : one.signedMagnetization();
    }

    /** A row a simulation: length, h, ⟨m⟩, its error and the verdict. */
    public Table toTable() {
      List<Measured> m = measured.stream().map(Response::magnetization).toList();
      return Table.create(
          "response",
          IntColumn.create(
              "L", measured.stream().mapToInt(one -> one.magnet().lattice().length()).toArray()),
          DoubleColumn.create(
              "h", measured.stream().mapToDouble(one -> one.magnet().field()).toArray()),
          DoubleColumn.create("m", Measured.values(m)),
          DoubleColumn.create("standard error", Measured.errors(m)),
          StringColumn.create(
              "verdict", measured.stream().map(one -> one.verdict().level().name())));
    }

    /** ⟨m⟩ against h, a curve a size. */
    public Figure chart() {
      Plot plot = Plot.of("⟨m⟩ in a small field").x("h").logX().y("⟨m⟩");
      int each = settings.fields.length;
      for (int from = 0; from < measured.size(); from += each) {
        List<Measurements> own = measured.subList(from, Math.min(from + each, measured.size()));
        List<Measured> m = own.stream().map(Response::magnetization).toList();
        String name = "L = " + own.get(0).magnet().lattice().length();
        double[] h = own.stream().mapToDouble(one -> one.magnet().field()).toArray();
        double[] y = Measured.values(m);
        double[] errors = Measured.errors(m);
        boolean[] hollow = new boolean[y.length];
        for (int i = 0; i < hollow.length; i++) {
          hollow[i] = !own.get(i).verdict().isOk();
        }
        plot = plot.line(name, h, y).estimates(name, h, y, errors, hollow);
      }
      return plot.figure(toString());
    }

    @Override
    public String toString() {
      Magnet first = measured.get(0).magnet().withField(0);
      return "Response to %d fields at %d sizes of %s at T = %s (%s)"
          .formatted(
              settings.fields.length,
              settings.lengths.length,
              first,
              measured.get(0).temperature(),
              verdict);
    }
  }
}

package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Leads a field slowly from h₀ to −h₀ and back, by equal steps, and measures how the magnetization
 * follows: below the Curie point it stays behind, however slow the field, until the wrong phase
 * gives way.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(32));
 * var loop = Hysteresis.defaults().withSteps(20).withReplicas(4).run(magnet, 1.8, seed(1));
 * show(loop);
 * show(loop.chart());
 * }</pre>
 *
 * @param amplitude h₀, above 0
 * @param steps from one end to the other, at least 1
 * @param sweeps of the heat bath at each field; after them the magnetization is read
 * @param replicas independent magnets, at least 2
 */
public record Hysteresis(double amplitude, int steps, int sweeps, int replicas) {

  public Hysteresis {
    if (!(amplitude > 0) || Double.isInfinite(amplitude)) {
      throw new IllegalArgumentException(
          "the amplitude of the field is above 0 and finite, not " + amplitude);
    }
    if (steps < 1 || sweeps < 1 || replicas < 2) {
      throw new IllegalArgumentException(
          "there are at least 1 step, 1 sweep and 2 replicas, not %d, %d and %d"
              .formatted(steps, sweeps, replicas));
    }
  }

  /** Between 0.5 and −0.5 by 50 steps of 20 sweeps, in 16 replicas. */
  public static Hysteresis defaults() {
    return new Hysteresis(0.5, 50, 20, 16);
  }

  public Hysteresis withAmplitude(double newAmplitude) {
    return new Hysteresis(newAmplitude, steps, sweeps, replicas);
  }

  public Hysteresis withSteps(int newSteps) {
    return new Hysteresis(amplitude, newSteps, sweeps, replicas);
  }

  public Hysteresis withSweeps(int newSweeps) {
    return new Hysteresis(amplitude, steps, newSweeps, replicas);
  }

  public Hysteresis withReplicas(int newReplicas) {
    return new Hysteresis(amplitude, steps, sweeps, newReplicas);
  }

  /** The field at each reading: down, and up again. */
  private double[] fields() {
    return IntStream.rangeClosed(0, 2 * steps)
        .mapToDouble(k -> amplitude * (Math.abs(k - steps) * 2.0 / steps - 1))
        .toArray();
  }

  /**
   * Runs the loop, from all spins along the field.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 and finite, or the magnet
   *     has no field to follow
   * @throws CancellationException if the thread is interrupted before two replicas are through
   */
  public Loop run(Magnet magnet, double temperature, Seed seed) {
    Temperatures.requirePositive(temperature);
    Magnet start = magnet.withField(amplitude);
    double[] fields = fields();
    List<double[]> runs =
        Parallel.map(
            "hysteresis",
            replicas,
            r -> replica(Spins.ordered(start, seed.stream("replica", r)), temperature, fields));
    if (runs.size() < 2) {
      throw new CancellationException("the hysteresis loop was interrupted");
    }
    Jackknife jackknife = Jackknife.ofEach(runs.size());
    List<Measured> magnetizations =
        IntStream.range(0, fields.length)
            .mapToObj(
                k ->
                    jackknife.estimate(
                        means -> means[0], runs.stream().mapToDouble(run -> run[k]).toArray()))
            .toList();
    double[] areas = runs.stream().mapToDouble(run -> area(fields, run)).toArray();
    return new Loop(
        fields,
        magnetizations,
        jackknife.estimate(means -> means[0], areas),
        runs.size() == replicas
            ? Verdict.ok()
            : Verdict.qualified(
                List.of("partial: %d of %d replicas".formatted(runs.size(), replicas))),
        magnet,
        temperature,
        this,
        seed);
  }

  private double[] replica(Spins spins, double temperature, double[] fields) {
    double[] magnetizations = new double[fields.length];
    for (int k = 0; k < fields.length; k++) {
      for (int i = 0; i < sweeps; i++) {
        Interrupts.endIfInterrupted("the hysteresis loop");
        spins.sweep(temperature, fields[k]);
      }
      magnetizations[k] = spins.magnetization();
    }
    return magnetizations;
  }

  /** ∮ h dm = −∮ m dh, by the trapezoidal rule. */
  private static double area(double[] h, double[] m) {
    double area = 0;
    for (int k = 1; k < h.length; k++) {
      area += (h[k - 1] - h[k]) * (m[k] + m[k - 1]) / 2;
    }
    return area;
  }

  /**
   * How the magnetization followed the field.
   *
   * @param fields h at each reading
   * @param magnetizations m after the sweeps at each field
   * @param area ∮ h dm, what a site turns into heat in one loop
   * @param verdict whether all replicas were run
   * @param magnet that followed
   * @param temperature T
   * @param settings what was asked for
   * @param seed of the run
   */
  public record Loop(
      double[] fields,
      List<Measured> magnetizations,
      Measured area,
      Verdict verdict,
      Magnet magnet,
      double temperature,
      Hysteresis settings,
      Seed seed) {

    public Loop {
      magnetizations = List.copyOf(magnetizations);
    }

    /** A row a reading: h, m and its error. */
    public Table toTable() {
      return Table.create(
          "hysteresis",
          DoubleColumn.create("h", fields),
          DoubleColumn.create("m", values()),
          DoubleColumn.create("standard error", errors()));
    }

    private double[] values() {
      return Measured.values(magnetizations);
    }

    private double[] errors() {
      return Measured.errors(magnetizations);
    }

    /** m against h, each way, with bands of one standard error. */
    public Figure chart() {
      int turn = settings.steps;
      Plot plot = Plot.of("Hysteresis at T = " + temperature).x("h").y("m");
      plot = half(plot, "field falls", 0, turn + 1);
      return half(plot, "field rises", turn, fields.length).figure(toString());
    }

    private Plot half(Plot plot, String name, int from, int to) {
      double[] h = Arrays.copyOfRange(fields, from, to);
      double[] m = Arrays.copyOfRange(values(), from, to);
      double[] e = Arrays.copyOfRange(errors(), from, to);
      double[] low = IntStream.range(0, m.length).mapToDouble(i -> m[i] - e[i]).toArray();
      double[] high = IntStream.range(0, m.length).mapToDouble(i -> m[i] + e[i]).toArray();
      return plot.band(name, h, low, high).line(name, h, m);
    }

    @Override
    public String toString() {
      return "%s at T = %s: a loop of area %s (%s)".formatted(magnet, temperature, area, verdict);
    }
  }
}

package cusp.develop;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The transitions that were found, and what was seen of the noise.
 *
 * <pre>{@code
 * double[] t = java.util.stream.IntStream.range(0, 60).asDoubleStream().toArray();
 * var noise = seed(1).random();
 * double[] y = Arrays.stream(t).map(x -> (x < 30 ? 0 : 5) + noise.nextGaussian()).toArray();
 * var found = TransitionDetector.defaults().detect(Series.of("y", t, y), seed(2));
 * show(found.all());
 * show(found.toTable());
 * }</pre>
 *
 * @param readings one a series
 * @param settings what was asked for
 * @param seed of what was simulated
 */
public record Transitions(List<Reading> readings, TransitionDetector settings, Seed seed) {

  /**
   * One series as it was understood.
   *
   * @param series the series
   * @param transitions in their order
   * @param fitted the background with all transitions, at each point
   * @param correlation φ of the noise about that, from one point to the next
   * @param noise its standard deviation: in units of the errors where they were given, else of the
   *     values
   * @param next p-value of the best change beside the transitions, which was not enough unless no
   *     more of them were asked for; 1 where there is no room for one
   * @param verdict whether the noise is what the detector assumes
   */
  public record Reading(
      Series series,
      List<Transition> transitions,
      double[] fitted,
      double correlation,
      double noise,
      double next,
      Verdict verdict) {
    public Reading {
      transitions = List.copyOf(transitions);
    }
  }

  public Transitions {
    readings = List.copyOf(readings);
  }

  /** Those of all series, by series and then in order. */
  public List<Transition> all() {
    return readings.stream().flatMap(reading -> reading.transitions().stream()).toList();
  }

  /** Those of one series. */
  public List<Transition> of(String series) {
    return readings.stream()
        .filter(reading -> reading.series().name().equals(series))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no series is named %s; there are %s"
                        .formatted(series, readings.stream().map(r -> r.series().name()).toList())))
        .transitions();
  }

  /** QUALIFIED where the noise of a series is not what the detector assumes. */
  public Verdict verdict() {
    List<String> reasons = new ArrayList<>();
    for (Reading reading : readings) {
      for (String reason : reading.verdict().reasons()) {
        reasons.add(readings.size() == 1 ? reason : reading.series().name() + ": " + reason);
      }
    }
    return Verdict.qualified(reasons);
  }

  /**
   * As few moments as can have been those of all transitions: the boundaries between the stages of
   * a run.
   *
   * @throws IllegalArgumentException if the series are over different control parameters
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Stages stages() {
    return Stages.of(this);
  }

  /** A row a transition. */
  public Table toTable() {
    return table(all());
  }

  static Table table(List<Transition> all) {
    return Table.create(
        "transitions",
        StringColumn.create("series", all.stream().map(Transition::series).toList()),
        StringColumn.create("kind", all.stream().map(t -> t.kind().toString()).toList()),
        column("at", all, Transition::at),
        column("from", all, t -> t.interval().low()),
        column("to", all, t -> t.interval().high()),
        column("size", all, Transition::size),
        column("error", all, Transition::standardError),
        column("width", all, Transition::width),
        column("p", all, Transition::pValue));
  }

  private static DoubleColumn column(
      String name, List<Transition> all, ToDoubleFunction<Transition> value) {
    return DoubleColumn.create(name, all.stream().mapToDouble(value).toArray());
  }

  /**
   * Each series with what was fitted to it, below one another; each transition is a dashed line
   * with its kind, and its interval a grey band.
   */
  public Figure chart() {
    List<Figure> panels = readings.stream().map(Transitions::panel).toList();
    return panels.size() == 1 ? panels.get(0) : Figure.grid("", 1, panels);
  }

  private static Figure panel(Reading reading) {
    Series series = reading.series();
    double[] x = series.x();
    double[] y = series.values();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : y) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    Plot plot =
        Plot.of(series.name())
            .x(series.parameter())
            .points("measured", x, y)
            .line("fitted", x, reading.fitted());
    for (Transition transition : reading.transitions()) {
      double[] ends = {transition.interval().low(), transition.interval().high()};
      plot =
          plot.band("95 %", ends, new double[] {low, low}, new double[] {high, high})
              .mark(transition.kind().toString(), transition.at());
    }
    if (series.logarithmic()) {
      plot = plot.logX();
    }
    return plot.size(700, 300).figure(describe(reading));
  }

  private static String describe(Reading reading) {
    return reading.transitions().isEmpty()
        ? String.format("no transition (p = %.2g)", reading.next())
        : reading.transitions().stream()
            .map(t -> String.format("%s at %.5g %s", t.kind(), t.at(), t.interval()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return readings.stream()
            .map(reading -> reading.series().name() + ": " + describe(reading))
            .collect(Collectors.joining("; "))
        + " ("
        + verdict()
        + ")";
  }
}

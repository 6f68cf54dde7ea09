package cusp.phase;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.develop.Series;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.singular.Estimated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each phase weighs along a control parameter: the number of samples, an inverse temperature,
 * the place of a prior, a truth that is moved.
 *
 * <pre>{@code
 * var loss = Objective.of("(x^2-1)^2+0.05*(x-1)^2");
 * var phases = Phases.boxes()
 *     .and("left", new double[] {-3}, new double[] {-0.2})
 *     .and("right", new double[] {0.2}, new double[] {3});
 * double[] n = {10, 20, 40, 80};
 * var scan = PhaseScan.over("n", n, at -> Occupancy.exact(
 *     LocalPosterior.at(loss, new double[] {1}, at).withPrior(Prior.normal(-1, 0.5)), phases));
 * show(scan.crossing("left", "right"));
 * show(scan.chart());
 * }</pre>
 *
 * @param parameter its name
 * @param x its values, ascending
 * @param occupancies at each
 */
public record PhaseScan(String parameter, double[] x, List<Occupancy> occupancies) {

  public PhaseScan {
    if (x.length == 0 || occupancies.size() != x.length) {
      throw new IllegalArgumentException(
          "there is an occupancy for each of at least 1 value, not %d for %d"
              .formatted(occupancies.size(), x.length));
    }
    requireAscending(parameter, x);
    x = x.clone();
    occupancies = List.copyOf(occupancies);
    for (Occupancy occupancy : occupancies) {
      if (!occupancy.phases().equals(occupancies.get(0).phases())) {
        throw new IllegalArgumentException(
            "all occupancies have the same phases, not %s and %s"
                .formatted(occupancies.get(0).phases(), occupancy.phases()));
      }
    }
  }

  private static void requireAscending(String parameter, double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException(parameter + " is finite, not " + x[i]);
      }
      if (i > 0 && !(x[i] > x[i - 1])) {
        throw new IllegalArgumentException(
            "%s ascends, but goes from %s to %s".formatted(parameter, x[i - 1], x[i]));
      }
    }
  }

  /**
   * Takes the occupancy at every value, on all cores.
   *
   * @param occupancy at a value: called from several threads
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static PhaseScan over(String parameter, double[] x, DoubleFunction<Occupancy> occupancy) {
    requireAscending(parameter, x);
    List<Occupancy> all =
        Parallel.map("phases along " + parameter, x.length, i -> occupancy.apply(x[i]));
    Interrupts.endIfInterrupted("the scan of " + parameter);
    return new PhaseScan(parameter, x, all);
  }

  /** The phases. */
  public List<String> phases() {
    return occupancies.get(0).phases();
  }

  /** The share of a phase at every value; NaN where the occupancy is INVALID. */
  public double[] shares(String phase) {
    return each(phase, Estimated::value);
  }

  private double[] each(String phase, ToDoubleFunction<Estimated> of) {
    requirePhase(phase);
    return occupancies.stream()
        .mapToDouble(o -> o.verdict().isInvalid() ? Double.NaN : of.applyAsDouble(o.share(phase)))
        .toArray();
  }

  /** Some number of the values at which there are shares. */
  private double[] known(double[] numbers) {
    return IntStream.range(0, x.length)
        .filter(i -> !occupancies.get(i).verdict().isInvalid())
        .mapToDouble(i -> numbers[i])
        .toArray();
  }

  private void requirePhase(String phase) {
    if (!phases().contains(phase)) {
      throw new IllegalArgumentException("there is no phase " + phase + ", only " + phases());
    }
  }

  /**
   * The share of a phase as a series, for a detector of transitions, without the values where the
   * occupancy is INVALID. Sampling errors are left out where they are not known at every value.
   */
  public Series series(String phase) {
    double[] errors = known(each(phase, Estimated::standardError));
    Series series =
        Series.of("share of " + phase, known(x), known(shares(phase))).withParameter(parameter);
    return Arrays.stream(errors).allMatch(e -> e > 0) ? series.withErrors(errors) : series;
  }

  /**
   * Where one phase comes to weigh more than another, by linear interpolation of the logarithm of
   * their odds. Where noise lets it happen several times, the middle of the first and the last,
   * with half their distance in the error. Besides that of the sampling the error holds that of the
   * interpolation, which the curvature through the nearest values gives to first order; half the
   * distance of the two values that it happens between where there is no third.
   *
   * @throws IllegalArgumentException if there is no such phase
   * @throws IllegalStateException if it does not happen
   */
  public Estimated crossing(String before, String after) {
    requirePhase(before);
    requirePhase(after);
    int[] known =
        IntStream.range(0, x.length)
            .filter(i -> occupancies.get(i).hasOdds(after, before))
            .toArray();
    double[] at = Arrays.stream(known).mapToDouble(i -> x[i]).toArray();
    List<Estimated> odds =
        Arrays.stream(known).mapToObj(i -> occupancies.get(i).logOdds(after, before)).toList();
    List<Estimated> found = new ArrayList<>();
    for (int i = 0; i + 1 < at.length; i++) {
      if (odds.get(i).value() < 0 && odds.get(i + 1).value() >= 0) {
        found.add(between(at, odds, i));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "%s does not give way to %s for %s from %s to %s"
              .formatted(before, after, parameter, x[0], x[x.length - 1]));
    }
    Estimated first = found.get(0);
    Estimated end = found.get(found.size() - 1);
    return new Estimated(
        (first.value() + end.value()) / 2,
        Math.hypot(
            Math.max(first.standardError(), end.standardError()),
            (end.value() - first.value()) / 2),
        Double.NaN,
        Double.NaN);
  }

  /** The zero of a line between a value and the next; the middle where the odds are infinite. */
  private static Estimated between(double[] x, List<Estimated> odds, int i) {
    Estimated low = odds.get(i);
    Estimated high = odds.get(i + 1);
    double step = x[i + 1] - x[i];
    double rise = high.value() - low.value();
    if (!Double.isFinite(rise)) {
      return new Estimated(x[i] + step / 2, step / 2, Double.NaN, Double.NaN);
    }
    double share = -low.value() / rise;
    double sampled =
        step * Math.hypot((1 - share) * low.standardError(), share * high.standardError()) / rise;
    double curvature = Math.max(curvature(x, odds, i - 1), curvature(x, odds, i));
    double interpolated =
        curvature < 0 ? step / 2 : curvature * share * (1 - share) * step * step * step / rise;
    return new Estimated(
        x[i] + share * step, Math.hypot(sampled, interpolated), Double.NaN, Double.NaN);
  }

  /** The size of the quadratic coefficient through three odds from one on; −1 where not known. */
  private static double curvature(double[] x, List<Estimated> odds, int from) {
    if (from < 0 || from + 2 >= x.length) {
      return -1;
    }
    double first = slope(x, odds, from);
    double second = slope(x, odds, from + 1);
    double bend = Math.abs(second - first) / (x[from + 2] - x[from]);
    return Double.isFinite(bend) ? bend : -1;
  }

  private static double slope(double[] x, List<Estimated> odds, int i) {
    return (odds.get(i + 1).value() - odds.get(i).value()) / (x[i + 1] - x[i]);
  }

  /** A row a value: shares with their errors, what is between, the verdict. */
  public Table toTable() {
    Table table = Table.create("phases along " + parameter, DoubleColumn.create(parameter, x));
    for (String phase : phases()) {
      table.addColumns(
          DoubleColumn.create(phase, shares(phase)),
          DoubleColumn.create("± " + phase, each(phase, Estimated::standardError)));
    }
    return table.addColumns(
        DoubleColumn.create(
            "between", occupancies.stream().mapToDouble(o -> o.between().value()).toArray()),
        StringColumn.create(
            "verdict", occupancies.stream().map(o -> o.verdict().level().toString()).toList()));
  }

  /** Shares against the parameter, with their errors. */
  public Figure chart() {
    Plot plot = plot("What each phase weighs along " + parameter);
    return plot.figure(
        "The share of the posterior of each of the phases %s against %s."
            .formatted(phases(), parameter));
  }

  /** The same as a plot that more can be drawn on. */
  public Plot plot(String title) {
    Plot plot = Plot.of(title).x(parameter).y("share of the posterior").yRange(0, 1);
    for (String phase : phases()) {
      double[] shares = known(shares(phase));
      double[] errors = known(each(phase, Estimated::standardError));
      plot.line(phase, known(x), shares);
      if (Arrays.stream(errors).anyMatch(e -> e > 0)) {
        plot.estimates(phase, known(x), shares, errors, new boolean[errors.length]);
      }
    }
    return plot;
  }

  @Override
  public String toString() {
    return "%s from %s to %s: %s".formatted(parameter, x[0], x[x.length - 1], phases());
  }
}

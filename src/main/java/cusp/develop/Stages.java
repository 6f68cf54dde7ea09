package cusp.develop;

import cusp.base.Interrupts;
import cusp.base.Interval;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The stages of a run: as few moments as can have been those of all transitions of several series.
 *
 * <p>The intervals of all dates are widened so that they hold together, and each moment lies in
 * those of its members; fewer moments than these would miss one (the cover of intervals by points,
 * from the left). So there were at least so many, with about 95 %, and there may have been more: a
 * boundary does not say that its members changed at once, only that their dates are not told apart.
 * The more series and the wider their intervals, the more of them meet by chance. A crossover is
 * dated by its middle, and may have begun well before the jump that it meets.
 *
 * <p>An interval is of a date whose shape is right. A faint passage that is taken for a jump is
 * dated too surely, and may stand apart from a moment that it shares; so may a false alarm.
 *
 * <p>Of K dates each interval, of 1 − α, is widened on either side of its date by ln(K/α)/ln(1/α)
 * (Bonferroni): so the tails of a jump's date fall off, and those of others faster. This is done,
 * as is all that follows, over ln x where all series are logarithmic. From the fewest moments that
 * the cover gives, each in turn goes to the mean of its members' dates, weighted by 1/width² of
 * their intervals, or as near to it as these let it, and each date to the nearest moment in its
 * interval, until nothing changes, or as many times as there are dates.
 *
 * <pre>{@code
 * double[] t = java.util.stream.IntStream.range(0, 60).asDoubleStream().toArray();
 * var noise = seed(1).random();
 * double[] y = Arrays.stream(t).map(x -> (x < 30 ? 0 : 6) + noise.nextGaussian()).toArray();
 * double[] z = Arrays.stream(t).map(x -> (x < 30 ? 9 : 0) + noise.nextGaussian()).toArray();
 * var both = List.of(Series.of("y", t, y), Series.of("z", t, z));
 * var stages = TransitionDetector.defaults().detect(both, seed(2)).stages();
 * show(stages);
 * show(stages.chart());
 * }</pre>
 *
 * @param transitions what they were found from
 * @param boundaries between two stages each, in order; none where nothing changes
 */
public record Stages(Transitions transitions, List<Boundary> boundaries) {
  private static final double ALPHA = 1 - ChangeFit.CONFIDENCE;

  /** What {@link Boundary#interval} of several members covers with at least. */
  private static final double MAJORITY = 1 - 2 * ALPHA;

  /** Intervals narrower than this part of all that are there weigh no more than it. */
  private static final double FINEST = 1e-6;

  /** Pixels of a chart's row, and of what stands above and below the rows. */
  private static final int ROW = 22;

  private static final int HEIGHT = 100;

  /** Half the height of an interval's bar, in rows. */
  private static final double BAR = 0.16;

  /**
   * A moment at which series change, for all that their dates say.
   *
   * @param at the moment
   * @param interval of it, from the median of the low ends of the members' intervals to that of
   *     their high ends: of an even number the inner of the two medians at each end, or the outer
   *     ones where these cross. It holds every point in more than half of the intervals. So, if
   *     given members changed at one moment, it covers that with 90 % at least, however the series
   *     depend on each other (Gasparin and Ramdas 2024, arXiv:2401.09379); not exactly here, as
   *     members are chosen by their dates. That of one member is its own, of 95 %
   * @param members by series and then in order; one series may change twice, where its own dates
   *     are not told apart
   */
  public record Boundary(double at, Interval interval, List<Transition> members) {
    public Boundary {
      members = List.copyOf(members);
    }

    /** How many series change. */
    int series() {
      return (int) members.stream().map(Transition::series).distinct().count();
    }

    /** As in "loss ↓, accuracy ↑". */
    String names() {
      return members.stream()
          .map(t -> t.series() + " " + direction(t))
          .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
      return String.format("%.5g %s: %s", at, interval, names());
    }
  }

  public Stages {
    boundaries = List.copyOf(boundaries);
  }

  /** Those of transitions; see {@link Transitions#stages}. */
  static Stages of(Transitions transitions) {
    List<String> parameters =
        transitions.readings().stream()
            .map(reading -> reading.series().parameter())
            .filter(parameter -> !parameter.isBlank())
            .distinct()
            .toList();
    if (parameters.size() > 1) {
      throw new IllegalArgumentException(
          "series over %s have no moments in common: detect those over each apart"
              .formatted(String.join(" and ", parameters)));
    }
    boolean logarithmic = logarithmic(transitions);
    List<Date> dates = new ArrayList<>();
    List<Transition> all = transitions.all();
    double wider = Math.log(all.size() / ALPHA) / Math.log(1 / ALPHA);
    for (Transition transition : all) {
      dates.add(Date.of(transition, logarithmic, wider));
    }
    List<Moment> moments = settled(dates);
    return new Stages(
        transitions, moments.stream().map(moment -> moment.boundary(logarithmic)).toList());
  }

  private static boolean logarithmic(Transitions transitions) {
    return transitions.readings().stream().allMatch(reading -> reading.series().logarithmic());
  }

  /**
   * When a transition happened, on the scale of the series.
   *
   * @param low end of the widened interval
   * @param high likewise
   */
  private record Date(Transition transition, double at, double low, double high) {
    static Date of(Transition transition, boolean logarithmic, double wider) {
      double at = scaled(transition.at(), logarithmic);
      double low = scaled(transition.interval().low(), logarithmic);
      double high = scaled(transition.interval().high(), logarithmic);
      return new Date(transition, at, at + wider * (low - at), at + wider * (high - at));
    }

    private static double scaled(double x, boolean logarithmic) {
      return logarithmic ? Math.log(x) : x;
    }

    boolean contains(double moment) {
      return low <= moment && moment <= high;
    }
  }

  /** A moment that lies in the intervals of dates, at least one. */
  private record Moment(double at, List<Date> dates) {

    /** At the mean of the dates, or as near as their intervals let it. */
    static Moment of(List<Date> dates, double finest) {
      double low = Double.NEGATIVE_INFINITY;
      double high = Double.POSITIVE_INFINITY;
      double weights = 0;
      double sum = 0;
      for (Date date : dates) {
        low = Math.max(low, date.low());
        high = Math.min(high, date.high());
        double precision = finest / Math.max(finest, date.high() - date.low());
        weights += precision * precision;
        sum += precision * precision * date.at();
      }
      return new Moment(Math.max(low, Math.min(high, sum / weights)), dates);
    }

    Boundary boundary(boolean logarithmic) {
      List<Transition> members = dates.stream().map(Date::transition).toList();
      Interval interval = majority(members.stream().map(Transition::interval).toList());
      double moment = logarithmic ? Math.exp(at) : at;
      double within = Math.max(interval.low(), Math.min(interval.high(), moment));
      return new Boundary(members.size() == 1 ? members.get(0).at() : within, interval, members);
    }
  }

  /**
   * The fewest moments that lie in all intervals: the first end, then that of the first interval
   * which it misses, and so on.
   */
  private static List<Moment> fewest(List<Date> dates) {
    List<Date> left = new ArrayList<>(dates);
    List<Moment> moments = new ArrayList<>();
    while (!left.isEmpty()) {
      double end = left.stream().mapToDouble(Date::high).min().getAsDouble();
      moments.add(new Moment(end, left.stream().filter(date -> date.contains(end)).toList()));
      left.removeIf(date -> date.contains(end));
    }
    return moments;
  }

  /** Each moment amid its dates, each date with the moment nearest to it (Lloyd 1982). */
  private static List<Moment> settled(List<Date> dates) {
    double low = dates.stream().mapToDouble(Date::low).min().orElse(0);
    double high = dates.stream().mapToDouble(Date::high).max().orElse(0);
    double finest = high > low ? FINEST * (high - low) : 1;
    List<Moment> moments = fewest(dates);
    for (int round = 0; round < dates.size(); round++) {
      Interrupts.endIfInterrupted("the search for stages");
      List<Moment> moved = moments.stream().map(m -> Moment.of(m.dates(), finest)).toList();
      // No moment is left without a date: fewer of them cannot lie in all intervals.
      Map<Moment, List<Date>> nearest = new LinkedHashMap<>();
      moved.forEach(moment -> nearest.put(moment, new ArrayList<>()));
      dates.forEach(date -> nearest.get(nearest(date, moved)).add(date));
      List<Moment> taken =
          moved.stream().map(moment -> new Moment(moment.at(), nearest.get(moment))).toList();
      if (taken.equals(moments)) {
        break;
      }
      moments = taken;
    }
    return moments;
  }

  private static Moment nearest(Date date, List<Moment> moments) {
    return moments.stream()
        .filter(moment -> date.contains(moment.at()))
        .min(Comparator.comparingDouble(moment -> Math.abs(moment.at() - date.at())))
        .orElseThrow();
  }

  /** Around every point in more than half of the intervals; see {@link Boundary#interval}. */
  static Interval majority(List<Interval> intervals) {
    int count = intervals.size();
    if (count == 1) {
      return intervals.get(0);
    }
    double[] lows = intervals.stream().mapToDouble(Interval::low).sorted().toArray();
    double[] highs = intervals.stream().mapToDouble(Interval::high).sorted().toArray();
    int most = count / 2;
    int half = (count - 1) / 2;
    return lows[most] <= highs[half]
        ? new Interval(lows[most], highs[half], MAJORITY)
        : new Interval(lows[half], highs[most], MAJORITY);
  }

  private static String direction(Transition transition) {
    boolean kink = transition.kind() == Transition.Kind.KINK;
    return up(transition) ? (kink ? "↗" : "↑") : kink ? "↘" : "↓";
  }

  private static boolean up(Transition transition) {
    return transition.size() > 0;
  }

  /**
   * A row a boundary: its number, from 1, when it is, how many series change and which; ↑ or ↓ is a
   * jump or a crossover, ↗ or ↘ a bend of the slope.
   */
  public Table toTable() {
    return Table.create(
        "stages",
        IntColumn.create("boundary", IntStream.rangeClosed(1, boundaries.size()).toArray()),
        DoubleColumn.create("at", boundaries.stream().mapToDouble(Boundary::at).toArray()),
        DoubleColumn.create(
            "from", boundaries.stream().mapToDouble(b -> b.interval().low()).toArray()),
        DoubleColumn.create(
            "to", boundaries.stream().mapToDouble(b -> b.interval().high()).toArray()),
        IntColumn.create("series", boundaries.stream().mapToInt(Boundary::series).toArray()),
        StringColumn.create("changes", boundaries.stream().map(Boundary::names).toList()));
  }

  /** A row a transition, with the number of its boundary. */
  public Table members() {
    List<Transition> all = new ArrayList<>();
    IntColumn numbers = IntColumn.create("boundary");
    for (int b = 0; b < boundaries.size(); b++) {
      for (Transition member : boundaries.get(b).members()) {
        all.add(member);
        numbers.append(b + 1);
      }
    }
    return Transitions.table(all).insertColumn(0, numbers);
  }

  /**
   * The dates of each series that changes, with their intervals as bars, over the control
   * parameter; each boundary is a dashed line with its number, and its interval a band. Where
   * nothing changes, the series themselves.
   */
  public Figure chart() {
    if (boundaries.isEmpty()) {
      return transitions.chart();
    }
    List<Transitions.Reading> rows =
        transitions.readings().stream().filter(r -> !r.transitions().isEmpty()).toList();
    Plot plot = Plot.of("").rows(rows.stream().map(r -> r.series().name()).toArray(String[]::new));
    plot.x(rows.stream().map(r -> r.series().parameter()).max(String::compareTo).orElse(""));
    for (boolean up : new boolean[] {true, false}) {
      draw(plot, rows, up);
    }
    double bottom = rows.size() - 0.5;
    for (int b = 0; b < boundaries.size(); b++) {
      Boundary boundary = boundaries.get(b);
      double[] ends = {boundary.interval().low(), boundary.interval().high()};
      plot.band("boundary", ends, new double[] {-0.5, -0.5}, new double[] {bottom, bottom});
      plot.mark(Integer.toString(b + 1), boundary.at());
    }
    List<Series> all = transitions.readings().stream().map(Transitions.Reading::series).toList();
    plot.xRange(
        all.stream().mapToDouble(series -> series.x()[0]).min().orElseThrow(),
        all.stream().mapToDouble(series -> series.x()[series.size() - 1]).max().orElseThrow());
    if (logarithmic(transitions)) {
      plot.logX();
    }
    return plot.size(700, HEIGHT + ROW * rows.size())
        .figure("%d of %d series change. %s.".formatted(rows.size(), all.size(), this));
  }

  /** The dates of one direction and then their intervals, which share its name and its colour. */
  private static void draw(Plot plot, List<Transitions.Reading> rows, boolean up) {
    List<double[]> dates = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (Transition transition : rows.get(row).transitions()) {
        if (up(transition) == up) {
          Interval interval = transition.interval();
          dates.add(new double[] {row, transition.at(), interval.low(), interval.high()});
        }
      }
    }
    if (dates.isEmpty()) {
      return;
    }
    String name = up ? "up" : "down";
    plot.points(
        name,
        dates.stream().mapToDouble(date -> date[1]).toArray(),
        dates.stream().mapToDouble(date -> date[0]).toArray());
    for (double[] date : dates) {
      double top = date[0] - BAR;
      double foot = date[0] + BAR;
      plot.band(
          name,
          new double[] {date[2], date[3]},
          new double[] {top, top},
          new double[] {foot, foot});
    }
  }

  @Override
  public String toString() {
    return boundaries.isEmpty()
        ? "1 stage: nothing changes"
        : boundaries.stream()
            .map(b -> String.format("%.5g %s (%d)", b.at(), b.interval(), b.series()))
            .collect(
                Collectors.joining(
                    ", ", (boundaries.size() + 1) + " stages, with boundaries at ", ""));
  }
}

package cusp.develop;

import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.singular.Estimator;
import cusp.train.Checkpoint;
import cusp.train.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Quantities followed over the checkpoints of a run. Immutable: following a quantity returns a
 * timeline with one more track, computed at all checkpoints on all cores.
 *
 * <pre>{@code
 * var data = new SparseFeatures(6).sample(1000, seed(1));
 * var model = new Superposition(6, 2);
 * var trainer = Trainer.sgd(0.01).withBatch(20).withEpochs(20);
 * var run = trainer.train(model, data, model.near(new CriticalPoint(6, 4, 0), 0.05, seed(5)));
 * var story = Timeline.over(run).track("phase", model::nearestCriticalPoint);
 * show(story.chart());
 * }</pre>
 *
 * @param run the run
 * @param tracks in the order in which they were asked for
 */
public record Timeline(Run run, List<Track> tracks) {
  private static final String LOSS = "loss";
  private static final String ERROR = " error";
  private static final String VERDICT = " verdict";

  /** One followed quantity, with an entry a checkpoint; shorter only where an interrupt cut it. */
  public sealed interface Track {
    /** As it was asked for. */
    String name();

    /** How many checkpoints it covers, from the first on. */
    int length();

    /** Numbers without errors. */
    record Values(String name, double[] values) implements Track {
      @Override
      public int length() {
        return values.length;
      }
    }

    /** Names, as of phases. */
    record Labels(String name, List<String> labels) implements Track {
      @Override
      public int length() {
        return labels.size();
      }
    }

    /** Estimates with errors and verdicts. */
    record Estimates(String name, List<? extends Estimator.Estimate> estimates) implements Track {
      @Override
      public int length() {
        return estimates.size();
      }
    }
  }

  public Timeline {
    tracks = List.copyOf(tracks);
  }

  /** No tracks yet but the loss that the run recorded. */
  public static Timeline over(Run run) {
    return new Timeline(run, List.of());
  }

  /** Follows an estimator; each checkpoint has a seed of its own below the run's. */
  public Timeline track(String name, Estimator estimator) {
    requireNew(name);
    Objective objective = run.objective();
    Seed seed = run.seed().stream("track-" + name);
    List<Checkpoint> checkpoints = run.checkpoints();
    try (Progress.Task progress = Progress.standard().start(name, checkpoints.size())) {
      List<Estimator.Estimate> estimates =
          Parallel.map(
              checkpoints.size(),
              k -> {
                Checkpoint at = checkpoints.get(k);
                Estimator.Estimate estimate =
                    estimator.estimate(objective.fork(), at.w(), seed.stream("step", at.step()));
                progress.advance(1);
                return estimate;
              });
      return and(new Track.Estimates(name, estimates));
    }
  }

  /**
   * Follows a function of w: numbers make a track of values, anything else a track of labels by its
   * {@code toString}.
   */
  public Timeline track(String name, Function<double[], ?> function) {
    requireNew(name);
    List<?> results =
        Parallel.map(
            run.checkpoints().size(), k -> (Object) function.apply(run.checkpoints().get(k).w()));
    if (results.stream().allMatch(Number.class::isInstance)) {
      return and(
          new Track.Values(
              name, results.stream().mapToDouble(r -> ((Number) r).doubleValue()).toArray()));
    }
    return and(new Track.Labels(name, results.stream().map(String::valueOf).toList()));
  }

  /**
   * Follows several numbers that one computation gives: a track of values for each name of the map,
   * in the order of the first checkpoint's. An interrupt cuts all of them alike; one before the
   * first checkpoint is done leaves the timeline as it was, for no names are known then.
   *
   * @param function of w: the same names at each checkpoint, none with null
   * @throws IllegalArgumentException if there is a track of one of the names, if a number is null,
   *     or if the names at a checkpoint are not those at the first; the first checkpoint is
   *     computed before all others
   */
  public Timeline tracks(Function<double[], ? extends Map<String, ? extends Number>> function) {
    List<Checkpoint> checkpoints = run.checkpoints();
    List<Map<String, ? extends Number>> results =
        new ArrayList<>(Parallel.map(1, k -> numbers(function, checkpoints.get(0))));
    if (results.isEmpty()) {
      return this;
    }
    List<String> names = List.copyOf(results.get(0).keySet());
    names.forEach(this::requireNew);
    results.addAll(
        Parallel.map(
            checkpoints.size() - 1,
            k -> {
              Checkpoint at = checkpoints.get(k + 1);
              Map<String, ? extends Number> numbers = numbers(function, at);
              if (!numbers.keySet().equals(results.get(0).keySet())) {
                throw new IllegalArgumentException(
                    "the numbers at step %d are %s, and at the first checkpoint %s"
                        .formatted(at.step(), numbers.keySet(), names));
              }
              return numbers;
            }));
    Timeline timeline = this;
    for (String name : names) {
      double[] values = results.stream().mapToDouble(r -> r.get(name).doubleValue()).toArray();
      timeline = timeline.and(new Track.Values(name, values));
    }
    return timeline;
  }

  private static Map<String, ? extends Number> numbers(
      Function<double[], ? extends Map<String, ? extends Number>> function, Checkpoint at) {
    Map<String, ? extends Number> numbers = function.apply(at.w());
    numbers.forEach(
        (name, number) -> {
          if (number == null) {
            throw new IllegalArgumentException(
                "%s is null at step %d: give NaN where there is no number"
                    .formatted(name, at.step()));
          }
        });
    return numbers;
  }

  /**
   * Asked before the work, which may be hours; a name is a column of the table, which has its own
   * two.
   */
  private void requireNew(String name) {
    List<String> columns = toTable().columnNames();
    if (Stream.of(name, name + ERROR, name + VERDICT).anyMatch(columns::contains)) {
      throw new IllegalArgumentException("the timeline has a track named " + name + " already");
    }
  }

  private Timeline and(Track track) {
    List<Track> more = new ArrayList<>(tracks);
    more.add(track);
    return new Timeline(run, more);
  }

  /**
   * QUALIFIED where an interrupt cut the run or a track short, saying how far it came; OK
   * otherwise. Estimates have verdicts of their own.
   */
  public Verdict verdict() {
    List<String> reasons = new ArrayList<>(run.verdict().reasons());
    int all = run.checkpoints().size();
    for (Track track : tracks) {
      if (track.length() < all) {
        reasons.add(
            "partial: %s has %d of %d checkpoints".formatted(track.name(), track.length(), all));
      }
    }
    return Verdict.qualified(reasons);
  }

  /** The track of a name. */
  public Track track(String name) {
    return tracks.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no track named " + name + " among " + names()));
  }

  /** The numbers of a track of values or estimates; NaN where an estimate is INVALID. */
  public double[] values(String name) {
    Track track = track(name);
    if (track instanceof Track.Values values) {
      return values.values().clone();
    }
    return values(estimates(name));
  }

  /** The estimates of a track. */
  public List<? extends Estimator.Estimate> estimates(String name) {
    if (track(name) instanceof Track.Estimates estimates) {
      return estimates.estimates();
    }
    throw new IllegalArgumentException("the track " + name + " holds no estimates");
  }

  private List<String> names() {
    return tracks.stream().map(Track::name).toList();
  }

  /**
   * A row a checkpoint: step, loss, and each track; estimates with their error and verdict beside
   * them.
   */
  public Table toTable() {
    Table table = run.toTable();
    int rows = table.rowCount();
    for (Track track : tracks) {
      if (track instanceof Track.Values values) {
        table.addColumns(DoubleColumn.create(track.name(), padded(values.values(), rows)));
      } else if (track instanceof Track.Labels labels) {
        StringColumn column = StringColumn.create(track.name(), rows);
        for (int k = 0; k < labels.labels().size(); k++) {
          column.set(k, labels.labels().get(k));
        }
        table.addColumns(column);
      } else if (track instanceof Track.Estimates estimates) {
        List<? extends Estimator.Estimate> list = estimates.estimates();
        StringColumn verdicts = StringColumn.create(track.name() + VERDICT, rows);
        for (int k = 0; k < list.size(); k++) {
          verdicts.set(k, list.get(k).verdict().toString());
        }
        table.addColumns(
            DoubleColumn.create(track.name(), padded(values(list), rows)),
            DoubleColumn.create(track.name() + ERROR, padded(errors(list), rows)),
            verdicts);
      }
    }
    return table;
  }

  /**
   * The transitions of the loss and of every numeric track, as {@link
   * #transitions(TransitionDetector)} finds them with the detector's defaults.
   */
  public Transitions transitions() {
    return transitions(TransitionDetector.defaults());
  }

  /**
   * The transitions of {@link #series}.
   *
   * @throws IllegalArgumentException if a track has too few numbers or is constant
   */
  public Transitions transitions(TransitionDetector detector) {
    return detector.detect(series(), run.seed().stream("transitions"));
  }

  /**
   * The loss and every numeric track over the logarithm of the step, on which a straight line is no
   * transition and step 0 stands at ½. Estimates have their errors as weights; those that are
   * INVALID, and numbers that are not finite, are left out. Those of several timelines, as of one
   * whose tracks are too dear for all checkpoints, are detected together in one list.
   */
  public List<Series> series() {
    List<Series> series = new ArrayList<>();
    series.add(series(LOSS, run.losses(), null));
    for (Track track : tracks) {
      if (track instanceof Track.Estimates estimates) {
        series.add(series(track.name(), values(track.name()), errors(estimates.estimates())));
      } else if (track instanceof Track.Values values) {
        series.add(series(track.name(), values.values(), null));
      }
    }
    return series;
  }

  private Series series(String name, double[] values, double[] errors) {
    double[] steps = steps(values.length);
    int[] kept =
        IntStream.range(0, values.length)
            .filter(k -> Double.isFinite(values[k]))
            .filter(k -> errors == null || errors[k] > 0)
            .toArray();
    UnaryOperator<double[]> keep = all -> Arrays.stream(kept).mapToDouble(k -> all[k]).toArray();
    Series series =
        Series.of(name, keep.apply(steps), keep.apply(values)).withParameter("step").withLogX();
    return errors == null ? series : series.withErrors(keep.apply(errors));
  }

  /** The steps of the first checkpoints, 0 moved to ½ for a logarithmic axis. */
  private double[] steps(int count) {
    return Arrays.stream(run.steps()).limit(count).map(step -> Math.max(step, 0.5)).toArray();
  }

  /**
   * The loss and each numeric track below one another over one logarithmic step axis, on which step
   * 0 stands at ½; changes of label are marked. Estimates that are not OK are hollow; INVALID ones
   * and numbers that are not finite are left out, and a track of nothing else is named in the
   * title. A track that was cut short says so in its own.
   */
  public Figure chart() {
    List<String> names = new ArrayList<>(List.of(LOSS));
    for (Track track : tracks) {
      if (!(track instanceof Track.Labels)) {
        names.add(track.name());
      }
    }
    return chart(names);
  }

  /**
   * The same with these tracks alone, in this order; the loss is one of them where it is named.
   *
   * @throws IllegalArgumentException if there is no track of a name, or it has labels
   */
  public Figure chart(String first, String... more) {
    List<String> names = new ArrayList<>(List.of(first));
    names.addAll(List.of(more));
    return chart(names);
  }

  private Figure chart(List<String> names) {
    List<Figure> panels = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (String name : names) {
      boolean top = panels.isEmpty();
      if (name.equals(LOSS)) {
        Plot loss = Plot.of(LOSS).line("", steps(run.losses().length), run.losses());
        panels.add(panel(loss, top, "The loss over the steps of the run."));
        continue;
      }
      double[] drawn =
          Arrays.stream(values(name)).map(x -> Double.isFinite(x) ? x : Double.NaN).toArray();
      if (Arrays.stream(drawn).allMatch(Double::isNaN)) {
        empty.add(name);
      } else {
        panels.add(panel(track(name), drawn, top));
      }
    }
    String title = empty.isEmpty() ? "" : "No number to draw: " + String.join(", ", empty);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(title + ": name a track that has some");
    }
    return Figure.grid(title, 1, panels);
  }

  private Figure panel(Track track, double[] drawn, boolean top) {
    double[] steps = steps(drawn.length);
    int all = run.checkpoints().size();
    String cut =
        drawn.length < all ? ", partial: %d of %d checkpoints".formatted(drawn.length, all) : "";
    String alt = track.name() + " over the steps of the run" + cut;
    Plot plot = Plot.of(track.name() + cut);
    if (!(track instanceof Track.Estimates estimates)) {
      return panel(plot.line("", steps, drawn), top, alt + ".");
    }
    boolean[] hollow = new boolean[drawn.length];
    for (int k = 0; k < hollow.length; k++) {
      hollow[k] = !estimates.estimates().get(k).verdict().isOk();
    }
    return panel(
        plot.estimates("", steps, drawn, errors(estimates.estimates()), hollow),
        top,
        String.format(
            "%s: %d estimates are OK, %d qualified (hollow), %d invalid (not drawn).",
            alt,
            count(estimates, Verdict.Level.OK),
            count(estimates, Verdict.Level.QUALIFIED),
            count(estimates, Verdict.Level.INVALID)));
  }

  private static long count(Track.Estimates estimates, Verdict.Level level) {
    return estimates.estimates().stream().filter(e -> e.verdict().level() == level).count();
  }

  /** On the axis that all panels share; the names of marks stand above the first. */
  private Figure panel(Plot plot, boolean named, String alt) {
    double[] steps = steps(run.checkpoints().size());
    if (steps.length > 1) {
      plot.xRange(0.8 * steps[0], 1.25 * steps[steps.length - 1]);
    }
    for (Track track : tracks) {
      if (track instanceof Track.Labels labels) {
        String before = null;
        for (int k = 0; k < labels.labels().size(); k++) {
          String now = labels.labels().get(k);
          if (!now.equals(before)) {
            plot.mark(named ? now : "", steps[k]);
          }
          before = now;
        }
      }
    }
    return plot.x("step").logX().size(700, 260).figure(alt);
  }

  private static double[] values(List<? extends Estimator.Estimate> estimates) {
    return estimates.stream()
        .mapToDouble(e -> e.verdict().isInvalid() ? Double.NaN : e.value())
        .toArray();
  }

  private static double[] errors(List<? extends Estimator.Estimate> estimates) {
    return estimates.stream()
        .mapToDouble(e -> e.verdict().isInvalid() ? Double.NaN : e.standardError())
        .toArray();
  }

  private static double[] padded(double[] values, int rows) {
    double[] padded = Arrays.copyOf(values, rows);
    Arrays.fill(padded, values.length, rows, Double.NaN);
    return padded;
  }
}

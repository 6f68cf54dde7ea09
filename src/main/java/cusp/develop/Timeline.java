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
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Quantities followed over the checkpoints of a run. Immutable: following a quantity returns a
 * timeline with one more track, computed at all checkpoints on all cores.
 *
 * @param run the run
 * @param tracks in the order in which they were asked for
 */
public record Timeline(Run run, List<Track> tracks) {

  /** One followed quantity, with an entry a checkpoint; shorter only where an interrupt cut it. */
  public sealed interface Track {
    String name();

    /** Numbers without errors. */
    record Values(String name, double[] values) implements Track {}

    /** Names, as of phases. */
    record Labels(String name, List<String> labels) implements Track {}

    /** Estimates with errors and verdicts. */
    record Estimates(String name, List<? extends Estimator.Estimate> estimates) implements Track {}
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
                    estimator.estimate(objective, at.w(), seed.stream("step", at.step()));
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
   * Asked before the work, which may be hours; a name is a column of the table, which has its own
   * two.
   */
  private void requireNew(String name) {
    if (names().contains(name) || name.equals("step") || name.equals("loss")) {
      throw new IllegalArgumentException("the timeline has a track named " + name + " already");
    }
  }

  private Timeline and(Track track) {
    List<Track> more = new ArrayList<>(tracks);
    more.add(track);
    return new Timeline(run, more);
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
        StringColumn verdicts = StringColumn.create(track.name() + " verdict", rows);
        for (int k = 0; k < list.size(); k++) {
          verdicts.set(k, list.get(k).verdict().toString());
        }
        table.addColumns(
            DoubleColumn.create(track.name(), padded(values(list), rows)),
            DoubleColumn.create(track.name() + " error", padded(errors(list), rows)),
            verdicts);
      }
    }
    return table;
  }

  /** The steps of the checkpoints, with 0 moved to ½ for a logarithmic axis. */
  private double[] steps(int count) {
    double[] steps = java.util.Arrays.copyOf(run.steps(), count);
    if (count > 0 && steps[0] == 0) {
      steps[0] = 0.5;
    }
    return steps;
  }

  /**
   * The loss and each numeric track below one another over a logarithmic step axis; changes of
   * label are marked.
   */
  public Figure chart() {
    List<Figure> panels = new ArrayList<>();
    panels.add(
        marked(
                Plot.of("Loss")
                    .x("step")
                    .y("loss")
                    .logX()
                    .line("loss", steps(run.losses().length), run.losses()))
            .size(700, 260)
            .figure("Loss over the steps of the run."));
    for (Track track : tracks) {
      Plot plot = Plot.of(track.name()).x("step").y(track.name()).logX().size(700, 260);
      if (track instanceof Track.Values values && values.values().length > 0) {
        plot = plot.line(track.name(), steps(values.values().length), values.values());
      } else if (track instanceof Track.Estimates estimates && !estimates.estimates().isEmpty()) {
        List<? extends Estimator.Estimate> list = estimates.estimates();
        boolean[] hollow = new boolean[list.size()];
        for (int k = 0; k < hollow.length; k++) {
          hollow[k] = list.get(k).verdict().level() != Verdict.Level.OK;
        }
        plot = plot.estimates(track.name(), steps(list.size()), values(list), errors(list), hollow);
      } else {
        // Labels are marks in every panel; an interrupt may have left a track without an entry.
        continue;
      }
      panels.add(marked(plot).figure(track.name() + " over the steps of the run."));
    }
    return panels.size() == 1 ? panels.get(0) : Figure.grid("Timeline", 1, panels);
  }

  private Plot marked(Plot plot) {
    Plot result = plot;
    double[] steps = steps(run.checkpoints().size());
    for (Track track : tracks) {
      if (track instanceof Track.Labels labels) {
        String before = null;
        for (int k = 0; k < labels.labels().size(); k++) {
          String now = labels.labels().get(k);
          if (!now.equals(before)) {
            result = result.mark(now, steps[k]);
          }
          before = now;
        }
      }
    }
    return result;
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
    double[] padded = java.util.Arrays.copyOf(values, rows);
    java.util.Arrays.fill(padded, values.length, rows, Double.NaN);
    return padded;
  }
}

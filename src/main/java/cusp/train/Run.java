package cusp.train;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * A training run: its settings, its checkpoints and how it ended.
 *
 * <pre>{@code
 * var trainer = Trainer.sgd(0.1).withSteps(200);
 * var run = trainer.train(Objective.of("(a*b-1)^2/2"), new double[] {2, 2}, seed(1));
 * show(run.verdict());
 * show(run.last());
 * show(run.toTable());
 * show(run.near(1, 10, 100).checkpoints());
 * show(run.on(Objective.of("a^2+b^2")).objective().loss(run.last().w()));
 * }</pre>
 *
 * @param trainer the settings
 * @param seed of the batches
 * @param objective what was trained on
 * @param checkpoints by step, at least one
 * @param verdict OK; QUALIFIED where it was interrupted (the last checkpoint is where); INVALID
 *     where it diverged (the checkpoints before are good)
 */
public record Run(
    Trainer trainer,
    Seed seed,
    Objective objective,
    List<Checkpoint> checkpoints,
    Verdict verdict) {
  private static final double DECADE = 10;

  public Run {
    checkpoints = List.copyOf(checkpoints);
  }

  /** The last checkpoint. */
  public Checkpoint last() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  /**
   * The same run with only the checkpoints nearest to given steps, for what is too dear to follow
   * at all of them.
   *
   * @param steps at least one; of two checkpoints equally near the earlier is taken
   */
  public Run near(double... steps) {
    if (steps.length == 0) {
      throw new IllegalArgumentException("near(...) needs at least one step");
    }
    List<Checkpoint> nearest =
        Arrays.stream(steps)
            .mapToObj(step -> Collections.min(checkpoints, by(step)))
            .distinct()
            .sorted(Comparator.comparingLong(Checkpoint::step))
            .toList();
    return new Run(trainer, seed, objective, nearest, verdict);
  }

  /**
   * The same checkpoints, with another objective for what is estimated at them, as the loss on some
   * of the data or on a test. Their recorded losses stay those of the run.
   *
   * @throws IllegalArgumentException if it has another number of parameters
   */
  public Run on(Objective other) {
    int d = last().w().length;
    if (other.dimension() != d) {
      throw new IllegalArgumentException(
          "the run has "
              + d
              + " parameters; an objective of "
              + other.dimension()
              + " cannot be taken at its checkpoints");
    }
    return new Run(trainer, seed, other, checkpoints, verdict);
  }

  private static Comparator<Checkpoint> by(double step) {
    return Comparator.comparingDouble(c -> Math.abs(c.step() - step));
  }

  /** The steps of the checkpoints. */
  public double[] steps() {
    return checkpoints.stream().mapToDouble(Checkpoint::step).toArray();
  }

  /** The losses of the checkpoints, on all samples. */
  public double[] losses() {
    return checkpoints.stream().mapToDouble(Checkpoint::loss).toArray();
  }

  /** A row a checkpoint: step, loss. */
  public Table toTable() {
    return Table.create(
        "run",
        LongColumn.create("step", checkpoints.stream().mapToLong(Checkpoint::step).toArray()),
        DoubleColumn.create("loss", losses()));
  }

  /**
   * The loss over a logarithmic step axis, on which step 0 stands at ½. The title says where the
   * run did not come to its end.
   */
  public Figure chart() {
    double[] losses = losses();
    double least = Arrays.stream(losses).min().orElseThrow();
    double most = Arrays.stream(losses).max().orElseThrow();
    String end = verdict.isOk() ? "" : verdict.isInvalid() ? ", diverged" : ", partial";
    Plot plot =
        Plot.of("Training loss" + end)
            .x("step")
            .logX()
            .line("", Arrays.stream(steps()).map(step -> Math.max(step, 0.5)).toArray(), losses);
    return (least > 0 && most > DECADE * least ? plot.logY() : plot)
        .figure(
            String.format(
                "The loss goes from %.4g to %.4g in %,d steps.",
                losses[0], last().loss(), last().step()));
  }

  /**
   * Writes the run to a folder, one file a checkpoint; {@link #load} brings it back.
   *
   * @throws IllegalArgumentException if the folder holds another run
   */
  public void save(Path folder) {
    RunFolder files =
        RunFolder.open(
            folder, new RunFolder.Header(trainer, seed, objective.samples()), checkpoints.get(0));
    checkpoints.forEach(files::write);
  }

  /**
   * A saved run.
   *
   * @param objective what it was trained on, for estimates at its checkpoints
   * @throws IOException if there is none, or a file of it is damaged (it is named)
   */
  public static Run load(Path folder, Objective objective) throws IOException {
    RunFolder.Header header = RunFolder.header(folder);
    List<Checkpoint> checkpoints = RunFolder.read(folder);
    if (checkpoints.isEmpty()) {
      throw new IOException(folder + " holds no checkpoint");
    }
    int d = checkpoints.get(0).w().length;
    if (objective.dimension() != d || objective.samples() != header.samples()) {
      throw new IllegalArgumentException(
          "the run in "
              + folder
              + " has "
              + d
              + " parameters and n = "
              + header.samples()
              + ", the objective has "
              + objective.dimension()
              + " and n = "
              + objective.samples());
    }
    long[] planned = header.trainer().checkpoints().steps(header.trainer().totalSteps(objective));
    Checkpoint last = checkpoints.get(checkpoints.size() - 1);
    // Where an interrupt stopped the run is a checkpoint of it only until it went on.
    Predicate<Checkpoint> isPlanned = c -> Arrays.binarySearch(planned, c.step()) >= 0;
    checkpoints.removeIf(c -> c.step() < last.step() && !isPlanned.test(c));
    long[] reached = checkpoints.stream().mapToLong(Checkpoint::step).toArray();
    Verdict verdict =
        Arrays.equals(reached, planned)
            ? Verdict.ok()
            : Verdict.qualified(
                List.of(
                    String.format(
                        "partial: %d of %d checkpoints, the last at step %d of %d",
                        checkpoints.stream().filter(isPlanned).count(),
                        planned.length,
                        last.step(),
                        planned[planned.length - 1])));
    return new Run(header.trainer(), header.seed(), objective, checkpoints, verdict);
  }
}

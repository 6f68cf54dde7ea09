package cusp.train;

import cusp.base.Pace;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run while it is trained: from a checkpoint on, step by step, to the end or to where it is
 * stopped.
 */
final class TrainingLoop {
  private final Trainer trainer;
  private final Objective objective;
  private final Seed seed;
  private final RunFolder files;
  private final Consumer<? super Checkpoint> observer;
  private final Objective own;
  private final Batch.Shuffle batches;
  private final long total;
  private final long[] planned;
  private final List<Checkpoint> kept = new ArrayList<>();

  /** Kept in the folder where an interrupt stopped a run, at steps that are not planned. */
  private final List<Checkpoint> stops = new ArrayList<>();

  /**
   * Nothing is trained yet.
   *
   * @param files where checkpoints are written to, or null
   * @param observer is told of every checkpoint that is kept
   * @throws IllegalArgumentException if the batch is larger than the data
   */
  TrainingLoop(
      Trainer trainer,
      Objective objective,
      Seed seed,
      RunFolder files,
      Consumer<? super Checkpoint> observer) {
    this.trainer = trainer;
    this.objective = objective;
    this.seed = seed;
    this.files = files;
    this.observer = observer;
    own = objective.fork();
    int n = own.samples();
    int size = trainer.batch() == 0 ? n : trainer.batch();
    batches = own.kind() == Loss.POTENTIAL ? null : new Batch.Shuffle(n, size, seed);
    total = trainer.totalSteps(objective);
    planned = trainer.checkpoints().steps(total);
  }

  /**
   * Trains to the end.
   *
   * @param first the starting point
   * @param found checkpoints of the same run, by step; those behind the first that is missing are
   *     made again
   */
  Run from(Checkpoint first, List<Checkpoint> found) {
    for (Checkpoint checkpoint : found) {
      if (Arrays.binarySearch(planned, checkpoint.step()) < 0) {
        stops.add(checkpoint);
      } else if (checkpoint.step() == next()) {
        kept.add(checkpoint);
        tell(checkpoint);
      }
    }
    if (kept.isEmpty()) {
      keep(first);
    }
    forgetStops();
    return train();
  }

  private Run train() {
    Checkpoint start = start();
    long step = start.step();
    double[] w = start.w();
    double[] memory = start.memory();
    double[] gradient = new double[w.length];
    try (Progress.Task progress = Progress.standard().start("training", total)) {
      progress.advance(step);
      Pace pace = new Pace(progress);
      while (kept.size() < planned.length) {
        for (long next = next(); step < next; step++) {
          if (Thread.currentThread().isInterrupted()) {
            return interrupted(step, w, memory);
          }
          double loss = own.gradient(w, batches == null ? null : batches.at(step), gradient);
          if (!Double.isFinite(loss)) {
            return diverged(step);
          }
          double rate = trainer.rate() * trainer.schedule().factor(step, total);
          trainer.optimizer().step(w, gradient, rate, step, memory);
          pace.step();
        }
        double loss = own.loss(w);
        if (!Double.isFinite(loss)) {
          return diverged(step);
        }
        keep(new Checkpoint(step, loss, w, memory));
      }
      pace.flush();
    }
    return end(Verdict.ok());
  }

  /** The last point from which nothing but training is missing. */
  private Checkpoint start() {
    Checkpoint last = last();
    for (Checkpoint stop : stops) {
      last = stop.step() < next() ? stop : last;
    }
    return last;
  }

  /** The step of the next checkpoint, or the last one's where all are kept. */
  private long next() {
    return planned[Math.min(kept.size(), planned.length - 1)];
  }

  private Checkpoint last() {
    return kept.get(kept.size() - 1);
  }

  /** Writes it before anybody is told, so that a failure of theirs loses nothing. */
  private void keep(Checkpoint checkpoint) {
    if (files != null) {
      files.write(checkpoint);
    }
    kept.add(checkpoint);
    forgetStops();
    tell(checkpoint);
  }

  /** What is behind the run is not needed to go on, and would be one checkpoint too many. */
  private void forgetStops() {
    stops.removeIf(
        stop -> {
          boolean passed = stop.step() < last().step();
          if (passed) {
            files.delete(stop);
          }
          return passed;
        });
  }

  private void tell(Checkpoint checkpoint) {
    // What draws or writes must not meet an interrupt, which closes channels for good.
    boolean interrupted = Thread.interrupted();
    try {
      observer.accept(checkpoint);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Run diverged(long step) {
    String where = "the loss is not finite at step " + step;
    String good = "; the last good checkpoint is at step " + last().step();
    return end(Verdict.invalid(List.of(where + good + ": lower the learning rate")));
  }

  private Run interrupted(long step, double[] w, double[] memory) {
    double loss = own.loss(w);
    if (step > last().step() && Double.isFinite(loss)) {
      keep(new Checkpoint(step, loss, w, memory));
    }
    return end(
        Verdict.qualified(
            List.of(
                "partial: interrupted after checkpoint "
                    + last().step()
                    + " of "
                    + total
                    + " steps")));
  }

  private Run end(Verdict verdict) {
    return new Run(trainer, seed, objective, kept, verdict);
  }
}

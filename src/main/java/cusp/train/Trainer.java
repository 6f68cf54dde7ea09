package cusp.train;

import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * How to train: an optimizer, its rate, batches, length and what to keep. Immutable.
 *
 * <p>Batches come by random reshuffling, each epoch in an order that depends on the seed and the
 * epoch's number alone. So a run that was stopped or killed goes on from its last checkpoint to the
 * same bits; see {@link #resume}.
 *
 * <pre>{@code
 * var data = new SparseFeatures(6).sample(1000, seed(1));
 * var model = new Superposition(6, 2);
 * var trainer = Trainer.adam(0.01).withBatch(20).withEpochs(20);
 * show(trainer.train(model, data, model.initial(seed(2))).chart());
 * }</pre>
 *
 * @param optimizer how a gradient becomes a step
 * @param rate peak learning rate η
 * @param schedule factor of the rate over the run
 * @param batch samples a step; 0 for all
 * @param epochs passes over the samples, used where {@code steps} is 0
 * @param steps steps, or 0 to count in epochs
 * @param checkpoints what to keep
 */
public record Trainer(
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    int batch,
    long epochs,
    long steps,
    CheckpointPlan checkpoints) {

  public Trainer {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("the learning rate is positive and finite, not " + rate);
    }
    if (batch < 0) {
      throw new IllegalArgumentException(
          "the batch size is at least 1, or 0 for all samples, not " + batch);
    }
    if (epochs < 0 || steps < 0 || (epochs == 0) == (steps == 0)) {
      throw new IllegalArgumentException(
          "a length is given in epochs or in steps, positive, not "
              + epochs
              + " epochs and "
              + steps
              + " steps");
    }
  }

  private static Trainer of(Optimizer optimizer, double rate) {
    return new Trainer(
        optimizer, rate, Schedule.constant(), 0, 0, 1_000, CheckpointPlan.logSpaced(100));
  }

  /**
   * Stochastic gradient descent: all samples a step, 1,000 steps, 100 log-spaced checkpoints, until
   * told otherwise.
   */
  public static Trainer sgd(double rate) {
    return of(new Optimizer.Sgd(0), rate);
  }

  /** Adam with its usual constants (0.9, 0.999, 1e−8). */
  public static Trainer adam(double rate) {
    return of(new Optimizer.Adam(0.9, 0.999, 1e-8, 0), rate);
  }

  /** AdamW with the given weight decay. */
  public static Trainer adamW(double rate, double decay) {
    return of(new Optimizer.Adam(0.9, 0.999, 1e-8, decay), rate);
  }

  /** SGD with momentum; refused for other optimizers. */
  public Trainer withMomentum(double momentum) {
    if (!(optimizer instanceof Optimizer.Sgd)) {
      throw new IllegalArgumentException("momentum belongs to SGD, not to " + optimizer);
    }
    return new Trainer(
        new Optimizer.Sgd(momentum), rate, schedule, batch, epochs, steps, checkpoints);
  }

  public Trainer withSchedule(Schedule schedule) {
    return new Trainer(optimizer, rate, schedule, batch, epochs, steps, checkpoints);
  }

  public Trainer withBatch(int batch) {
    return new Trainer(optimizer, rate, schedule, batch, epochs, steps, checkpoints);
  }

  public Trainer withEpochs(long epochs) {
    return new Trainer(optimizer, rate, schedule, batch, epochs, 0, checkpoints);
  }

  public Trainer withSteps(long steps) {
    return new Trainer(optimizer, rate, schedule, batch, 0, steps, checkpoints);
  }

  public Trainer withCheckpoints(CheckpointPlan checkpoints) {
    return new Trainer(optimizer, rate, schedule, batch, epochs, steps, checkpoints);
  }

  /** Trains a model on data with the order of batches of {@code Seed.of(0)}. */
  public <D> Run train(Model<D> model, D data, double[] initial) {
    return train(model.on(data), initial, Seed.of(0));
  }

  /** Trains a model on data. */
  public <D> Run train(Model<D> model, D data, double[] initial, Seed seed) {
    return train(model.on(data), initial, seed);
  }

  /**
   * Trains a model on data, and tells of every checkpoint as {@link #train(Objective, double[],
   * Seed, Consumer)} does, as in {@code train(model, data, start, seed, at -> show(at))}.
   */
  public <D> Run train(
      Model<D> model, D data, double[] initial, Seed seed, Consumer<? super Checkpoint> observer) {
    return train(model.on(data), initial, seed, observer);
  }

  /**
   * Trains from {@code initial}. An interrupt ends the run within a step, with the checkpoints so
   * far and one of the point that was reached; a loss that is not finite ends it with the last good
   * one. The run's verdict says which.
   *
   * @throws IllegalArgumentException if lengths differ, or the batch is larger than the data
   */
  public Run train(Objective objective, double[] initial, Seed seed) {
    return train(objective, initial, seed, at -> {});
  }

  /**
   * Trains as {@link #train(Objective, double[], Seed)} does.
   *
   * @param observer is told of every checkpoint as soon as it is kept, from the starting point on,
   *     in the thread that trains; the thread's interrupt waits meanwhile. What it throws ends the
   *     run and comes out of this method.
   */
  public Run train(
      Objective objective, double[] initial, Seed seed, Consumer<? super Checkpoint> observer) {
    Checkpoint first = first(objective, initial);
    return new TrainingLoop(this, objective, seed, null, observer).from(first, List.of());
  }

  /**
   * Trains as {@link #train(Objective, double[], Seed)} does and writes every checkpoint to a
   * folder as it comes, so that a process that is killed loses nothing before it; goes on where the
   * folder's last run stopped, to the same bits.
   *
   * @throws IllegalArgumentException if the folder holds a run with other settings, seed or
   *     starting point
   * @throws java.io.UncheckedIOException if a file is damaged (it is named) or cannot be written
   */
  public Run resume(Objective objective, double[] initial, Seed seed, Path folder) {
    return resume(objective, initial, seed, folder, at -> {});
  }

  /**
   * Goes on as {@link #resume(Objective, double[], Seed, Path)} does.
   *
   * @param observer is told of every checkpoint of the run: first of those in the folder, then of
   *     each new one, when it is written already
   */
  public Run resume(
      Objective objective,
      double[] initial,
      Seed seed,
      Path folder,
      Consumer<? super Checkpoint> observer) {
    Checkpoint first = first(objective, initial);
    RunFolder files =
        RunFolder.open(folder, new RunFolder.Header(this, seed, objective.samples()), first);
    return new TrainingLoop(this, objective, seed, files, observer)
        .from(first, files.checkpoints());
  }

  private Checkpoint first(Objective objective, double[] initial) {
    int d = objective.dimension();
    if (initial.length != d) {
      throw new IllegalArgumentException(
          "the starting point has length "
              + initial.length
              + "; the objective has "
              + d
              + " parameters");
    }
    double loss = objective.fork().loss(initial);
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("the loss at the starting point is " + loss);
    }
    return new Checkpoint(0, loss, initial, new double[optimizer.memory(d)]);
  }

  /** Steps of a whole run; an epoch of a potential is one step. */
  long totalSteps(Objective objective) {
    int n = objective.samples();
    long perEpoch = n == 0 || batch == 0 ? 1 : (n + batch - 1) / batch;
    return steps > 0 ? steps : Math.multiplyExact(epochs, perEpoch);
  }
}

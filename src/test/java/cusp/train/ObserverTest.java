package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.posterior.InterruptingBowl;
import cusp.task.SparseFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who watches a run is told of every checkpoint, and cannot harm it. */
class ObserverTest {
  private static final Trainer TRAINER =
      Trainer.sgd(0.1).withSteps(100).withCheckpoints(CheckpointPlan.even(5));
  private static final double[] START = {1, 2};

  @TempDir Path folder;

  private final List<Checkpoint> told = new ArrayList<>();

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private static InterruptingBowl bowl() {
    return InterruptingBowl.at(InterruptingBowl.NEVER);
  }

  private static Run whole() {
    return TRAINER.train(bowl(), START, Training.SEED);
  }

  private Run resume(Consumer<Checkpoint> observer) {
    return TRAINER.resume(bowl(), START, Training.SEED, folder, observer);
  }

  @Test
  void isToldOfEveryCheckpointAsItIsMade() {
    InterruptingBowl objective = bowl();
    Run run =
        TRAINER.train(
            objective,
            START,
            Training.SEED,
            at -> {
              assertEquals(
                  at.step(), objective.gradients().get(), "the training goes on meanwhile");
              told.add(at);
            });
    assertEquals(5, told.size());
    assertEquals(run.checkpoints(), told);
    Training.assertSame(whole(), run);
  }

  @Test
  void aModelOnDataIsWatchedTheSame() {
    Thread caller = Thread.currentThread();
    var data = new SparseFeatures(6).sample(100, Seed.of(1));
    Run run =
        Training.sgd()
            .train(
                Training.MODEL,
                data,
                Training.initial(),
                Training.SEED,
                at -> {
                  assertSame(caller, Thread.currentThread());
                  told.add(at);
                });
    assertEquals(run.checkpoints(), told);
    Training.assertSame(
        Training.sgd().train(Training.MODEL, data, Training.initial(), Training.SEED), run);
  }

  @Test
  void whatItThrowsEndsTheRun() {
    IllegalStateException failure = new IllegalStateException("the chart is gone");
    InterruptingBowl objective = bowl();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                TRAINER.train(
                    objective,
                    START,
                    Training.SEED,
                    at -> {
                      if (at.step() == 50) {
                        throw failure;
                      }
                    }));
    assertSame(failure, thrown);
    assertEquals(50, objective.gradients().get());
  }

  @Test
  void whatItThrowsLosesNoCheckpoint() throws IOException {
    for (long step : new long[] {0, 50, 100}) {
      assertThrows(
          IllegalStateException.class,
          () ->
              resume(
                  at -> {
                    if (at.step() == step) {
                      throw new IllegalStateException("no more");
                    }
                  }));
      assertEquals(step, Run.load(folder, bowl()).last().step());
    }
    Training.assertSame(whole(), Run.load(folder, bowl()));
  }

  @Test
  void aResumedRunTellsOfWhatItFoundFirst() {
    TRAINER.resume(InterruptingBowl.at(60), START, Training.SEED, folder);
    Thread.interrupted();
    Run run = resume(told::add);
    assertEquals(run.checkpoints(), told);
    told.clear();
    resume(told::add);
    assertEquals(run.checkpoints(), told);
  }

  @Test
  void meetsNoInterrupt() {
    Run run =
        TRAINER.train(
            InterruptingBowl.at(25),
            START,
            Training.SEED,
            at -> {
              assertFalse(Thread.currentThread().isInterrupted());
              told.add(at);
            });
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(25, run.last().step());
    assertEquals(run.checkpoints(), told);
  }

  @Test
  void isToldOfThePointWhereAnInterruptStops() {
    Run run = TRAINER.train(InterruptingBowl.at(40), START, Training.SEED, told::add);
    assertEquals(List.of(0L, 25L, 40L), told.stream().map(Checkpoint::step).toList());
    assertEquals(run.checkpoints(), told);
  }
}

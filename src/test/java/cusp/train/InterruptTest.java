package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Verdict;
import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.posterior.InterruptingBowl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  private static final Trainer ENDLESS =
      Training.sgd().withSteps(1_000_000_000_000L).withCheckpoints(CheckpointPlan.logSpaced(200));

  /** Checkpoints at 0, 25, 50, 75 and 100. */
  private static final Trainer SPARSE =
      Trainer.adam(0.1).withSteps(100).withCheckpoints(CheckpointPlan.even(5));

  @TempDir Path folder;

  @AfterEach
  void clear() {
    assertFalse(Thread.interrupted(), "a test left the thread interrupted");
  }

  private record Ended(Run run, boolean flag) {}

  private static Ended interrupt(Supplier<Run> work, CountDownLatch begun) throws Exception {
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(new Ended(work.get(), Thread.currentThread().isInterrupted()));
              } catch (RuntimeException e) {
                ended.completeExceptionally(e);
              }
            });
    thread.start();
    assertTrue(begun.await(20, TimeUnit.SECONDS), "the work never began");
    thread.interrupt();
    return ended.get(1, TimeUnit.SECONDS);
  }

  private static void assertPartial(Ended ended) {
    assertTrue(ended.flag, "the thread's interrupt flag has to stay set");
    assertEquals(Verdict.Level.QUALIFIED, ended.run.verdict().level());
    String reason = ended.run.verdict().toString();
    assertTrue(reason.contains("partial") && reason.contains("interrupted"), reason);
    assertTrue(
        reason.contains("checkpoint " + ended.run.last().step()),
        "the last one is named: " + reason);
  }

  @Test
  void endsWithinASecondWithWhatThereIs() throws Exception {
    CountDownLatch begun = new CountDownLatch(3_000);
    Objective watched = new Watched(Training.objective(), begun, 0);
    Ended ended = interrupt(() -> ENDLESS.train(watched, Training.initial(), Training.SEED), begun);
    assertPartial(ended);
    assertTrue(ended.run.checkpoints().size() > 10);
  }

  @Test
  void slowStepsDoNotDelayIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(5);
    Objective slow = new Watched(Training.objective(), begun, 20);
    assertPartial(interrupt(() -> ENDLESS.train(slow, Training.initial(), Training.SEED), begun));
  }

  @Test
  void anInterruptedThreadDoesOneStepAtMost() {
    Thread.currentThread().interrupt();
    Run run = ENDLESS.train(Training.objective(), Training.initial(), Training.SEED);
    assertTrue(Thread.interrupted(), "the flag has to stay set");
    assertEquals(Verdict.Level.QUALIFIED, run.verdict().level());
    assertEquals(0, run.last().step());
  }

  /** An interrupt closes channels: a checkpoint that is written at that moment must not be lost. */
  @Test
  void anInterruptDuringAWriteLosesNothing() throws IOException {
    Trainer trainer = Training.sgd().withSteps(10).withCheckpoints(CheckpointPlan.even(11));
    Run whole = trainer.train(Training.objective(), Training.initial(), Training.SEED);
    for (int more = 0; more < 10; more++) {
      Thread.currentThread().interrupt();
      trainer.resume(Training.objective(), Training.initial(), Training.SEED, folder);
      assertTrue(Thread.interrupted(), "the flag has to stay set");
    }
    try (Stream<Path> listing = Files.list(folder)) {
      assertTrue(listing.noneMatch(file -> file.toString().endsWith(".part")));
    }
    Training.assertSame(
        whole, trainer.resume(Training.objective(), Training.initial(), Training.SEED, folder));
    Training.assertSame(whole, Run.load(folder, Training.objective()));
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() throws Exception {
    Trainer trainer = Training.sgd().withSteps(400).withCheckpoints(CheckpointPlan.even(401));
    Run whole = trainer.train(Training.objective(), Training.initial(), Training.SEED);
    for (int steps : new int[] {100, 50, 7}) {
      CountDownLatch begun = new CountDownLatch(steps);
      Objective watched = new Watched(Training.objective(), begun, 1);
      Ended ended =
          interrupt(
              () -> trainer.resume(watched, Training.initial(), Training.SEED, folder), begun);
      assertPartial(ended);
      assertEquals(
          whole.checkpoints().subList(0, ended.run.checkpoints().size()), ended.run.checkpoints());
    }
    Training.assertSame(
        whole, trainer.resume(Training.objective(), Training.initial(), Training.SEED, folder));
  }

  private static Run stopped(int step, Path folder) {
    Run run = SPARSE.resume(InterruptingBowl.at(step), new double[] {1, 2}, Training.SEED, folder);
    assertTrue(Thread.interrupted(), "the flag has to stay set");
    return run;
  }

  private static List<Long> steps(Run run) {
    return run.checkpoints().stream().map(Checkpoint::step).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thePointReachedIsKept() throws IOException {
    Run run = stopped(40, folder);
    assertEquals(List.of(0L, 25L, 40L), steps(run));
    assertTrue(run.verdict().toString().contains("after checkpoint 40 of 100 steps"));
    Run every =
        SPARSE
            .withCheckpoints(CheckpointPlan.even(101))
            .train(InterruptingBowl.at(InterruptingBowl.NEVER), new double[] {1, 2}, Training.SEED);
    assertEquals(every.checkpoints().get(40), run.last());
    Run loaded = Run.load(folder, InterruptingBowl.at(InterruptingBowl.NEVER));
    assertEquals(run.checkpoints(), loaded.checkpoints());
    assertTrue(loaded.verdict().toString().contains("2 of 5 checkpoints, the last at step 40"));
  }

  @Test
  void aRunGoesOnFromThePointReached() throws IOException {
    Run whole =
        SPARSE.train(
            InterruptingBowl.at(InterruptingBowl.NEVER), new double[] {1, 2}, Training.SEED);
    stopped(30, folder);
    // Counted from 30, so at 33, 40 and then, past the planned checkpoint, at 60.
    assertEquals(List.of(0L, 25L, 33L), steps(stopped(3, folder)));
    assertEquals(List.of(0L, 25L, 40L), steps(stopped(7, folder)));
    assertEquals(4, files().size(), () -> "one stop at a time");
    assertEquals(List.of(0L, 25L, 50L, 60L), steps(stopped(20, folder)));
    InterruptingBowl counted = InterruptingBowl.at(InterruptingBowl.NEVER);
    Run resumed = SPARSE.resume(counted, new double[] {1, 2}, Training.SEED, folder);
    assertEquals(40, counted.gradients().get(), "nothing is trained twice");
    Training.assertSame(whole, resumed);
    Training.assertSame(whole, Run.load(folder, counted));
    assertEquals(6, files().size(), "run.json and what was planned");
  }

  @Test
  void aStopThatIsInterruptedAtOnceStays() throws IOException {
    stopped(40, folder);
    Thread.currentThread().interrupt();
    Run again =
        SPARSE.resume(
            InterruptingBowl.at(InterruptingBowl.NEVER),
            new double[] {1, 2},
            Training.SEED,
            folder);
    assertTrue(Thread.interrupted(), "the flag has to stay set");
    assertEquals(List.of(0L, 25L, 40L), steps(again));
    assertEquals(4, files().size());
  }

  /** As a process leaves it that is killed between writing a checkpoint and removing a stop. */
  @Test
  void aStopThatWasPassedIsNoCheckpoint() throws IOException {
    Run whole =
        SPARSE.train(
            InterruptingBowl.at(InterruptingBowl.NEVER), new double[] {1, 2}, Training.SEED);
    stopped(40, folder);
    Path stop = folder.resolve("checkpoint-000000000040.bin");
    byte[] bytes = Files.readAllBytes(stop);
    SPARSE.resume(
        InterruptingBowl.at(InterruptingBowl.NEVER), new double[] {1, 2}, Training.SEED, folder);
    Files.write(stop, bytes);
    Training.assertSame(whole, Run.load(folder, InterruptingBowl.at(InterruptingBowl.NEVER)));
    Training.assertSame(
        whole,
        SPARSE.resume(
            InterruptingBowl.at(InterruptingBowl.NEVER),
            new double[] {1, 2},
            Training.SEED,
            folder));
    assertFalse(Files.exists(stop));
  }

  /** The checkpoint at 25 is lost: the run goes on from 0, whatever lies behind the gap. */
  @Test
  void aStopBehindAGapIsNotWhereARunGoesOn() throws IOException {
    Run whole =
        SPARSE.train(
            InterruptingBowl.at(InterruptingBowl.NEVER), new double[] {1, 2}, Training.SEED);
    stopped(40, folder);
    Files.delete(folder.resolve("checkpoint-000000000025.bin"));
    Training.assertSame(
        whole,
        SPARSE.resume(
            InterruptingBowl.at(InterruptingBowl.NEVER),
            new double[] {1, 2},
            Training.SEED,
            folder));
    assertEquals(6, files().size());
  }

  @Test
  void aStoppedRunSavesAndLoads() throws IOException {
    Run run = stopped(40, folder.resolve("one"));
    run.save(folder.resolve("other"));
    Run loaded = Run.load(folder.resolve("other"), InterruptingBowl.at(InterruptingBowl.NEVER));
    assertEquals(run.checkpoints(), loaded.checkpoints());
  }

  @Test
  void answersWithinATenthOfASecond() throws Exception {
    CountDownLatch begun = new CountDownLatch(20_000);
    Objective watched = new Watched(Training.objective(), begun, 0);
    CompletableFuture<Long> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              ENDLESS.train(watched, Training.initial(), Training.SEED);
              ended.complete(System.nanoTime());
            });
    thread.start();
    assertTrue(begun.await(20, TimeUnit.SECONDS), "the work never began");
    long interrupted = System.nanoTime();
    thread.interrupt();
    double seconds = (ended.get(1, TimeUnit.SECONDS) - interrupted) * 1e-9;
    assertTrue(seconds < 0.1, () -> seconds + " s");
  }

  /** Counts the gradients, and makes each as slow as one of a large network. */
  private record Watched(Objective inner, CountDownLatch begun, long milliseconds)
      implements Objective {
    @Override
    public int dimension() {
      return inner.dimension();
    }

    @Override
    public Loss kind() {
      return inner.kind();
    }

    @Override
    public int samples() {
      return inner.samples();
    }

    @Override
    public double loss(double[] w) {
      return inner.loss(w);
    }

    @Override
    public double gradient(double[] w, Batch batch, double[] into) {
      begun.countDown();
      // Not a sleep, which would notice the interrupt for us.
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      return inner.gradient(w, batch, into);
    }

    @Override
    public double gradient(double[] w, double[] into) {
      return inner.gradient(w, into);
    }

    @Override
    public void losses(double[] w, double[] into) {
      inner.losses(w, into);
    }

    @Override
    public Objective fork() {
      return new Watched(inner.fork(), begun, milliseconds);
    }
  }
}

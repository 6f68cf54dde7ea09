package cusp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.develop.PhasePath;
import cusp.develop.Timeline;
import cusp.landscape.CriticalPoints;
import cusp.landscape.CriticalSearch;
import cusp.landscape.HessianSpectrum;
import cusp.landscape.MinimumEnergyPath;
import cusp.landscape.Plane;
import cusp.landscape.Valley;
import cusp.landscape.ValleyTracer;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.InterruptingBowl;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Sampler;
import cusp.posterior.Tempering;
import cusp.singular.LadderEstimate;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.singular.TemperatureLadder;
import cusp.task.SparseFeatures;
import cusp.toy.CriticalPoint;
import cusp.toy.Polygon;
import cusp.train.CheckpointPlan;
import cusp.train.Descent;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every loop that may be long ends soon after an interrupt, also where each turn of it is slow: so
 * what is counted here is turns.
 */
class InterruptedLoopsTest {
  private static final Seed SEED = Seed.of(0);
  private static final double[] START = {1, 2};

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private static void assertEndedAt(int gradient, int most, InterruptingBowl objective) {
    int more = objective.gradients().get() - gradient;
    assertTrue(more >= 0 && more <= most, () -> more + " gradients after the interrupt");
    assertTrue(Thread.currentThread().isInterrupted(), "the flag stays set");
  }

  private static void assertCancelled(String what, Executable work) {
    Thread.currentThread().interrupt();
    String message = assertThrows(CancellationException.class, work).getMessage();
    assertTrue(message.contains(what) && message.contains("interrupted"), message);
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  @Test
  void theStepSizeFromTheCurvature() {
    InterruptingBowl objective = InterruptingBowl.at(7);
    LocalPosterior.at(objective, START, 10).stiffness();
    assertEndedAt(7, 1, objective);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theFirstDrawsOfAChain(int threads) {
    InterruptingBowl objective = InterruptingBowl.at(7);
    LocalEstimate estimate =
        Parallel.withThreads(
            threads,
            () ->
                LocalLearningCoefficient.defaults()
                    .withNBeta(10)
                    .withBurnIn(0)
                    .estimate(objective, START, SEED));
    assertEndedAt(7, 1, objective);
    assertTrue(estimate.verdict().isInvalid());
    assertEquals(0, estimate.chains().losses().length, "no draw at a step size that is none");
  }

  @Test
  void theLineSearchOfADescent() {
    AtomicInteger gradients = new AtomicInteger();
    Potential uphill =
        new Potential() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double loss(double[] w) {
            return gradients.get();
          }

          /** However short a step, the loss is higher. */
          @Override
          public double gradient(double[] w, double[] into) {
            if (gradients.incrementAndGet() == 5) {
              Thread.currentThread().interrupt();
            }
            into[0] = 1;
            return gradients.get();
          }

          @Override
          public Objective fork() {
            return this;
          }
        };
    Descent.Minimum minimum = Descent.defaults().from(uphill, new double[] {3});
    assertEquals(5, gradients.get());
    assertFalse(minimum.converged());
    assertEquals(3, minimum.w()[0]);
  }

  @Test
  void theSearchForOtherMinima() {
    LocalLearningCoefficient llc =
        LocalLearningCoefficient.defaults().withSampler(Mala.defaults()).withNBeta(100);
    // 60 gradients for the curvature, 1 at the start and 2,000 steps, in each of 8 chains.
    int sampling = 8 * 2_061;
    InterruptingBowl objective = InterruptingBowl.at(sampling + 4);
    LocalEstimate estimate =
        Parallel.withThreads(1, () -> llc.estimate(objective, new double[2], SEED));
    assertEndedAt(sampling + 4, 3, objective);
    assertTrue(estimate.verdict().toString().contains("without a search for other minima"));
  }

  /** How a ladder or a calibration ended that was interrupted at one gradient of many. */
  private static <T> Optional<T> cutAt(InterruptingBowl bowl, int most, Supplier<T> work) {
    try {
      return Optional.of(Parallel.withThreads(1, work));
    } catch (CancellationException e) {
      assertTrue(e.getMessage().contains("interrupted"), e::getMessage);
      return Optional.empty();
    } finally {
      assertEndedAt(bowl.at(), most, bowl);
      Thread.interrupted();
    }
  }

  /** Gradients at which to interrupt a work: close together at first, where its parts are short. */
  private static IntStream interrupts(Consumer<InterruptingBowl> work) {
    InterruptingBowl whole = InterruptingBowl.at(InterruptingBowl.NEVER);
    work.accept(whole);
    int all = whole.gradients().get();
    return IntStream.iterate(1, at -> at < all, at -> at + 1 + at / 20);
  }

  @Test
  void aLadderOfTemperatures() {
    TemperatureLadder ladder =
        TemperatureLadder.between(0, 10)
            .withPrior(Prior.uniform(-1, 1))
            .withEnsembles(2)
            .withBurnIn(40)
            .withDraws(200);
    Set<Boolean> read = new TreeSet<>();
    interrupts(bowl -> ladder.estimate(bowl, new double[2], SEED))
        .forEach(
            at -> {
              InterruptingBowl bowl = InterruptingBowl.at(at);
              Optional<LadderEstimate> cut =
                  cutAt(bowl, 2, () -> ladder.estimate(bowl, new double[2], SEED));
              read.add(cut.isPresent());
              cut.ifPresent(estimate -> assertFalse(estimate.verdict().isOk(), estimate::toString));
            });
    assertEquals(Set.of(false, true), read, "what was drawn before an interrupt is read");
  }

  @Test
  void aCalibration() {
    LocalLearningCoefficient pilots =
        LocalLearningCoefficient.defaults().withNBeta(10).withBurnIn(100).withDraws(100);
    interrupts(bowl -> pilots.calibrate(bowl, new double[2], SEED))
        .forEach(
            at -> {
              InterruptingBowl bowl = InterruptingBowl.at(at);
              assertEquals(
                  Optional.empty(),
                  cutAt(bowl, 3, () -> pilots.calibrate(bowl, new double[2], SEED)));
            });
  }

  @Test
  void replicasOfAChain() {
    Chains.Plan plan = new Chains.Plan(2, 40, 40, 1);
    Tempering tempering = Tempering.defaults().withHottest(0.1);
    interrupts(bowl -> sample(bowl, tempering, plan))
        .forEach(
            at -> {
              InterruptingBowl bowl = InterruptingBowl.at(at);
              Optional<Chains> cut = cutAt(bowl, 2, () -> sample(bowl, tempering, plan));
              assertTrue(cut.orElseThrow().partial());
            });
  }

  private static Chains sample(InterruptingBowl bowl, Sampler sampler, Chains.Plan plan) {
    return Chains.sample(LocalPosterior.at(bowl, START, 10), sampler, plan, SEED);
  }

  @Test
  void aHessianByDifferences() {
    InterruptingBowl objective = InterruptingBowl.at(1);
    String message =
        assertThrows(CancellationException.class, () -> objective.hessian(START)).getMessage();
    assertEquals("the Hessian was interrupted", message);
    assertEndedAt(1, 1, objective);
  }

  @Test
  void theDrawingOfSamples() {
    SparseFeatures features = new SparseFeatures(6).withSparsity(0.5);
    assertCancelled("samples", () -> features.sample(1_000, SEED));
    Thread.currentThread().interrupt();
    assertEquals(999, features.sample(999, SEED).size(), "a few are always drawn");
  }

  @Test
  void theSearchForASaddle() {
    CriticalPoint point = new CriticalPoint(6, 5, 0);
    assertEquals(18, point.point().length, "the polygon is found before");
    assertCancelled("saddle", point::isMinimum);
  }

  @Test
  void theSearchForAPolygon() {
    assertCancelled("polygon", () -> Polygon.of(7));
  }

  @Test
  void theLandscapeSearches() {
    InterruptingBowl bowl = InterruptingBowl.at(InterruptingBowl.NEVER);
    Plane plane = Plane.at(START, new double[] {1, 0}, new double[] {0, 1});
    assertCancelled("Hessian", () -> ValleyTracer.defaults().trace(bowl, START));
    assertCancelled(
        "path", () -> MinimumEnergyPath.defaults().between(bowl, START, new double[2], SEED));
    assertCancelled("Hessian", () -> HessianSpectrum.of(bowl, START));
    assertCancelled("slice", () -> plane.slice(bowl, 1, 9));
    Thread.currentThread().interrupt();
    CriticalPoints none = CriticalSearch.defaults().in(bowl, Box.of(-1, 1), SEED);
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertTrue(none.starts() < 100 && !none.verdict().isOk(), none::toString);
  }

  @Test
  void criticalPointsFoundBeforeAnInterruptAreKept() {
    double[][] starts = {{0.1, 0.2}, {0.3, -0.1}};
    int all = countOfGradients(starts);
    for (int at = all / 2; at < all; at += Math.max(1, all / 40)) {
      CriticalPoints found = CriticalSearch.defaults().from(InterruptingBowl.at(at), starts);
      assertTrue(Thread.interrupted(), "the flag stays set");
      assertTrue(!found.verdict().isOk(), found::toString);
    }
  }

  private static int countOfGradients(double[][] starts) {
    InterruptingBowl bowl = InterruptingBowl.at(InterruptingBowl.NEVER);
    assertEquals(1, CriticalSearch.defaults().from(bowl, starts).points().size());
    return bowl.gradients().get();
  }

  @Test
  void aValleyEndsWhereItIsInterrupted() {
    AtomicInteger gradients = new AtomicInteger();
    Objective circle = Objective.of("(x^2+y^2-1)^2");
    Potential slow =
        new Potential() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double loss(double[] w) {
            return circle.loss(w);
          }

          @Override
          public double gradient(double[] w, double[] into) {
            if (gradients.incrementAndGet() == 400) {
              Thread.currentThread().interrupt();
            }
            return circle.gradient(w, into);
          }

          @Override
          public Objective fork() {
            return this;
          }
        };
    Valley valley = ValleyTracer.defaults().trace(slow, new double[] {1, 0});
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(Valley.End.INTERRUPTED, valley.after());
    assertTrue(valley.path().length > 2, "what there was is returned");
    assertTrue(valley.verdict().toString().contains("partial"), valley::toString);
    assertTrue(gradients.get() <= 402, gradients + " gradients");
  }

  private static Run run() {
    return Trainer.sgd(0.1)
        .withSteps(9)
        .withCheckpoints(CheckpointPlan.even(10))
        .train(InterruptingBowl.at(InterruptingBowl.NEVER), START, SEED);
  }

  @Test
  void theReadingOfPhases() {
    Run run = run();
    assertCancelled("phases", () -> PhasePath.of(run, w -> Optional.of("one"), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTrackEndsBeforeAWorkThatWasCancelled(int threads) {
    Thread caller = Thread.currentThread();
    Run run = run();
    Timeline timeline =
        Parallel.withThreads(
            threads,
            () ->
                Timeline.over(run)
                    .track(
                        "cut",
                        w -> {
                          if (w[0] == run.checkpoints().get(4).w()[0]) {
                            caller.interrupt();
                            awaitInterrupt();
                            return InterruptingBowl.at(InterruptingBowl.NEVER).hessian(w)[0][0];
                          }
                          return w[0];
                        }));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(4, timeline.track("cut").length());
    assertEquals(List.of("partial: cut has 4 of 10 checkpoints"), timeline.verdict().reasons());
  }

  private static void awaitInterrupt() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Thread.currentThread().isInterrupted() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }
}

package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void aDivergingRunIsInvalidAndKeepsItsGoodCheckpoints() {
    Run run =
        Trainer.sgd(50)
            .withBatch(10)
            .withSteps(1_000)
            .withCheckpoints(CheckpointPlan.even(1_001))
            .train(Training.objective(), Training.initial(), Training.SEED);
    assertTrue(run.verdict().isInvalid());
    String reason = run.verdict().toString();
    assertTrue(reason.contains("not finite at step"), reason);
    assertTrue(reason.contains("last good checkpoint is at step " + run.last().step()), reason);
    assertTrue(reason.contains("lower the learning rate"), reason);
    for (Checkpoint checkpoint : run.checkpoints()) {
      assertTrue(Double.isFinite(checkpoint.loss()), checkpoint.toString());
      assertEquals(checkpoint.loss(), Training.objective().loss(checkpoint.w()));
    }
    assertTrue(run.last().step() < 1_000);
  }

  @Test
  void aDivergenceThatOnlyACheckpointSeesIsFound() {
    // One step far out, where the loss overflows though the gradient before it was fine.
    Run run =
        Trainer.sgd(1e200).withSteps(1).train(Objective.of("a^4"), new double[] {1}, Training.SEED);
    assertTrue(run.verdict().isInvalid(), run.verdict().toString());
    assertEquals(0, run.last().step());
  }

  static Stream<String> optimizers() {
    return Training.trainers().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theNumberOfThreadsChangesNothing(String optimizer) {
    Trainer trainer = Training.trainers().get(optimizer);
    Objective shared = Training.objective();
    List<List<List<Checkpoint>>> byThreads = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4}) {
      byThreads.add(
          Parallel.withThreads(
              threads,
              () ->
                  Parallel.map(
                      6,
                      k ->
                          trainer
                              .train(
                                  shared,
                                  Training.MODEL.initial(Seed.of(k)),
                                  Training.SEED.stream("run", k))
                              .checkpoints())));
    }
    assertEquals(byThreads.get(0), byThreads.get(1));
    assertEquals(byThreads.get(0), byThreads.get(2));
    assertEquals(6, byThreads.get(0).stream().distinct().count());
  }

  @Test
  void anotherSeedTakesOtherBatches() {
    Run one = Training.sgd().train(Training.objective(), Training.initial(), Seed.of(1));
    Run other = Training.sgd().train(Training.objective(), Training.initial(), Seed.of(2));
    assertEquals(one.checkpoints().get(0), other.checkpoints().get(0));
    assertTrue(one.last().loss() != other.last().loss());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void convergesOnAQuadratic(String optimizer) {
    Run run =
        Training.trainers()
            .get(optimizer)
            .withSteps(20_000)
            .train(
                Objective.of("(a-1)^2/2 + 5*(b+2)^2/2", "a", "b"), new double[] {3, 3}, Seed.of(1));
    assertEquals(Verdict.ok(), run.verdict());
    if (optimizer.equals("adamW")) {
      // Decay pulls towards 0, so only the side on which it ends is exact.
      assertTrue(run.last().w()[0] > 0.5 && run.last().w()[0] < 1);
      assertTrue(run.last().w()[1] > -2 && run.last().w()[1] < -1);
    } else {
      assertEquals(1, run.last().w()[0], 1e-6);
      assertEquals(-2, run.last().w()[1], 1e-6);
    }
  }

  @Test
  void keepsTheLossOverAllSamplesAtEveryCheckpoint() {
    Run run = Training.sgd().train(Training.objective(), Training.initial(), Training.SEED);
    assertEquals(200, run.last().step());
    for (Checkpoint checkpoint : run.checkpoints()) {
      assertEquals(Training.objective().loss(checkpoint.w()), checkpoint.loss());
    }
    assertTrue(run.last().loss() < run.checkpoints().get(0).loss());
    assertEquals(21, run.toTable().rowCount());
    assertEquals(List.of("step", "loss"), run.toTable().columnNames());
  }

  @Test
  void anEpochIsOnePassOverTheSamples() {
    Trainer four = Training.sgd().withBatch(30).withEpochs(3);
    assertEquals(12, four.totalSteps(Training.objective()));
    assertEquals(3, four.withBatch(0).totalSteps(Training.objective()));
    assertEquals(3, four.withBatch(100).totalSteps(Training.objective()));
    assertEquals(3, four.totalSteps(Objective.of("a^2")));
    assertEquals(7, four.withSteps(7).totalSteps(Training.objective()));
  }

  @Test
  void refusesRatesThatAreNoRates() {
    for (double rate : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(() -> Trainer.sgd(rate), "learning rate", "positive and finite", "" + rate);
      refused(() -> Trainer.adam(rate), "learning rate", "" + rate);
    }
  }

  @Test
  void refusesLengthsAndBatchesThatCannotBe() {
    refused(() -> Trainer.sgd(1).withSteps(0), "epochs", "steps", "0 epochs and 0 steps");
    refused(() -> Trainer.sgd(1).withEpochs(0), "0 epochs and 0 steps");
    refused(() -> Trainer.sgd(1).withEpochs(-3), "-3 epochs");
    refused(() -> Trainer.sgd(1).withSteps(-3), "-3 steps");
    refused(() -> Trainer.sgd(1).withBatch(-1), "batch size", "-1");
    refused(
        () ->
            Trainer.sgd(1)
                .withBatch(101)
                .train(Training.objective(), Training.initial(), Training.SEED),
        "batch size",
        "n = 100",
        "101");
  }

  @Test
  void refusesConstantsThatAreNone() {
    refused(() -> Trainer.sgd(1).withMomentum(1), "momentum", "[0, 1)", "1.0");
    refused(() -> Trainer.sgd(1).withMomentum(-0.1), "momentum", "-0.1");
    refused(() -> Trainer.sgd(1).withMomentum(Double.NaN), "momentum", "NaN");
    refused(() -> Trainer.adam(1).withMomentum(0.5), "momentum belongs to SGD", "Adam");
    refused(() -> Trainer.adamW(1, -1), "weight decay", "-1.0");
    refused(() -> Trainer.adamW(1, Double.NaN), "weight decay", "NaN");
    refused(() -> new Optimizer.Adam(1, 0.9, 1e-8, 0), "beta1", "1.0");
    refused(() -> new Optimizer.Adam(0.9, -1, 1e-8, 0), "beta2", "-1.0");
    refused(() -> new Optimizer.Adam(0.9, 0.9, 0, 0), "epsilon", "0.0");
  }

  @Test
  void refusesStartingPointsThatDoNotFit() {
    double[] broken = Training.initial();
    broken[5] = Double.NaN;
    refused(
        () -> Training.sgd().train(Training.objective(), new double[17], Training.SEED),
        "starting point",
        "length 17",
        "18 parameters");
    refused(
        () -> Training.sgd().train(Training.objective(), broken, Training.SEED),
        "loss at the starting point",
        "NaN");
  }
}

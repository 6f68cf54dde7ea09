package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.task.SparseFeatures;
import cusp.toy.Superposition;
import java.util.Map;
import java.util.TreeMap;

/** The small training runs that the tests of this package share. */
final class Training {
  static final Seed SEED = Seed.of(20260);
  static final Superposition MODEL = new Superposition(6, 2);

  private Training() {}

  static Objective objective() {
    return MODEL.on(new SparseFeatures(6).sample(100, Seed.of(1)));
  }

  static double[] initial() {
    return MODEL.initial(Seed.of(2));
  }

  /** Every optimizer, with batches that do not divide n. */
  static Map<String, Trainer> trainers() {
    Map<String, Trainer> trainers = new TreeMap<>();
    trainers.put("sgd", Trainer.sgd(0.01));
    trainers.put("sgd with momentum", Trainer.sgd(0.01).withMomentum(0.9));
    trainers.put("adam", Trainer.adam(0.01).withSchedule(Schedule.cosine().withWarmUp(10)));
    trainers.put("adamW", Trainer.adamW(0.01, 0.1));
    trainers.replaceAll(
        (name, trainer) ->
            trainer.withBatch(30).withEpochs(50).withCheckpoints(CheckpointPlan.even(21)));
    return trainers;
  }

  static Trainer sgd() {
    return trainers().get("sgd");
  }

  /** All that a run recorded, to the bit. */
  static void assertSame(Run expected, Run actual) {
    assertEquals(expected.checkpoints(), actual.checkpoints());
    assertEquals(expected.verdict(), actual.verdict());
    assertEquals(expected.trainer(), actual.trainer());
    assertEquals(expected.seed(), actual.seed());
  }
}

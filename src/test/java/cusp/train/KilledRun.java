package cusp.train;

import java.nio.file.Path;

/** A training process of its own, to be killed: trains into the folder that is its argument. */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] arguments) {
    trainer()
        .resume(Training.objective(), Training.initial(), Training.SEED, Path.of(arguments[0]));
  }

  /** Long enough to be killed twenty times, and busy with writing for much of it. */
  static Trainer trainer() {
    return Trainer.adam(0.002)
        .withSchedule(Schedule.cosine())
        .withBatch(30)
        .withSteps(50_000)
        .withCheckpoints(CheckpointPlan.even(1_001));
  }
}

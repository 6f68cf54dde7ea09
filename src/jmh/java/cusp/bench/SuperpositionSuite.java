package cusp.bench;

import cusp.base.Seed;
import cusp.develop.Timeline;
import cusp.model.Objective;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sampler;
import cusp.posterior.Sgld;
import cusp.singular.LocalLearningCoefficient;
import cusp.task.FeatureSamples;
import cusp.task.SparseFeatures;
import cusp.toy.Superposition;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.function.Consumer;

/**
 * The toy model of superposition with 6 features in 2 dimensions on 1,000 samples: training it, and
 * sampling its posterior by SGLD with batches of 256 in 8 chains from a trained point.
 */
final class SuperpositionSuite implements Suite {
  static final Sampler SGLD = new Sgld(1e-4, 256);
  private static final int CHAINS = 8;
  private static final int DRAWS = 200_000;
  private static final Superposition MODEL = new Superposition(6, 2);
  private static final FeatureSamples DATA = new SparseFeatures(6).sample(1_000, Seed.of(1));
  private static final Trainer TRAINER =
      Trainer.sgd(0.005).withBatch(20).withEpochs(4_500).withCheckpoints(CheckpointPlan.even(100));

  @Override
  public String name() {
    return "superposition";
  }

  /** At a point where Adam arrives, with β = 1/ln n and γ = 1. */
  static LocalPosterior posterior() {
    Objective objective = MODEL.on(DATA);
    Run run =
        Trainer.adam(0.01).withSteps(2_000).train(objective, MODEL.initial(Seed.of(2)), Seed.of(3));
    return LocalPosterior.at(objective, run.last().w()).withLocalization(1);
  }

  private static Run train() {
    return TRAINER.train(MODEL, DATA, MODEL.initial(Seed.of(5)), Seed.of(6));
  }

  @Override
  public void run(Consumer<Measurement> out) {
    LocalPosterior posterior = posterior();
    Chains.Plan plan = new Chains.Plan(CHAINS, 0, DRAWS, 1);
    double sampling = Stopwatch.seconds(() -> Chains.sample(posterior, SGLD, plan, Seed.of(4)));
    out.accept(
        new Measurement("sgld_tms_6_2_B256", "steps_per_s", (double) CHAINS * DRAWS / sampling));
    out.accept(
        new Measurement(
            "superposition_sgld_allocation",
            "bytes_per_step",
            Allocation.bytesPerOperation(SuperpositionBenchmark.class).get("step")));
    long steps = train().last().step();
    out.accept(
        new Measurement(
            "superposition_train_B20",
            "steps_per_s",
            steps / Stopwatch.seconds(SuperpositionSuite::train)));
    out.accept(new Measurement("superposition_run_and_llc", "seconds", runAndCoefficients()));
  }

  /**
   * A training run, and the learning coefficient at its hundred checkpoints; done once, for it
   * takes seconds.
   */
  private static double runAndCoefficients() {
    LocalLearningCoefficient coefficient =
        LocalLearningCoefficient.defaults()
            .withSampler(Sgld.defaults().withBatch(256))
            .withChains(CHAINS)
            .withDraws(5_000);
    long start = System.nanoTime();
    Timeline.over(train()).track("λ̂", coefficient);
    return (System.nanoTime() - start) * 1e-9;
  }
}

package cusp.bench;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Sampler;
import cusp.posterior.Sgld;
import cusp.task.RegressionSamples;
import cusp.toy.DeepLinear;
import java.util.function.Consumer;

/**
 * SGLD on a deep linear network of five widths of 20 with a planted truth of rank 5, on 5,000
 * samples with inputs of scale 10, as in estimates of its learning coefficient: 4 chains of batches
 * of 512 by random reshuffling, with γ = 1 and β = 1/ln n, on all cores; steps of all chains a
 * second.
 *
 * <p>A batch is summed up to the means of xxᵀ and yxᵀ before it goes through the layers, which
 * gives the same gradient. Apart stand all samples a step, whose sums are made once.
 *
 * <p>The same network, data, batches and chains in devinterp 1.3.2 on torch, two cores: 81 steps a
 * second.
 */
final class CoefficientSuite implements Suite {
  private static final int CHAINS = 4;
  private static final int DRAWS = 2_000;
  private static final double STEP_SIZE = 1e-6;

  @Override
  public String name() {
    return "llc";
  }

  static LocalPosterior posterior() {
    DeepLinear network = DeepLinear.of(20, 20, 20, 20, 20);
    double[] truth = network.planted(5);
    RegressionSamples data = network.sample(truth, 5_000, 10, Seed.of(1));
    Objective objective = network.on(data);
    return LocalPosterior.at(objective, truth).withLocalization(1);
  }

  @Override
  public void run(Consumer<Measurement> out) {
    LocalPosterior posterior = posterior();
    measure("sgld_dln_20x5_B512", posterior, 512, out);
    measure("sgld_dln_20x5_all_samples_by_their_sums", posterior, 0, out);
  }

  private static void measure(
      String subject, LocalPosterior posterior, int batch, Consumer<Measurement> out) {
    Sampler sampler = new Sgld(STEP_SIZE, batch);
    Chains.Plan plan = new Chains.Plan(CHAINS, 0, DRAWS, 1);
    double seconds = Stopwatch.seconds(() -> Chains.sample(posterior, sampler, plan, Seed.of(2)));
    out.accept(new Measurement(subject, "steps_per_s", CHAINS * DRAWS / seconds));
  }
}

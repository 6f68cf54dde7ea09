package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.circuit.QuadraticFit;
import cusp.model.Objective;
import cusp.nn.Network;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import cusp.posterior.Sgld;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.singular.Response;
import cusp.singular.Statistic;
import cusp.singular.Susceptibility;
import cusp.task.ModularAddition;
import cusp.task.TrainTestSplit;
import cusp.train.Checkpoint;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A network that groks sums mod 31 beside one that learns random answers to the same pairs, which
 * can only be memorised: what of λ̂, of the susceptibility and of the fit to the closed form
 * belongs to grokking and what to memorising; at full scale as notebook 06 reads it.
 */
final class MemorisingSuite implements Suite {
  private static final int P = 31;
  private static final double[] LOCALIZATIONS = {10, 30};

  @Override
  public String name() {
    return "memorising";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    for (int seed = 1; seed <= (Suite.full() ? 5 : 1); seed++) {
      TrainTestSplit sums = new ModularAddition(P).split(0.6, Seed.of(seed));
      follow("sums_seed" + seed, sums, seed, out);
      follow("random_seed" + seed, sums.withRandomLabels(1, Seed.of(seed)), seed, out);
    }
  }

  private static void follow(
      String label, TrainTestSplit split, int seed, Consumer<Measurement> out) {
    Network network = GrokkingSuite.network(P, true);
    Run run =
        Trainer.adamW(1e-3, 1)
            .withSteps(Suite.full() ? 3_000 : 500)
            .withCheckpoints(CheckpointPlan.logSpaced(120))
            .train(network, split.train(), network.initial(Seed.of(seed)), Seed.of(seed));
    List<Checkpoint> late = run.checkpoints().stream().filter(c -> c.step() >= 60).toList();
    for (Checkpoint at : GrokkingSuite.evenly(late, Suite.full() ? 12 : 3)) {
      measure(label, network, split, at, Seed.of(seed), out);
    }
  }

  private static void measure(
      String label,
      Network network,
      TrainTestSplit split,
      Checkpoint at,
      Seed seed,
      Consumer<Measurement> out) {
    double[] w = at.w();
    String step = String.format(Locale.ROOT, "_at_%05d", at.step());
    out.accept(new Measurement(label, "train_loss" + step, at.loss()));
    out.accept(new Measurement(label, "test_loss" + step, network.on(split.test()).loss(w)));
    out.accept(new Measurement(label, "test_accuracy" + step, network.accuracy(w, split.test())));
    double[][] first = network.parameters().rows("linear0.weight", w);
    QuadraticFit fit =
        QuadraticFit.of(
            Arrays.copyOf(first, P),
            Arrays.copyOfRange(first, P, 2 * P),
            network.parameters().rows("linear1.weight", w));
    out.accept(new Measurement(label, "phase_alignment" + step, fit.phaseAlignment()));
    List<LocalEstimate> estimates =
        Parallel.map(
            "λ̂",
            LOCALIZATIONS.length,
            k ->
                LocalLearningCoefficient.defaults()
                    .withChains(4)
                    .withBurnIn(100)
                    .withDraws(500)
                    .withLocalization(LOCALIZATIONS[k])
                    .estimate(network.on(split.train()), w, seed));
    for (int k = 0; k < LOCALIZATIONS.length; k++) {
      String name = String.format(Locale.ROOT, "lambda_%.0f", LOCALIZATIONS[k]);
      GrokkingSuite.report(label, name, at, estimates.get(k), out);
    }
    Response response = response(network, split, w, seed);
    if (!response.verdict().isInvalid()) {
      out.accept(new Measurement(label, "response" + step, response.value()));
      out.accept(new Measurement(label, "response" + step + "_error", response.standardError()));
    }
  }

  /** Of the test loss to a weight for the pairs kept back, at γ = 30. */
  private static Response response(Network network, TrainTestSplit split, double[] w, Seed seed) {
    LocalPosterior posterior = LocalPosterior.at(network.on(split.train()), w).withLocalization(30);
    Sgld sampler = Sgld.defaults().withStepSize(0.4 / posterior.stiffness());
    Chains chains = Chains.sample(posterior, sampler, new Chains.Plan(4, 50, 350, 350), seed);
    Objective test = network.on(split.test());
    Statistic loss = new Statistic("test loss", test::loss);
    return new Susceptibility(PosteriorSample.of(posterior, chains)).response(loss, loss);
  }
}

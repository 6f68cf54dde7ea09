package cusp.bench;

import cusp.base.Seed;
import cusp.posterior.Nuts;
import cusp.singular.LayerwiseGibbs;
import cusp.singular.LearningCoefficient;
import cusp.singular.LocalLearningCoefficient;
import cusp.toy.DeepLinear;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How near estimates come to λ on the population loss of linear networks with a planted truth: the
 * error in per cent of Aoyagi's λ, with its standard error, R̂ and effective samples, and the
 * seconds, by NUTS and by layerwise Gibbs sampling, from w*, with γ = 1. The largest networks are
 * for the full scale.
 *
 * <p>With γ = 1 a network of four layers needs nβ = 10⁴: at 10³ what γ holds back is 5 % of λ.
 * Chains settle the slower the larger nβ/γ is.
 */
final class LinearSuite implements Suite {
  private static final double N_BETA = 1e4;
  private static final Seed SEED = Seed.of(3);

  /** A network with the rank of its truth and the length of its chains, 0 draws for no chains. */
  private record Case(int rank, int nutsDraws, int gibbsDraws, int... widths) {

    String name() {
      String sizes = String.join("-", Arrays.stream(widths).mapToObj(String::valueOf).toList());
      return "linear_" + sizes + "_rank_" + rank;
    }
  }

  private record Result(double value, double error, double rHat, double ess) {}

  private static final Case[] QUICK = {
    new Case(1, 800, 1_000, 5, 3, 5),
    new Case(2, 800, 1_000, 4, 3, 8),
    new Case(0, 800, 1_000, 8, 3, 4),
    new Case(1, 800, 1_000, 10, 4, 5),
    new Case(2, 800, 1_000, 6, 5, 6),
    new Case(1, 800, 1_000, 4, 4, 4, 4),
    new Case(4, 200, 600, 16, 16, 16, 16),
    new Case(15, 0, 300, 60, 60, 60, 60)
  };
  private static final Case[] FULL = {
    new Case(15, 150, 300, 60, 60, 60, 60), new Case(40, 0, 150, 160, 160, 160, 160, 160)
  };

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    for (Case one : Suite.full() ? FULL : QUICK) {
      DeepLinear network = new DeepLinear(Arrays.stream(one.widths).boxed().toList());
      double exact = LearningCoefficient.deepLinear(one.rank, one.widths).lambda().doubleValue();
      if (one.nutsDraws > 0) {
        measure(one.name() + "_nuts", exact, () -> nuts(network, one), out);
      }
      measure(one.name() + "_gibbs", exact, () -> gibbs(network, one), out);
    }
  }

  private static Result nuts(DeepLinear network, Case one) {
    double[] truth = network.planted(one.rank);
    var estimate =
        LocalLearningCoefficient.defaults()
            .withSampler(Nuts.defaults())
            .withChains(4)
            .withBurnIn(one.nutsDraws)
            .withDraws(one.nutsDraws)
            .withNBeta(N_BETA)
            .estimate(network.population(truth), truth, SEED);
    return new Result(
        estimate.reading(), estimate.standardError(), estimate.rHat(), estimate.ess());
  }

  private static Result gibbs(DeepLinear network, Case one) {
    var estimate =
        LayerwiseGibbs.defaults()
            .withChains(2)
            .withBurnIn(one.gibbsDraws * 2 / 3)
            .withDraws(one.gibbsDraws)
            .withNBeta(N_BETA)
            .estimate(network, network.planted(one.rank), SEED);
    return new Result(
        estimate.mean().value(),
        estimate.standardError(),
        estimate.mean().rHat(),
        estimate.mean().ess());
  }

  private static void measure(
      String subject, double exact, Supplier<Result> estimate, Consumer<Measurement> out) {
    long start = System.nanoTime();
    Result result = estimate.get();
    out.accept(new Measurement(subject, "seconds", (System.nanoTime() - start) * 1e-9));
    out.accept(new Measurement(subject, "error_percent", 100 * (result.value / exact - 1)));
    out.accept(new Measurement(subject, "standard_error_percent", 100 * result.error / exact));
    out.accept(new Measurement(subject, "r_hat", result.rHat));
    out.accept(new Measurement(subject, "effective_samples", result.ess));
  }
}

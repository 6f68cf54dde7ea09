package cusp;

import static org.junit.jupiter.api.Assertions.assertThrows;

import cusp.base.Seed;
import cusp.landscape.CriticalSearch;
import cusp.landscape.HessianSpectrum;
import cusp.landscape.Lanczos;
import cusp.landscape.MinimumEnergyPath;
import cusp.landscape.Plane;
import cusp.landscape.ValleyTracer;
import cusp.model.Batch;
import cusp.model.Box;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.singular.InformationCriteria;
import cusp.singular.LocalLearningCoefficient;
import cusp.singular.Quadrature;
import cusp.singular.TemperatureLadder;
import cusp.singular.VolumeScaling;
import cusp.toy.TwoNormalMixture;
import cusp.train.Descent;
import cusp.train.Trainer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many threads may train on one objective, sample from it or explore it: what takes an objective
 * computes on a fork, and never on the workspace that all would share.
 */
class SharedObjectiveTest {
  private static final Seed SEED = Seed.of(0);
  private static final double[] MINIMUM = {1, 1};
  private static final double[] AWAY = {1.5, 0.5};

  /** Computes on forks only. */
  private record Shared(Objective whole) implements Objective {

    private static AssertionError refused() {
      return new AssertionError("computed on the shared objective");
    }

    @Override
    public int dimension() {
      return whole.dimension();
    }

    @Override
    public Loss kind() {
      return whole.kind();
    }

    @Override
    public int samples() {
      return whole.samples();
    }

    @Override
    public double loss(double[] w) {
      throw refused();
    }

    @Override
    public double gradient(double[] w, Batch batch, double[] into) {
      throw refused();
    }

    @Override
    public double gradient(double[] w, double[] into) {
      throw refused();
    }

    @Override
    public void losses(double[] w, double[] into) {
      throw refused();
    }

    @Override
    public Objective fork() {
      return whole.fork();
    }
  }

  static Stream<String> uses() {
    return USES.keySet().stream();
  }

  private static final Map<String, Consumer<Objective>> USES = new TreeMap<>();

  static {
    USES.put("trainer", shared -> Trainer.sgd(0.01).withSteps(3).train(shared, AWAY, SEED));
    USES.put("descent", shared -> Descent.defaults().from(shared, AWAY));
    USES.put(
        "chains",
        shared -> Chains.sample(at(shared), Mala.defaults(), new Chains.Plan(2, 10, 10, 10), SEED));
    USES.put(
        "learning coefficient",
        shared ->
            LocalLearningCoefficient.defaults()
                .withNBeta(100)
                .withBurnIn(10)
                .withDraws(10)
                .estimate(shared, MINIMUM, SEED));
    USES.put(
        "calibration",
        shared ->
            LocalLearningCoefficient.defaults().withNBeta(100).calibrate(shared, MINIMUM, SEED));
    USES.put(
        "ladder",
        shared ->
            TemperatureLadder.defaults()
                .withNBeta(1, 100)
                .withBurnIn(10)
                .withDraws(100)
                .withPrior(Prior.normal(0, 1))
                .estimate(shared, MINIMUM, SEED));
    USES.put("quadrature", shared -> Quadrature.defaults().of(at(shared)));
    USES.put("nodes", shared -> Quadrature.defaults().sample(at(shared)));
    USES.put("volumes", shared -> VolumeScaling.defaults().estimate(shared, Box.of(-2, 2), SEED));
    USES.put(
        "critical points", shared -> CriticalSearch.defaults().from(shared, new double[][] {AWAY}));
    USES.put("spectrum", shared -> HessianSpectrum.of(shared, AWAY));
    USES.put("extremes", shared -> Lanczos.defaults().extremes(shared, AWAY, SEED));
    USES.put("density", shared -> Lanczos.defaults().density(shared, AWAY, SEED));
    USES.put(
        "path",
        shared ->
            MinimumEnergyPath.defaults().between(shared, MINIMUM, new double[] {-1, -1}, SEED));
    USES.put("valley", shared -> ValleyTracer.defaults().trace(shared, MINIMUM));
    USES.put("plane", shared -> Plane.ofCurvature(shared, MINIMUM, 0, 1).slice(shared, 1, 4));
  }

  private static LocalPosterior at(Objective shared) {
    return LocalPosterior.at(shared, MINIMUM, 100).withLocalization(1);
  }

  @ParameterizedTest
  @MethodSource("uses")
  void computesOnAFork(String use) {
    USES.get(use).accept(new Shared(Objective.of("(a*b-1)^2/2", "a", "b")));
  }

  @Test
  void theCriteriaOfAMixtureComputeOnAFork() {
    var mixture = new TwoNormalMixture();
    double[] data = mixture.sample(0.5, 1, 20, SEED);
    InformationCriteria.defaults()
        .withPrior(mixture.prior(5))
        .withChains(2)
        .withBurnIn(50)
        .withDraws(50)
        .estimate(new Shared(mixture.on(data)), mixture.initial(SEED), SEED);
  }

  @Test
  void theGuardObjects() {
    Objective shared = new Shared(Objective.of("a^2"));
    assertThrows(AssertionError.class, () -> shared.loss(new double[1]));
  }
}

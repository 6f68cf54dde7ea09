package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Sgld;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalLearningCoefficientTest {
  private static final Objective BOWL = Objective.of("(a^2 + 4*b^2)/2");
  private static final double[] ORIGIN = {0, 0};
  private static final Seed SEED = Seed.of(0);
  private static final LocalLearningCoefficient DEFAULTS = LocalLearningCoefficient.defaults();

  private static void assertRefused(Executable action, String... words) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> word + " in: " + message);
    }
  }

  @Test
  void settingsAreCheckedWhereTheyAreMade() {
    assertRefused(() -> DEFAULTS.withNBeta(-1), "nβ", "-1.0");
    assertRefused(() -> DEFAULTS.withNBeta(Double.NaN), "nβ", "NaN");
    assertRefused(() -> DEFAULTS.withNBeta(Double.POSITIVE_INFINITY), "nβ", "Infinity");
    assertRefused(() -> DEFAULTS.withLocalization(-0.5), "γ", "-0.5");
    assertRefused(() -> DEFAULTS.withLocalization(Double.NaN), "γ", "NaN");
    assertRefused(() -> DEFAULTS.withChains(0), "chains", "0");
    assertRefused(() -> DEFAULTS.withDraws(3), "draws", "4", "3");
    assertRefused(() -> DEFAULTS.withBurnIn(-1), "burn-in", "-1");
  }

  @Test
  void theProblemIsCheckedAgainstTheSettings() {
    LocalLearningCoefficient hot = DEFAULTS.withNBeta(10);
    assertRefused(() -> DEFAULTS.estimate(BOWL, ORIGIN, SEED), "potential", "give nβ");
    assertRefused(() -> hot.estimate(BOWL, new double[3], SEED), "w*", "3", "2");
    assertRefused(
        () -> hot.withMask(new boolean[2]).estimate(BOWL, ORIGIN, SEED), "mask", "no coordinate");
    assertRefused(
        () -> hot.withMask(new boolean[] {true}).estimate(BOWL, ORIGIN, SEED), "mask", "1", "2");
    assertRefused(
        () -> hot.withBox(Box.of(1, 2)).estimate(BOWL, ORIGIN, SEED), "w*", "outside", "box");
    assertRefused(
        () -> hot.withPrior(Prior.uniform(1, 2)).estimate(BOWL, ORIGIN, SEED), "w*", "prior");
    assertRefused(
        () -> hot.estimate(Objective.of("log(w)"), new double[1], SEED), "loss at w*", "Infinity");
  }

  @Test
  void aPosteriorIsCheckedOnItsOwn() {
    assertRefused(() -> LocalPosterior.at(BOWL, ORIGIN, 0), "nβ", "0.0");
    assertRefused(() -> LocalPosterior.at(BOWL, ORIGIN, Double.NaN), "nβ", "NaN");
    LocalPosterior posterior = LocalPosterior.at(BOWL, ORIGIN, 1);
    assertRefused(() -> posterior.withLocalization(-1), "γ", "-1.0");
    assertRefused(() -> LocalPosterior.at(BOWL, ORIGIN), "potential", "nβ");
  }

  @Test
  void theMaskGivesTheCoefficientOfTheFreeCoordinates() {
    boolean[] mask = {false, true};
    LocalLearningCoefficient masked =
        DEFAULTS.withSampler(Mala.defaults()).withNBeta(100).withLocalization(0).withMask(mask);
    mask[0] = true;
    LocalEstimate estimate = masked.estimate(BOWL, ORIGIN, SEED);
    assertTrue(estimate.verdict().isOk(), estimate::toString);
    assertEquals(0.5, estimate.value(), 4 * estimate.standardError());
  }

  /** Uniform on [−a, a] with a at two standard deviations of the tempered law. */
  @Test
  void aUniformPriorKeepsEverySamplerInside() {
    LocalLearningCoefficient estimator =
        DEFAULTS.withNBeta(100).withLocalization(0).withPrior(Prior.uniform(-0.2, 0.2));
    LocalEstimate estimate = estimator.estimate(Objective.of("w^2/2"), new double[1], SEED);
    assertTrue(estimate.verdict().isOk(), estimate::toString);
    for (double[][] chain : estimate.chains().positions()) {
      for (double[] w : chain) {
        assertTrue(Math.abs(w[0]) <= 0.2);
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    LocalLearningCoefficient estimator = DEFAULTS.withNBeta(100);
    LocalEstimate one = Parallel.withThreads(1, () -> estimator.estimate(BOWL, ORIGIN, SEED));
    for (int threads : new int[] {2, 4}) {
      LocalEstimate more =
          Parallel.withThreads(threads, () -> estimator.estimate(BOWL, ORIGIN, SEED));
      assertEquals(one.value(), more.value());
      assertEquals(one.standardError(), more.standardError());
      assertEquals(one.stepSizeBias(), more.stepSizeBias());
    }
    assertFalse(one.value() == estimator.estimate(BOWL, ORIGIN, Seed.of(1)).value());
  }

  static Stream<LocalLearningCoefficient> settings() {
    return Stream.of(
        DEFAULTS,
        DEFAULTS.withSampler(new Sgld(1e-4, 64)).withNBeta(123.5).withLocalization(2.5),
        DEFAULTS
            .withSampler(Mala.defaults().withStepSize(0.25))
            .withChains(3)
            .withBurnIn(0)
            .withDraws(77),
        DEFAULTS.withPrior(Prior.normal(-1, 0.3)).withBox(Box.of(0, Double.POSITIVE_INFINITY)),
        DEFAULTS.withPrior(Prior.uniform(-2, 3)).withMask(new boolean[] {true, false, true}));
  }

  /** A task of a sweep is settings and a seed, written by any mapper and read by a strict one. */
  @ParameterizedTest
  @MethodSource("settings")
  void settingsSurviveJson(LocalLearningCoefficient settings) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    LocalLearningCoefficient read =
        json.readValue(json.writeValueAsString(settings), LocalLearningCoefficient.class);
    // A record with an array is equal to itself only: the rest is compared without the mask.
    assertEquals(settings.withMask(null), read.withMask(null));
    assertArrayEquals(settings.mask(), read.mask());
    assertEquals(json.valueToTree(settings), (Object) json.valueToTree(read));
  }
}

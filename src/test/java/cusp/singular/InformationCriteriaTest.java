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
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.model.PerSample;
import cusp.model.Prior;
import cusp.model.QuadraticLoss;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.PosteriorSample;
import cusp.task.RegressionSamples;
import cusp.toy.LinearRegression;
import cusp.toy.ProductRegression;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class InformationCriteriaTest {
  private static final LinearRegression MODEL = new LinearRegression(2, 1);
  private static final RegressionSamples DATA = MODEL.sample(new double[] {1, -1}, 20, Seed.of(3));
  private static final QuadraticLoss LOSS = MODEL.on(DATA);
  private static final Prior PRIOR = Prior.normal(0, 1);
  private static final InformationCriteria CRITERIA =
      InformationCriteria.defaults()
          .withPrior(PRIOR)
          .withChains(4)
          .withBurnIn(300)
          .withDraws(1_000);

  private static LocalPosterior at(double beta) {
    return LocalPosterior.at(LOSS, new double[2], 20 * beta).withPrior(PRIOR);
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  /** Two ways that share nothing but the loss. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.4})
  void closedFormsAgreeWithARule(double beta) {
    CriteriaEstimate closed = InformationCriteria.exact(at(beta));
    CriteriaEstimate rule = InformationCriteria.of(Quadrature.defaults().sample(at(beta)));
    assertEquals(closed.meanLoss().value(), rule.meanLoss().value(), 1e-10);
    assertEquals(closed.trainingLoss().value(), rule.trainingLoss().value(), 1e-10);
    assertEquals(closed.functionalVariance().value(), rule.functionalVariance().value(), 1e-10);
    assertEquals(closed.value(), rule.value(), 1e-10);
    assertEquals(closed.importanceSampling().value(), rule.importanceSampling().value(), 1e-10);
    assertArrayEquals(closed.leaveOneOutLosses(), rule.leaveOneOutLosses(), 1e-9);
    assertEquals(beta, rule.inverseTemperature(), 1e-15);
    assertEquals(0, rule.standardError());
  }

  /** Leaving out is leaving out: the posterior of the other samples predicts the one. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.4})
  void leavingOneOutIsWhatRefittingGives(double beta) {
    double[] leftOut = InformationCriteria.exact(at(beta)).leaveOneOutLosses();
    for (int i : new int[] {0, 7, 19}) {
      int[] others = IntStream.range(0, 20).filter(k -> k != i).toArray();
      RegressionSamples rest =
          RegressionSamples.of(
              IntStream.of(others)
                  .mapToObj(k -> Arrays.copyOfRange(DATA.x(), 2 * k, 2 * k + 2))
                  .toArray(double[][]::new),
              IntStream.of(others).mapToDouble(k -> DATA.y()[k]).toArray());
      GaussianPosterior refitted =
          GaussianPosterior.of(
              LocalPosterior.at(MODEL.on(rest), new double[2], 19 * beta).withPrior(PRIOR));
      assertEquals(-refitted.logMeanExp(LOSS.form(i).times(-1)), leftOut[i], 1e-10);
    }
  }

  @Test
  void chainsComeWithinTheirErrors() {
    CriteriaEstimate exact = InformationCriteria.exact(at(1));
    CriteriaEstimate estimate = CRITERIA.estimate(MODEL, DATA, new double[2], Seed.of(1));
    within(exact.meanLoss(), estimate.meanLoss());
    within(exact.trainingLoss(), estimate.trainingLoss());
    within(exact.functionalVariance(), estimate.functionalVariance());
    within(exact.waic(), estimate.waic());
    within(exact.importanceSampling(), estimate.importanceSampling());
    within(exact.leaveOneOut(), estimate.leaveOneOut());
    within(exact.singularFluctuation(), estimate.singularFluctuation());
    assertEquals(estimate.functionalVariance(), estimate.effectiveParameters());
    assertFalse(estimate.verdict().isInvalid());
    assertTrue(estimate.interval().contains(estimate.value()));
  }

  private static void within(Estimated exact, Estimated estimate) {
    assertTrue(estimate.standardError() > 0 && estimate.ess() > 100, estimate::toString);
    assertEquals(exact.value(), estimate.value(), 4 * estimate.standardError());
  }

  @Test
  void ofSingularModelsTooAndAtAnotherTemperatureWithItsLabel() {
    ProductRegression model = new ProductRegression();
    Objective loss = model.on(model.sample(0, 30, Seed.of(1)));
    LocalPosterior posterior =
        LocalPosterior.at(loss, new double[2], 15).withPrior(Prior.normal(0, 1));
    CriteriaEstimate exact = InformationCriteria.exact(posterior);
    CriteriaEstimate estimate =
        CRITERIA.withInverseTemperature(0.5).estimate(loss, new double[2], Seed.of(2));
    within(exact.waic(), estimate.waic());
    within(exact.leaveOneOut(), estimate.leaveOneOut());
    within(exact.singularFluctuation(), estimate.singularFluctuation());
    assertEquals(
        exact.trainingLoss().value() + 0.5 * exact.functionalVariance().value() / 30,
        exact.value(),
        1e-12);
    assertTrue(estimate.toString().startsWith("WAIC(β = 0.500) = "), estimate::toString);
    assertEquals(0.5, estimate.toTable().doubleColumn("β").get(0));
  }

  /** The numbers of ArviZ 0.22 on the same log-likelihoods, of one outlier. */
  @Test
  void agreesWithArviz() {
    double[] x = {0.3, -1.2, 0.8, 2.0, 4.5};
    QuadraticLoss loss = new LinearRegression(1, 1).on(RegressionSamples.ofMean(x));
    LocalPosterior posterior =
        LocalPosterior.at(loss, new double[1], 5).withPrior(Prior.normal(0, 1));
    int size = 2_000;
    double[][] points = new double[size][];
    double[] weights = new double[size];
    Arrays.fill(weights, 1.0 / size);
    for (int s = 0; s < size; s++) {
      double u = (s + 0.5) * (Math.sqrt(5) - 1) / 2 % 1.0;
      double normal = Math.sqrt(2) * org.hipparchus.special.Erf.erfInv(2 * u - 1);
      points[s] = new double[] {6.4 / 6 + normal / Math.sqrt(6)};
    }
    CriteriaSums sums = CriteriaSums.of(new PosteriorSample(posterior, points, weights, 4), 1);
    assertArrayEquals(
        new double[] {
          0.2553121923396706,
          0.43323757494704795,
          0.2236361200482466,
          0.23839983249938718,
          0.5639774674760445
        },
        sums.shapes,
        1e-9);
    assertArrayEquals(
        new double[] {
          1.3627270237121563,
          4.088619704359869,
          1.0525882817442058,
          1.5314905098529845,
          8.033036342822708
        },
        sums.leaveOneOut,
        1e-9);
    assertEquals(16.068461862491922, sums.smoothed.value, 1e-9);
    // ArviZ has the variance with divisor S.
    double variance = sums.variance.value * (size - 1) / size;
    assertEquals(3.1362983154519264, variance, 1e-9);
    assertEquals(16.027776719491847, sums.training.value + variance, 1e-9);
  }

  @Test
  void theThreadsChangeNothing() {
    CriteriaEstimate one =
        Parallel.withThreads(1, () -> CRITERIA.estimate(LOSS, new double[2], Seed.of(5)));
    CriteriaEstimate three =
        Parallel.withThreads(3, () -> CRITERIA.estimate(LOSS, new double[2], Seed.of(5)));
    assertEquals(one.waic(), three.waic());
    assertEquals(one.leaveOneOut(), three.leaveOneOut());
    assertArrayEquals(one.shapes(), three.shapes());
  }

  /** However few samples fit into memory at a time. */
  @Test
  void blocksOfSamplesMakeTheWholeTable() {
    PosteriorSample rule = Quadrature.defaults().withTolerance(1e-3).sample(at(1));
    double[] row = new double[rule.size()];
    double[] losses = new double[20];
    for (int most : new int[] {1, 7, 20, 100}) {
      int[] seen = new int[20];
      LossTable.forEachBlock(
          rule,
          LOSS,
          most,
          table -> {
            assertTrue(table.samples() <= most);
            for (int i = 0; i < table.samples(); i++) {
              int sample = table.from() + i;
              seen[sample]++;
              table.copy(i, row);
              for (int s = 0; s < row.length; s += 97) {
                LOSS.losses(rule.points()[s], losses);
                assertEquals(losses[sample], row[s]);
              }
            }
          });
      assertTrue(Arrays.stream(seen).allMatch(count -> count == 1));
    }
  }

  @Test
  void saysWhatItsNumbersAreNot() {
    InformationCriteria few = CRITERIA.withDraws(400);
    assertReason("improper", few.withPrior(Prior.flat()));
    assertReason("γ = 2.0 acts as a prior", few.withLocalization(2));
    assertReason("only 1 of 2 coordinates", few.withMask(new boolean[] {true, false}));
    assertReason("acts as a prior", few.withBox(Box.of(-3, 3)));
  }

  private static void assertReason(String reason, InformationCriteria criteria) {
    Verdict verdict = criteria.estimate(LOSS, new double[2], Seed.of(1)).verdict();
    assertEquals(Verdict.Level.QUALIFIED, verdict.level(), verdict::toString);
    assertTrue(verdict.toString().contains(reason), verdict::toString);
  }

  /** Two samples of a vague prior: each alone decides, and no ratio can be trusted. */
  @Test
  void heavyTailsAreTold() {
    QuadraticLoss loss =
        new LinearRegression(1, 1).on(RegressionSamples.ofMean(new double[] {-3, 3}));
    CriteriaEstimate estimate =
        CRITERIA.withPrior(Prior.normal(0, 100)).estimate(loss, new double[1], Seed.of(1));
    assertTrue(estimate.shapes()[0] > 0.7, () -> Arrays.toString(estimate.shapes()));
    assertTrue(estimate.verdict().toString().contains("2 of 2 samples have k̂ > 0.7"));
    assertTrue(estimate.verdict().toString().contains("WAIC may be off"));
    assertTrue(estimate.chart().toString().length() > 0);
  }

  @Test
  void chainsThatTellNothingGiveNoNumber() {
    CriteriaEstimate dead =
        CRITERIA
            .withSampler(Mala.defaults().withStepSize(1e6))
            .estimate(LOSS, new double[2], Seed.of(1));
    assertTrue(dead.verdict().toString().contains("never moved at ε = 1000000.0"));
    String message = assertThrows(IllegalStateException.class, dead::value).getMessage();
    assertTrue(message.contains("lower the step size"), message);
    assertTrue(dead.toTable().doubleColumn("value").isMissing(3));
    assertTrue(dead.toString().contains("INVALID"));
    CriteriaEstimate few =
        CRITERIA
            .withSampler(Mala.defaults().withStepSize(1e-4))
            .estimate(LOSS, new double[2], Seed.of(1));
    assertTrue(few.verdict().toString().contains("the chains disagree on"), few::toString);
  }

  @Test
  void refusesLossesThatAreNoLogLoss() {
    record Squared(int samples, Loss kind) implements PerSample {
      @Override
      public int dimension() {
        return 1;
      }

      @Override
      public Objective fork() {
        return this;
      }

      @Override
      public double sample(int i, double[] w, double[] gradient) {
        gradient[0] += 2 * w[0];
        return w[0] * w[0];
      }
    }
    refused("a squared loss is no −ln p", new Squared(10, Loss.SQUARED));
    refused("at least 2 of them, not 1", new Squared(1, Loss.LOG_LOSS));
    refused("a potential has no samples", Objective.of("x^2"));
    assertThrows(IllegalArgumentException.class, () -> CRITERIA.withInverseTemperature(0));
    assertThrows(IllegalArgumentException.class, () -> CRITERIA.withDraws(3));
    assertThrows(IllegalArgumentException.class, () -> CRITERIA.withLocalization(-1));
  }

  private static void refused(String reason, Objective objective) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> CRITERIA.estimate(objective, new double[1], Seed.of(1)))
            .getMessage();
    assertTrue(message.contains(reason), message);
    LocalPosterior posterior = LocalPosterior.at(objective, new double[1], 10);
    assertThrows(IllegalArgumentException.class, () -> InformationCriteria.exact(posterior));
  }

  @Test
  void anInterruptLeavesAVerdictOrEndsTheWork() {
    Thread.currentThread().interrupt();
    CriteriaEstimate none = CRITERIA.estimate(LOSS, new double[2], Seed.of(1));
    assertTrue(none.verdict().toString().contains("interrupted"), none::toString);
    assertTrue(Thread.interrupted());
    PosteriorSample rule = Quadrature.defaults().withTolerance(1e-3).sample(at(1));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> InformationCriteria.of(rule));
    assertThrows(CancellationException.class, () -> Quadrature.defaults().sample(at(1)));
    assertTrue(Thread.interrupted());
  }

  @Test
  void settingsAndResultsSurviveJson() throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    InformationCriteria same =
        mapper.readValue(mapper.writeValueAsString(CRITERIA), InformationCriteria.class);
    assertEquals(CRITERIA, same);
    CriteriaEstimate exact = InformationCriteria.exact(at(1));
    CriteriaEstimate read =
        mapper.readValue(mapper.writeValueAsString(exact), CriteriaEstimate.class);
    assertEquals(exact.waic(), read.waic());
    assertEquals(exact.verdict(), read.verdict());
    assertArrayEquals(exact.leaveOneOutLosses(), read.leaveOneOutLosses());
  }

  @Test
  void theTableHasARowAQuantity() {
    CriteriaEstimate exact = InformationCriteria.exact(at(1));
    Table table = exact.toTable();
    assertEquals(7, table.rowCount());
    assertEquals("WAIC", table.stringColumn("quantity").get(3));
    assertEquals(exact.value(), table.doubleColumn("value").get(3));
    assertEquals(exact.functionalVariance().value() / 2, table.doubleColumn("value").get(6));
    assertThrows(IllegalStateException.class, exact::chart);
  }
}

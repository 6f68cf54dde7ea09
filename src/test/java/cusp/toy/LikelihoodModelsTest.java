package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.model.QuadraticLoss;
import cusp.task.RegressionSamples;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models with a likelihood: regressions and a mixture. */
class LikelihoodModelsTest {
  private static final int SAMPLES = 37;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** An objective, −ln p of one of its samples written out, and where to look. */
  record Case(String name, Objective objective, Density density, double[][] points) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Density {
    double logLoss(int sample, double[] w);
  }

  static Stream<Case> cases() {
    RegressionSamples plane =
        new LinearRegression(3, 0.25).sample(new double[] {1, -2, 0.5}, SAMPLES, Seed.of(1));
    RegressionSamples line = new ProductRegression().sample(0.7, SAMPLES, Seed.of(2));
    double[] x = new TwoNormalMixture().sample(0.3, 2, SAMPLES, Seed.of(3));
    RandomStream random = Seed.of(4).random();
    double[][] spread = new double[6][3];
    double[][] pairs = new double[6][2];
    double[][] weights = new double[8][];
    for (int k = 0; k < spread.length; k++) {
      random.gaussians(spread[k], 3);
      random.gaussians(pairs[k], 2);
      weights[k] = new double[] {random.nextDouble(), 3 * random.nextGaussian()};
    }
    weights[6] = new double[] {0.9, 7};
    weights[7] = new double[] {0.1, -9};
    return Stream.of(
        new Case(
            "linear regression",
            new LinearRegression(3, 0.25).on(plane),
            (i, w) -> {
              double mean = 0;
              for (int j = 0; j < 3; j++) {
                mean += plane.x()[3 * i + j] * w[j];
              }
              double error = plane.y()[i] - mean;
              return error * error / 0.5 + (LOG_TWO_PI + Math.log(0.25)) / 2;
            },
            spread),
        new Case(
            "product regression",
            new ProductRegression().on(line),
            (i, w) -> Math.pow(line.y()[i] - w[0] * w[1] * line.x()[i], 2) / 2 + LOG_TWO_PI / 2,
            pairs),
        new Case(
            "mixture",
            new TwoNormalMixture().on(x),
            (i, w) ->
                -Math.log(
                    (1 - w[0]) * Math.exp(-x[i] * x[i] / 2 - LOG_TWO_PI / 2)
                        + w[0] * Math.exp(-Math.pow(x[i] - w[1], 2) / 2 - LOG_TWO_PI / 2)),
            weights));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesAreMinusTheLogarithmOfTheDensity(Case of) {
    assertEquals(Loss.LOG_LOSS, of.objective.kind());
    assertEquals(SAMPLES, of.objective.samples());
    double[] losses = new double[SAMPLES];
    for (double[] w : of.points) {
      of.objective.losses(w, losses);
      double[] expected =
          IntStream.range(0, SAMPLES).mapToDouble(i -> of.density.logLoss(i, w)).toArray();
      assertArrayEquals(expected, losses, 1e-12 * of(expected), Arrays.toString(w));
      double mean = Arrays.stream(expected).average().orElseThrow();
      assertEquals(mean, of.objective.loss(w), 1e-13 * of(expected));
    }
  }

  private static double of(double[] values) {
    return Math.max(1, Arrays.stream(values).map(Math::abs).max().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheLoss(Case of) {
    Objective objective = of.objective.fork();
    double[] whole = new double[objective.dimension()];
    double[] batch = new double[whole.length];
    double[] sum = new double[whole.length];
    double[] one = new double[whole.length];
    double[] losses = new double[SAMPLES];
    for (double[] w : of.points) {
      assertTrue(objective.gradientError(w) < 1e-7, () -> of + " at " + Arrays.toString(w));
      double loss = objective.gradient(w, whole);
      assertEquals(objective.loss(w), loss, 1e-12 * Math.max(1, Math.abs(loss)));
      double size = of(whole);
      assertEquals(loss, objective.gradient(w, Batch.all(SAMPLES), batch), 1e-12 * of(losses));
      assertArrayEquals(whole, batch, 1e-11 * size);
      Arrays.fill(sum, 0);
      objective.losses(w, losses);
      for (int i = 0; i < SAMPLES; i++) {
        assertEquals(losses[i], objective.gradient(w, Batch.of(i), one), 1e-12 * of(losses));
        for (int j = 0; j < sum.length; j++) {
          sum[j] += one[j] / SAMPLES;
        }
      }
      assertArrayEquals(whole, sum, 1e-11 * size);
    }
  }

  @Test
  void quadraticFormsAreTheLosses() {
    Case linear = cases().findFirst().orElseThrow();
    QuadraticLoss loss = (QuadraticLoss) linear.objective;
    double[] losses = new double[SAMPLES];
    for (double[] w : linear.points) {
      loss.losses(w, losses);
      assertEquals(loss.loss(w), loss.form().at(w), 1e-12);
      for (int i = 0; i < SAMPLES; i++) {
        assertEquals(losses[i], loss.form(i).at(w), 1e-12 * of(losses));
      }
    }
    double[][] exact = loss.hessian(new double[3]);
    double[][] flat = {exact[0], exact[1], exact[2]};
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(loss.form().curvature()[i], flat[i]);
    }
  }

  @Test
  void theMixtureStaysFiniteWhereOneComponentIsFarOff() {
    Objective mixture = new TwoNormalMixture().on(new double[] {-30, 40, 0.5, 1, 2, 3, 4, 5, -40});
    double[] losses = new double[9];
    double[] gradient = new double[2];
    for (double[] w : new double[][] {{1, 30}, {0.5, 40}, {0, 40}, {1, -40}, {1e-300, 40}}) {
      mixture.losses(w, losses);
      double mean = Arrays.stream(losses).average().orElseThrow();
      assertTrue(Double.isFinite(mean), () -> Arrays.toString(losses));
      assertEquals(mean, mixture.loss(w), 1e-12 * mean);
      assertEquals(mean, mixture.gradient(w, Batch.all(9), gradient), 1e-12 * mean);
    }
    assertTrue(Double.isFinite(mixture.gradient(new double[] {0.5, 40}, gradient)));
    assertTrue(Double.isFinite(gradient[0]) && Double.isFinite(gradient[1]));
  }

  @Test
  void samplesHaveTheMomentsOfTheModel() {
    int n = 40_000;
    RegressionSamples data = new LinearRegression(2, 4).sample(new double[] {3, -1}, n, Seed.of(5));
    double cross = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      cross += data.x()[2 * i] * data.y()[i] / n;
      squares += data.y()[i] * data.y()[i] / n;
    }
    assertEquals(3, cross, 4 * Math.sqrt(14.0 + 9) / Math.sqrt(n));
    assertEquals(9 + 1 + 4, squares, 4 * 14 * Math.sqrt(2.0 / n));
    double[] x = new TwoNormalMixture().sample(0.25, 4, n, Seed.of(6));
    assertEquals(1, Arrays.stream(x).average().orElseThrow(), 4 * Math.sqrt(4.0 / n));
    assertEquals(
        1 + 0.25 * 16, Arrays.stream(x).map(v -> v * v).average().orElseThrow(), 16 / Math.sqrt(n));
  }

  @Test
  void parametersAndStartsFit() {
    for (Model<?> model :
        new Model<?>[] {
          new LinearRegression(3, 1), new ProductRegression(), new TwoNormalMixture()
        }) {
      Parameters parameters = model.parameters();
      assertEquals(parameters.dimension(), model.initial(Seed.of(1)).length);
    }
    double[] start = new TwoNormalMixture().initial(Seed.of(1));
    assertTrue(new TwoNormalMixture().prior(50).supports(start));
  }

  @Test
  void refusesWhatDoesNotFit() {
    refused("noise variance", () -> new LinearRegression(1, 0));
    refused("features is at least 1, not 0", () -> new LinearRegression(0, 1));
    RegressionSamples data = RegressionSamples.ofMean(new double[] {1, 2});
    refused(
        "data have 1 inputs and 1 outputs, the model has 2 and 1",
        () -> new LinearRegression(2, 1).on(data));
    refused(
        "data have 2 inputs",
        () ->
            new ProductRegression().on(new RegressionSamples(2, 1, new double[2], new double[1])));
    refused("x[1] = NaN", () -> new TwoNormalMixture().on(new double[] {0, Double.NaN}));
    refused("n = 0", () -> new TwoNormalMixture().on(new double[0]));
    refused("bound of the mean", () -> new TwoNormalMixture().prior(-1));
    refused("y[0] is Infinity", () -> RegressionSamples.ofMean(new double[] {1 / 0.0}));
    refused("3 numbers in x", () -> new RegressionSamples(2, 1, new double[3], new double[1]));
    refused("row 1 has 1", () -> RegressionSamples.of(new double[][] {{1, 2}, {3}}, new double[2]));
  }

  private static void refused(String reason, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(reason), message);
  }
}

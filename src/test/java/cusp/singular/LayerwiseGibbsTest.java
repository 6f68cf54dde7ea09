package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.LocalPosterior;
import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;
import cusp.toy.DeepLinear;
import cusp.toy.TwoLayerLinear;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayerwiseGibbsTest {
  private static final Seed SEED = Seed.of(1);
  private static final LayerwiseGibbs LONG = LayerwiseGibbs.defaults().withDraws(4_000);

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private static void assertCovers(double exact, GibbsEstimate estimate) {
    assertTrue(estimate.verdict().isOk(), estimate::toString);
    assertTrue(estimate.standardError() < 0.01 * Math.abs(exact), estimate::toString);
    assertEquals(exact, estimate.value(), 4 * estimate.standardError(), estimate::toString);
  }

  @Test
  void agreesWithTheExactValuesOfTwoLayers() {
    for (int[] widths : new int[][] {{2, 2, 2}, {1, 1, 1}}) {
      for (double nBeta : new double[] {10, 1_000}) {
        TwoLayerLinear net = new TwoLayerLinear(widths[0], widths[1], widths[2]);
        LocalPosterior posterior = LocalPosterior.at(net, net.zero(), nBeta).withLocalization(0.5);
        double exact = Quadrature.defaults().of(posterior).value();
        assertCovers(
            exact,
            LONG.withNBeta(nBeta)
                .withLocalization(0.5)
                .estimate(DeepLinear.of(widths), net.zero(), SEED));
      }
    }
  }

  /** y = abx + noise: two dimensions, so that a quadrature gives the value, noise and all. */
  @Test
  void agreesWithAQuadratureOnNoisyData() {
    DeepLinear net = DeepLinear.of(1, 1, 1);
    double[] center = {1, 1};
    RegressionSamples data = net.sample(center, 50, 1, SEED);
    Objective loss = net.on(data);
    double nBeta = LocalPosterior.defaultNBeta(loss);
    double second = 0;
    double cross = 0;
    for (int s = 0; s < data.size(); s++) {
      second += data.x()[s] * data.x()[s] / data.size();
      cross += data.x()[s] * data.y()[s] / data.size();
    }
    String formula = second / 2 + "*(a*b)^2 - (" + cross + ")*a*b";
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of(formula, "a", "b"), center, nBeta).withLocalization(1);
    double exact = Quadrature.defaults().of(posterior).value();
    assertTrue(Math.abs(exact - 0.5) > 0.05, "noise and finite n matter: " + exact);
    assertCovers(exact, LONG.estimate(net, data, center, SEED));
  }

  /** The conditional's moments against the quadratic form that defines it. */
  @Test
  void aLayerHasItsConditionalLaw() {
    // nβ/2 |S W P − C|² + γ/2 |W − W*|² for one row W = (u, v): S = 2, P with rows (1, 1), (0, 3).
    double nBeta = 1.5;
    double localization = 0.7;
    double[] center = {0.3, -0.2};
    double[][] hessian = {
      {nBeta * 4 * 2 + localization, nBeta * 4 * 3}, {nBeta * 4 * 3, nBeta * 4 * 9 + localization}
    };
    double[] linear = {1.1, -0.4};
    double[] pull = {
      nBeta * linear[0] + localization * center[0], nBeta * linear[1] + localization * center[1]
    };
    double determinant = hessian[0][0] * hessian[1][1] - hessian[0][1] * hessian[1][0];
    double[][] covariance = {
      {hessian[1][1] / determinant, -hessian[0][1] / determinant},
      {-hessian[1][0] / determinant, hessian[0][0] / determinant}
    };
    double[] mean = {
      covariance[0][0] * pull[0] + covariance[0][1] * pull[1],
      covariance[1][0] * pull[0] + covariance[1][1] * pull[1]
    };
    LayerConditional conditional = new LayerConditional(1, 2, center, 0);
    var random = SEED.stream("test").random();
    int draws = 200_000;
    double[] w = new double[2];
    double[] sum = new double[2];
    double[] products = new double[3];
    double losses = 0;
    double expected = 0;
    for (int k = 0; k < draws; k++) {
      fill(conditional.left(), 4);
      fill(conditional.right(), 2, 3, 3, 9);
      fill(conditional.linear(), linear);
      expected = conditional.draw(nBeta, localization, random, w, 0);
      for (int i = 0; i < 2; i++) {
        sum[i] += w[i] / draws;
      }
      products[0] += Math.pow(w[0] - mean[0], 2) / draws;
      products[1] += Math.pow(w[1] - mean[1], 2) / draws;
      products[2] += (w[0] - mean[0]) * (w[1] - mean[1]) / draws;
      double square = 2 * w[0] * w[0] + 6 * w[0] * w[1] + 9 * w[1] * w[1];
      losses += nBeta * (2 * square - linear[0] * w[0] - linear[1] * w[1]) / draws;
    }
    double error = 4 / Math.sqrt(draws);
    for (int i = 0; i < 2; i++) {
      assertEquals(mean[i], sum[i], error * Math.sqrt(covariance[i][i]));
      assertEquals(covariance[i][i], products[i], error * Math.sqrt(2) * covariance[i][i]);
    }
    double both = covariance[0][0] * covariance[1][1];
    double cross = covariance[0][1];
    assertEquals(cross, products[2], error * Math.sqrt(both + cross * cross));
    assertEquals(losses, expected, 0.02);
  }

  private static void fill(PaddedMatrix m, double... entries) {
    m.copy(entries, 0, m.columns, 1);
  }

  @Test
  void sameSeedSameBitsOnAnyNumberOfThreads() {
    DeepLinear net = DeepLinear.of(4, 3, 4);
    LayerwiseGibbs gibbs = LayerwiseGibbs.defaults().withNBeta(100).withDraws(50);
    double[] truth = net.planted(1);
    double one = Parallel.withThreads(1, () -> gibbs.estimate(net, truth, SEED)).mean().value();
    double two = Parallel.withThreads(2, () -> gibbs.estimate(net, truth, SEED)).mean().value();
    assertEquals(one, two);
  }

  @Test
  void anInterruptReturnsWhatThereIs() {
    DeepLinear net = DeepLinear.of(4, 3, 4);
    Thread.currentThread().interrupt();
    GibbsEstimate estimate =
        LayerwiseGibbs.defaults().withNBeta(100).estimate(net, net.planted(1), SEED);
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertTrue(estimate.verdict().isInvalid());
    assertTrue(estimate.toString().contains("interrupted"), estimate::toString);
    assertThrows(IllegalStateException.class, estimate::value);
    assertEquals(1, estimate.toTable().rowCount());
  }

  @Test
  void tooFewDrawsAreNoNumber() {
    DeepLinear net = DeepLinear.of(4, 3, 4);
    GibbsEstimate estimate =
        LayerwiseGibbs.defaults().withNBeta(100).withDraws(8).estimate(net, net.planted(1), SEED);
    assertTrue(estimate.verdict().toString().contains("effective sample size"));
    assertThrows(IllegalStateException.class, estimate::interval);
  }

  @Test
  void namesWhatIsWrong() {
    LayerwiseGibbs gibbs = LayerwiseGibbs.defaults();
    DeepLinear net = DeepLinear.of(2, 2);
    RegressionSamples one = new RegressionSamples(2, 2, new double[2], new double[2]);
    refuses("not 0, 500", () -> gibbs.withChains(0));
    refuses("γ is positive", () -> gibbs.withLocalization(0));
    refuses("not -1", () -> gibbs.withNBeta(-1));
    refuses("n = 1", () -> gibbs.estimate(net, one, new double[4], SEED));
    refuses("length 3", () -> gibbs.withNBeta(1).estimate(net, new double[3], SEED));
    refuses("no n: give nβ", () -> gibbs.estimate(net, new double[4], SEED));
    refuses("2 inputs", () -> gibbs.estimate(DeepLinear.of(1, 2), one, new double[2], SEED));
  }

  private static void refuses(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}

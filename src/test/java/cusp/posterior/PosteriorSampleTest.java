package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import org.junit.jupiter.api.Test;

class PosteriorSampleTest {
  private static final LocalPosterior BOWL =
      LocalPosterior.at(Objective.of("x^2+y^2"), new double[2], 50);

  private static Chains chains(LocalPosterior posterior, Sampler sampler, int draws, int keep) {
    return Chains.sample(posterior, sampler, new Chains.Plan(3, 100, draws, keep), Seed.of(1));
  }

  @Test
  void drawsStandChainAfterChain() {
    Chains chains = chains(BOWL, Mala.defaults(), 200, 200);
    PosteriorSample sample = PosteriorSample.of(BOWL, chains);
    assertEquals(600, sample.size());
    assertFalse(sample.exact());
    assertArrayEquals(chains.positions()[1][7], sample.points()[207]);
    double[] losses = sample.values(BOWL.objective()::loss);
    assertEquals(chains.losses()[1][7], losses[207], 1e-15);
    assertEquals(Diagnostics.of(chains.losses()).mcseMean(), sample.standardError(losses), 1e-12);
    assertEquals(Diagnostics.of(chains.losses()).mean(), sample.mean(losses), 1e-12);
    double sd = Diagnostics.of(chains.losses()).sd();
    assertEquals(sd * sd, sample.covariance(losses, losses), 1e-12);
    assertEquals("3 chains of 200 draws", sample.toString());
  }

  @Test
  void nodesAreExact() {
    PosteriorSample rule =
        new PosteriorSample(BOWL, new double[][] {{0, 0}, {1, 2}}, new double[] {0.75, 0.25}, 0);
    double[] second = rule.values(w -> w[1]);
    assertEquals(0.5, rule.mean(second));
    assertEquals(0.75, rule.covariance(second, second));
    assertEquals(0, rule.standardError(second));
    assertThrows(IllegalStateException.class, () -> rule.diagnostics(second));
  }

  @Test
  void refusesWhatIsNoSample() {
    Chains few = chains(BOWL, Mala.defaults(), 20, 5);
    refused("kept 5 positions of 20", () -> PosteriorSample.of(BOWL, few));
    Chains brief = chains(BOWL, Mala.defaults(), 3, 3);
    refused("at least 4 draws a chain, not 3", () -> PosteriorSample.of(BOWL, brief));
    double[][] points = new double[8][2];
    double[] weights = new double[8];
    java.util.Arrays.fill(weights, 0.125);
    refused("not 3 chains", () -> new PosteriorSample(BOWL, points, weights, 3));
    refused("at least 4 draws", () -> new PosteriorSample(BOWL, points, weights, 4));
    refused("sum 1", () -> new PosteriorSample(BOWL, points, new double[8], 0));
    refused("not 1 for 8", () -> new PosteriorSample(BOWL, points, new double[] {1}, 0));
    weights[0] = -0.125;
    refused("not negative", () -> new PosteriorSample(BOWL, points, weights, 0));
    PosteriorSample one = new PosteriorSample(BOWL, new double[1][2], new double[] {1}, 0);
    refused("2 values for 1", () -> one.mean(new double[2]));
  }

  private static void refused(String reason, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(reason), message);
  }

  /** Both samplers keep to a box with sides of its own, and find its law. */
  @Test
  void aBoxWithSidesOfItsOwnHoldsTheChains() {
    Prior prior = Prior.uniform(new double[] {0, -5}, new double[] {1, 5});
    LocalPosterior flat =
        LocalPosterior.at(Objective.of("0*x*y", "x", "y"), new double[] {0.5, 0}, 1)
            .withPrior(prior);
    for (Sampler sampler : new Sampler[] {new Sgld(0.5, 0), Mala.defaults().withStepSize(0.5)}) {
      PosteriorSample sample = PosteriorSample.of(flat, chains(flat, sampler, 3_000, 3_000));
      double[] x = sample.values(w -> w[0]);
      double[] y = sample.values(w -> w[1]);
      for (double[] w : sample.points()) {
        assertTrue(prior.supports(w));
      }
      assertEquals(0.5, sample.mean(x), 4 * sample.standardError(x), sampler.toString());
      double[] squares = sample.values(w -> w[1] * w[1]);
      assertEquals(
          25.0 / 3, sample.mean(squares), 4 * sample.standardError(squares), sampler.toString());
      assertEquals(0, sample.mean(y), 4 * sample.standardError(y), sampler.toString());
    }
  }
}

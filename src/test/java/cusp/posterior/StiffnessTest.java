package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.nn.Network;
import cusp.task.ModularAddition;
import cusp.task.TrainTestSplit;
import cusp.train.Trainer;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class StiffnessTest {

  private static LocalPosterior at(String formula, double nBeta, double... center) {
    return LocalPosterior.at(Objective.of(formula), center, nBeta);
  }

  /** A potential of one parameter of which only the slope counts. */
  private record Slope(DoubleUnaryOperator slope) implements Potential {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double loss(double[] w) {
      return 0;
    }

    @Override
    public double gradient(double[] w, double[] into) {
      into[0] = slope.applyAsDouble(w[0]);
      return 0;
    }

    @Override
    public Objective fork() {
      return this;
    }
  }

  private static double stiffness(double nBeta, DoubleUnaryOperator slope) {
    return LocalPosterior.at(new Slope(slope), new double[1], nBeta).stiffness();
  }

  /** Away from the origin too, where small differences lose digits. */
  @Test
  void isExactForAQuadratic() {
    for (double nBeta : new double[] {1, 1e3, 1e6}) {
      double exact = 9 * nBeta + 1;
      double found = at("(a^2 + 9*b^2)/2", nBeta, 3, -2).withLocalization(1).stiffness();
      assertEquals(exact, found, 1e-11 * exact);
    }
  }

  /** What the mask holds is held, however steep the loss is along it. */
  @Test
  void seesTheFreeCoordinatesAlone() {
    boolean[] second = {false, true};
    for (double nBeta : new double[] {1, 1e3}) {
      double found = at("(a^2 + 9*b^2)/2 + a*b^2 + a^4", nBeta, 3, -2).withMask(second).stiffness();
      assertEquals(15 * nBeta, found, 1e-9 * nBeta);
    }
  }

  /** nβx^k has the curvature k nβ h^(k−2) over ±h, which is 1/h² at h^k = 1/(k nβ). */
  @Test
  void isThatOverTheWidthOfThePosterior() {
    for (int k : new int[] {4, 6, 10}) {
      for (double nBeta : new double[] {1, 1e3, 1e6}) {
        double exact = Math.pow(k * nBeta, 2.0 / k);
        double found = at("x^" + k, nBeta, 0).stiffness();
        assertEquals(exact, found, 0.01 * exact, "x^" + k + " at nβ = " + nBeta);
      }
    }
  }

  /**
   * Stairs of height 1/50 about a line, as kinks make them: 5 within 1/√nβ, so that ±5 of them are
   * right to a tenth.
   */
  @Test
  void doesNotMeasureASingleKink() {
    for (double offset : new double[] {0, 0.2, 0.5}) {
      double found = stiffness(100, x -> Math.round(50 * x + offset) / 50.0);
      assertEquals(100, found, 10, "stairs from " + offset);
    }
  }

  /** By a step for single kinks and the rounding of float32, chains would hardly leave w*. */
  @Test
  void chainsOfAReluNetworkSpreadAsFarAsTheyAreLet() {
    TrainTestSplit split = new ModularAddition(31).split(0.6, Seed.of(1));
    Network network = Network.onTokens(31, 2).linear(128).relu().linear(31).crossEntropy();
    double[] w =
        Trainer.adamW(1e-3, 1)
            .withSteps(250)
            .train(network, split.train(), network.initial(Seed.of(1)), Seed.of(1))
            .last()
            .w();
    LocalPosterior posterior = LocalPosterior.at(network.on(split.train()), w).withLocalization(10);
    Chains chains =
        Chains.sample(posterior, Sgld.defaults(), new Chains.Plan(2, 299, 1, 1), Seed.of(1));
    for (double[][] chain : chains.positions()) {
      double squares = 0;
      for (int i = 0; i < w.length; i++) {
        squares += (chain[0][i] - w[i]) * (chain[0][i] - w[i]);
      }
      double share = 10 * squares / w.length;
      assertTrue(share > 0.7 && share < 1.1, () -> "γ|w − w*|²/d is " + share);
    }
  }

  @Test
  void looksInsideTheWallsOnly() {
    Box box = Box.of(0, 0.3);
    Slope checked =
        new Slope(
            x -> {
              assertTrue(box.contains(x), () -> "a gradient at " + x);
              return x;
            });
    LocalPosterior corner = LocalPosterior.at(checked, new double[1], 7).withBox(box);
    assertEquals(7, corner.stiffness(), 1e-11);
    LocalPosterior bowl = at("a^2 + b^2 + a*b", 10, 0, 0);
    double exact = 30;
    assertEquals(exact, bowl.stiffness(), 1e-9);
    assertEquals(exact, bowl.withBox(Box.of(0, 1)).stiffness(), 1e-9);
  }

  /**
   * −s log w has the curvature s/w², and s/(w² − h²) over ±h: h goes at most half way to the edge
   * at 0, however the steps before it fall.
   */
  @Test
  void retreatsFromWhereTheLossIsInfinite() {
    for (double w = 1e-4; w < 1; w *= 1.3) {
      double exact = 0.01 / w;
      double found = at("0.01*(w - %s*log(w))".formatted(w), 1, w).stiffness();
      assertTrue(found >= exact && found <= 4 * exact / 3, found + " for " + exact + " at " + w);
    }
  }

  @Test
  void aFlatLossHasTheStiffnessOfItsRestraint() {
    assertEquals(0, stiffness(10, x -> 0.0));
    double found =
        LocalPosterior.at(new Slope(x -> 0), new double[1], 10).withLocalization(3).stiffness();
    assertEquals(3, found, 1e-12);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    TrainTestSplit split = new ModularAddition(29).split(0.9, Seed.of(1));
    Network network = Network.onTokens(29, 2).linear(32).relu().linear(29).crossEntropy();
    LocalPosterior posterior =
        LocalPosterior.at(network.on(split.train()), network.initial(Seed.of(1)));
    assertEquals(
        Parallel.withThreads(1, posterior::stiffness),
        Parallel.withThreads(4, posterior::stiffness));
  }
}

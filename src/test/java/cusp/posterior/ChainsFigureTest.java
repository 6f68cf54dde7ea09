package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.plot.Figure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainsFigureTest {
  private static final List<String> ALL =
      List.of("Traces", "Ranks", "Autocorrelation", "Where the chains went");

  private static List<String> panels(Figure figure) {
    return figure.toTable().stringColumn("panel").asList().stream()
        .distinct()
        .map(panel -> panel.replaceAll(", ESS.*", ""))
        .toList();
  }

  private static Chains with(double[][] losses, double[][][] positions) {
    double[] none = new double[losses.length];
    return new Chains(losses, positions, none, none, 0, 0, 0, 0, 0, List.of(), false);
  }

  private static double[][] noise(int chains, int draws) {
    double[][] noise = new double[chains][draws];
    for (int c = 0; c < chains; c++) {
      Seed.of(0).stream("chain", c).random().gaussians(noise[c], draws);
    }
    return noise;
  }

  @ParameterizedTest
  @CsvSource({"x^2, 1", "x^2, 4", "x^2 + y^2, 1", "x^2 + y^2 + z^2, 8", "x^2 + y^2 + z^2, 1"})
  void hasFourPanelsInAnyDimensionAndOfAnyChains(String formula, int count) {
    Objective bowl = Objective.of(formula);
    LocalPosterior posterior = LocalPosterior.at(bowl, new double[bowl.dimension()], 10);
    Chains.Plan plan = new Chains.Plan(count, 100, 200, 20);
    Chains chains = Chains.sample(posterior, Nuts.defaults(), plan, Seed.of(0));
    Figure figure = chains.diagnostics(posterior.center(), 0, 10);
    assertEquals(ALL, panels(figure));
    assertTrue(figure.png().length > 1_000);
    assertTrue(figure.alt().contains("ESS"), figure.alt());
  }

  @Test
  void aChainWithoutAFiniteLossIsDrawnAsFarAsItGoesAndJudgedNowhere() {
    double[][] losses = noise(3, 100);
    Arrays.fill(losses[1], 40, 100, Double.NaN);
    double[][][] positions = {{{1}, {2}}, {{1}, {Double.NaN}}, {{1}, {3}}};
    Figure figure = with(losses, positions).diagnostics(new double[1], 0, 1);
    assertEquals(ALL, panels(figure));
    assertTrue(figure.alt().contains("of 200"), figure.alt());
  }

  @Test
  void panelsThatNothingIsLeftOfAreNotThere() {
    double[][] lost = {{1, 2, Double.NaN, Double.NaN, Double.NaN}};
    double[][][] kept = {{{1}, {2}}};
    assertEquals(
        List.of("Traces", "Where the chains went"),
        panels(with(lost, kept).diagnostics(new double[1], 0, 1)));
    assertEquals(
        List.of("Traces", "Where the chains went"),
        panels(with(new double[][] {{1, 2, 3}}, kept).diagnostics(new double[1], 0, 1)));
    double[][] still = {{1, 1, 1, 1, 1, 1}};
    assertEquals(
        List.of("Traces", "Ranks", "Where the chains went"),
        panels(with(still, kept).diagnostics(new double[1], 0, 1)));
    Chains none = with(new double[][] {{Double.NaN, Double.NaN}}, new double[1][0][]);
    assertThrows(IllegalStateException.class, () -> none.diagnostics(new double[1], 0, 1));
  }

  @Test
  void ranksAreEvenForEqualChainsAndOneSidedForAShiftedOne() {
    double[][] draws = noise(2, 4_000);
    for (double share : Ranks.shares(draws, 4)[0]) {
      assertEquals(1, share, 0.1);
    }
    double[][] shifted = {draws[0], Arrays.stream(draws[1]).map(x -> x + 100).toArray()};
    double[][] shares = Ranks.shares(shifted, 4);
    assertArrayEquals(new double[] {2, 2, 0, 0}, shares[0], 1e-12);
    assertArrayEquals(new double[] {0, 0, 2, 2}, shares[1], 1e-12);
  }

  @Test
  void theAutocorrelationOfAnAutoregressionFallsAsAPower() {
    double[][] noise = noise(4, 50_000);
    double phi = 0.8;
    for (double[] chain : noise) {
      chain[0] /= Math.sqrt(1 - phi * phi);
      for (int i = 1; i < chain.length; i++) {
        chain[i] += phi * chain[i - 1];
      }
    }
    double[] byLag = Ranks.autocorrelation(noise, Diagnostics.of(noise).essMean());
    // Four times τ = (1 + φ)/(1 − φ) = 9.
    assertEquals(36, byLag.length - 1, 3);
    for (int lag = 0; lag < 10; lag++) {
      assertEquals(Math.pow(phi, lag), byLag[lag], 0.02);
    }
  }

  /** Points in a plane of a space of 50 dimensions: nothing is left outside their components. */
  @Test
  void thePrincipalComponentsKeepTheDistancesOfAPlane() {
    int d = 50;
    double[][] plane = noise(2, d);
    double[][] coordinates = noise(2, 30);
    double[][][] positions = new double[2][30][d];
    for (int k = 0; k < 30; k++) {
      for (int i = 0; i < d; i++) {
        positions[0][k][i] = 3 * coordinates[0][k] * plane[0][i] + coordinates[1][k] * plane[1][i];
        positions[1][k][i] = positions[0][k][i] + plane[0][i];
      }
    }
    double[] center = positions[0][3].clone();
    Projection shown = Projection.of(positions, center);
    for (int k = 1; k < 30; k++) {
      double exact = 0;
      for (int i = 0; i < d; i++) {
        exact += Math.pow(positions[1][k][i] - positions[0][k - 1][i], 2);
      }
      double x = shown.x()[1][k] - shown.x()[0][k - 1];
      double y = shown.y()[1][k] - shown.y()[0][k - 1];
      assertEquals(Math.sqrt(exact), Math.hypot(x, y), 1e-9 * Math.sqrt(exact));
    }
    assertEquals(shown.x()[0][3], shown.centerX(), 1e-9);
    assertEquals(shown.y()[0][3], shown.centerY(), 1e-9);
    assertNull(Projection.of(new double[][][] {{{Double.NaN}}}, new double[1]));
  }

  @Test
  void positionsThatAreAllTheSameArePlacedAtTheOrigin() {
    double[][][] positions = {{{1, 2, 3}, {1, 2, 3}}};
    Projection shown = Projection.of(positions, new double[] {1, 2, 3});
    assertArrayEquals(new double[2], shown.x()[0], 1e-12);
    assertArrayEquals(new double[2], shown.y()[0], 1e-12);
  }
}

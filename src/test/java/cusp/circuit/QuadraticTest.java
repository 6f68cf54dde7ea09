package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadraticTest {

  private static QuadraticFit fit(QuadraticSolution solution) {
    return QuadraticFit.of(solution.embeddingA(), solution.embeddingB(), solution.readout());
  }

  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "7,2", "8,4", "8,3", "13,5"})
  void sixNeuronsAFrequencyAreTheFourierSolution(int p, int k) {
    QuadraticSolution solution = QuadraticSolution.of(p, 1.5, k);
    double[][] expected = new FourierSolution(p, 1.5, k).logits();
    double[][] ours = solution.logits();
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], ours[i], 1e-12);
    }
    QuadraticFit fit = fit(solution);
    assertEquals(1.5, fit.scales()[k], 1e-12);
    assertEquals(1, fit.score(), 1e-12);
  }

  @Test
  void enoughRandomPhasesAddRight() {
    QuadraticSolution solution = QuadraticSolution.random(11, 1, 2_000, Seed.of(1));
    double[][] logits = solution.logits();
    long right =
        IntStream.range(0, 121)
            .filter(
                i -> {
                  double[] row = logits[i];
                  int best =
                      IntStream.range(0, 11)
                          .reduce((x, y) -> row[y] > row[x] ? y : x)
                          .orElseThrow();
                  return best == (i / 11 + i % 11) % 11;
                })
            .count();
    assertEquals(121, right);
    QuadraticFit fit = fit(solution);
    assertEquals(1, fit.score(), 1e-12);
    for (int k = 1; k <= 5; k++) {
      assertEquals(1, fit.scales()[k], 1e-12);
    }
    assertEquals(1, Arrays.stream(fit.weights()).sum(), 1e-12);
  }

  @Test
  void turnedPhasesAreFound() {
    QuadraticSolution solution = QuadraticSolution.of(13, 1, 2, 5);
    double[][] readout =
        Arrays.stream(solution.readout()).map(double[]::clone).toArray(double[][]::new);
    // One place further is a phase of 2πk/p.
    for (int n = 0; n < readout.length; n++) {
      for (int c = 0; c < 13; c++) {
        readout[n][c] = solution.readout()[n][(c + 1) % 13];
      }
    }
    QuadraticFit fit = QuadraticFit.of(solution.embeddingA(), solution.embeddingB(), readout);
    for (int n = 0; n < 12; n++) {
      int k = n < 6 ? 2 : 5;
      assertEquals(k, fit.frequencies()[n]);
      assertEquals(2 * Math.PI * k / 13, fit.phaseErrors()[n], 1e-12);
    }
    double alignment = (Math.cos(4 * Math.PI / 13) + Math.cos(10 * Math.PI / 13)) / 2;
    assertEquals(alignment, fit.phaseAlignment(), 1e-12);
    assertEquals(1, fit.spectralShare(), 1e-12);
  }

  @Test
  void aMixtureHasTheShareOfItsStrongestFrequency() {
    QuadraticSolution one = QuadraticSolution.of(13, 1, 2);
    QuadraticSolution other = QuadraticSolution.of(13, 1, 3);
    QuadraticFit fit =
        QuadraticFit.of(
            mixed(one.embeddingA(), other.embeddingA()),
            mixed(one.embeddingB(), other.embeddingB()),
            mixed(one.readout(), other.readout()));
    assertEquals(0.8, fit.spectralShare(), 1e-12, "2²/(2² + 1²)");
    assertEquals(1, fit.phaseAlignment(), 1e-12);
    assertEquals(8, fit.scales()[2], 1e-12, "2·2·2");
  }

  private static double[][] mixed(double[][] twice, double[][] once) {
    double[][] sum = Arrays.stream(once).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < sum.length; i++) {
      Matrices.addMultiple(2, twice[i], sum[i]);
    }
    return sum;
  }

  @Test
  void randomWeightsAreFarFromIt() {
    QuadraticFit fit = QuadraticFit.of(normal(59, 200, 1), normal(59, 200, 2), normal(200, 59, 3));
    assertTrue(fit.spectralShare() < 0.15, fit.toString());
    assertTrue(Math.abs(fit.score()) < 0.05, fit.toString());
  }

  @Test
  void aDeadNeuronDoesNotCount() {
    QuadraticSolution solution = QuadraticSolution.of(7, 1, 2, 3);
    double[][] readout = solution.readout().clone();
    readout[4] = new double[7];
    double[][] embedding =
        Arrays.stream(solution.embeddingA()).map(double[]::clone).toArray(double[][]::new);
    Arrays.stream(embedding).forEach(row -> row[4] = 0.1);
    QuadraticFit fit = QuadraticFit.of(embedding, solution.embeddingB(), readout);
    assertEquals(0, fit.weights()[4]);
    assertEquals(1, fit.score(), 1e-12);
    assertEquals(12, fit.toTable().rowCount());
    assertTrue(fit.chart().alt().contains("alignment 1.00"), fit.chart().alt());
  }

  @Test
  void refusesWhatIsNone() {
    refused(
        () -> QuadraticFit.of(normal(5, 4, 1), normal(5, 3, 1), normal(4, 5, 1)), "5 × 4", "5 × 3");
    refused(
        () -> QuadraticFit.of(normal(5, 4, 1), normal(5, 4, 1), normal(4, 6, 1)), "4 × 5", "4 × 6");
    refused(
        () -> QuadraticFit.of(normal(5, 4, 1), normal(5, 4, 1), new double[4][5]), "none of the 4");
    refused(() -> QuadraticSolution.of(7, 1, 4), "frequency 4", "1 … 3");
    refused(() -> QuadraticSolution.random(7, 1, 0, Seed.of(1)), "hidden", "not 0");
    refused(() -> QuadraticSolution.random(1, 1, 3, Seed.of(1)), "not 1");
  }
}

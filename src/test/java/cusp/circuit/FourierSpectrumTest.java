package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierSpectrumTest {

  private static double[][] waves(int p, double[]... frequencyAmplitudePhase) {
    double[][] matrix = new double[p][frequencyAmplitudePhase.length];
    for (int n = 0; n < p; n++) {
      for (int j = 0; j < frequencyAmplitudePhase.length; j++) {
        double[] wave = frequencyAmplitudePhase[j];
        matrix[n][j] = wave[1] * Math.cos(2 * Math.PI * wave[0] * n / p + wave[2]);
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 12, 13})
  void powersSumToTheSquaredNorm(int p) {
    double[][] matrix = normal(p, 5, 1);
    double squares = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(x -> x * x).sum();
    FourierSpectrum spectrum = FourierSpectrum.of(matrix);
    assertEquals(squares, Arrays.stream(spectrum.power()).sum(), 1e-12);
    assertEquals(1, Arrays.stream(spectrum.shares()).sum(), 1e-14);
    assertEquals(p / 2 + 1, spectrum.power().length);
  }

  @Test
  void aWaveHasItsPowerInItsFrequencyWhateverItsPhase() {
    FourierSpectrum odd =
        FourierSpectrum.of(waves(7, new double[] {2, 3, 1.1}, new double[] {0, 2, 0}));
    assertEquals(7 * 9 / 2.0, odd.powers()[2][0], 1e-12);
    assertEquals(0, odd.powers()[1][0]);
    assertEquals(7 * 4, odd.powers()[0][1], 1e-12);
    assertArrayEquals(new int[] {2, 0}, odd.columnFrequencies());
    FourierSpectrum even = FourierSpectrum.of(waves(8, new double[] {4, 3, 0}));
    assertEquals(8 * 9, even.powers()[4][0], 1e-12);
  }

  @Test
  void sparsityIsThatOfKnownShares() {
    FourierSpectrum one = FourierSpectrum.of(waves(9, new double[] {3, 1, 0.3}));
    assertEquals(0.75, one.gini(), 1e-14, "one of four has everything: 1 − 1/4");
    assertEquals(1, one.participation().ratio(), 1e-14);
    FourierSpectrum all =
        FourierSpectrum.of(
            waves(
                9,
                new double[] {1, 1, 0},
                new double[] {2, 1, 1},
                new double[] {3, 1, 2},
                new double[] {4, 1, 3}));
    assertEquals(0, all.gini(), 1e-14);
    assertEquals(4, all.participation().effectiveRank(), 1e-13);
    assertEquals(0.5, all.topShare(2), 1e-14);
    FourierSpectrum two =
        FourierSpectrum.of(waves(9, new double[] {4, 3, 0}, new double[] {2, 1, 1}));
    assertArrayEquals(new int[] {4, 2}, two.keyFrequencies(2));
    assertArrayEquals(new int[] {4}, two.keyFrequenciesHolding(0.9));
    assertArrayEquals(new int[] {4, 2}, two.keyFrequenciesHolding(0.91));
    assertArrayEquals(new int[] {4, 2}, two.keyFrequenciesHolding(1));
  }

  @Test
  void logitsHaveTheFrequenciesOfTheirSums() {
    FourierSpectrum spectrum =
        FourierSpectrum.ofSums(13, new FourierSolution(13, 1, 2, 5).logits());
    assertArrayEquals(
        new int[] {2, 5}, Arrays.stream(spectrum.keyFrequencies(2)).sorted().toArray());
    assertEquals(1, spectrum.topShare(2), 1e-14);
  }

  @Test
  void becomesATableAndFigures() {
    FourierSpectrum spectrum =
        FourierSpectrum.of(waves(9, new double[] {4, 3, 0}, new double[] {2, 1, 1}));
    assertEquals(5, spectrum.toTable().rowCount());
    assertEquals(1, spectrum.toTable().intColumn("strongest of columns").get(4));
    assertTrue(spectrum.chart().alt().contains("[4, 2"), spectrum.chart().alt());
    assertTrue(spectrum.chart().svg().startsWith("<svg"));
    assertTrue(spectrum.heat().svg().startsWith("<svg"));
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> FourierSpectrum.of(new double[0][]), "empty");
    refused(() -> FourierSpectrum.of(new double[][] {{1}}), "2 … 10000", "not 1");
    refused(() -> FourierSpectrum.of(new double[][] {{1}, {Double.NaN}}), "[1][0]", "NaN");
    refused(() -> FourierSpectrum.of(new double[][] {{1}, {1, 2}}), "row 1", "has 2");
    refused(() -> FourierSpectrum.ofSums(5, normal(24, 5, 1)), "25 × 5", "24 × 5");
    FourierSpectrum flat = FourierSpectrum.of(new double[][] {{0.1}, {0.1}, {0.1}});
    refused(flat::shares, "constant");
    FourierSpectrum some = FourierSpectrum.of(normal(6, 2, 1));
    refused(() -> some.keyFrequencies(4), "1 … 3", "not 4");
    refused(() -> some.keyFrequenciesHolding(0), "(0, 1]", "not 0.0");
  }
}

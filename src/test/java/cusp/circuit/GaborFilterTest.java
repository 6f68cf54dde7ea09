package cusp.circuit;

import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GaborFilterTest {

  @Test
  void aQuarterTurnExchangesRowsAndColumns() {
    double[][] flat = new GaborFilter(5, 0, 0.7, 2, 0.6).kernel(7);
    double[][] turned = new GaborFilter(5, Math.PI / 2, 0.7, 2, 0.6).kernel(7);
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 7; j++) {
        assertEquals(flat[i][j], turned[j][i], 1e-14);
      }
    }
  }

  @Test
  void theWaveRunsAlongItsOrientation() {
    GaborFilter filter = new GaborFilter(6, Math.PI / 6, 0.4, 3, 0.5);
    double t = 2.5;
    double along = filter.at(t * Math.cos(Math.PI / 6), t * Math.sin(Math.PI / 6));
    assertEquals(Math.exp(-t * t / 18) * Math.cos(2 * Math.PI * t / 6 + 0.4), along, 1e-14);
    double across = filter.at(-t * Math.sin(Math.PI / 6), t * Math.cos(Math.PI / 6));
    assertEquals(Math.exp(-t * t / 4 / 18) * Math.cos(0.4), across, 1e-14);
  }

  @Test
  void anEvenSizeHasItsCentreBetweenPixels() {
    GaborFilter filter = new GaborFilter(4, 0.3, 0, 2, 1);
    double[][] kernel = filter.kernel(4);
    assertEquals(filter.at(-1.5, 0.5), kernel[2][0]);
    assertEquals(kernel[0][0], kernel[3][3], 1e-15);
    assertTrue(filter.chart(9).svg().startsWith("<svg"));
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> new GaborFilter(0, 0, 0, 1, 1), "wavelength", "not 0.0");
    refused(() -> new GaborFilter(1, 0, 0, -1, 1), "sigma", "-1.0");
    refused(() -> new GaborFilter(1, 0, 0, 1, Double.NaN), "aspect", "NaN");
    refused(() -> new GaborFilter(1, Double.NaN, 0, 1, 1), "orientation", "NaN");
    refused(() -> new GaborFilter(1, 0, 0, 1, 1).kernel(0), "1 … 1000", "not 0");
  }
}

package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.LocalPosterior;
import cusp.toy.TwoLayerLinear;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EigenvalueIntegralTest {

  private static ExactPosterior exact(
      int inputs, int hidden, int outputs, double nBeta, double gamma) {
    TwoLayerLinear net = new TwoLayerLinear(inputs, hidden, outputs);
    ExactPosterior exact =
        Quadrature.defaults().of(LocalPosterior.at(net, net.zero(), nBeta).withLocalization(gamma));
    assertTrue(exact.verdict().isOk(), exact::toString);
    return exact;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 144.7, 1e6})
  void isAnOrdinaryIntegralForTwoNumbers(double nBeta) {
    LocalPosterior plane =
        LocalPosterior.at(Objective.of("a^2*b^2/2"), new double[2], nBeta).withLocalization(3);
    ExactPosterior quadrature = Quadrature.defaults().of(plane);
    ExactPosterior eigenvalues = exact(1, 1, 1, nBeta, 3);
    assertEquals(quadrature.value(), eigenvalues.value(), 1e-11);
    assertEquals(quadrature.logEvidence(), eigenvalues.logEvidence(), 1e-11);
  }

  @Test
  void isAnOrdinaryIntegralForThreeNumbers() {
    LocalPosterior space =
        LocalPosterior.at(Objective.of("(a^2+b^2)*c^2/2"), new double[3], 20).withLocalization(1);
    ExactPosterior quadrature = Quadrature.defaults().withTolerance(1e-7).of(space);
    ExactPosterior eigenvalues = exact(2, 1, 1, 20, 1);
    assertEquals(quadrature.value(), eigenvalues.value(), 1e-7);
    assertEquals(quadrature.logEvidence(), eigenvalues.logEvidence(), 1e-7);
  }

  @ParameterizedTest
  @CsvSource({"2,3,4", "3,2,2", "5,2,3", "2,6,3", "6,6,6", "7,5,6", "1,9,4"})
  void doesNotKnowInputsFromOutputs(int inputs, int hidden, int outputs) {
    ExactPosterior there = exact(inputs, hidden, outputs, 300, 0.7);
    ExactPosterior back = exact(outputs, hidden, inputs, 300, 0.7);
    assertEquals(there.value(), back.value(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"1,1,4", "1,3,4", "4,1,4", "2,2,2", "3,2,2", "3,5,4", "4,4,4", "6,6,6", "20,8,2"})
  void agreesWithMonteCarlo(int inputs, int hidden, int outputs) {
    double nBeta = 2;
    double gamma = 1;
    // Draws of A and B from exp(−γ|w|²/2), B integrated out: weights det(γ + nβ AAᵀ)^(−outputs/2).
    RandomStream random = Seed.of(7).stream("draws").random();
    int draws = 10_000;
    double[] weights = new double[draws];
    double[] values = new double[draws];
    double sum = 0;
    double mean = 0;
    for (int k = 0; k < draws; k++) {
      RealMatrix a = new Array2DRowRealMatrix(hidden, inputs);
      for (int i = 0; i < hidden; i++) {
        for (int j = 0; j < inputs; j++) {
          a.setEntry(i, j, random.nextGaussian() / Math.sqrt(gamma));
        }
      }
      RealMatrix loss = a.multiplyTransposed(a).scalarMultiply(nBeta);
      RealMatrix one = MatrixUtils.createRealIdentityMatrix(hidden);
      var precision = new LUDecomposition(loss.add(one.scalarMultiply(gamma)));
      weights[k] = Math.pow(precision.getDeterminant(), -outputs / 2.0);
      values[k] = outputs / 2.0 * precision.getSolver().solve(loss).getTrace();
      sum += weights[k];
      mean += weights[k] * values[k];
    }
    mean /= sum;
    double variance = 0;
    for (int k = 0; k < draws; k++) {
      variance += Math.pow(weights[k] / sum * (values[k] - mean), 2);
    }
    ExactPosterior exact = exact(inputs, hidden, outputs, nBeta, gamma);
    assertEquals(exact.value(), mean, 4 * Math.sqrt(variance));
  }

  @ParameterizedTest
  @CsvSource({"2,2,2", "3,2,2", "5,4,3", "6,6,6", "9,3,7"})
  void isTheSlopeOfItsFreeEnergy(int inputs, int hidden, int outputs) {
    double step = 1e-3;
    double[] energies = new double[5];
    for (int k = 0; k < 5; k++) {
      energies[k] = exact(inputs, hidden, outputs, 50 * Math.exp((k - 2) * step), 1).freeEnergy();
    }
    double slope = (energies[0] - 8 * energies[1] + 8 * energies[3] - energies[4]) / (12 * step);
    assertEquals(slope, exact(inputs, hidden, outputs, 50, 1).value(), 1e-8);
  }

  @ParameterizedTest
  @CsvSource({"2,2,2,1.5", "3,2,2,2", "6,6,6,13.5", "5,1,1,0.5", "2,9,3,3"})
  void tendsToTheLearningCoefficient(int inputs, int hidden, int outputs, double lambda) {
    // λ of Aoyagi and Watanabe (2005) at rank 0; the multiplicity 2 of 3-2-2 makes it slow.
    double value = exact(inputs, hidden, outputs, 1e12, 1).value();
    assertEquals(lambda, value, inputs == 3 ? 0.05 : 1e-2);
  }

  @Test
  void growsUpToLargeWidths() {
    ExactPosterior exact = exact(30, 30, 30, 100, 1);
    assertTrue(exact.error() < 1e-9, exact::toString);
  }

  @Test
  void needsLocalization() {
    TwoLayerLinear net = new TwoLayerLinear(2, 2, 2);
    LocalPosterior posterior = LocalPosterior.at(net, net.zero(), 100);
    var error =
        assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(posterior));
    assertTrue(error.getMessage().contains("γ > 0"), error::getMessage);
  }
}

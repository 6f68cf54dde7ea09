package cusp.circuit;

import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.task.Examples;
import cusp.task.ModularAddition;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierSolutionTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 13})
  void theLossAndTheMarginAreThoseOfEveryPair(int p) {
    FourierSolution solution = new FourierSolution(p, 1.7, p / 2);
    Examples pairs = new ModularAddition(p).pairs();
    double[][] logits = solution.logits();
    for (int i = 0; i < pairs.size(); i++) {
      int answer = pairs.classes()[i];
      double sum = Arrays.stream(logits[i]).map(Math::exp).sum();
      assertEquals(Math.log(sum) - logits[i][answer], solution.loss(), 1e-13);
      double right = logits[i][answer];
      logits[i][answer] = Double.NEGATIVE_INFINITY;
      double wrong = Arrays.stream(logits[i]).max().orElseThrow();
      assertEquals(right - wrong, solution.margin(), 1e-13);
    }
  }

  @Test
  void aFrequencyAndItsMirrorAreTheSame() {
    assertEquals(
        new FourierSolution(11, 2, 3, 4).loss(), new FourierSolution(11, 2, 8, 4).loss(), 1e-13);
    refused(() -> new FourierSolution(11, 2, 3, 8), "twice");
  }

  @Test
  void nothingLearntIsChance() {
    assertEquals(Math.log(59), new FourierSolution(59, 0, 1).loss(), 1e-14);
  }

  @Test
  void aTinyLossIsNotRoundedAway() {
    // One wrong answer, 2·30 below: ln(1 + e^−120).
    assertEquals(Math.exp(-120), new FourierSolution(2, 60, 1).loss(), 1e-66);
  }

  @Test
  void refusesWhatIsNone() {
    refused(() -> new FourierSolution(1, 1, 1), "2 … 10000", "not 1");
    refused(() -> new FourierSolution(7, 1), "at least one frequency", "1 … 3");
    refused(() -> new FourierSolution(7, 1, 0), "frequency 0", "1 … 3");
    refused(() -> new FourierSolution(7, 1, 7), "frequency 0", "1 … 3");
    refused(() -> new FourierSolution(7, Double.NaN, 1), "scale", "NaN");
  }
}

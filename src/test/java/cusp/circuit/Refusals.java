package cusp.circuit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import org.junit.jupiter.api.function.Executable;

/** What the tests of this package have in common. */
final class Refusals {

  private Refusals() {}

  /** The call is refused with a message that has all the words. */
  static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  /** A matrix of standard normal entries. */
  static double[][] normal(int rows, int columns, long seed) {
    RandomStream random = Seed.of(seed).random();
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      random.gaussians(row, columns);
    }
    return matrix;
  }
}

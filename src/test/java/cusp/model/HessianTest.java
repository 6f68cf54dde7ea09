package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** The second derivatives that every objective has, by differences, against exact ones. */
class HessianTest {

  /** The weakest bound that central differences of step ∛ulp promise: their error is O(step²). */
  private static final double TOLERANCE = 1e-8;

  @Property(tries = 300)
  void differencesAgreeWithTheFormula(
      @ForAll @DoubleRange(min = -2, max = 2) double a,
      @ForAll @DoubleRange(min = -2, max = 2) double b,
      @ForAll @DoubleRange(min = -2, max = 2) double c) {
    for (String formula :
        List.of("(a*b-c)^2/2", "exp(a/2)*tanh(b) + c^3", "log(2+a^2)*b*c", "a + 2*b - c")) {
      Objective objective = Objective.of(formula, "a", "b", "c");
      double[] w = {a, b, c};
      double[][] exact = objective.hessian(w);
      double[][] differences = Differences.hessian(objective, w);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          assertEquals(exact[i][j], differences[i][j], TOLERANCE, formula);
          assertEquals(differences[i][j], differences[j][i]);
        }
      }
      assertEquals(a, w[0]);
    }
  }

  @Test
  void aQuadraticsHessianIsItsMatrix() {
    double[][] hessian =
        Differences.hessian(
            Objective.of("3*a^2/2 + 2*a*b + 5*b^2/2", "a", "b"), new double[] {1e3, -7});
    assertEquals(3, hessian[0][0], TOLERANCE);
    assertEquals(2, hessian[0][1], TOLERANCE);
    assertEquals(5, hessian[1][1], TOLERANCE);
  }
}

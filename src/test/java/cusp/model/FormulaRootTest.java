package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds over boxes against values inside them. */
class FormulaRootTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x+y*z",
        "x*y-z^3",
        "x^3-2*x*y+7*z^5/3",
        "x^2+y^2*z",
        "(x-y)*(x+y)+z",
        "sin(3*x)+cos(5*y)*z",
        "exp(x*y)-z",
        "tanh(x+2*y)+z",
        "log(2+x*y)+z",
        "sqrt(3+x+y)-z",
        "(2+x)^1.5*y+z",
        "(2+x)^-1.5+y*z",
        "(3+x)^(y*z)",
        "x/(2+y*y)+z",
        "z/(x-3)+y",
        "x^-2+y^-1+z",
        "-x-y/7-0.1*z",
        "sqrt(2)*x-y*z*x"
      })
  void noValueInABoxIsOutside(String formula) {
    Formula k = Objective.of(formula, "x", "y", "z");
    FormulaRoot root = k.root();
    assertEquals(1, root.exponent());
    RandomStream random = Seed.of(1).random();
    double[] low = new double[3];
    double[] high = new double[3];
    double[] w = new double[3];
    double[] gradient = new double[3];
    double[] bounds = new double[8];
    double[] value = new double[2];
    for (int n = 0; n < 300; n++) {
      double width = Math.pow(10, -4 * random.nextDouble());
      for (int i = 0; i < 3; i++) {
        low[i] = 2 * random.nextDouble() - 1 - width;
        high[i] = low[i] + width;
      }
      root.gradientRange(low, high, bounds);
      root.range(low, high, value);
      assertEquals(bounds[0], value[0]);
      assertEquals(bounds[1], value[1]);
      for (int point = 0; point < 5; point++) {
        for (int i = 0; i < 3; i++) {
          w[i] = low[i] + random.nextInt(3) * (high[i] - low[i]) / 2;
        }
        assertWithin(bounds, 0, k.gradient(w, gradient));
        for (int i = 0; i < 3; i++) {
          assertWithin(bounds, 2 * i + 2, gradient[i]);
        }
      }
    }
  }

  /** The value is rounded otherwise than the bounds, by a few units in the last place. */
  private static void assertWithin(double[] bounds, int at, double value) {
    double slack = 1e-14 * (1 + Math.abs(value));
    assertTrue(
        !(bounds[at] > value + slack) && !(bounds[at + 1] < value - slack),
        () -> value + " is not in [" + bounds[at] + ", " + bounds[at + 1] + "]");
  }

  @Test
  void narrowBoxesHaveNarrowBounds() {
    double[] bounds = new double[2];
    Objective.of("sin(x)*exp(y)/(1+x^2)")
        .root()
        .range(new double[] {0.3, 0.7}, new double[] {0.3, 0.7}, bounds);
    double value = Math.sin(0.3) * Math.exp(0.7) / 1.09;
    assertEquals(value, bounds[0], 1e-14);
    assertEquals(value, bounds[1], 1e-14);
    assertTrue(bounds[0] < bounds[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "x^2, 1, 2",
    "x^2*y^2, 1, 2",
    "x*x*y^4, 1, 2",
    "x^4*y^8, 1, 4",
    "3*x^2, 3, 2",
    "(x*y-1)^2/2, 0.5, 2",
    "((x-y)^2*(x+y)^6)^2, 1, 4",
    "x^2+y^2, 1, 1",
    "-x^2, 1, 1",
    "2*x^3, 1, 1",
    "x^2*y, 1, 1",
    "5*x, 1, 1"
  })
  void powersAreFound(String formula, double factor, int exponent) {
    Formula k = Objective.of(formula, "x", "y");
    FormulaRoot root = k.root();
    assertEquals(factor, root.factor());
    assertEquals(exponent, root.exponent());
    double[] w = {0.7, -0.4};
    double[] f = new double[2];
    root.range(w, w, f);
    assertEquals(k.loss(w), root.factor() * Math.pow((f[0] + f[1]) / 2, root.exponent()), 1e-14);
  }

  @Test
  void outsideItsDomainThereAreNoBounds() {
    double[] bounds = new double[2];
    FormulaRoot root = Objective.of("1+log(x)").root();
    root.range(new double[] {-1}, new double[] {1}, bounds);
    assertTrue(Double.isNaN(bounds[0]) && Double.isNaN(bounds[1]));
    root.range(new double[] {0.5}, new double[] {1}, bounds);
    assertEquals(1 + Math.log(0.5), bounds[0], 1e-14);
    Objective.of("1/x").root().range(new double[] {-1}, new double[] {1}, bounds);
    assertEquals(Double.NEGATIVE_INFINITY, bounds[0]);
    assertEquals(Double.POSITIVE_INFINITY, bounds[1]);
  }

  @Test
  void aBoxHasItsLowerEndBelow() {
    FormulaRoot root = Objective.of("x+y").root();
    double[] bounds = new double[2];
    double[] one = {1, 1};
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> root.range(one, new double[] {2, 0.5}, bounds))
            .getMessage();
    assertEquals("a box needs low <= high in y, not 1.0, 0.5", message);
    assertThrows(IllegalArgumentException.class, () -> root.range(new double[1], one, bounds));
    assertThrows(
        IllegalArgumentException.class,
        () -> root.gradientRange(one, new double[] {Double.NaN, 2}, new double[6]));
  }
}

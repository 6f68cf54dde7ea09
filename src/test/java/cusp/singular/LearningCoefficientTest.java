package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Formula;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningCoefficientTest {

  private static LearningCoefficient atOrigin(String potential) {
    Formula formula = Formula.of(potential);
    return LearningCoefficient.of(formula, new double[formula.dimension()]);
  }

  private static BigFraction fraction(String text) {
    String[] parts = text.split("/");
    return new BigFraction(
        Integer.parseInt(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
  }

  /** Each follows from a weighted blow-up or a change of variables that can be done by hand. */
  @ParameterizedTest
  @CsvSource({
    "x^2, 1/2, 1",
    "x^4*(1+x), 1/4, 1",
    "(y-x^2)^2+x^6, 2/3, 1",
    "((y-x^2)^2+x^5)^2, 7/20, 1",
    "((y-x^2)^2-2*x^6)^2, 1/3, 1",
    "(y-x^2)^4*(1+x), 1/4, 1",
    "(y-x-x^2-x^3)^6, 1/6, 1",
    "x^2*y^2*(x-y)^2, 1/3, 1",
    "x^2*(x+y)^2, 1/2, 2",
    "(x^2-y^3)^2*(x-y)^2, 5/16, 1",
    "(y^2-x^3)^2*y^2, 5/18, 1",
    "(x^2+y^2+z^2)^2, 3/4, 1",
    "(x^2+y^2+z^2-x*y)^2, 3/4, 1",
    "(x^3+y^3+z^3)^2, 1/2, 2",
    "(x*y-z^2)^2, 1/2, 1",
    "(x^2+y^2-z^2)^2*z^2, 1/2, 2",
    "(x+y)^2+z^4, 3/4, 1",
    "(x+y+z)^2+x^4+y^6, 11/12, 1",
    "(x+y)^2+(x-y)^4+z^2, 5/4, 1",
    "(x*y)^2+(y*z)^2+(z-x)^2, 1, 2",
    "(a*b+c*d)^2, 1/2, 1",
    "(a*b+c*d)^2+(a*d-b*c)^2, 1, 2",
    "(a*b)^2*(c^2+d^4), 1/2, 2",
    "x^2+y^2+z^2-x*y-y*z, 3/2, 1",
    "(x^3+y^3+z^3-3*x*y*z)^2, 1/2, 2",
    "((x+y)^2-z^3+x^3)^2, 1/2, 1",
    "((x+2*y)^2+(y-z)^2+z^4)^2, 5/8, 1",
    "(x^2-y^2*z^2)^2, 1/2, 3",
    "x^4+y^4+z^4-3*x^2*y*z, 3/4, 1",
    "x^400+y^400+z^400+x^100*y^100*z^100, 1/100, 3",
    "x^512+y^512, 1/256, 1",
    "(x^400-16*y^400)^2, 1/400, 1",
    "(x^6-4*y^6)^2*(x^3+2*y^3)^2, 1/9, 1",
    "z^4*((x*y-x^2*z-y*z+x*z^2)^2+4*z^4*(y-x*z)^2), 1/4, 1"
  })
  void polynomials(String potential, String lambda, int multiplicity) {
    LearningCoefficient found = atOrigin(potential);
    assertEquals(fraction(lambda), found.lambda(), found.toString());
    assertEquals(multiplicity, found.multiplicity(), found.toString());
    assertTrue(found.verdict().isOk());
  }

  /** Simple singularities: f² has the sum of its weights over twice the degree, up to ½. */
  @Test
  void simpleSingularities() {
    for (int k = 2; k <= 9; k++) {
      for (String sign : List.of("+", "-")) {
        boolean crosses = k % 2 == 0 || sign.equals("-");
        BigFraction plane = new BigFraction(k + 3, 4L * (k + 1));
        check("(x^2" + sign + "y^" + (k + 1) + ")^2", plane, 1);
        BigFraction solid = plane.add(new BigFraction(1, 4));
        boolean definite = !crosses;
        check(
            "(x^2" + sign + "y^" + (k + 1) + "+z^2)^2",
            definite ? solid : new BigFraction(1, 2),
            1);
        if (k >= 4) {
          // x²y ± y^(k−1) with the weights (k−2, 2) of degree 2(k−1).
          check("(x^2*y" + sign + "y^" + (k - 1) + ")^2", new BigFraction(k, 4L * (k - 1)), 1);
        }
      }
    }
    check("(x^3+y^4)^2", new BigFraction(7, 24), 1);
    check("(x^3-y^4)^2", new BigFraction(7, 24), 1);
    check("(x^3+x*y^3)^2", new BigFraction(5, 18), 1);
    check("(x^3+y^5)^2", new BigFraction(4, 15), 1);
  }

  private static void check(String potential, BigFraction lambda, int multiplicity) {
    LearningCoefficient found = atOrigin(potential);
    assertEquals(lambda, found.lambda(), potential + " " + found);
    assertEquals(multiplicity, found.multiplicity(), potential + " " + found);
  }

  @Test
  void whereNoTheoremAppliesThereIsOnlyABound() {
    // Two by two matrices B and A near 0: λ of ½‖BA‖² is 3/2 (Aoyagi and Watanabe 2005).
    LearningCoefficient found = atOrigin("(p*a+q*c)^2+(p*b+q*d)^2+(r*a+s*c)^2+(r*b+s*d)^2");
    assertFalse(found.verdict().isOk());
    assertEquals(0, found.multiplicity());
    assertTrue(found.upperBound().compareTo(new BigFraction(3, 2)) >= 0);
    assertTrue(found.toString().startsWith("λ ≤ "), found.toString());
    assertTrue(found.fraction().startsWith("≤ "), found.fraction());
    assertEquals("5/12", atOrigin("(x^2-y^3)^2").fraction());
    var refused = assertThrows(IllegalStateException.class, found::lambda);
    assertTrue(refused.getMessage().contains("at most " + found.upperBound()));
    assertThrows(IllegalStateException.class, found::value);
    assertThrows(IllegalStateException.class, () -> found.freeEnergy(100));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^2-y^2 | 0,0 | negative",
        "x | 0 | negative",
        "-x^2 | 0 | negative",
        "x^2*y | 0,0 | negative",
        "x^3+y^2 | 0,0 | negative",
        "x^2+y^2-3*x*y | 0,0 | negative",
        "(y-x^2)^2-x^5 | 0,0 | negative",
        "x^2+y^2+z^2-3*x*y | 0,0,0 | negative",
        "((y-x)^2-x^5)*(x^2+y^2)^2 | 0,0 | negative",
        "((y-x)^2-2*x^3)*((y-x)^2+x^3)*(x^3-2*y^5)^2 | 0,0 | negative",
        "x^2*z^2-y^2*z^3 | 0,0,0 | negative",
        "(x^2-1)^2 | 0.5 | does not vanish at",
        "x^2 | 0,0 | 2 coordinates",
        "x-x | 0 | zero everywhere",
        "tanh(x)^2 | 0 | no polynomial",
        "x^1002 | 0 | above the limit of 1000"
      })
  void badInputIsNamed(String potential, String point, String named) {
    double[] w = Arrays.stream(point.split(",")).mapToDouble(Double::parseDouble).toArray();
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> LearningCoefficient.of(Formula.of(potential), w));
    assertTrue(error.getMessage().contains(named), error.getMessage());
  }

  @Test
  void anInterruptEndsTheSearch() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class, () -> atOrigin("x^2*y^4+y^2*z^4+z^2*x^4+x^2*y^2*z^2"));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aPointCanBeGivenExactly() {
    Formula circle = Formula.of("(x^2+y^2-1/9)^2");
    BigFraction third = new BigFraction(1, 3);
    assertEquals(
        new BigFraction(1, 2),
        LearningCoefficient.of(circle, List.of(third, BigFraction.ZERO)).lambda());
  }

  @Test
  void depthTwoIsReducedRankRegression() {
    for (int inputs = 1; inputs <= 8; inputs++) {
      for (int hidden = 1; hidden <= 8; hidden++) {
        for (int outputs = 1; outputs <= 8; outputs++) {
          for (int rank = 0; rank <= Math.min(inputs, Math.min(hidden, outputs)); rank++) {
            LearningCoefficient shallow =
                LearningCoefficient.reducedRank(inputs, hidden, outputs, rank);
            LearningCoefficient deep =
                LearningCoefficient.deepLinear(rank, inputs, hidden, outputs);
            assertEquals(shallow.lambda(), deep.lambda());
            assertEquals(shallow.multiplicity(), deep.multiplicity());
          }
        }
      }
    }
  }

  /** The worst point of a fibre decides. */
  @Test
  void theLeastOverAllRanksOfTheFactorsIsTheGlobalValue() {
    for (int m = 1; m <= 4; m++) {
      for (int h = 1; h <= 5; h++) {
        for (int n = 1; n <= 4; n++) {
          for (int r = 0; r <= Math.min(m, Math.min(h, n)); r++) {
            BigFraction least = null;
            for (int a = r; a <= Math.min(m, h); a++) {
              for (int b = r; b <= Math.min(n, h) && a + b - h <= r; b++) {
                BigFraction local = LearningCoefficient.reducedRankAt(m, h, n, a, b, r).lambda();
                least = least == null || local.compareTo(least) < 0 ? local : least;
              }
            }
            assertEquals(LearningCoefficient.reducedRank(m, h, n, r).lambda(), least);
          }
        }
      }
    }
    assertEquals(new BigFraction(2), LearningCoefficient.reducedRankAt(2, 2, 2, 2, 0, 0).lambda());
  }

  /** One hidden unit is few enough for the polynomial itself, at every point of the fibre. */
  @Test
  void linearNetworksAgreeWithTheirPolynomials() {
    String null1 = "(b1*a1)^2+(b1*a2)^2+(b2*a1)^2+(b2*a2)^2";
    assertEquals(LearningCoefficient.reducedRank(2, 1, 2, 0).lambda(), atOrigin(null1).lambda());
    assertEquals(
        LearningCoefficient.reducedRank(2, 1, 2, 0).multiplicity(), atOrigin(null1).multiplicity());
    assertEquals(
        LearningCoefficient.reducedRankAt(2, 1, 2, 1, 0, 0).lambda(),
        LearningCoefficient.of(Formula.of(null1, List.of("a1", "a2", "b1", "b2")), 1, 0, 0, 0)
            .lambda());
    String chain = "(a*b*c*d-1)^2";
    assertEquals(
        LearningCoefficient.deepLinear(1, 1, 1, 1, 1, 1).lambda(),
        LearningCoefficient.of(Formula.of(chain), 1, 1, 1, 1).lambda());
    LearningCoefficient nothing = atOrigin("(a*b*c*d)^2");
    assertEquals(LearningCoefficient.deepLinear(0, 1, 1, 1, 1, 1).lambda(), nothing.lambda());
    assertEquals(
        LearningCoefficient.deepLinear(0, 1, 1, 1, 1, 1).multiplicity(), nothing.multiplicity());
  }

  @Test
  void theOrderOfTheLayersDoesNotMatterForNothingToLearn() {
    int[] widths = {5, 2, 4, 4, 3, 7};
    LearningCoefficient first = LearningCoefficient.deepLinear(0, widths);
    int[] reversed = IntStream.range(0, 6).map(i -> widths[5 - i]).toArray();
    assertEquals(first.lambda(), LearningCoefficient.deepLinear(0, reversed).lambda());
    assertEquals(first.lambda(), LearningCoefficient.deepLinear(0, 2, 3, 4, 4, 5, 7).lambda());
    // A layer much wider than the others adds nothing.
    assertEquals(first.lambda(), LearningCoefficient.deepLinear(0, 5, 2, 4, 4, 3, 7, 90).lambda());
  }

  @Test
  void naiveBayesAgreesWithItsCovariances() {
    // With m the means, d the differences and a the weight near 0, where 1 − a is a unit.
    LearningCoefficient two = atOrigin("m1^2+m2^2+(a*d1*d2)^2");
    assertEquals(LearningCoefficient.naiveBayes(2).lambda(), two.lambda());
    assertEquals(LearningCoefficient.naiveBayes(2).multiplicity(), two.multiplicity());
    LearningCoefficient three = atOrigin("m1^2+m2^2+m3^2+a^2*((d1*d2)^2+(d1*d3)^2+(d2*d3)^2)");
    assertEquals(LearningCoefficient.naiveBayes(3).lambda(), three.lambda());
    assertEquals(LearningCoefficient.naiveBayes(3).multiplicity(), three.multiplicity());
    assertEquals(fraction("1/2"), LearningCoefficient.naiveBayes(1).lambda());
    assertEquals(fraction("11/2"), LearningCoefficient.naiveBayes(10).lambda());
  }

  @Test
  void mixturesAgreeWithTheirMoments() {
    LearningCoefficient weighted = atOrigin("(a*b)^2");
    assertEquals(LearningCoefficient.gaussianMixture(false, true).lambda(), weighted.lambda());
    assertEquals(
        LearningCoefficient.gaussianMixture(false, true).multiplicity(), weighted.multiplicity());
    // First moment u = ac + (1 − a)b as a coordinate in the place of c, a = 1/2.
    LearningCoefficient both = atOrigin("u^2+(b^2*(1+a))^2");
    assertEquals(LearningCoefficient.gaussianMixture(true, true).lambda(), both.lambda());
    assertEquals(LearningCoefficient.gaussianMixture(true, false).lambda(), both.lambda());
    assertEquals(
        LearningCoefficient.gaussianMixture(true, true).multiplicity(), both.multiplicity());
  }

  @Test
  void tanhNeurons() {
    assertEquals("1/2, 2", text(LearningCoefficient.tanhNeurons(1)));
    assertEquals("2/3, 1", text(LearningCoefficient.tanhNeurons(2)));
    assertEquals("5/6, 1", text(LearningCoefficient.tanhNeurons(3)));
    assertEquals("1, 2", text(LearningCoefficient.tanhNeurons(4)));
    // One neuron is y = a·tanh(bx): K ~ (ab)².
    assertEquals("1/2, 2", text(atOrigin("(a*b)^2*(1+b)")));
  }

  /** Two that no rule for polynomials reaches, held against the volumes of their polynomials. */
  @Tag("seeds")
  @ParameterizedTest
  @CsvSource({
    "(a1*b1+a2*b2)^2+(a1*b1^3+a2*b2^3)^2, 2/3",
    "(p*a+q*c)^2+(p*b+q*d)^2+(r*a+s*c)^2+(r*b+s*d)^2, 3/2"
  })
  void modelsAgreeWithTheirVolumes(String potential, String lambda) {
    LearningCoefficient model =
        lambda.equals("2/3")
            ? LearningCoefficient.tanhNeurons(2)
            : LearningCoefficient.reducedRank(2, 2, 2, 0);
    assertEquals(fraction(lambda), model.lambda());
    Formula formula = Formula.of(potential);
    VolumeEstimate counted =
        VolumeScaling.defaults()
            .withLowest(1e-11)
            .estimate(formula, new double[formula.dimension()], Seed.of(1));
    assertTrue(counted.interval().contains(model.value()), counted.toString());
    assertTrue(counted.interval().halfWidth() < 0.1, counted.toString());
  }

  private static String text(LearningCoefficient found) {
    return found.lambda().toString().replace(" ", "") + ", " + found.multiplicity();
  }

  @Test
  void normalCrossingsWithAPrior() {
    assertEquals("1/2, 3", text(LearningCoefficient.normalCrossing(ints(3, 1, 2), ints(2, 0, 1))));
    assertEquals("3/2, 1", text(LearningCoefficient.normalCrossing(ints(1, 0), ints(2, 0))));
    assertEquals(
        text(LearningCoefficient.normalCrossing(ints(3, 1), ints(0, 0))),
        text(atOrigin("x^6*y^2")));
  }

  private static int[] ints(int... values) {
    return values;
  }

  @Test
  void freeEnergyHasBothLogarithms() {
    LearningCoefficient found = atOrigin("x^2*y^2");
    assertEquals(0.5 * Math.log(1000) - Math.log(Math.log(1000)), found.freeEnergy(1000), 1e-12);
    assertEquals(1.5 * Math.log(50), LearningCoefficient.regular(3).freeEnergy(50), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> found.freeEnergy(2));
  }

  @Test
  void sizesThatNoModelHasAreRefused() {
    refused("0", () -> LearningCoefficient.regular(0));
    refused("2 powers of K", () -> LearningCoefficient.normalCrossing(ints(1, 1), ints(0)));
    refused("not negative", () -> LearningCoefficient.normalCrossing(ints(1), ints(-1)));
    refused("does not vanish", () -> LearningCoefficient.normalCrossing(ints(0), ints(0)));
    refused("not 3", () -> LearningCoefficient.reducedRank(4, 2, 4, 3));
    refused("not 0", () -> LearningCoefficient.reducedRank(4, 0, 4, 0));
    refused("not -1", () -> LearningCoefficient.deepLinear(-1, 2, 2));
    refused("an input and an output", () -> LearningCoefficient.deepLinear(0, 3));
    refused("not 0", () -> LearningCoefficient.tanhNeurons(0));
    refused("not 0", () -> LearningCoefficient.naiveBayes(0));
    refused("not 0", () -> LearningCoefficient.reducedRankAt(2, 2, 2, 2, 1, 0));
  }

  private static void refused(String named, Runnable call) {
    var error = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(error.getMessage().contains(named), error.getMessage());
  }

  @Test
  void aMinimumNeedNotBeAZero() {
    Formula off = Formula.of("(x-1/2)^4+y^2*(x-1/2)^2+1/3");
    LearningCoefficient law = LearningCoefficient.atMinimum(off, 0.5, 0);
    LearningCoefficient same = atOrigin("x^4+y^2*x^2");
    assertEquals(same.lambda(), law.lambda());
    assertEquals(same.multiplicity(), law.multiplicity());
    LearningCoefficient negative = LearningCoefficient.atMinimum(Formula.of("x^2-7"), 0);
    assertEquals(fraction("1/2"), negative.lambda());
    // y does not occur at its own minimum, but stays a coordinate.
    Formula two = Formula.of("x^2-7", List.of("x", "y"));
    assertEquals(fraction("1/2"), LearningCoefficient.atMinimum(two, 0, 3).lambda());
    assertThrows(
        IllegalArgumentException.class,
        () -> LearningCoefficient.atMinimum(Formula.of("x^2-x"), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> LearningCoefficient.atMinimum(Formula.of("1-x^2"), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> LearningCoefficient.atMinimum(Formula.of("exp(x)"), 0));
  }
}

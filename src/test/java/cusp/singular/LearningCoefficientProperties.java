package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Formula;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.fraction.BigFraction;

/** What λ and m do not depend on. */
class LearningCoefficientProperties {

  private static LearningCoefficient atOrigin(String potential, String... variables) {
    return LearningCoefficient.of(
        Formula.of(potential, List.of(variables)), new double[variables.length]);
  }

  private static int coefficient(Random random) {
    return random.nextInt(3) + 1;
  }

  private static String sign(Random random) {
    return random.nextBoolean() ? "+" : "-";
  }

  /** A power of a curve singularity, or a sum of two squares, in x and y. */
  private static String plane(Random random) {
    String x = "x^" + (1 + random.nextInt(4));
    String y = "y^" + (1 + random.nextInt(5));
    String mixed = "x^" + random.nextInt(3) + "*y^" + (1 + random.nextInt(2));
    String branch = x + sign(random) + coefficient(random) + "*" + y;
    return switch (random.nextInt(5)) {
      case 0 -> "(" + branch + ")^2";
      case 1 -> "(" + branch + sign(random) + mixed + ")^2";
      case 2 -> "(" + branch + ")^2*(x" + sign(random) + "y^2)^2";
      case 3 -> "(" + branch + ")^2+(" + mixed + ")^4";
      default -> "(" + x + ")^2*(" + branch + ")^4";
    };
  }

  /** Replaces x and y at once. */
  private static String substituted(String potential, String x, String y) {
    return potential.replace("x", "#").replace("y", "(" + y + ")").replace("#", "(" + x + ")");
  }

  /** An invertible polynomial map that fixes the origin, applied to K. */
  private static String moved(String potential, Random random) {
    String moved = potential;
    for (int step = 0; step < 2; step++) {
      String shear = sign(random) + coefficient(random) + "*";
      String power = "^" + (1 + random.nextInt(2));
      moved =
          random.nextBoolean()
              ? substituted(moved, "x", "y" + shear + "x" + power)
              : substituted(moved, "x" + shear + "y" + power, "y");
    }
    return moved;
  }

  private static void assertSame(LearningCoefficient expected, LearningCoefficient found) {
    assertEquals(expected.lambda(), found.lambda());
    assertEquals(expected.multiplicity(), found.multiplicity());
  }

  @Property(tries = 60)
  void inThePlaneChangesOfVariablesAndUnitsChangeNothing(@ForAll long seed) {
    Random random = new Random(seed);
    String potential = plane(random);
    LearningCoefficient expected = atOrigin(potential, "x", "y");
    assertTrue(expected.lambda().compareTo(BigFraction.ONE) <= 0);
    assertTrue(expected.lambda().signum() > 0 && expected.multiplicity() <= 2);
    String unit = "*(" + coefficient(random) + sign(random) + "x+y^2)^2";
    assertSame(expected, atOrigin(moved(potential, random) + unit, "x", "y"));
  }

  /** In space the method may fall back to a bound, which is then one. */
  @Property(tries = 40)
  void inSpaceTheyChangeNothingWhereAValueIsClaimed(@ForAll long seed) {
    Random random = new Random(seed);
    String potential = plane(random) + "+z^" + 2 * (1 + random.nextInt(3));
    LearningCoefficient expected = atOrigin(potential, "x", "y", "z");
    String shear = "(x" + sign(random) + coefficient(random) + "*z)";
    String unit = "*(1" + sign(random) + "z+x*y)^2";
    LearningCoefficient found = atOrigin(potential.replace("x", shear) + unit, "x", "y", "z");
    assertTrue(found.upperBound().compareTo(expected.lambda()) >= 0, found.toString());
    if (found.verdict().isOk()) {
      assertSame(expected, found);
    }
  }

  @Property(tries = 60)
  void addingASquareAddsAHalf(@ForAll long seed) {
    Random random = new Random(seed);
    String potential = plane(random);
    LearningCoefficient expected = atOrigin(potential, "x", "y");
    LearningCoefficient found = atOrigin(potential + "+(z*(1+x)+y^2-x)^2", "x", "y", "z");
    assertEquals(expected.lambda().add(new BigFraction(1, 2)), found.lambda());
    assertEquals(expected.multiplicity(), found.multiplicity());
  }

  @Property(tries = 60)
  void aFactorOfItsOwnIsTheLesserOfTheTwo(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int k) {
    String potential = plane(new Random(seed));
    LearningCoefficient first = atOrigin(potential, "x", "y");
    LearningCoefficient second = LearningCoefficient.normalCrossing(new int[] {k}, new int[1]);
    int order = first.lambda().compareTo(second.lambda());
    LearningCoefficient found = atOrigin("(" + potential + ")*z^" + 2 * k, "x", "y", "z");
    assertEquals(order < 0 ? first.lambda() : second.lambda(), found.lambda());
    int both = first.multiplicity() + 1;
    assertEquals(order == 0 ? both : order < 0 ? first.multiplicity() : 1, found.multiplicity());
  }

  /** Sums of even monomials have no zeros off the axes, in any number of variables. */
  @Property(tries = 60)
  void lambdaIsAtMostHalfTheDimensionAndNamesDoNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int d) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e").subList(0, d));
    String potential =
        IntStream.range(0, 2 + random.nextInt(5))
            .mapToObj(
                t ->
                    IntStream.range(0, d)
                        .mapToObj(i -> names.get(i) + "^" + 2 * random.nextInt(3))
                        .collect(Collectors.joining("*", coefficient(random) + "*", "")))
            .collect(Collectors.joining("+"));
    if (Formula.of(potential, names).loss(new double[d]) != 0) {
      return;
    }
    LearningCoefficient found = atOrigin(potential, names.toArray(String[]::new));
    assertTrue(found.lambda().compareTo(new BigFraction(d, 2)) <= 0);
    assertTrue(found.lambda().signum() > 0);
    assertTrue(found.multiplicity() >= 1 && found.multiplicity() <= d);
    Collections.shuffle(names, random);
    assertSame(found, atOrigin(potential, names.toArray(String[]::new)));
  }
}

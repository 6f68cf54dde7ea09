package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class NewtonPolyhedronTest {

  /** Random exponents, small enough for ties and points inside. */
  private static List<int[]> exponents(long seed, int d, int count, int highest) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(k -> random.ints(d, 0, highest + 1).toArray())
        .toList();
  }

  @Property(tries = 150)
  void theDiagonalEntersWhereALinearProgrammeSays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll @IntRange(min = 1, max = 14) int count) {
    List<int[]> exponents = exponents(seed, d, count, 6);
    double distance =
        NewtonPolyhedron.of(d, exponents).orElseThrow().facets().stream()
            .mapToDouble(f -> f.level().doubleValue() / f.total().doubleValue())
            .max()
            .orElseThrow();
    assertEquals(entry(d, exponents), distance, 1e-9);
  }

  /** The least t with t·(1, …, 1) above some mixture of the exponents. */
  private static double entry(int d, List<int[]> exponents) {
    int n = exponents.size();
    List<LinearConstraint> constraints = new ArrayList<>();
    double[] ones = new double[n + 1];
    Arrays.fill(ones, 0, n, 1);
    constraints.add(new LinearConstraint(ones, Relationship.EQ, 1));
    for (int i = 0; i < d; i++) {
      double[] row = new double[n + 1];
      for (int k = 0; k < n; k++) {
        row[k] = exponents.get(k)[i];
      }
      row[n] = -1;
      constraints.add(new LinearConstraint(row, Relationship.LEQ, 0));
    }
    double[] cost = new double[n + 1];
    cost[n] = 1;
    return new SimplexSolver()
        .optimize(
            new LinearObjectiveFunction(cost, 0),
            new LinearConstraintSet(constraints),
            GoalType.MINIMIZE,
            new NonNegativeConstraint(true),
            new MaxIter(1_000))
        .getValue();
  }

  @Property(tries = 60)
  void compactFacesAreTheSetsThatAPositiveWeightSelects(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 4) int d,
      @ForAll @IntRange(min = 2, max = 7) int count) {
    List<int[]> exponents = NewtonPolyhedron.minimal(exponents(seed, d, count, 5));
    NewtonPolyhedron polyhedron = NewtonPolyhedron.of(d, exponents).orElseThrow();
    Set<BitSet> found = new HashSet<>();
    for (BitSet face : polyhedron.compactFaces().orElseThrow()) {
      found.add(selected(exponents, polyhedron.normal(face)));
    }
    Set<BitSet> expected = new HashSet<>();
    for (int subset = 1; subset < 1 << exponents.size(); subset++) {
      BitSet face = BitSet.valueOf(new long[] {subset});
      if (face.cardinality() > 1 && isSelected(d, exponents, face)) {
        expected.add(face);
      }
    }
    assertEquals(expected, found);
  }

  private static BitSet selected(List<int[]> exponents, BigInteger[] normal) {
    NewtonPolyhedron.Facet facet = new NewtonPolyhedron.Facet(normal, null);
    List<BigInteger> values = exponents.stream().map(facet::dot).toList();
    BigInteger least = values.stream().min(BigInteger::compareTo).orElseThrow();
    BitSet selected = new BitSet();
    for (int k = 0; k < values.size(); k++) {
      selected.set(k, values.get(k).equals(least));
    }
    return selected;
  }

  /** Whether w ≥ 1, w·a = l on the face and w·a ≥ l + 1 elsewhere has a solution. */
  private static boolean isSelected(int d, List<int[]> exponents, BitSet face) {
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int k = 0; k < exponents.size(); k++) {
      double[] row = new double[d + 1];
      for (int i = 0; i < d; i++) {
        row[i] = exponents.get(k)[i];
      }
      row[d] = -1;
      constraints.add(
          face.get(k)
              ? new LinearConstraint(row, Relationship.EQ, 0)
              : new LinearConstraint(row, Relationship.GEQ, 1));
    }
    for (int i = 0; i < d; i++) {
      double[] row = new double[d + 1];
      row[i] = 1;
      constraints.add(new LinearConstraint(row, Relationship.GEQ, 1));
    }
    try {
      new SimplexSolver()
          .optimize(
              new LinearObjectiveFunction(new double[d + 1], 0),
              new LinearConstraintSet(constraints),
              GoalType.MINIMIZE,
              new NonNegativeConstraint(true),
              new MaxIter(10_000));
      return true;
    } catch (NoFeasibleSolutionException e) {
      return false;
    }
  }

  @Test
  void aVertexLiesOnAsManyFacetsAsThereAreDimensions() {
    NewtonPolyhedron cusp =
        NewtonPolyhedron.of(2, List.of(new int[] {2, 0}, new int[] {0, 3})).orElseThrow();
    assertEquals(2, cusp.vertices().size());
    assertTrue(
        cusp.facets().stream()
            .anyMatch(
                f -> Arrays.toString(f.normal()).equals("[3, 2]") && f.level().intValue() == 6));
  }
}

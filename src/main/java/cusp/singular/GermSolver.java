package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.Monomial;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cusp.base.Groups;
import cusp.singular.Germ.Branch;
import cusp.singular.LearningCoefficient.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;

/**
 * Finds λ and m of a germ by the first rule that fits: normal crossings, independent factors,
 * independent terms, two variables, a completed square, the Newton polyhedron; where that leaves a
 * bound, once more in linear coordinates of its own.
 */
final class GermSolver {
  private GermSolver() {}

  /**
   * λ and m, or an upper bound.
   *
   * @param germ with at least one branch
   * @throws NegativeGermException where it is found to take negative values
   */
  static LearningCoefficient solve(Germ germ) {
    LearningCoefficient found = inTheseCoordinates(germ);
    return found.verdict().isOk()
        ? found
        : LinearForms.simplify(germ)
            .map(GermSolver::inTheseCoordinates)
            .filter(other -> isBetter(other, found))
            .orElse(found);
  }

  private static boolean isBetter(LearningCoefficient other, LearningCoefficient found) {
    return other.verdict().isOk() || other.upperBound().compareTo(found.upperBound()) < 0;
  }

  private static LearningCoefficient inTheseCoordinates(Germ germ) {
    return crossing(germ)
        .or(() -> factors(germ))
        .or(() -> terms(germ))
        .or(() -> germ.dimension() == 2 ? Optional.of(PlaneGerm.solve(germ)) : Optional.empty())
        .or(() -> square(germ))
        .or(() -> polyhedron(germ))
        .orElseGet(
            () ->
                LearningCoefficient.of(
                    new BigFraction(germ.dimension(), 2),
                    0,
                    "λ ≤ d/2",
                    List.of(new Condition("its Newton polyhedron can be enumerated", false))));
  }

  private static Optional<LearningCoefficient> polyhedron(Germ germ) {
    return NewtonPolyhedron.of(germ.dimension(), germ.reducedExponents())
        .map(polyhedron -> polyhedron(germ, polyhedron));
  }

  private static LearningCoefficient polyhedron(Germ germ, NewtonPolyhedron polyhedron) {
    LearningCoefficient found = NewtonGerm.solve(germ, polyhedron);
    return found.verdict().isOk()
        ? found
        : QuasiHomogeneousGerm.solve(germ, polyhedron).orElse(found);
  }

  /** Factors with independent gradients cross normally, in their own values as coordinates. */
  private static Optional<LearningCoefficient> crossing(Germ germ) {
    int d = germ.dimension();
    List<java.math.BigInteger[]> gradients = new ArrayList<>();
    for (Branch branch : germ.branches()) {
      gradients.add(
          IntStream.range(0, d)
              .mapToObj(i -> whole(branch.f().derivative(i).cc(), branch.f()))
              .toArray(java.math.BigInteger[]::new));
    }
    if (ExactMatrix.rank(gradients) < gradients.size()) {
      return Optional.empty();
    }
    int[] exponents = germ.branches().stream().mapToInt(Branch::exponent).toArray();
    if (germ.sign() < 0 || Arrays.stream(exponents).anyMatch(e -> e % 2 != 0)) {
      throw new NegativeGermException();
    }
    int[] halves = Arrays.stream(exponents).map(e -> e / 2).toArray();
    return Optional.of(LearningCoefficient.normalCrossing(halves, new int[halves.length]));
  }

  /** A coefficient times the denominators of all. */
  private static java.math.BigInteger whole(
      Rational<BigInteger> coefficient, MultivariatePolynomial<Rational<BigInteger>> f) {
    BigInteger common = BigInteger.ONE;
    for (Monomial<Rational<BigInteger>> term : Germ.terms(f)) {
      common = common.multiply(term.coefficient.denominator());
    }
    return new java.math.BigInteger(coefficient.multiply(common).numerator().toByteArray());
  }

  // ---- K(x, y) = A(x)·B(y)

  private static Optional<LearningCoefficient> factors(Germ germ) {
    int d = germ.dimension();
    Groups joined = new Groups(d);
    for (Branch branch : germ.branches()) {
      join(joined, branch.f());
    }
    List<int[]> groups = joined.list();
    if (groups.size() < 2) {
      return Optional.empty();
    }
    if (signSomewhere(germ) < 0) {
      throw new NegativeGermException();
    }
    List<LearningCoefficient> parts = new ArrayList<>();
    for (int[] group : groups) {
      List<Branch> own = new ArrayList<>();
      for (Branch branch : germ.branches()) {
        Branch part = new Branch(restriction(branch.f(), group), branch.exponent());
        if (!part.f().isConstant()) {
          own.add(part);
        }
      }
      Germ part = Germ.of(germ.dimension(), 1, own);
      if (part.branches().isEmpty()) {
        continue;
      }
      // What the restrictions leave out are constants, which together make the germ positive.
      int sign = part.sign() * signSomewhere(part);
      parts.add(solve(new Germ(part.dimension(), sign, part.branches())));
    }
    return Optional.of(LearningCoefficient.product(parts));
  }

  private static void join(Groups joined, MultivariatePolynomial<Rational<BigInteger>> f) {
    for (int i = 0; i < f.nVariables; i++) {
      for (int j = 0; j < i; j++) {
        if (f.degree(i) > 0
            && f.degree(j) > 0
            && !joined.areTogether(i, j)
            && !isProductIn(f, i, j)) {
          joined.join(i, j);
        }
      }
    }
  }

  /** Whether ∂ᵢ∂ⱼ log f = 0, which is f·fᵢⱼ = fᵢ·fⱼ. */
  private static boolean isProductIn(MultivariatePolynomial<Rational<BigInteger>> f, int i, int j) {
    MultivariatePolynomial<Rational<BigInteger>> first = f.derivative(i, 1);
    MultivariatePolynomial<Rational<BigInteger>> second = f.derivative(j, 1);
    MultivariatePolynomial<Rational<BigInteger>> both = first.derivative(j, 1);
    // One point mostly tells that it is none, without the products of long polynomials.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Rational<BigInteger>[] point =
        IntStream.range(0, f.nVariables)
            .mapToObj(k -> Rings.Q.valueOf(k + 2L))
            .toArray(Rational[]::new);
    return f.evaluate(point)
            .multiply(both.evaluate(point))
            .equals(first.evaluate(point).multiply(second.evaluate(point)))
        && f.clone().multiply(both).equals(first.multiply(second));
  }

  /** f as a function of some coordinates, the others at a place where it does not vanish. */
  private static MultivariatePolynomial<Rational<BigInteger>> restriction(
      MultivariatePolynomial<Rational<BigInteger>> f, int[] group) {
    for (int place = 1; ; place++) {
      MultivariatePolynomial<Rational<BigInteger>> restricted = f;
      for (int i = 0; i < f.nVariables; i++) {
        int variable = i;
        if (Arrays.stream(group).noneMatch(j -> j == variable)) {
          // Powers of different primes and places are on no zero set for long.
          restricted = restricted.evaluate(i, Rings.Q.valueOf((long) place * (i + 2) + 1));
        }
      }
      if (!restricted.isZero()) {
        return restricted;
      }
    }
  }

  /** The sign of a germ at one vertex of its Newton polyhedron. */
  private static int signSomewhere(Germ germ) {
    java.math.BigInteger[] normal =
        IntStream.range(0, germ.dimension())
            .mapToObj(i -> java.math.BigInteger.valueOf(1_000_003 + 7919L * i * i + 104_729L * i))
            .toArray(java.math.BigInteger[]::new);
    int sign = germ.sign();
    for (Branch branch : germ.branches()) {
      if (branch.exponent() % 2 != 0) {
        sign *= Germ.initial(branch.f(), normal).lc().signum();
      }
    }
    return sign;
  }

  // ---- K(x, y) = A(x) + B(y)

  private static Optional<LearningCoefficient> terms(Germ germ) {
    if (germ.branches().size() != 1 || germ.branches().get(0).exponent() != 1) {
      return Optional.empty();
    }
    int d = germ.dimension();
    MultivariatePolynomial<Rational<BigInteger>> k =
        germ.branches().get(0).f().clone().multiply(germ.sign());
    Groups joined = new Groups(d);
    for (int[] exponent : Germ.exponents(k)) {
      int[] occurring = IntStream.range(0, d).filter(i -> exponent[i] > 0).toArray();
      Arrays.stream(occurring).forEach(i -> joined.join(occurring[0], i));
    }
    List<int[]> groups = joined.list();
    if (groups.size() < 2) {
      return Optional.empty();
    }
    List<LearningCoefficient> parts = new ArrayList<>();
    for (int[] group : groups) {
      MultivariatePolynomial<Rational<BigInteger>> part = k;
      for (int i = 0; i < d; i++) {
        int variable = i;
        if (Arrays.stream(group).noneMatch(j -> j == variable)) {
          part = part.evaluate(i, Rings.Q.getZero());
        }
      }
      parts.add(solve(Germ.of(d, 1, List.of(new Branch(part, 1)))));
    }
    return Optional.of(LearningCoefficient.sum("sum of independent terms", parts));
  }

  // ---- K = A(y)·x² + B(y)·x + C(y) with A(0) ≠ 0

  private static Optional<LearningCoefficient> square(Germ germ) {
    // The product, which can be long, is only made where some coordinate is of the degree 2 in it.
    boolean possible = IntStream.range(0, germ.dimension()).anyMatch(i -> degree(germ, i) == 2);
    Optional<MultivariatePolynomial<Rational<BigInteger>>> whole =
        possible ? germ.expanded() : Optional.empty();
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    MultivariatePolynomial<Rational<BigInteger>> k = whole.orElseThrow();
    for (int i = 0; i < germ.dimension(); i++) {
      if (k.degree(i) != 2) {
        continue;
      }
      MultivariatePolynomial<Rational<BigInteger>> a = k.coefficientOf(i, 2);
      if (a.cc().isZero()) {
        continue;
      }
      if (a.cc().signum() < 0) {
        throw new NegativeGermException();
      }
      MultivariatePolynomial<Rational<BigInteger>> b = k.coefficientOf(i, 1);
      MultivariatePolynomial<Rational<BigInteger>> c = k.coefficientOf(i, 0);
      MultivariatePolynomial<Rational<BigInteger>> rest =
          a.clone().multiply(c).multiply(4).subtract(b.clone().multiply(b));
      LearningCoefficient line = LearningCoefficient.regular(1);
      if (rest.isZero()) {
        return Optional.of(line);
      }
      Germ left = Germ.of(germ.dimension(), 1, List.of(new Branch(rest, 1)));
      if (left.branches().isEmpty()) {
        throw new IllegalStateException("a germ that vanishes has left a unit");
      }
      return Optional.of(LearningCoefficient.sum("completed square", List.of(line, solve(left))));
    }
    return Optional.empty();
  }

  private static long degree(Germ germ, int variable) {
    return germ.branches().stream()
        .mapToLong(branch -> (long) branch.exponent() * branch.f().degree(variable))
        .sum();
  }
}

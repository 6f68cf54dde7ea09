package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cusp.singular.Germ.Branch;
import cusp.singular.LearningCoefficient.Condition;
import cusp.singular.NewtonPolyhedron.Facet;
import cusp.singular.TorusZeros.Existence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/**
 * λ and m of f^e where the part of f of least weight has an isolated critical point (over the
 * complex numbers, which is sufficient), as the A-D-E singularities have (Arnold, Gusein-Zade and
 * Varchenko 1985, chapter 12): the weighted blow-up with the weights w leaves the divisor of the
 * ratio |w| / (e·l), and f = 0 smooth and transversal to it, with the ratio 1/e, where f has real
 * zeros. The Newton polyhedron asks for less on the axes and for more off them.
 */
final class QuasiHomogeneousGerm {
  private static final String THEOREM = "weighted-homogeneous isolated singularity";

  private QuasiHomogeneousGerm() {}

  /** Empty where it is not of that kind. */
  static Optional<LearningCoefficient> solve(Germ germ, NewtonPolyhedron polyhedron) {
    if (germ.branches().size() != 1) {
      return Optional.empty();
    }
    Branch branch = germ.branches().get(0);
    return polyhedron.facets().stream()
        .filter(f -> Arrays.stream(f.normal()).allMatch(w -> w.signum() > 0))
        .filter(f -> isIsolated(Germ.initial(branch.f(), f.normal())))
        .findFirst()
        .flatMap(f -> solve(branch, germ.sign(), f));
  }

  private static Optional<LearningCoefficient> solve(Branch branch, int sign, Facet facet) {
    int e = branch.exponent();
    MultivariatePolynomial<Rational<BigInteger>> lowest = Germ.initial(branch.f(), facet.normal());
    Existence zeros = realZeros(lowest, e);
    BigFraction blowUp =
        new BigFraction(facet.total(), facet.level().multiply(java.math.BigInteger.valueOf(e)));
    BigFraction strict = new BigFraction(1, e);
    int order = strict.compareTo(blowUp);
    if (order <= 0 && zeros == Existence.UNDECIDED) {
      return Optional.empty();
    }
    if (e % 2 != 0 && sign * lowest.lc().signum() < 0) {
      throw new NegativeGermException();
    }
    boolean counts = zeros == Existence.YES && order <= 0;
    return Optional.of(
        LearningCoefficient.of(
            counts ? strict : blowUp,
            counts && order == 0 ? 2 : 1,
            THEOREM,
            List.of(
                new Condition("the part of least weight has an isolated critical point", true))));
  }

  /** Whether the partial derivatives of a weighted-homogeneous f vanish together at 0 only. */
  private static boolean isIsolated(MultivariatePolynomial<Rational<BigInteger>> f) {
    int d = f.nVariables;
    List<MultivariatePolynomial<Rational<BigInteger>>> gradient = new ArrayList<>();
    for (int i = 0; i < d; i++) {
      gradient.add(f.derivative(i, 1));
    }
    // Homogeneity leaves 0 where there are finitely many.
    return ComplexZeros.areInReach(f)
        && gradient.stream().noneMatch(MultivariatePolynomial::isZero)
        && ComplexZeros.areFinite(gradient);
  }

  /** Whether f has real zeros besides 0, looking at each coordinate subspace in turn. */
  private static Existence realZeros(MultivariatePolynomial<Rational<BigInteger>> f, int exponent) {
    boolean decided = true;
    for (int subset = 1; subset < 1 << f.nVariables; subset++) {
      MultivariatePolynomial<Rational<BigInteger>> restricted = f;
      for (int i = 0; i < f.nVariables; i++) {
        restricted =
            (subset >> i & 1) != 0 ? restricted : restricted.evaluate(i, Rings.Q.getZero());
      }
      TorusZeros zeros = restricted.isZero() ? null : TorusZeros.of(restricted);
      boolean changes = zeros != null && zeros.signChange();
      if (exponent % 2 != 0 && changes) {
        throw new NegativeGermException();
      }
      if (zeros == null || zeros.existence() == Existence.YES) {
        return Existence.YES;
      }
      decided &= zeros.existence() == Existence.NO;
    }
    // An odd power that is not negative changes no sign, as it would at a smooth zero.
    return decided || exponent % 2 != 0 ? Existence.NO : Existence.UNDECIDED;
  }
}

package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cusp.base.Interrupts;
import cusp.singular.Germ.Branch;
import cusp.singular.LearningCoefficient.Condition;
import cusp.singular.NewtonPolyhedron.Facet;
import cusp.singular.TorusZeros.Existence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/**
 * λ and m from the Newton polyhedron, in any number of variables (Varchenko 1976; over the reals
 * Greenblatt 2010 and Watanabe 2009). A facet with the normal w has the ratio |w| / l(w); the least
 * of these is λ and the number of facets through the point where the diagonal enters is m, provided
 * that the zeros off the axes of the polynomial on each compact face are harmless:
 *
 * <ul>
 *   <li>of an order below 1/λ, where no divisor over them can have a ratio of λ or less, or
 *   <li>smooth, on one factor f^e, which adds the divisor f = 0 of the ratio 1/e.
 * </ul>
 */
final class NewtonGerm {

  private static final String THEOREM = "Newton polyhedron (Varchenko 1976)";
  private static final String FACES =
      "on each compact face the zeros off the axes are absent, smooth or of an order below 1/λ";

  private final Germ germ;
  private final NewtonPolyhedron polyhedron;
  private final BitSet nearest = new BitSet();
  private BigFraction distance;

  /** Whether some zeros are harmful for certain, so that there is only a bound. */
  private boolean onlyBound;

  private NewtonGerm(Germ germ, NewtonPolyhedron polyhedron) {
    this.germ = germ;
    this.polyhedron = polyhedron;
  }

  /**
   * λ and m, or an upper bound where the zeros on some face are not found to be harmless.
   *
   * @param polyhedron the germ's own
   * @throws NegativeGermException where the germ is found to take negative values
   */
  static LearningCoefficient solve(Germ germ, NewtonPolyhedron polyhedron) {
    return new NewtonGerm(germ, polyhedron).solve();
  }

  private LearningCoefficient solve() {
    measure();
    Optional<List<BitSet>> faces = polyhedron.compactFaces();
    if (faces.isEmpty()) {
      return bound(distance, "its compact faces can all be examined");
    }
    checkVertices();
    List<OnFace> zeros = new ArrayList<>();
    for (BitSet face : faces.orElseThrow()) {
      zeros(face).ifPresent(zeros::add);
    }
    BigFraction lambda = distance;
    for (OnFace face : zeros) {
      if (face.isSmooth() && face.zeros.existence() == Existence.YES) {
        BigFraction ratio = new BigFraction(1, face.exponent);
        lambda = ratio.compareTo(lambda) < 0 ? ratio : lambda;
      }
    }
    int multiplicity = distance.equals(lambda) ? polyhedron.rank(nearest) : 1;
    for (OnFace face : zeros) {
      BigFraction order = new BigFraction(face.order());
      int harm = order.multiply(lambda).compareTo(BigFraction.ONE);
      if (harm < 0) {
        continue;
      }
      if (!face.isSmooth() || face.zeros.existence() == Existence.UNDECIDED) {
        return bound(lambda, FACES);
      }
      BitSet meeting = (BitSet) face.facets.clone();
      meeting.and(nearest);
      int crossing = distance.equals(lambda) ? polyhedron.rank(meeting) : 0;
      multiplicity = Math.max(multiplicity, 1 + crossing);
    }
    return LearningCoefficient.of(
        lambda, multiplicity, THEOREM, List.of(new Condition(FACES, true)));
  }

  private static LearningCoefficient bound(BigFraction lambda, String condition) {
    return LearningCoefficient.of(lambda, 0, THEOREM, List.of(new Condition(condition, false)));
  }

  /** The facets that the diagonal enters through, and their ratio. */
  private void measure() {
    List<Facet> facets = polyhedron.facets();
    for (int f = 0; f < facets.size(); f++) {
      java.math.BigInteger order = order(facets.get(f).normal());
      if (order.signum() > 0) {
        BigFraction ratio = new BigFraction(facets.get(f).total(), order);
        int less = distance == null ? -1 : ratio.compareTo(distance);
        if (less < 0) {
          distance = ratio;
          nearest.clear();
        }
        if (less <= 0) {
          nearest.set(f);
        }
      }
    }
  }

  private java.math.BigInteger order(java.math.BigInteger[] normal) {
    java.math.BigInteger order = java.math.BigInteger.ZERO;
    for (Branch branch : germ.branches()) {
      order =
          order.add(
              Germ.least(branch.f(), normal)
                  .multiply(java.math.BigInteger.valueOf(branch.exponent())));
    }
    return order;
  }

  /** A vertex is what the germ looks like somewhere near: even in all variables, and positive. */
  private void checkVertices() {
    for (BitSet vertex : polyhedron.vertices()) {
      java.math.BigInteger[] normal = polyhedron.normal(vertex);
      int sign = germ.sign();
      int[] exponents = new int[germ.dimension()];
      for (Branch branch : germ.branches()) {
        if (branch.exponent() % 2 != 0) {
          MultivariatePolynomial<Rational<BigInteger>> term = Germ.initial(branch.f(), normal);
          sign *= term.lc().signum();
          int[] powers = Germ.exponents(term).get(0);
          for (int i = 0; i < exponents.length; i++) {
            exponents[i] += powers[i];
          }
        }
      }
      for (int exponent : exponents) {
        if (exponent % 2 != 0 || sign < 0) {
          throw new NegativeGermException();
        }
      }
    }
  }

  /**
   * What vanishes on a face.
   *
   * @param facets that hold it
   * @param zeros of one of the factors
   * @param exponent of that factor
   * @param others the order that all other factors with zeros there add
   */
  private record OnFace(BitSet facets, TorusZeros zeros, int exponent, int others) {
    int order() {
      return exponent * zeros.order() + others;
    }

    boolean isSmooth() {
      return zeros.order() == 1 && others == 0;
    }
  }

  /** The largest order with e·order < 1/λ, whatever λ will be: at most the distance's. */
  private int harmless(int exponent) {
    if (onlyBound) {
      return TorusZeros.ANYTHING;
    }
    if (germ.branches().size() > 1) {
      return 0;
    }
    return (int) Math.ceil(1 / (exponent * distance.doubleValue()) - 1e-9) - 1;
  }

  /** What λ is at least where all zeros turn out to be harmless. */
  private BigFraction least() {
    int highest = germ.branches().stream().mapToInt(Branch::exponent).max().orElseThrow();
    BigFraction ratio = new BigFraction(1, highest);
    return ratio.compareTo(distance) < 0 ? ratio : distance;
  }

  private Optional<OnFace> zeros(BitSet face) {
    Interrupts.endIfInterrupted("the examination of a Newton polyhedron's faces");
    java.math.BigInteger[] normal = polyhedron.normal(face);
    List<OnFace> found = new ArrayList<>();
    int total = 0;
    for (Branch branch : germ.branches()) {
      TorusZeros zeros =
          TorusZeros.of(Germ.initial(branch.f(), normal), harmless(branch.exponent()));
      if (zeros.existence() != Existence.NO) {
        if (branch.exponent() % 2 != 0 && zeros.signChange()) {
          throw new NegativeGermException();
        }
        if (branch.exponent() % 2 != 0 && zeros.order() == 1) {
          // A smooth zero would change the sign: a K that is not negative has none here.
          continue;
        }
        total += branch.exponent() * zeros.order();
        found.add(new OnFace(face, zeros, branch.exponent(), 0));
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    OnFace first = found.get(0);
    OnFace onFace = new OnFace(first.facets, first.zeros, first.exponent, total - first.order());
    onlyBound |=
        !onFace.isSmooth() && least().multiply(onFace.order()).compareTo(BigFraction.ONE) >= 0;
    return Optional.of(onFace);
  }
}

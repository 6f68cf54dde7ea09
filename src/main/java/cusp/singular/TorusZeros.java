package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.Monomial;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cc.redberry.rings.poly.univar.UnivariatePolynomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The zeros of a polynomial where no coordinate is 0: whether there are real ones, and of what
 * order. All answers are exact; where a question is not decided they say so.
 *
 * @param existence whether there is a real zero
 * @param signChange whether it takes both signs, for certain
 * @param order a bound on the order of its real zeros, 0 where it has none
 */
record TorusZeros(Existence existence, boolean signChange, int order) {

  enum Existence {
    NO,
    YES,
    UNDECIDED
  }

  private static final TorusZeros NONE = new TorusZeros(Existence.NO, false, 0);

  /** A harmless order so low that it asks for the existence of zeros only. */
  private static final int NOTHING = -1;

  /** A harmless order so high that zeros are only looked for where that is quick. */
  static final int ANYTHING = Integer.MAX_VALUE;

  /** Of a polynomial that is not zero. */
  static TorusZeros of(MultivariatePolynomial<Rational<BigInteger>> g) {
    return of(g, 0);
  }

  /**
   * The same, except that zeros are looked for no further once their order is known to be harmless.
   *
   * @param harmless an order up to which zeros do not matter
   */
  static TorusZeros of(MultivariatePolynomial<Rational<BigInteger>> g, int harmless) {
    List<Monomial<Rational<BigInteger>>> terms = Germ.terms(g);
    if (terms.size() == 1) {
      return NONE;
    }
    List<Monomial<Rational<BigInteger>>> reduced = inLeastCoordinates(terms);
    int k = reduced.get(0).exponents.length;
    if (k == 1) {
      return ofUnivariate(reduced);
    }
    boolean independent = k == terms.size() - 1;
    boolean mixed = false;
    boolean changes = false;
    int bound = 0;
    for (Orthant orthant : Orthant.all(reduced)) {
      if (orthant.isMixed()) {
        mixed = true;
        changes = changes || independent || orthant.takesBothSigns();
        bound = Math.max(bound, independent ? 1 : orthant.highestOrder());
      }
    }
    if (!mixed) {
      return NONE;
    }
    boolean matter = !independent && bound > harmless;
    if (matter && !changes && isDefinite(reduced, k)) {
      return NONE;
    }
    int order = matter && harmless != NOTHING ? orderBySystem(reduced, k, bound) : bound;
    return new TorusZeros(changes ? Existence.YES : Existence.UNDECIDED, changes, order);
  }

  /** In one variable all is decided. */
  private static TorusZeros ofUnivariate(List<Monomial<Rational<BigInteger>>> terms) {
    int order = 0;
    boolean changes = false;
    for (int sign = 1; sign >= -1; sign -= 2) {
      UnivariatePolynomial<Rational<BigInteger>> g = UnivariatePolynomial.zero(Rings.Q);
      for (Monomial<Rational<BigInteger>> term : terms) {
        int e = term.exponents[0];
        g.set(e, sign < 0 && e % 2 != 0 ? term.coefficient.negate() : term.coefficient);
      }
      for (RealRoots.Roots roots : RealRoots.positive(g)) {
        order = Math.max(order, roots.multiplicity());
        changes |= roots.multiplicity() % 2 != 0;
      }
    }
    return order == 0 ? NONE : new TorusZeros(Existence.YES, changes, order);
  }

  /**
   * The same in as few coordinates as there are, by an invertible monomial change of variables:
   * that maps the real torus onto itself, whatever the signs.
   */
  private static List<Monomial<Rational<BigInteger>>> inLeastCoordinates(
      List<Monomial<Rational<BigInteger>>> terms) {
    int d = terms.get(0).exponents.length;
    int[] base = terms.get(0).exponents;
    List<int[]> differences =
        terms.stream()
            .skip(1)
            .map(t -> IntStream.range(0, d).map(i -> t.exponents[i] - base[i]).toArray())
            .toList();
    java.math.BigInteger[][] basis = ExactMatrix.adapted(d, differences);
    int[][] moved =
        terms.stream()
            .map(t -> Arrays.stream(basis).mapToInt(row -> dot(row, t.exponents, base)).toArray())
            .toArray(int[][]::new);
    int[] used =
        IntStream.range(0, d).filter(i -> Arrays.stream(moved).anyMatch(e -> e[i] != 0)).toArray();
    int[] least =
        IntStream.of(used)
            .map(i -> Arrays.stream(moved).mapToInt(e -> e[i]).min().orElseThrow())
            .toArray();
    List<Monomial<Rational<BigInteger>>> reduced = new ArrayList<>();
    for (int t = 0; t < terms.size(); t++) {
      int[] from = moved[t];
      int[] exponents =
          IntStream.range(0, used.length).map(i -> from[used[i]] - least[i]).toArray();
      reduced.add(new Monomial<>(exponents, terms.get(t).coefficient));
    }
    return reduced;
  }

  private static int dot(java.math.BigInteger[] row, int[] exponent, int[] base) {
    java.math.BigInteger sum = java.math.BigInteger.ZERO;
    for (int i = 0; i < row.length; i++) {
      sum = sum.add(row[i].multiply(java.math.BigInteger.valueOf(exponent[i] - base[i])));
    }
    return sum.intValueExact();
  }

  /**
   * Whether some variable occurs as in A·u^2m + B·u^m + C with a discriminant that is negative
   * wherever the others are not 0, so that there are no real zeros.
   */
  private static boolean isDefinite(List<Monomial<Rational<BigInteger>>> terms, int k) {
    for (int i = 0; i < k; i++) {
      int variable = i;
      int high = terms.stream().mapToInt(t -> t.exponents[variable]).max().orElseThrow();
      if (high % 2 != 0 || terms.stream().anyMatch(t -> t.exponents[variable] % (high / 2) != 0)) {
        continue;
      }
      MultivariatePolynomial<Rational<BigInteger>> a = coefficient(terms, k, i, high);
      MultivariatePolynomial<Rational<BigInteger>> b = coefficient(terms, k, i, high / 2);
      MultivariatePolynomial<Rational<BigInteger>> c = coefficient(terms, k, i, 0);
      MultivariatePolynomial<Rational<BigInteger>> definite =
          a.clone().multiply(c).multiply(4).subtract(b.clone().multiply(b));
      if (!definite.isZero()
          && Orthant.all(Germ.terms(definite)).stream().allMatch(o -> o.signAtOne() > 0)
          && isNowhereZero(definite)
          && isNowhereZero(a)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is found to have no zeros, without a look at their order. */
  private static boolean isNowhereZero(MultivariatePolynomial<Rational<BigInteger>> g) {
    return of(g, NOTHING).existence == Existence.NO;
  }

  private static MultivariatePolynomial<Rational<BigInteger>> coefficient(
      List<Monomial<Rational<BigInteger>>> terms, int k, int variable, int power) {
    return Germ.polynomial(
        k,
        terms.stream()
            .filter(t -> t.exponents[variable] == power)
            .map(
                t -> {
                  int[] exponents = t.exponents.clone();
                  exponents[variable] = 0;
                  return new Monomial<>(exponents, t.coefficient);
                })
            .toList());
  }

  /** The least o for which g and its derivatives up to o have no common zero on the torus. */
  private static int orderBySystem(List<Monomial<Rational<BigInteger>>> terms, int k, int bound) {
    MultivariatePolynomial<Rational<BigInteger>> g = Germ.polynomial(k, terms);
    if (!ComplexZeros.areInReach(g)) {
      return bound;
    }
    List<MultivariatePolynomial<Rational<BigInteger>>> system = new ArrayList<>();
    // 1 − y·∏x keeps the zeros with a coordinate 0 out.
    int[] all = new int[k + 1];
    Arrays.fill(all, 1);
    MultivariatePolynomial<Rational<BigInteger>> torus = Rings.MultivariateRingQ(k + 1).getOne();
    torus.subtract(new Monomial<>(all, Rings.Q.getOne()));
    system.add(torus);
    List<MultivariatePolynomial<Rational<BigInteger>>> derivatives =
        List.of(
            Germ.polynomial(
                k + 1,
                terms.stream()
                    .map(t -> new Monomial<>(Arrays.copyOf(t.exponents, k + 1), t.coefficient))
                    .toList()));
    system.addAll(derivatives);
    for (int order = 1; order < bound; order++) {
      List<MultivariatePolynomial<Rational<BigInteger>>> next = new ArrayList<>();
      for (MultivariatePolynomial<Rational<BigInteger>> f : derivatives) {
        for (int i = 0; i < k; i++) {
          MultivariatePolynomial<Rational<BigInteger>> derivative = f.derivative(i);
          if (!derivative.isZero() && !next.contains(derivative)) {
            next.add(derivative);
          }
        }
      }
      derivatives = next;
      system.addAll(derivatives);
      if (ComplexZeros.areAbsent(system)) {
        return order;
      }
    }
    return bound;
  }
}

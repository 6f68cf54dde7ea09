package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.PolynomialMethods;
import cc.redberry.rings.poly.multivar.Monomial;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cc.redberry.rings.poly.univar.UnivariatePolynomial;
import cusp.singular.Germ.Branch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.hipparchus.fraction.BigFraction;

/**
 * Resolves a polynomial in two variables, for which λ and m are always found.
 *
 * <p>Toric blow-ups along the rays of the Newton polygon leave singular only the real roots of its
 * edges. At a root of multiplicity μ the divisors still to come have ratios of at least the smaller
 * of A/N, that of the edge, and 1/μ. So where 1/μ is not below the λ that is reached, the root adds
 * nothing; where it is below, coordinates are moved to the root and the polygon drawn anew: these
 * are adapted coordinates (Varchenko 1976; Phong, Stein and Sturm 1999; Ikromov and Müller 2011).
 * The ratio of a divisor is (1 + its order in the Jacobian) / (its order in K).
 */
final class PlaneGerm {

  /** Enough for any singularity of the degrees allowed that a person writes down. */
  private static final int DEEPEST = 60;

  /** A ray (p, q) of the fan. */
  private record Ray(int p, int q) {}

  /** The divisors x = 0 and y = 0: their orders in K and 1 + their orders in the Jacobian. */
  private record Axes(long xOrder, long xWeight, long yOrder, long yWeight) {
    long order(Ray ray) {
      return xOrder * ray.p + yOrder * ray.q;
    }

    long weight(Ray ray) {
      return xWeight * ray.p + yWeight * ray.q;
    }
  }

  private BigFraction lambda;
  private int multiplicity;
  private boolean moved;
  private boolean decided = true;

  private PlaneGerm() {}

  /**
   * Of a germ in two coordinates.
   *
   * @throws NegativeGermException where it takes negative values arbitrarily near
   */
  static LearningCoefficient solve(Germ germ) {
    PlaneGerm plane = new PlaneGerm();
    plane.node(germ.branches(), new Axes(0, 1, 0, 1), germ.sign(), 0);
    String theorem =
        plane.moved
            ? "Newton polygon in adapted coordinates (Varchenko 1976)"
            : "Newton polygon (Varchenko 1976)";
    return LearningCoefficient.of(
        plane.lambda,
        plane.multiplicity,
        theorem,
        List.of(
            new LearningCoefficient.Condition(
                "the roots of its edges are resolved", plane.decided)));
  }

  private void offer(BigFraction ratio, int crossing) {
    int order = lambda == null ? -1 : ratio.compareTo(lambda);
    if (order < 0) {
      lambda = ratio;
      multiplicity = crossing;
    } else if (order == 0) {
      multiplicity = Math.max(multiplicity, crossing);
    }
  }

  private void node(List<Branch> factors, Axes outer, int sign, int depth) {
    Axes axes = outer;
    List<Branch> branches = new ArrayList<>();
    int units = sign;
    for (Branch factor : factors) {
      int x = order(factor.f(), 0);
      int y = order(factor.f(), 1);
      MultivariatePolynomial<Rational<BigInteger>> rest = divided(factor.f(), x, y);
      long e = factor.exponent();
      axes = new Axes(axes.xOrder + e * x, axes.xWeight, axes.yOrder + e * y, axes.yWeight);
      if (rest.cc().isZero()) {
        branches.add(new Branch(rest, factor.exponent()));
      } else if (e % 2 != 0) {
        units *= rest.cc().signum();
      }
    }
    if (axes.xOrder % 2 != 0 || axes.yOrder % 2 != 0 || (branches.isEmpty() && units < 0)) {
      throw new NegativeGermException();
    }
    List<Ray> fan = fan(branches);
    offerFan(fan, branches, axes);
    for (Ray ray : fan.subList(1, fan.size() - 1)) {
      for (int side = 1; side >= -1; side -= 2) {
        edge(branches, axes, Chart.of(ray), side, units, depth);
      }
    }
  }

  private void offerFan(List<Ray> fan, List<Branch> branches, Axes axes) {
    BigFraction last = null;
    for (Ray ray : fan) {
      long order = order(branches, axes, ray);
      BigFraction ratio = order == 0 ? null : new BigFraction(axes.weight(ray), order);
      if (ratio != null) {
        offer(ratio, ratio.equals(last) ? 2 : 1);
      }
      last = ratio;
    }
  }

  private static long order(List<Branch> branches, Axes axes, Ray ray) {
    long order = axes.order(ray);
    for (Branch branch : branches) {
      order += branch.exponent() * least(branch.f(), ray);
    }
    return order;
  }

  private static long least(MultivariatePolynomial<Rational<BigInteger>> f, Ray ray) {
    return Germ.exponents(f).stream()
        .mapToLong(a -> (long) ray.p * a[0] + (long) ray.q * a[1])
        .min()
        .orElseThrow();
  }

  /**
   * The toric chart x = ξ^p u^r, y = ξ^q u^s with ps − qr = ±1, one to one off the axes. Along the
   * divisor ξ = 0 of the ray the coordinate is u.
   */
  private record Chart(Ray ray, int r, int s) {
    static Chart of(Ray ray) {
      for (int r = 0; ; r++) {
        for (int unit = -1; unit <= 1; unit += 2) {
          long product = (long) ray.q * r + unit;
          if (product >= 0 && product % ray.p == 0) {
            return new Chart(ray, r, Math.toIntExact(product / ray.p));
          }
        }
      }
    }

    int power(int[] exponent) {
      return r * exponent[0] + s * exponent[1];
    }
  }

  /** The half u > 0 or u < 0 of the divisor of an edge. */
  private void edge(List<Branch> branches, Axes axes, Chart chart, int side, int sign, int depth) {
    UnivariatePolynomial<Rational<BigInteger>> all = UnivariatePolynomial.one(Rings.Q);
    UnivariatePolynomial<Rational<BigInteger>> odd = UnivariatePolynomial.one(Rings.Q);
    UnivariatePolynomial<Rational<BigInteger>> whole = UnivariatePolynomial.one(Rings.Q);
    for (Branch branch : branches) {
      UnivariatePolynomial<Rational<BigInteger>> g = edgePolynomial(branch.f(), chart, side);
      whole = whole.multiply(g);
      all = all.multiply(PolynomialMethods.polyPow(g, branch.exponent(), true));
      odd = branch.exponent() % 2 == 0 ? odd : odd.multiply(g);
    }
    long order = order(branches, axes, chart.ray);
    if (order % 2 != 0 || sign * odd.lc().signum() < 0) {
      throw new NegativeGermException();
    }
    BigFraction ratio = new BigFraction(axes.weight(chart.ray), order);
    List<RealRoots.Roots> ofWhole = RealRoots.positive(whole);
    List<RealRoots.Roots> ofOdd = RealRoots.positive(odd);
    for (RealRoots.Roots roots : RealRoots.positive(all)) {
      if (roots.multiplicity() % 2 != 0) {
        throw new NegativeGermException();
      }
      BigFraction branchRatio = new BigFraction(1, roots.multiplicity());
      int lower = lambda.compareTo(branchRatio);
      boolean smooth = multiplicity(ofWhole, roots.factor()) == 1;
      if (smooth || lower == 0) {
        // A root that cannot lower λ crosses its edge's divisor with one of the ratio 1/μ.
        if (smooth || ratio.equals(lambda)) {
          offer(branchRatio, ratio.equals(branchRatio) ? 2 : 1);
        }
      }
      boolean lowers = !smooth && lower > 0;
      // Where the sign of K is not seen from an edge it may change further down.
      if (lowers || multiplicity(ofOdd, roots.factor()) > 0) {
        if (roots.rational().isPresent() && depth < DEEPEST) {
          moved |= lowers;
          Rational<BigInteger> root = roots.rational().orElseThrow();
          descend(branches, axes, chart, side < 0 ? root.negate() : root, sign, depth);
        } else {
          decided &= !lowers;
        }
      }
    }
  }

  private void descend(
      List<Branch> branches,
      Axes axes,
      Chart chart,
      Rational<BigInteger> root,
      int sign,
      int depth) {
    int units = sign;
    List<Branch> next = new ArrayList<>();
    for (Branch branch : branches) {
      // A power of u that all terms share is a unit at the root, of a sign that counts if odd.
      int common = branch.exponents().stream().mapToInt(chart::power).min().orElseThrow();
      if (root.signum() < 0 && common % 2 != 0 && branch.exponent() % 2 != 0) {
        units = -units;
      }
      next.add(new Branch(transformed(branch.f(), chart, common, root), branch.exponent()));
    }
    Axes at = new Axes(order(branches, axes, chart.ray), axes.weight(chart.ray), 0, 1);
    node(next, at, units, depth + 1);
  }

  /** f in the chart over ξ^l u^common, with u = root + τ. */
  private static MultivariatePolynomial<Rational<BigInteger>> transformed(
      MultivariatePolynomial<Rational<BigInteger>> f,
      Chart chart,
      int common,
      Rational<BigInteger> root) {
    Ray ray = chart.ray;
    long least = least(f, ray);
    List<Monomial<Rational<BigInteger>>> terms = new ArrayList<>();
    for (Monomial<Rational<BigInteger>> term : Germ.terms(f)) {
      int[] a = term.exponents;
      long power = (long) ray.p * a[0] + (long) ray.q * a[1] - least;
      int[] exponents = {Math.toIntExact(power), chart.power(a) - common};
      terms.add(new Monomial<>(exponents, term.coefficient));
    }
    return Germ.polynomial(2, terms).shift(1, root);
  }

  private static UnivariatePolynomial<Rational<BigInteger>> edgePolynomial(
      MultivariatePolynomial<Rational<BigInteger>> f, Chart chart, int side) {
    long least = least(f, chart.ray);
    UnivariatePolynomial<Rational<BigInteger>> g = UnivariatePolynomial.zero(Rings.Q);
    int lowest = Integer.MAX_VALUE;
    for (Monomial<Rational<BigInteger>> term : Germ.terms(f)) {
      int[] a = term.exponents;
      if ((long) chart.ray.p * a[0] + (long) chart.ray.q * a[1] == least) {
        int power = chart.power(a);
        boolean minus = side < 0 && power % 2 != 0;
        g.set(power, minus ? term.coefficient.negate() : term.coefficient);
        lowest = Math.min(lowest, power);
      }
    }
    return g.shiftLeft(lowest);
  }

  private static int multiplicity(
      List<RealRoots.Roots> all, UnivariatePolynomial<Rational<BigInteger>> factor) {
    return all.stream()
        .filter(roots -> roots.factor().clone().monic().equals(factor.clone().monic()))
        .mapToInt(RealRoots.Roots::multiplicity)
        .sum();
  }

  /** (1, 0), the normals of the edges, (0, 1), in order of their slopes. */
  private static List<Ray> fan(List<Branch> branches) {
    TreeSet<Ray> rays = new TreeSet<>((a, b) -> Long.compare((long) a.q * b.p, (long) b.q * a.p));
    for (Branch branch : branches) {
      List<int[]> hull = hull(branch.exponents());
      for (int k = 1; k < hull.size(); k++) {
        int p = hull.get(k - 1)[1] - hull.get(k)[1];
        int q = hull.get(k)[0] - hull.get(k - 1)[0];
        int common =
            java.math.BigInteger.valueOf(p).gcd(java.math.BigInteger.valueOf(q)).intValue();
        rays.add(new Ray(p / common, q / common));
      }
    }
    List<Ray> fan = new ArrayList<>();
    fan.add(new Ray(1, 0));
    fan.addAll(rays);
    fan.add(new Ray(0, 1));
    return fan;
  }

  /** The vertices of the Newton polygon, from the left down. */
  private static List<int[]> hull(List<int[]> exponents) {
    List<int[]> sorted = new ArrayList<>(NewtonPolyhedron.minimal(exponents));
    sorted.sort(Comparator.comparingInt(a -> a[0]));
    List<int[]> hull = new ArrayList<>();
    for (int[] a : sorted) {
      while (hull.size() > 1
          && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), a) <= 0) {
        hull.remove(hull.size() - 1);
      }
      hull.add(a);
    }
    return hull;
  }

  private static long turn(int[] a, int[] b, int[] c) {
    return (long) (b[0] - a[0]) * (c[1] - a[1]) - (long) (b[1] - a[1]) * (c[0] - a[0]);
  }

  private static int order(MultivariatePolynomial<Rational<BigInteger>> f, int variable) {
    return Germ.exponents(f).stream().mapToInt(a -> a[variable]).min().orElseThrow();
  }

  private static MultivariatePolynomial<Rational<BigInteger>> divided(
      MultivariatePolynomial<Rational<BigInteger>> f, int x, int y) {
    return Germ.polynomial(
        2,
        Germ.terms(f).stream()
            .map(
                t ->
                    new Monomial<>(
                        new int[] {t.exponents[0] - x, t.exponents[1] - y}, t.coefficient))
            .toList());
  }
}

package cusp.singular;

import cusp.base.Interrupts;
import cusp.singular.NewtonPolyhedron.Facet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The cone {(w, l) : w ≥ 0, w·a ≥ l for each exponent a}, whose extreme rays are the facets of a
 * Newton polyhedron, by the double-description method (Motzkin et al. 1953; Fukuda and Prodon
 * 1996): one inequality after the other cuts it, and each pair of adjacent rays on either side of
 * the cut leaves a new ray in it.
 */
final class DualCone {
  private static final int MOST_RAYS = 4_000;

  private final int dimension;

  private DualCone(int dimension) {
    this.dimension = dimension;
  }

  private static final class Ray {
    final BigInteger[] entries;

    /** The constraints that hold with equality. */
    final BitSet tight;

    Ray(BigInteger[] entries, BitSet tight) {
      this.entries = entries;
      this.tight = tight;
    }
  }

  /** The facets, those of the coordinate directions with l = 0 among them; empty if too many. */
  static Optional<List<Facet>> facets(int n, List<int[]> exponents) {
    DualCone cone = new DualCone(n);
    // With one exponent a₀ it is simplicial: its rays are (eᵢ, a₀ᵢ) and (0, −1).
    int[] first = exponents.get(0);
    List<Ray> rays = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      BigInteger[] entries = NewtonPolyhedron.zeros(n + 1);
      entries[i] = BigInteger.ONE;
      entries[n] = BigInteger.valueOf(first[i]);
      rays.add(new Ray(entries, tightExcept(n, i)));
    }
    BigInteger[] down = NewtonPolyhedron.zeros(n + 1);
    down[n] = BigInteger.ONE.negate();
    rays.add(new Ray(down, tightExcept(n, n)));
    // The first n constraints are w ≥ 0, number n is that of the first exponent.
    for (int k = 1; k < exponents.size(); k++) {
      Interrupts.endIfInterrupted("the search for the facets of a Newton polyhedron");
      rays = cone.cut(rays, exponents.get(k), n + k);
      if (rays.size() > MOST_RAYS) {
        return Optional.empty();
      }
    }
    return Optional.of(
        rays.stream()
            .map(ray -> new Facet(Arrays.copyOf(ray.entries, n), ray.entries[n]))
            .filter(facet -> facet.total().signum() > 0)
            .toList());
  }

  private static BitSet tightExcept(int n, int i) {
    BitSet tight = new BitSet();
    tight.set(0, n + 1);
    tight.clear(i);
    return tight;
  }

  /** Intersects the cone with w·a ≥ l, the constraint of the given number. */
  private List<Ray> cut(List<Ray> rays, int[] exponent, int constraint) {
    List<Ray> kept = new ArrayList<>();
    List<Ray> above = new ArrayList<>();
    List<Ray> below = new ArrayList<>();
    List<BigInteger> heights = new ArrayList<>();
    List<BigInteger> depths = new ArrayList<>();
    for (Ray ray : rays) {
      BigInteger value = value(ray, exponent);
      if (value.signum() == 0) {
        ray.tight.set(constraint);
        kept.add(ray);
      } else if (value.signum() > 0) {
        kept.add(ray);
        above.add(ray);
        heights.add(value);
      } else {
        below.add(ray);
        depths.add(value);
      }
    }
    for (int i = 0; i < above.size(); i++) {
      for (int j = 0; j < below.size(); j++) {
        BitSet common = (BitSet) above.get(i).tight.clone();
        common.and(below.get(j).tight);
        if (common.cardinality() >= dimension - 1
            && adjacent(rays, above.get(i), below.get(j), common)) {
          common.set(constraint);
          kept.add(between(above.get(i), below.get(j), heights.get(i), depths.get(j), common));
        }
      }
    }
    return kept;
  }

  private BigInteger value(Ray ray, int[] exponent) {
    BigInteger sum = ray.entries[dimension].negate();
    for (int i = 0; i < dimension; i++) {
      if (exponent[i] != 0) {
        sum = sum.add(ray.entries[i].multiply(BigInteger.valueOf(exponent[i])));
      }
    }
    return sum;
  }

  /** Two rays span a face exactly when no third one is tight wherever both are. */
  private static boolean adjacent(List<Ray> rays, Ray a, Ray b, BitSet common) {
    for (Ray ray : rays) {
      if (ray != a && ray != b && contains(ray.tight, common)) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(BitSet set, BitSet part) {
    for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
      if (!set.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static Ray between(Ray a, Ray b, BigInteger height, BigInteger depth, BitSet tight) {
    BigInteger[] entries = new BigInteger[a.entries.length];
    BigInteger common = BigInteger.ZERO;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = b.entries[i].multiply(height).subtract(a.entries[i].multiply(depth));
      common = common.gcd(entries[i]);
    }
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entries[i].divide(common);
    }
    return new Ray(entries, tight);
  }
}

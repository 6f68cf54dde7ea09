package cusp.singular;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Newton polyhedron of a set of exponents in d variables, their convex hull plus the positive
 * orthant, by its facets: the extreme rays of {(w, l) : w ≥ 0, w·a ≥ l for each exponent a}, found
 * exactly by the double-description method (Motzkin et al. 1953; Fukuda and Prodon 1996).
 */
final class NewtonPolyhedron {

  private static final int MOST_RAYS = 4_000;
  private static final int MOST_FACES = 20_000;

  /**
   * A facet {x : w·x = l}.
   *
   * @param normal w, primitive, none negative
   * @param level l, the least w·a
   */
  record Facet(BigInteger[] normal, BigInteger level) {
    BigInteger dot(int[] exponent) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < normal.length; i++) {
        sum = sum.add(normal[i].multiply(BigInteger.valueOf(exponent[i])));
      }
      return sum;
    }

    BigInteger total() {
      BigInteger sum = BigInteger.ZERO;
      for (BigInteger entry : normal) {
        sum = sum.add(entry);
      }
      return sum;
    }
  }

  private final int dimension;
  private final List<int[]> exponents;
  private final List<Facet> facets = new ArrayList<>();

  private NewtonPolyhedron(int dimension, List<int[]> exponents) {
    this.dimension = dimension;
    this.exponents = exponents;
  }

  /** Of at least one exponent; empty where it has more facets than can be enumerated here. */
  static Optional<NewtonPolyhedron> of(int dimension, List<int[]> exponents) {
    NewtonPolyhedron polyhedron = new NewtonPolyhedron(dimension, minimal(exponents));
    return polyhedron.enumerate() ? Optional.of(polyhedron) : Optional.empty();
  }

  /** Those that no other one divides: only they can be vertices or lie on a compact face. */
  static List<int[]> minimal(List<int[]> exponents) {
    List<int[]> minimal = new ArrayList<>();
    for (int[] a : exponents) {
      if (minimal.stream().noneMatch(b -> divides(b, a))) {
        minimal.removeIf(b -> divides(a, b));
        minimal.add(a);
      }
    }
    return minimal;
  }

  private static boolean divides(int[] b, int[] a) {
    for (int i = 0; i < a.length; i++) {
      if (b[i] > a[i]) {
        return false;
      }
    }
    return true;
  }

  /** The facets, those of the coordinate directions with l = 0 among them. */
  List<Facet> facets() {
    return facets;
  }

  // ---- rays of the dual cone, of which the first d constraints are w ≥ 0

  private static final class Ray {
    final BigInteger[] entries;

    /** The constraints that hold with equality. */
    final BitSet tight;

    Ray(BigInteger[] entries, BitSet tight) {
      this.entries = entries;
      this.tight = tight;
    }
  }

  private boolean enumerate() {
    int n = dimension;
    List<Ray> rays = new ArrayList<>();
    // The cone {w ≥ 0, w·a₀ ≥ l} is simplicial: its rays are (eᵢ, a₀ᵢ) and (0, −1).
    int[] first = exponents.get(0);
    for (int i = 0; i < n; i++) {
      BigInteger[] entries = zeros(n + 1);
      entries[i] = BigInteger.ONE;
      entries[n] = BigInteger.valueOf(first[i]);
      rays.add(new Ray(entries, tightExcept(n, i)));
    }
    BigInteger[] down = zeros(n + 1);
    down[n] = BigInteger.ONE.negate();
    rays.add(new Ray(down, tightExcept(n, n)));
    for (int k = 1; k < exponents.size(); k++) {
      rays = cut(rays, exponents.get(k), n + k);
      if (rays.size() > MOST_RAYS) {
        return false;
      }
    }
    for (Ray ray : rays) {
      BigInteger[] normal = new BigInteger[n];
      System.arraycopy(ray.entries, 0, normal, 0, n);
      Facet facet = new Facet(normal, ray.entries[n]);
      if (facet.total().signum() > 0) {
        facets.add(facet);
      }
    }
    return true;
  }

  private static BigInteger[] zeros(int n) {
    BigInteger[] entries = new BigInteger[n];
    java.util.Arrays.fill(entries, BigInteger.ZERO);
    return entries;
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

  // ---- faces

  /**
   * A face, as the set of facets that hold it.
   *
   * @param facets by their place in {@link #facets()}
   */
  record Face(BitSet facets) {}

  /**
   * The compact faces of at least one dimension; empty where there are more than can be examined.
   */
  Optional<List<Face>> compactFaces() {
    List<BitSet> points = points();
    // Every compact face is reached from its points by joining one after the other.
    Set<BitSet> known = new LinkedHashSet<>(points);
    List<BitSet> fresh = new ArrayList<>(known);
    while (!fresh.isEmpty()) {
      List<BitSet> next = new ArrayList<>();
      for (BitSet face : fresh) {
        for (BitSet point : points) {
          BitSet joined = (BitSet) face.clone();
          joined.and(point);
          if (isCompact(joined) && known.add(joined)) {
            next.add(joined);
          }
        }
        if (known.size() > MOST_FACES) {
          return Optional.empty();
        }
      }
      fresh = next;
    }
    return Optional.of(
        known.stream().filter(face -> rank(face) < dimension).map(Face::new).toList());
  }

  /** The facets through each vertex. */
  List<BitSet> vertices() {
    return points().stream().filter(on -> rank(on) == dimension).toList();
  }

  /** The facets through each exponent that lies on a compact face. */
  private List<BitSet> points() {
    List<BitSet> points = new ArrayList<>();
    for (int[] exponent : exponents) {
      BitSet on = new BitSet();
      for (int f = 0; f < facets.size(); f++) {
        on.set(f, facets.get(f).dot(exponent).equals(facets.get(f).level));
      }
      if (isCompact(on)) {
        points.add(on);
      }
    }
    return points;
  }

  /** Whether the normals of the facets have no zero in common. */
  private boolean isCompact(BitSet held) {
    for (int i = 0; i < dimension; i++) {
      boolean positive = false;
      for (int f = held.nextSetBit(0); f >= 0 && !positive; f = held.nextSetBit(f + 1)) {
        positive = facets.get(f).normal[i].signum() > 0;
      }
      if (!positive) {
        return false;
      }
    }
    return true;
  }

  /** The codimension of the face that these facets hold: the rank of their normals. */
  int rank(BitSet held) {
    List<BigInteger[]> rows = held.stream().mapToObj(f -> facets.get(f).normal).toList();
    return ExactMatrix.rank(rows);
  }

  /** A normal that is least on exactly this face: the sum of those of its facets. */
  BigInteger[] normal(BitSet held) {
    BigInteger[] sum = zeros(dimension);
    for (int f = held.nextSetBit(0); f >= 0; f = held.nextSetBit(f + 1)) {
      for (int i = 0; i < dimension; i++) {
        sum[i] = sum[i].add(facets.get(f).normal[i]);
      }
    }
    return sum;
  }
}

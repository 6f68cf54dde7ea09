package cusp.singular;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Newton polyhedron of a set of exponents in d variables: their convex hull plus the positive
 * orthant, by its facets, which are exact.
 */
final class NewtonPolyhedron {

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
  private final List<Facet> facets;

  private NewtonPolyhedron(int dimension, List<int[]> exponents, List<Facet> facets) {
    this.dimension = dimension;
    this.exponents = exponents;
    this.facets = facets;
  }

  /** Of at least one exponent; empty where it has more facets than can be enumerated here. */
  static Optional<NewtonPolyhedron> of(int dimension, List<int[]> exponents) {
    List<int[]> minimal = minimal(exponents);
    return DualCone.facets(dimension, minimal)
        .map(facets -> new NewtonPolyhedron(dimension, minimal, facets));
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

  /**
   * The compact faces of at least one dimension, each by the places in {@link #facets()} of those
   * that hold it; empty where there are more than can be examined.
   */
  Optional<List<BitSet>> compactFaces() {
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
    return Optional.of(known.stream().filter(face -> rank(face) < dimension).toList());
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

  static BigInteger[] zeros(int n) {
    BigInteger[] entries = new BigInteger[n];
    Arrays.fill(entries, BigInteger.ZERO);
    return entries;
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

package cusp.magnet;

import java.util.Locale;

/**
 * Sites and their neighbours, without a border: periodic in every direction.
 *
 * <p>The triangular and the honeycomb lattice fill a rhombus of 60°, the square lattice a square:
 * what depends on the shape of the cell, as Binder's cumulant at the critical point does, differs
 * between them. On a lattice of length 2 a neighbour counts once for each way to it, so every pair
 * of the square lattice has a double bond.
 *
 * <pre>{@code
 * var lattice = Lattice.triangular(16);
 * show(lattice + ": " + lattice.sites() + " sites, " + lattice.bonds() + " bonds");
 * }</pre>
 *
 * @param kind which neighbours a site has
 * @param length cells along each side, or the number of sites of the chain and the complete graph
 */
public record Lattice(Kind kind, int length) {
  /** Sites whose numbers, and those of their neighbours, an array can hold. */
  private static final long MOST_SITES = 1 << 28;

  /** Which neighbours a site has. */
  public enum Kind {
    /** Two, on a ring. */
    CHAIN(1, 2),
    /** Four. */
    SQUARE(2, 4),
    /** Six, in the plane. */
    TRIANGULAR(2, 6),
    /** Three, in the plane; two sites a cell. */
    HONEYCOMB(2, 3),
    /** Six, in space. */
    CUBIC(3, 6),
    /** All sites, each 1/N as strongly: the mean field. */
    COMPLETE_GRAPH(0, 0);

    private final int dimension;
    private final int coordination;

    Kind(int dimension, int coordination) {
      this.dimension = dimension;
      this.coordination = coordination;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Lattice {
    long sites = sites(kind, length);
    if (length < 2 || sites > MOST_SITES) {
      throw new IllegalArgumentException(
          "the length of a %s lattice is at least 2 and gives at most %,d sites, not %d"
              .formatted(kind, MOST_SITES, length));
    }
  }

  /** A ring of sites. */
  public static Lattice chain(int sites) {
    return new Lattice(Kind.CHAIN, sites);
  }

  /** L × L sites on a torus. */
  public static Lattice square(int length) {
    return new Lattice(Kind.SQUARE, length);
  }

  /** L × L sites on a torus that is a rhombus of 60°. */
  public static Lattice triangular(int length) {
    return new Lattice(Kind.TRIANGULAR, length);
  }

  /** L × L cells of two sites on a torus that is a rhombus of 60°. */
  public static Lattice honeycomb(int length) {
    return new Lattice(Kind.HONEYCOMB, length);
  }

  /** L × L × L sites. */
  public static Lattice cubic(int length) {
    return new Lattice(Kind.CUBIC, length);
  }

  /** Sites that all see each other. */
  public static Lattice completeGraph(int sites) {
    return new Lattice(Kind.COMPLETE_GRAPH, sites);
  }

  private static long sites(Kind kind, long length) {
    return switch (kind) {
      case CHAIN, COMPLETE_GRAPH -> length;
      case SQUARE, TRIANGULAR -> length * length;
      case HONEYCOMB -> 2 * length * length;
      // Beyond the cube root of 2⁶³ the product would wrap.
      case CUBIC -> length > 1 << 20 ? Long.MAX_VALUE : length * length * length;
    };
  }

  /** N. */
  public int sites() {
    return (int) sites(kind, length);
  }

  /** The dimension of space; 0 for the complete graph, which lies in none. */
  public int dimension() {
    return kind.dimension;
  }

  /** Neighbours of a site; N − 1 on the complete graph. */
  public int coordination() {
    return kind == Kind.COMPLETE_GRAPH ? length - 1 : kind.coordination;
  }

  /** Pairs of neighbours. */
  public long bonds() {
    return (long) sites() * coordination() / 2;
  }

  /** The same kind at another length. */
  public Lattice withLength(int newLength) {
    return new Lattice(kind, newLength);
  }

  /**
   * Whether the sites fall into two classes with neighbours in the other class only, as the colours
   * of a chessboard do.
   */
  public boolean isBipartite() {
    return switch (kind) {
      case CHAIN, SQUARE, CUBIC -> length % 2 == 0;
      case HONEYCOMB -> true;
      case TRIANGULAR -> false;
      case COMPLETE_GRAPH -> length == 2;
    };
  }

  /**
   * The neighbours of site i stand at i·z … i·z + z − 1 with z = {@link #coordination()}. A new
   * array at each call.
   *
   * @throws UnsupportedOperationException on the complete graph, where they are all the others
   */
  public int[] neighbours() {
    if (kind == Kind.COMPLETE_GRAPH) {
      throw new UnsupportedOperationException(
          "on the complete graph the neighbours of a site are all others; they are not listed");
    }
    int sites = sites();
    int z = kind.coordination;
    int[] neighbours = new int[Math.multiplyExact(sites, z)];
    for (int site = 0; site < sites; site++) {
      neighbours(site, neighbours, site * z);
    }
    return neighbours;
  }

  private void neighbours(int site, int[] into, int at) {
    int x = site % length;
    int y = site / length % length;
    int left = (x + length - 1) % length;
    int right = (x + 1) % length;
    int below = (y + length - 1) % length;
    int above = (y + 1) % length;
    int plane = length * length;
    switch (kind) {
      case CHAIN -> {
        into[at] = left;
        into[at + 1] = right;
      }
      case SQUARE, TRIANGULAR -> {
        into[at] = y * length + left;
        into[at + 1] = y * length + right;
        into[at + 2] = below * length + x;
        into[at + 3] = above * length + x;
        if (kind == Kind.TRIANGULAR) {
          into[at + 4] = below * length + right;
          into[at + 5] = above * length + left;
        }
      }
      case HONEYCOMB -> {
        boolean first = site < plane;
        int other = first ? plane : 0;
        into[at] = other + y * length + x;
        into[at + 1] = other + y * length + (first ? left : right);
        into[at + 2] = other + (first ? below : above) * length + x;
      }
      case CUBIC -> {
        int z = site / plane;
        into[at] = z * plane + y * length + left;
        into[at + 1] = z * plane + y * length + right;
        into[at + 2] = z * plane + below * length + x;
        into[at + 3] = z * plane + above * length + x;
        into[at + 4] = (z + length - 1) % length * plane + y * length + x;
        into[at + 5] = (z + 1) % length * plane + y * length + x;
      }
      default -> throw new AssertionError(kind);
    }
  }

  /** As in "64 × 64 square lattice". */
  @Override
  public String toString() {
    return switch (kind) {
      case CHAIN -> "chain of " + length + " sites";
      case COMPLETE_GRAPH -> "complete graph of " + length + " sites";
      case SQUARE, TRIANGULAR, HONEYCOMB -> "%d × %d %s lattice".formatted(length, length, kind);
      case CUBIC -> "%d × %d × %d cubic lattice".formatted(length, length, length);
    };
  }
}

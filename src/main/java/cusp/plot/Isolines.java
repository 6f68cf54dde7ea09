package cusp.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a function given on a grid has one value: marching squares, the pieces of the cells joined
 * to lines (Lorensen and Cline 1987, in the plane). A cell with a hole at a corner has none; in a
 * cell that two lines cross, the mean of its corners tells which corners belong together.
 */
final class Isolines {

  private static final int NONE = -1;

  private final double[][] z;
  private final double level;
  private final int columns;

  /** The one or two edges that an edge is joined to; edges go by number, two to a node. */
  private final int[] first;

  private final int[] second;

  private Isolines(double[][] z, double level) {
    this.z = z;
    this.level = level;
    columns = z[0].length;
    first = new int[2 * z.length * columns];
    second = new int[first.length];
    Arrays.fill(first, NONE);
    Arrays.fill(second, NONE);
  }

  /**
   * The lines; a closed one ends where it begins.
   *
   * @param x [n], where the columns of z lie
   * @param y [m], where its rows lie
   */
  static List<Pixels> of(double[] x, double[] y, double[][] z, double level) {
    Isolines lines = new Isolines(z, level);
    for (int i = 0; i + 1 < z.length; i++) {
      for (int j = 0; j + 1 < z[0].length; j++) {
        lines.cell(i, j);
      }
    }
    return lines.chains().stream().map(chain -> lines.points(chain, x, y)).toList();
  }

  private boolean above(int i, int j) {
    return z[i][j] >= level;
  }

  /** The edge from a node to the next in its row. */
  private int along(int i, int j) {
    return 2 * (i * columns + j);
  }

  /** The edge from a node to the next in its column. */
  private int across(int i, int j) {
    return 2 * (i * columns + j) + 1;
  }

  private void cell(int i, int j) {
    double mean = (z[i][j] + z[i][j + 1] + z[i + 1][j] + z[i + 1][j + 1]) / 4;
    if (Double.isNaN(mean)) {
      return;
    }
    boolean a = above(i, j);
    boolean b = above(i, j + 1);
    boolean c = above(i + 1, j + 1);
    boolean d = above(i + 1, j);
    int ab = along(i, j);
    int bc = across(i, j + 1);
    int cd = along(i + 1, j);
    int da = across(i, j);
    boolean crossed = a == c && b == d && a != b;
    if (crossed) {
      boolean aJoinsC = a == (mean >= level);
      join(ab, aJoinsC ? bc : da);
      join(cd, aJoinsC ? da : bc);
      return;
    }
    int[] met = {a == b ? NONE : ab, b == c ? NONE : bc, c == d ? NONE : cd, d == a ? NONE : da};
    int[] two = Arrays.stream(met).filter(edge -> edge != NONE).toArray();
    if (two.length == 2) {
      join(two[0], two[1]);
    }
  }

  private void join(int edge, int other) {
    link(edge, other);
    link(other, edge);
  }

  private void link(int edge, int other) {
    if (first[edge] == NONE) {
      first[edge] = other;
    } else {
      second[edge] = other;
    }
  }

  private List<List<Integer>> chains() {
    boolean[] seen = new boolean[first.length];
    List<List<Integer>> chains = new ArrayList<>();
    // Open lines from one of their ends, and then the closed ones.
    for (int edge = 0; edge < first.length; edge++) {
      if (first[edge] != NONE && second[edge] == NONE && !seen[edge]) {
        chains.add(chain(edge, seen));
      }
    }
    for (int edge = 0; edge < first.length; edge++) {
      if (first[edge] != NONE && !seen[edge]) {
        List<Integer> loop = chain(edge, seen);
        loop.add(edge);
        chains.add(loop);
      }
    }
    return chains;
  }

  private List<Integer> chain(int from, boolean[] seen) {
    List<Integer> chain = new ArrayList<>();
    int edge = from;
    while (edge != NONE && !seen[edge]) {
      seen[edge] = true;
      chain.add(edge);
      boolean onward = first[edge] != NONE && !seen[first[edge]];
      edge = onward ? first[edge] : second[edge];
    }
    return chain;
  }

  private Pixels points(List<Integer> chain, double[] x, double[] y) {
    double[] px = new double[chain.size()];
    double[] py = new double[chain.size()];
    for (int k = 0; k < px.length; k++) {
      int edge = chain.get(k);
      int i = edge / 2 / columns;
      int j = edge / 2 % columns;
      boolean down = edge % 2 == 1;
      double here = z[i][j];
      double there = down ? z[i + 1][j] : z[i][j + 1];
      double t = (level - here) / (there - here);
      px[k] = down ? x[j] : x[j] + t * (x[j + 1] - x[j]);
      py[k] = down ? y[i] + t * (y[i + 1] - y[i]) : y[i];
    }
    return new Pixels(px, py);
  }
}

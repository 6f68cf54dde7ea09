package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import java.util.Arrays;
import java.util.List;

/**
 * A transfer matrix that counts: a row holds the number of states with k spins up and n unsatisfied
 * bonds at k (bonds + 1) + n. Up to 65 spins the numbers fit, twice C(65, 32) being below 2⁶³.
 */
final class CountingSweep extends SpinSweep {
  private final int stride;
  private final int width;
  private final long[] counts;
  private final long[] down;
  private final long[] up;

  private CountingSweep(Elimination plan) {
    super(plan);
    stride = (int) plan.lattice().bonds() + 1;
    width = stride * (plan.lattice().sites() + 1);
    counts = new long[width << plan.bits()];
    down = new long[width];
    up = new long[width];
  }

  /** The number of states by spins up and by unsatisfied bonds. */
  static long[][] of(Lattice lattice) {
    Elimination plan = Elimination.of(lattice);
    List<FirstLayers> layers = FirstLayers.of(plan);
    List<long[]> sweeps =
        Parallel.map(
            "density of states of " + lattice,
            layers.size(),
            n -> new CountingSweep(plan).from(layers.get(n).state()));
    Interrupts.endIfInterrupted("the density of states of " + lattice);
    int sites = lattice.sites();
    int stride = (int) lattice.bonds() + 1;
    long[][] twice = new long[sites + 1][stride];
    for (int c = 0; c < layers.size(); c++) {
      long[] counts = sweeps.get(c);
      for (int k = 0; k <= sites; k++) {
        for (int n = 0; n < stride; n++) {
          // The class is its own image when all spins turn over.
          twice[k][n] +=
              layers.get(c).count() * (counts[k * stride + n] + counts[(sites - k) * stride + n]);
        }
      }
    }
    for (long[] row : twice) {
      Arrays.setAll(row, n -> row[n] / 2);
    }
    return twice;
  }

  private long[] from(int layer) {
    sweep(layer);
    return Arrays.copyOf(counts, width);
  }

  @Override
  void begin(int ups, int unsatisfied) {
    counts[ups * stride + unsatisfied] = 1;
  }

  @Override
  void load(int downRow, int upRow) {
    System.arraycopy(counts, downRow * width, down, 0, width);
    System.arraycopy(counts, upRow * width, up, 0, width);
  }

  @Override
  void combine(int fromDown, int fromUp, int row, int spin) {
    int at = row * width;
    Arrays.fill(counts, at, at + width, 0);
    add(down, at + spin * stride + fromDown);
    if (fromUp >= 0) {
      add(up, at + spin * stride + fromUp);
    }
  }

  /** Of no more spins up than have been reached; what lies beyond is 0. */
  private void add(long[] row, int at) {
    int end = Math.min((reached + 1) * stride, counts.length - at);
    for (int n = 0; n < end; n++) {
      counts[at + n] += row[n];
    }
  }

  @Override
  void move(int from, int to) {
    for (int n = 0; n < width; n++) {
      counts[to * width + n] += counts[from * width + n];
      counts[from * width + n] = 0;
    }
  }
}

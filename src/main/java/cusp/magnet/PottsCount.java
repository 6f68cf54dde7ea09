package cusp.magnet;

import cusp.base.Interrupts;
import java.util.Arrays;

/**
 * Counts the states of Potts's magnet one by one, each from the one before by a change of one spin
 * (Knuth, <i>The Art of Computer Programming</i> 4A, 7.2.1.1: Gray's code of any base). The first
 * spin is held, since all its states are alike.
 */
final class PottsCount {
  /** States to go through, at most. */
  static final double MOST = 5e7;

  private static final int CHECK_EVERY = 1 << 20;

  private final int states;
  private final int sites;
  private final int coordination;
  private final int[] neighbours;
  private final int[] spins;
  private final int[] occupation;

  private PottsCount(Magnet magnet) {
    states = magnet.states();
    sites = magnet.lattice().sites();
    coordination = magnet.lattice().coordination();
    neighbours = magnet.lattice().neighbours();
    spins = new int[sites];
    occupation = new int[states];
    occupation[0] = sites;
  }

  /** The number of states by satisfied bonds and by the largest number of spins in one state. */
  static long[][] of(Magnet magnet) {
    return new PottsCount(magnet).count((int) magnet.lattice().bonds());
  }

  private long[][] count(int bonds) {
    long[][] counts = new long[bonds + 1][sites + 1];
    int satisfied = bonds;
    int[] step = new int[sites];
    Arrays.fill(step, 1);
    for (long n = 0; ; n++) {
      counts[satisfied][largest()] += states;
      int site = 1;
      while (site < sites && !isWithin(spins[site] + step[site])) {
        step[site] = -step[site];
        site++;
      }
      if (site == sites) {
        return counts;
      }
      int before = spins[site];
      int after = before + step[site];
      for (int b = site * coordination; b < (site + 1) * coordination; b++) {
        int other = spins[neighbours[b]];
        satisfied += (other == after ? 1 : 0) - (other == before ? 1 : 0);
      }
      spins[site] = after;
      occupation[before]--;
      occupation[after]++;
      if (n % CHECK_EVERY == 0) {
        Interrupts.endIfInterrupted("the count of states");
      }
    }
  }

  private int largest() {
    int largest = 0;
    for (int number : occupation) {
      largest = Math.max(largest, number);
    }
    return largest;
  }

  private boolean isWithin(int spin) {
    return spin >= 0 && spin < states;
  }
}

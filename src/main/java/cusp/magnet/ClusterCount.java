package cusp.magnet;

import java.util.function.IntSupplier;

/**
 * How many clusters are a sweep. During the burn-in, as many as reach N spins; then always the same
 * number, for a sweep that ends when enough has happened would see some states more often than
 * others.
 */
final class ClusterCount {
  /** The share of a sweep in the running mean, which so forgets where it started. */
  private static final double SHARE = 0.1;

  private double typical = 1;
  private int fixed;

  void sweep(int sites, IntSupplier move) {
    int clusters = 0;
    long reached = 0;
    while (fixed > 0 ? clusters < fixed : reached < sites) {
      reached += move.getAsInt();
      clusters++;
    }
    if (fixed == 0) {
      typical += SHARE * (clusters - typical);
    }
  }

  void settle() {
    fixed = (int) Math.max(1, Math.round(typical));
  }
}

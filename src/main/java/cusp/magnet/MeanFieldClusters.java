package cusp.magnet;

import cusp.base.RandomStream;

/**
 * Clusters of the complete graph, all of them or one at a time. They are explored as components of
 * a random graph are: each site that has joined takes a binomial number of those that have not.
 */
final class MeanFieldClusters extends MeanField {
  private final boolean single;
  private final ClusterCount count = new ClusterCount();

  /** ln(1 − p) of a bond, and of a spin's bond with the ghost. */
  private double logFree;

  private double logGhostFree;

  MeanFieldClusters(Magnet magnet, RandomStream random, boolean single) {
    super(magnet, random);
    this.single = single;
  }

  @Override
  void set(double temperature, double newField) {
    super.set(temperature, newField);
    logFree = -2 * beta / sites;
    logGhostFree = -2 * beta * Math.abs(newField);
  }

  @Override
  void settle() {
    count.settle();
  }

  @Override
  void sweep() {
    if (single) {
      count.sweep(sites, this::move);
      return;
    }
    int before = up;
    up = 0;
    spread(before, true);
    spread(sites - before, false);
  }

  private int move() {
    boolean isUp = random.nextInt(sites) < up;
    int size = cluster(isUp ? up : sites - up);
    if (!held(size, isUp)) {
      up += isUp ? -size : size;
    }
    return size;
  }

  /** Splits spins of one direction into clusters, each of which turns up or down. */
  private void spread(int spins, boolean areUp) {
    for (int left = spins; left > 0; ) {
      int size = cluster(left);
      left -= size;
      if (held(size, areUp) ? areUp : random.nextBoolean()) {
        up += size;
      }
    }
  }

  /** Whether the ghost holds a cluster. */
  private boolean held(int size, boolean isUp) {
    boolean along = field != 0 && isUp == field > 0;
    return along && happens(-Math.expm1(logGhostFree * size));
  }

  /** The size of the cluster of one of so many equal spins. */
  private int cluster(int spins) {
    int free = spins - 1;
    for (int waiting = 1; waiting > 0; waiting--) {
      int joined = binomial(free);
      free -= joined;
      waiting += joined;
    }
    return spins - free;
  }

  /** How many of so many trials succeed, by the lengths of the gaps between successes. */
  private int binomial(int trials) {
    int successes = -1;
    double place = 0;
    do {
      successes++;
      // Never ln 0: nextDouble is below 1.
      place += 1 + Math.floor(Math.log1p(-random.nextDouble()) / logFree);
    } while (place <= trials);
    return successes;
  }
}

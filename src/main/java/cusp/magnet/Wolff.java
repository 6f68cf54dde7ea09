package cusp.magnet;

import cusp.base.RandomStream;

/**
 * One cluster at a time, grown from a random site (Wolff 1989). A field is a bond of each spin
 * along it with a ghost: a cluster that the ghost joins is given up, which is the rejection that
 * detailed balance asks for.
 */
final class Wolff extends SpinArray {
  private final int[] cluster;
  private final ClusterCount count = new ClusterCount();
  private double bond;
  private double ghost;

  Wolff(Magnet magnet, RandomStream random) {
    super(magnet, random);
    cluster = new int[sites];
  }

  @Override
  void set(double temperature, double newField) {
    super.set(temperature, newField);
    bond = -Math.expm1(-coupling);
    ghost = -Math.expm1(-2 * beta * Math.abs(newField));
  }

  @Override
  void sweep() {
    count.sweep(sites, this::move);
  }

  @Override
  void settle() {
    count.settle();
  }

  /** Grows a cluster, moves it, and says how large it grew. */
  private int move() {
    int seed = random.nextInt(sites);
    byte from = state[seed];
    int to = from + 1 + random.nextInt(magnet.states() - 1);
    to -= to >= magnet.states() ? magnet.states() : 0;
    boolean along = ghost > 0 && from == (field > 0 ? 1 : 0);
    int size = grow(seed, from, (byte) to, along ? ghost : 0);
    if (size < 0) {
      size = -size;
      for (int i = 0; i < size; i++) {
        state[cluster[i]] = from;
      }
    }
    return size;
  }

  /** The size, negative if the ghost joined; sites are moved as they join. */
  private int grow(int seed, byte from, byte to, double hold) {
    int z = coordination;
    int size = 1;
    cluster[0] = seed;
    state[seed] = to;
    for (int next = 0; next < size; next++) {
      int site = cluster[next];
      if (hold > 0 && random.nextDouble() < hold) {
        return -size;
      }
      for (int j = site * z; j < (site + 1) * z; j++) {
        int other = neighbours[j];
        if (state[other] == from && random.nextDouble() < bond) {
          state[other] = to;
          cluster[size++] = other;
        }
      }
    }
    return size;
  }
}

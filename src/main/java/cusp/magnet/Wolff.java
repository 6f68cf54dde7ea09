package cusp.magnet;

import cusp.base.RandomStream;

/**
 * One cluster at a time, grown from a random site (Wolff 1989). A field is a bond of each spin
 * along it with a ghost: a cluster that the ghost joins is given up, which is the rejection that
 * detailed balance asks for.
 */
final class Wolff extends SpinArray {
  private static final int COLUMN_BITS = 16;
  private static final int COLUMNS = (1 << COLUMN_BITS) - 1;
  private static final long LOW = (1L << Integer.SIZE) - 1;

  private final boolean square;

  /** The sites that have joined, and a place for one that does not. */
  private final int[] cluster;

  private final ClusterCount count = new ClusterCount();
  private double bond;
  private double ghost;

  Wolff(Magnet magnet, RandomStream random) {
    super(magnet, random);
    square = magnet.lattice().kind() == Lattice.Kind.SQUARE;
    cluster = new int[sites + 1];
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
    double hold = along ? ghost : 0;
    int size =
        square ? growOnSquare(seed, from, (byte) to, hold) : grow(seed, from, (byte) to, hold);
    for (int i = 0; i < -size; i++) {
      state[site(cluster[i])] = from;
    }
    return Math.abs(size);
  }

  /** The size, negative if the ghost joined; sites are moved as they join. */
  private int grow(int seed, byte from, byte to, double hold) {
    int z = coordination;
    int size = 1;
    cluster[0] = seed;
    state[seed] = to;
    for (int next = 0; next < size; next++) {
      int site = cluster[next];
      if (hold > 0 && happens(hold)) {
        return -size;
      }
      for (int j = site * z; j < (site + 1) * z; j++) {
        int other = neighbours[j];
        if (state[other] == from && happens(bond)) {
          state[other] = to;
          cluster[size++] = other;
        }
      }
    }
    return size;
  }

  /**
   * The same on the square lattice, whose neighbours are sooner computed than fetched, with a place
   * as row · 2¹⁶ + column and without branches that no processor can foretell.
   */
  private int growOnSquare(int seed, byte from, byte to, double hold) {
    int last = magnet.lattice().length() - 1;
    int change = from ^ to;
    long threshold = (long) (bond * (1L << Integer.SIZE));
    // Words of a counter do not wait for one another, and half of one decides on a bond.
    long counter = random.nextLong();
    int size = 1;
    cluster[0] = ((seed / (last + 1)) << COLUMN_BITS) | (seed % (last + 1));
    state[seed] = to;
    for (int next = 0; next < size; next++) {
      int place = cluster[next];
      if (hold > 0 && happens(hold)) {
        return -size;
      }
      int x = place & COLUMNS;
      int y = place >>> COLUMN_BITS;
      int row = place - x;
      long one = RandomStream.mix(counter += RandomStream.GOLDEN);
      long two = RandomStream.mix(counter += RandomStream.GOLDEN);
      size =
          join(row | (x == 0 ? last : x - 1), from, change, one >>> Integer.SIZE, threshold, size);
      size = join(row | (x == last ? 0 : x + 1), from, change, one & LOW, threshold, size);
      int below = (y == 0 ? last : y - 1) << COLUMN_BITS;
      int above = (y == last ? 0 : y + 1) << COLUMN_BITS;
      size = join(below | x, from, change, two >>> Integer.SIZE, threshold, size);
      size = join(above | x, from, change, two & LOW, threshold, size);
    }
    return size;
  }

  private int join(int place, int from, int change, long drawn, long threshold, int size) {
    int site = site(place);
    int now = state[site];
    // 1 if the spin is as the cluster was and its bond is drawn, otherwise 0
    int joins =
        (int) ((drawn - threshold) >>> (Long.SIZE - 1))
            & (((now ^ from) - 1) >>> (Integer.SIZE - 1));
    state[site] = (byte) (now ^ (change & -joins));
    cluster[size] = place;
    return size + joins;
  }

  private int site(int place) {
    return square ? (place >>> COLUMN_BITS) * magnet.lattice().length() + (place & COLUMNS) : place;
  }
}

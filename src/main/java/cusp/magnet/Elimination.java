package cusp.magnet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which a transfer matrix, built spin by spin, sums over the spins of a lattice while
 * those of its first layer are held: every spin has a bit of the state from when it is reached
 * until all its neighbours have been.
 *
 * @param lattice any but the complete graph
 * @param held sites of the first layer, one bit of its state each
 * @param steps one for every other site
 * @param bits that are in use at a time, at most
 */
record Elimination(Lattice lattice, int[] held, List<Step> steps, int bits) {

  /**
   * A spin is reached.
   *
   * @param bit where it goes
   * @param replaces whether the spin that was there is summed over
   * @param neighbours bits of those reached before, once for every bond; of the replaced one too
   * @param heldNeighbours bits of those in the first layer
   * @param summed bits of spins that are summed over after this
   * @param free bits that no spin has before this step
   */
  record Step(
      int bit, boolean replaces, int[] neighbours, int[] heldNeighbours, int[] summed, int free) {}

  static Elimination of(Lattice lattice) {
    return new Builder(lattice).build();
  }

  /** Sites, layer by layer. */
  private static int[] order(Lattice lattice) {
    int length = lattice.length();
    int plane = length * length;
    return lattice.kind() == Lattice.Kind.HONEYCOMB
        ? IntStream.range(0, 2 * plane)
            .map(n -> n / length % 2 * plane + n / (2 * length) * length + n % length)
            .toArray()
        : IntStream.range(0, lattice.sites()).toArray();
  }

  private static int layer(Lattice lattice) {
    return switch (lattice.kind()) {
      case CHAIN -> 1;
      case SQUARE, TRIANGULAR, HONEYCOMB -> lattice.length();
      case CUBIC -> lattice.length() * lattice.length();
      case COMPLETE_GRAPH -> throw new AssertionError(lattice);
    };
  }

  /** The number of unsatisfied bonds within the first layer. */
  int unsatisfied(int state) {
    int[] bitOf = bitOf();
    int twice = 0;
    int[] neighbours = lattice.neighbours();
    int z = lattice.coordination();
    for (int site : held) {
      for (int n = site * z; n < (site + 1) * z; n++) {
        int other = bitOf[neighbours[n]];
        if (other >= 0) {
          twice += (state >> bitOf[site] ^ state >> other) & 1;
        }
      }
    }
    return twice / 2;
  }

  private int[] bitOf() {
    int[] bitOf = new int[lattice.sites()];
    Arrays.fill(bitOf, -1);
    for (int bit = 0; bit < held.length; bit++) {
      bitOf[held[bit]] = bit;
    }
    return bitOf;
  }

  private static final class Builder {
    private final Lattice lattice;
    private final int z;
    private final int[] neighbours;
    private final int[] order;
    private final int layer;
    private final int[] heldBit;
    private final int[] bitOf;
    private final int[] awaited;
    private int used;
    private int bits;

    Builder(Lattice lattice) {
      this.lattice = lattice;
      z = lattice.coordination();
      neighbours = lattice.neighbours();
      order = order(lattice);
      layer = layer(lattice);
      heldBit = new int[lattice.sites()];
      bitOf = new int[lattice.sites()];
      awaited = new int[lattice.sites()];
      Arrays.fill(heldBit, -1);
      Arrays.fill(bitOf, -1);
      Arrays.fill(awaited, z);
    }

    Elimination build() {
      for (int bit = 0; bit < layer; bit++) {
        heldBit[order[bit]] = bit;
        reach(order[bit]);
      }
      List<Step> steps = new ArrayList<>();
      for (int n = layer; n < order.length; n++) {
        steps.add(step(order[n]));
      }
      return new Elimination(lattice, Arrays.copyOf(order, layer), steps, bits);
    }

    private int[] neighboursOf(int site) {
      return Arrays.copyOfRange(neighbours, site * z, (site + 1) * z);
    }

    private void reach(int site) {
      for (int other : neighboursOf(site)) {
        awaited[other]--;
      }
    }

    private Step step(int site) {
      int[] around = neighboursOf(site);
      int[] reached = bits(around, bitOf);
      int[] held = bits(around, heldBit);
      reach(site);
      int[] done =
          Arrays.stream(around)
              .distinct()
              .filter(other -> bitOf[other] >= 0 && awaited[other] == 0)
              .toArray();
      int free = ~used;
      boolean replaces = done.length > 0;
      int bit = replaces ? bitOf[done[0]] : Integer.numberOfTrailingZeros(free);
      List<Integer> summed = new ArrayList<>();
      for (int d = 1; d < done.length; d++) {
        summed.add(bitOf[done[d]]);
      }
      if (awaited[site] == 0) {
        summed.add(bit);
      }
      for (int other : done) {
        bitOf[other] = -1;
      }
      used |= 1 << bit;
      bits = Math.max(bits, Integer.SIZE - Integer.numberOfLeadingZeros(used));
      bitOf[site] = bit;
      for (int gone : summed) {
        used &= ~(1 << gone);
      }
      return new Step(
          bit, replaces, reached, held, summed.stream().mapToInt(b -> b).toArray(), free);
    }

    private static int[] bits(int[] sites, int[] bitOf) {
      return Arrays.stream(sites).map(s -> bitOf[s]).filter(b -> b >= 0).toArray();
    }
  }
}

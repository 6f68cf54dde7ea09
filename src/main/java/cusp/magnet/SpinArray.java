package cusp.magnet;

import cusp.base.RandomStream;
import java.util.Arrays;

/** One byte a spin, and the list of its neighbours. */
abstract class SpinArray extends Dynamics {
  final byte[] state;
  final int[] neighbours;
  final int coordination;
  double beta;
  double field;

  /**
   * What two neighbours in the same state gain, in units of the temperature: sᵢsⱼ = 2[sᵢ = sⱼ] − 1,
   * so that Ising's magnet is Potts's of two states with bonds of strength 2.
   */
  double coupling;

  SpinArray(Magnet magnet, RandomStream random) {
    super(magnet, random);
    state = new byte[sites];
    neighbours = magnet.lattice().neighbours();
    coordination = magnet.lattice().coordination();
  }

  @Override
  void set(double temperature, double newField) {
    beta = 1 / temperature;
    field = newField;
    coupling = magnet.ising() ? 2 * beta : beta;
  }

  @Override
  void order() {
    Arrays.fill(state, (byte) (magnet.ising() ? 1 : 0));
  }

  @Override
  void randomize() {
    for (int i = 0; i < sites; i++) {
      state[i] = (byte) random.nextInt(magnet.states());
    }
  }

  /** Sites whose bonds from {@link #firstBond} on, {@link #bondStep} apart, are all bonds once. */
  final int bondSites() {
    return magnet.lattice().kind() == Lattice.Kind.HONEYCOMB ? sites / 2 : sites;
  }

  final int firstBond() {
    return magnet.lattice().kind() == Lattice.Kind.HONEYCOMB ? 0 : 1;
  }

  final int bondStep() {
    return magnet.lattice().kind() == Lattice.Kind.HONEYCOMB ? 1 : 2;
  }

  @Override
  double energy() {
    int from = bondSites();
    int step = bondStep();
    long same = 0;
    for (int i = 0; i < from; i++) {
      byte s = state[i];
      int end = (i + 1) * coordination;
      for (int j = i * coordination + firstBond(); j < end; j += step) {
        same += s == state[neighbours[j]] ? 1 : 0;
      }
    }
    if (!magnet.ising()) {
      return -(double) same / sites;
    }
    return (double) (magnet.lattice().bonds() - 2 * same) / sites - field * magnetization();
  }

  @Override
  double magnetization() {
    if (magnet.ising()) {
      long up = 0;
      for (byte s : state) {
        up += s;
      }
      return (double) (2 * up - sites) / sites;
    }
    int q = magnet.states();
    int[] counts = new int[q];
    for (byte s : state) {
      counts[s]++;
    }
    int most = Arrays.stream(counts).max().orElseThrow();
    return ((double) q * most - sites) / ((q - 1.0) * sites);
  }

  @Override
  byte[] spins() {
    byte[] spins = state.clone();
    if (magnet.ising()) {
      for (int i = 0; i < sites; i++) {
        spins[i] = (byte) (2 * spins[i] - 1);
      }
    }
    return spins;
  }
}

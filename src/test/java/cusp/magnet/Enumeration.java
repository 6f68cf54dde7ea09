package cusp.magnet;

import java.util.Arrays;

/** What a small magnet's observables are, from all of its states. */
record Enumeration(
    double energy,
    double specificHeat,
    double magnetization,
    double signedMagnetization,
    double susceptibility,
    double binder) {

  static Enumeration of(Magnet magnet, double temperature) {
    int sites = magnet.lattice().sites();
    int q = magnet.states();
    int[] state = new int[sites];
    int[] neighbours =
        magnet.lattice().kind() == Lattice.Kind.COMPLETE_GRAPH
            ? new int[0]
            : magnet.lattice().neighbours();
    double ground = energy(magnet, state, neighbours);
    double[] sums = new double[7];
    do {
      double energy = energy(magnet, state, neighbours);
      double m = magnetization(magnet, state);
      double weight = Math.exp((ground - energy) / temperature);
      double[] terms = {1, energy, energy * energy, Math.abs(m), m, m * m, m * m * m * m};
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * terms[i];
      }
    } while (next(state, q));
    double[] mean = Arrays.stream(sums).map(sum -> sum / sums[0]).toArray();
    return new Enumeration(
        mean[1] / sites,
        (mean[2] - mean[1] * mean[1]) / (temperature * temperature * sites),
        mean[3],
        mean[4],
        sites * (mean[5] - mean[3] * mean[3]) / temperature,
        1 - mean[6] / (3 * mean[5] * mean[5]));
  }

  /** The next state, as one counts; false behind the last. */
  private static boolean next(int[] state, int q) {
    for (int i = 0; i < state.length; i++) {
      if (++state[i] < q) {
        return true;
      }
      state[i] = 0;
    }
    return false;
  }

  /** H, from the definition: each bond is seen from both of its ends. */
  static double energy(Magnet magnet, int[] state, int[] neighbours) {
    int sites = state.length;
    if (neighbours.length == 0) {
      double m = magnetization(magnet, state);
      return -sites * (m * m / 2 + magnet.field() * m);
    }
    int z = neighbours.length / sites;
    double twice = 0;
    for (int j = 0; j < neighbours.length; j++) {
      boolean same = state[j / z] == state[neighbours[j]];
      twice -= magnet.ising() ? (same ? 1 : -1) : (same ? 1 : 0);
    }
    double inField = magnet.ising() ? magnet.field() * sites * magnetization(magnet, state) : 0;
    return twice / 2 - inField;
  }

  static double magnetization(Magnet magnet, int[] state) {
    int q = magnet.states();
    int[] counts = new int[q];
    for (int s : state) {
      counts[s]++;
    }
    return magnet.ising()
        ? (double) (counts[1] - counts[0]) / state.length
        : ((double) q * Arrays.stream(counts).max().orElseThrow() / state.length - 1) / (q - 1);
  }
}

package cusp.magnet;

import cusp.base.RandomStream;
import java.util.Arrays;

/** One spin at a time, in the order of the sites: Metropolis's rule, or the heat bath's. */
final class LocalMoves extends SpinArray {
  private final boolean metropolis;

  /** Ising: the probability of a flip, by the spin and the number of its neighbours that are up. */
  private final double[] flips;

  /** Potts: e^(coupling·n), at most 1, by the number n of equal neighbours gained, from −z on. */
  private final double[] weights;

  private final double[] shares;
  private final int[] counts;

  LocalMoves(Magnet magnet, RandomStream random, boolean metropolis) {
    super(magnet, random);
    this.metropolis = metropolis;
    flips = new double[2 * (coordination + 1)];
    weights = new double[2 * coordination + 1];
    shares = new double[magnet.states()];
    counts = new int[magnet.states()];
  }

  @Override
  void set(double temperature, double newField) {
    super.set(temperature, newField);
    int z = coordination;
    for (int s = 0; s < 2; s++) {
      for (int up = 0; up <= z; up++) {
        // ΔH = 2s(Σs′ + h) of s = ±1
        double rise = 2 * beta * (2 * s - 1) * (2 * up - z + field);
        flips[s * (z + 1) + up] = probability(metropolis, rise);
      }
    }
    for (int n = -z; n <= z; n++) {
      weights[n + z] = (metropolis ? OFFERED : 1) * Math.exp(coupling * Math.min(n, 0));
    }
  }

  @Override
  void sweep() {
    if (magnet.ising()) {
      sweepIsing();
    } else if (metropolis) {
      sweepPotts();
    } else {
      heatPotts();
    }
  }

  private void sweepIsing() {
    byte[] s = state;
    int[] near = neighbours;
    int z = coordination;
    for (int i = 0, j = 0; i < s.length; i++) {
      int up = 0;
      for (int end = j + z; j < end; j++) {
        up += s[near[j]];
      }
      if (random.nextDouble() < flips[s[i] * (z + 1) + up]) {
        s[i] ^= 1;
      }
    }
  }

  private void sweepPotts() {
    int z = coordination;
    for (int i = 0, j = 0; i < sites; i++) {
      int now = state[i];
      int proposed = now + 1 + random.nextInt(magnet.states() - 1);
      proposed -= proposed >= magnet.states() ? magnet.states() : 0;
      int gain = 0;
      for (int end = j + z; j < end; j++) {
        int near = state[neighbours[j]];
        gain += (near == proposed ? 1 : 0) - (near == now ? 1 : 0);
      }
      if (random.nextDouble() < weights[gain + z]) {
        state[i] = (byte) proposed;
      }
    }
  }

  private void heatPotts() {
    int z = coordination;
    for (int i = 0; i < sites; i++) {
      Arrays.fill(counts, 0);
      int most = 0;
      for (int j = i * z; j < (i + 1) * z; j++) {
        most = Math.max(most, ++counts[state[neighbours[j]]]);
      }
      double sum = 0;
      for (int q = 0; q < shares.length; q++) {
        // Relative to the greatest weight, so that not all of them underflow.
        sum += weights[z + counts[q] - most];
        shares[q] = sum;
      }
      double drawn = random.nextDouble() * sum;
      int q = 0;
      while (q < shares.length - 1 && drawn >= shares[q]) {
        q++;
      }
      state[i] = (byte) q;
    }
  }
}

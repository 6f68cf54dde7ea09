package cusp.magnet;

import cusp.base.RandomStream;

/**
 * A random spin at a time, by Metropolis's rule or the heat bath's, at a cost that N leaves alone.
 * Far above the bonds Metropolis's rule would turn one spin at every step, and so keep the parity
 * of the spins up from sweep to sweep; here too a change is offered to a share of them.
 */
final class MeanFieldLocal extends MeanField {
  private final boolean metropolis;

  MeanFieldLocal(Magnet magnet, RandomStream random, boolean metropolis) {
    super(magnet, random);
    this.metropolis = metropolis;
  }

  @Override
  void sweep() {
    for (int i = 0; i < sites; i++) {
      int s = random.nextInt(sites) < up ? 1 : -1;
      // ΔH = 2(sM − 1)/N + 2sh, from H = −M²/(2N) − hM
      double rise = beta * 2 * ((s * (2.0 * up - sites) - 1) / sites + s * field);
      if (happens(probability(metropolis, rise))) {
        up -= s;
      }
    }
  }
}

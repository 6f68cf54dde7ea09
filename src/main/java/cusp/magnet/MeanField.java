package cusp.magnet;

import cusp.base.RandomStream;
import java.util.Arrays;

/** The complete graph, where nothing matters but how many spins are up. */
abstract class MeanField extends Dynamics {
  int up;
  double beta;
  double field;

  MeanField(Magnet magnet, RandomStream random) {
    super(magnet, random);
  }

  @Override
  void set(double temperature, double newField) {
    beta = 1 / temperature;
    field = newField;
  }

  @Override
  void order() {
    up = sites;
  }

  @Override
  void randomize() {
    up = 0;
    for (int i = 0; i < sites; i++) {
      up += random.nextBoolean() ? 1 : 0;
    }
  }

  @Override
  double energy() {
    double m = magnetization();
    return -m * m / 2 - field * m;
  }

  @Override
  double magnetization() {
    return (2.0 * up - sites) / sites;
  }

  /** Sites have no place, so those that are up come first. */
  @Override
  byte[] spins() {
    byte[] spins = new byte[sites];
    Arrays.fill(spins, 0, up, (byte) 1);
    Arrays.fill(spins, up, sites, (byte) -1);
    return spins;
  }
}

package cusp.magnet;

import java.util.Arrays;

/** All states of a magnet of up to some twenty spins, one by one: slow, and hard to get wrong. */
final class BruteForce {
  private final Magnet magnet;
  private final double temperature;
  private final int coordination;
  private final int[] neighbours;

  /** Energies are counted from about the lowest, so that their variance keeps its digits. */
  private final double ground;

  private double z;
  private double energy;
  private double energySquare;
  private double mean;
  private double absolute;
  private double square;
  private double fourth;

  private BruteForce(Magnet magnet, double temperature) {
    this.magnet = magnet;
    this.temperature = temperature;
    coordination = magnet.lattice().coordination();
    boolean complete = magnet.lattice().kind() == Lattice.Kind.COMPLETE_GRAPH;
    neighbours = complete ? new int[0] : magnet.lattice().neighbours();
    int[] spins = new int[magnet.lattice().sites()];
    ground = energy(spins, magnetization(spins));
  }

  /** logZ, u, c, ⟨m⟩, ⟨|m|⟩, ⟨m²⟩, ⟨m⁴⟩. */
  static double[] of(Magnet magnet, double temperature) {
    BruteForce sum = new BruteForce(magnet, temperature);
    sum.choose(new int[magnet.lattice().sites()], 0);
    return sum.averages();
  }

  static double[] of(ExactState state) {
    return new double[] {
      state.logPartition(),
      state.energy(),
      state.specificHeat(),
      state.meanMagnetization(),
      state.magnetization(),
      state.moment(2),
      state.moment(4)
    };
  }

  private double[] averages() {
    int sites = magnet.lattice().sites();
    double u = energy / z;
    double variance = energySquare / z - u * u;
    return new double[] {
      Math.log(z) - ground / temperature,
      (ground + u) / sites,
      variance / (temperature * temperature * sites),
      mean / z,
      absolute / z,
      square / z,
      fourth / z
    };
  }

  private void choose(int[] spins, int site) {
    if (site == spins.length) {
      add(spins);
      return;
    }
    for (int state = 0; state < magnet.states(); state++) {
      spins[site] = state;
      choose(spins, site + 1);
    }
  }

  private void add(int[] spins) {
    double m = magnetization(spins);
    double h = energy(spins, m) - ground;
    double weight = Math.exp(-h / temperature);
    z += weight;
    energy += weight * h;
    energySquare += weight * h * h;
    mean += weight * m;
    absolute += weight * Math.abs(m);
    square += weight * m * m;
    fourth += weight * Math.pow(m, 4);
  }

  private double magnetization(int[] spins) {
    double q = magnet.states();
    if (magnet.ising()) {
      return 2.0 * Arrays.stream(spins).sum() / spins.length - 1;
    }
    long largest = 0;
    for (int state = 0; state < q; state++) {
      int wanted = state;
      largest = Math.max(largest, Arrays.stream(spins).filter(s -> s == wanted).count());
    }
    return (q * largest / spins.length - 1) / (q - 1);
  }

  private double energy(int[] spins, double m) {
    int sites = spins.length;
    double total = m * sites;
    if (magnet.lattice().kind() == Lattice.Kind.COMPLETE_GRAPH) {
      return -total * total / (2 * sites) - magnet.field() * total;
    }
    double twice = 0;
    for (int n = 0; n < neighbours.length; n++) {
      boolean same = spins[n / coordination] == spins[neighbours[n]];
      twice -= magnet.ising() ? (same ? 1 : -1) : (same ? 1 : 0);
    }
    return twice / 2 - magnet.field() * total;
  }
}

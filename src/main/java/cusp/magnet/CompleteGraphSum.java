package cusp.magnet;

/** Curie and Weiss's magnet of N spins: all M, each with its binomial number of states. */
final class CompleteGraphSum {
  static final int MOST_SITES = 4_000_000;

  private CompleteGraphSum() {}

  static ExactState at(Magnet magnet, double temperature) {
    int sites = magnet.lattice().sites();
    double field = magnet.field();
    EnergyGivenMagnetization sum = EnergyGivenMagnetization.ising(sites);
    double start = energy(-sites, sites, field);
    LogSum log = new LogSum();
    log.add(-start / temperature);
    for (int k = 0; k <= sites; k++) {
      double m = 2.0 * k - sites;
      sum.set(k, log.value(), energy(m, sites, field), 0);
      log.add(Math.log((sites - k) / (k + 1.0)));
      log.add(2 * ((m + 1) / sites + field) / temperature);
    }
    return sum.state(magnet, temperature, ExactState.Method.SUM_OVER_MAGNETIZATIONS);
  }

  private static double energy(double m, int sites, double field) {
    return -m * m / (2 * sites) - field * m;
  }
}

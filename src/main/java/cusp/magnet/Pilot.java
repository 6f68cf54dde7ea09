package cusp.magnet;

/** A short run, too short perhaps for errors, that only says where to run next. */
final class Pilot {
  private static final int STEPS = 40;

  /** As far as the energies of a run reach: where the exponents of its weights differ by 2. */
  private static final double REACH = 2;

  private Pilot() {}

  /** Where the specific heat is largest, as far as the run's energies reach. */
  static double hottest(Measurements run) {
    double sites = run.magnet().lattice().sites();
    double[] energies = run.energies();
    double mean = 0;
    double square = 0;
    for (double e : energies) {
      mean += e * sites / energies.length;
    }
    for (double e : energies) {
      square += Math.pow(e * sites - mean, 2) / energies.length;
    }
    if (!(square > 0)) {
      return run.temperature();
    }
    double beta = 1 / run.temperature();
    double step = REACH / Math.sqrt(square) / STEPS;
    double best = beta;
    double largest = 0;
    for (int i = -STEPS; i <= STEPS; i++) {
      double other = beta + i * step;
      double heat = other > 0 ? heat(energies, sites, mean, other, beta) : 0;
      if (heat > largest) {
        largest = heat;
        best = other;
      }
    }
    return 1 / best;
  }

  private static double heat(
      double[] energies, double sites, double mean, double other, double beta) {
    double z = 0;
    double first = 0;
    double second = 0;
    for (double e : energies) {
      double from = e * sites - mean;
      double weight = Math.exp(-(other - beta) * from);
      z += weight;
      first += weight * from;
      second += weight * from * from;
    }
    return other * other * (second / z - first * first / (z * z));
  }
}

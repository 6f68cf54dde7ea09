package cusp.magnet;

import org.hipparchus.util.FastMath;

/**
 * The ring of N spins by its domains: k spins up in j blocks stand in (N/j) C(k − 1, j − 1) C(N − k
 * − 1, j − 1) ways, and each block costs 4.
 */
final class ChainSum {
  static final int MOST_SITES = 20_000;

  /** Numbers of blocks that weigh less than this, relative to the likeliest, are left out. */
  private static final double NEGLIGIBLE = 1e-25;

  private final Magnet magnet;
  private final double temperature;
  private final int sites;
  private final double[] logFactorials;

  private ChainSum(Magnet magnet, double temperature) {
    this.magnet = magnet;
    this.temperature = temperature;
    sites = magnet.lattice().sites();
    logFactorials = new double[sites + 1];
    LogSum log = new LogSum();
    for (int n = 1; n <= sites; n++) {
      log.add(Math.log(n));
      logFactorials[n] = log.value();
    }
  }

  static ExactState at(Magnet magnet, double temperature) {
    return new ChainSum(magnet, temperature).state();
  }

  private ExactState state() {
    EnergyGivenMagnetization sum = EnergyGivenMagnetization.ising(sites);
    double ground = -sites;
    for (int k = 0; k <= sites; k++) {
      double zeeman = -magnet.field() * (2.0 * k - sites);
      if (k == 0 || k == sites) {
        sum.set(k, -(ground + zeeman) / temperature, ground + zeeman, 0);
      } else {
        addBlocks(sum, k, ground + zeeman);
      }
    }
    return sum.state(magnet, temperature, ExactState.Method.SUM_OVER_DOMAINS);
  }

  private void addBlocks(EnergyGivenMagnetization into, int up, double base) {
    int down = sites - up;
    int most = Math.min(up, down);
    double cost = Math.exp(-4 / temperature);
    // Where (up − j)(down − j) e^(−4/T) = j², near which most of the weight is.
    double product = (double) up * down;
    double likeliest =
        2
            * product
            / (sites + FastMath.hypot(sites, 2 * Math.sqrt(product * Math.expm1(4 / temperature))));
    int center = Math.max(1, Math.min(most, (int) likeliest));
    double weight = 1;
    double first = 0;
    double second = 0;
    double share = 1;
    for (int j = center; j < most && share > NEGLIGIBLE * weight; ) {
      share *= cost * (up - j) / j * (down - j) / (j + 1.0);
      j++;
      weight += share;
      first += share * (j - center);
      second += share * (j - center) * (j - center);
    }
    share = 1;
    for (int j = center; j > 1 && share > NEGLIGIBLE * weight; ) {
      j--;
      share /= cost * (up - j) / j * (down - j) / (j + 1.0);
      weight += share;
      first += share * (j - center);
      second += share * (j - center) * (j - center);
    }
    double mean = first / weight;
    double log =
        Math.log((double) sites / center)
            + logBinomial(up - 1, center - 1)
            + logBinomial(down - 1, center - 1)
            - (base + 4.0 * center) / temperature
            + Math.log(weight);
    into.set(up, log, base + 4 * (center + mean), 16 * (second / weight - mean * mean));
  }

  private double logBinomial(int n, int k) {
    return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
  }
}

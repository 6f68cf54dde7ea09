package cusp.magnet;

import java.util.Arrays;

/**
 * How much each m weighs, and the energy of the states that have it: what every method but
 * Kaufman's arrives at.
 *
 * @param m ascending
 * @param logWeights ln of the share of Z, −∞ for none
 * @param means of H, where there is weight
 * @param variances of H
 */
record EnergyGivenMagnetization(
    double[] m, double[] logWeights, double[] means, double[] variances) {

  static EnergyGivenMagnetization of(double[] m) {
    double[] none = new double[m.length];
    Arrays.fill(none, Double.NEGATIVE_INFINITY);
    return new EnergyGivenMagnetization(m, none, new double[m.length], new double[m.length]);
  }

  /** All M/N = (2k − N)/N of N spins, k of them up. */
  static EnergyGivenMagnetization ising(int sites) {
    double[] m = new double[sites + 1];
    Arrays.setAll(m, k -> (2.0 * k - sites) / sites);
    return of(m);
  }

  void set(int k, double logWeight, double mean, double variance) {
    logWeights[k] = logWeight;
    means[k] = mean;
    variances[k] = variance;
  }

  ExactState state(Magnet magnet, double temperature, ExactState.Method method) {
    double largest = Arrays.stream(logWeights).max().orElseThrow();
    double[] shares = Arrays.stream(logWeights).map(log -> Math.exp(log - largest)).toArray();
    double sum = Arrays.stream(shares).sum();
    double mean = 0;
    for (int k = 0; k < m.length; k++) {
      shares[k] /= sum;
      mean += shares[k] * means[k];
    }
    double variance = 0;
    for (int k = 0; k < m.length; k++) {
      double distance = means[k] - mean;
      variance += shares[k] == 0 ? 0 : shares[k] * (variances[k] + distance * distance);
    }
    int sites = magnet.lattice().sites();
    return new ExactState(
        magnet,
        temperature,
        method,
        largest + Math.log(sum),
        mean / sites,
        variance / temperature / temperature / sites,
        m,
        shares);
  }
}

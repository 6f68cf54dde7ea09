package cusp.magnet;

import java.util.List;
import java.util.Optional;

/** What one chain has measured so far. */
final class Chain {
  private final double[] energies;
  private final double[] magnetizations;
  private int done;

  Chain(int draws) {
    energies = new double[draws];
    magnetizations = new double[draws];
  }

  void add(double energy, double magnetization) {
    energies[done] = energy;
    magnetizations[done++] = magnetization;
  }

  /**
   * The measurements of several chains, one after the other.
   *
   * @param done the settings with the chains and sweeps that there are
   */
  record Draws(double[] energies, double[] magnetizations, Simulation done) {}

  /** The first chains, cut to one length, as many of them as leave most in all. */
  static Optional<Draws> collect(List<Chain> chains, Simulation settings) {
    int count = 0;
    int length = 0;
    int shortest = Integer.MAX_VALUE;
    for (int c = 0; c < chains.size(); c++) {
      shortest = Math.min(shortest, chains.get(c).done);
      if ((c + 1L) * shortest > (long) count * length) {
        count = c + 1;
        length = shortest;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    int draws = length;
    // Without gaps, since a chain's number says whether it started in order.
    List<Chain> kept = chains.subList(0, count);
    double[] energies = new double[kept.size() * draws];
    double[] magnetizations = new double[energies.length];
    for (int c = 0; c < kept.size(); c++) {
      System.arraycopy(kept.get(c).energies, 0, energies, c * draws, draws);
      System.arraycopy(kept.get(c).magnetizations, 0, magnetizations, c * draws, draws);
    }
    boolean whole = kept.size() == settings.chains() && draws == settings.draws();
    Simulation done =
        whole ? settings : settings.withChains(kept.size()).withSweeps(draws * settings.every());
    return Optional.of(new Draws(energies, magnetizations, done));
  }
}

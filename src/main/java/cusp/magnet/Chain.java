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

  /** Chains are cut to one length, shorter ones left out, so that most remains in all. */
  static Optional<Draws> collect(List<Chain> chains, Simulation settings) {
    int length = 0;
    long most = 0;
    for (Chain chain : chains) {
      long kept = chain.done * chains.stream().filter(other -> other.done >= chain.done).count();
      if (kept > most) {
        most = kept;
        length = chain.done;
      }
    }
    if (most == 0) {
      return Optional.empty();
    }
    int draws = length;
    List<Chain> kept = chains.stream().filter(chain -> chain.done >= draws).toList();
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

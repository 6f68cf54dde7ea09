package cusp.magnet;

import cusp.base.RandomStream;

/**
 * A magnet in one of its states, which an algorithm moves. Not thread-safe: one per chain.
 *
 * <p>States are numbered from 0; of Ising's magnet 1 is up and 0 is down.
 */
abstract class Dynamics {
  /**
   * The share of spins to which Metropolis's rule in a fixed order offers a change. If it were all,
   * states in which no change costs anything would follow one another in a cycle that is never
   * left: on a ring or on 2 × 2 sites, whole classes of states would not be reached.
   */
  static final double OFFERED = 15.0 / 16;

  final Magnet magnet;
  final int sites;
  final RandomStream random;

  Dynamics(Magnet magnet, RandomStream random) {
    this.magnet = magnet;
    this.random = random;
    sites = magnet.lattice().sites();
  }

  /** The fastest way of an algorithm to move a magnet. */
  static Dynamics of(Simulation.Algorithm algorithm, Magnet magnet, RandomStream random) {
    if (magnet.lattice().kind() == Lattice.Kind.COMPLETE_GRAPH) {
      return switch (algorithm) {
        case METROPOLIS, HEAT_BATH ->
            new MeanFieldLocal(magnet, random, algorithm == Simulation.Algorithm.METROPOLIS);
        case SWENDSEN_WANG -> new MeanFieldClusters(magnet, random, false);
        case WOLFF -> new MeanFieldClusters(magnet, random, true);
      };
    }
    return switch (algorithm) {
      case METROPOLIS, HEAT_BATH ->
          local(magnet, random, algorithm == Simulation.Algorithm.METROPOLIS);
      case SWENDSEN_WANG -> new SwendsenWang(magnet, random);
      case WOLFF -> new Wolff(magnet, random);
    };
  }

  private static Dynamics local(Magnet magnet, RandomStream random, boolean metropolis) {
    return MultiSpin.suits(magnet)
        ? new MultiSpin(magnet, random, metropolis)
        : new LocalMoves(magnet, random, metropolis);
  }

  /** Says at which temperature and in which field the next sweeps are. */
  abstract void set(double temperature, double field);

  /** All spins up, or in state 0. */
  abstract void order();

  /** Each spin in a state of its own. */
  abstract void randomize();

  abstract void sweep();

  /** The burn-in is over: what a sweep is stays the same from now on. */
  void settle() {}

  /** H/N in the field that was set. */
  abstract double energy();

  /** M/N, or for Potts's magnet (q·largest share − 1)/(q − 1). */
  abstract double magnetization();

  /** ±1, or the number of the state, of each site; a new array. */
  abstract byte[] spins();

  /**
   * The probability of a change, by Metropolis's rule or the heat bath's.
   *
   * @param rise ΔH/T
   */
  static double probability(boolean metropolis, double rise) {
    return metropolis ? OFFERED * Math.min(1, Math.exp(-rise)) : 1 / (1 + Math.exp(rise));
  }

  /** Whether something of this probability happens. */
  final boolean happens(double probability) {
    return random.nextDouble() < probability;
  }
}

package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Pace;
import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * Draws states of a magnet with probability ∝ e^(−H/T), and measures their energies and
 * magnetizations.
 *
 * <p>Chains 0, 2, … start with all spins up, or in state 0, chains 1, 3, … at infinite temperature.
 * Where they agree, the start is forgotten; where they do not, {@link Measurements#verdict()} says
 * so. That is no proof: below the Curie point all may hold on to the same phase against a weak
 * field, which moves of single spins leave too seldom; clusters do not. Chains run on all cores,
 * with the same bits whatever their number.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(32));
 * var measured = Simulation.wolff().withSweeps(1000).run(magnet, 2.3, seed(1));
 * show(measured.energy() + ", " + measured.binder());
 * show(Measurements.table(
 *     Simulation.metropolis().withSweeps(500).run(magnet, new double[] {2, 3, 4}, seed(2))));
 * }</pre>
 *
 * @param algorithm how states follow one another
 * @param chains independent ones, at least 1; 2 show whether the start is forgotten
 * @param burnIn sweeps of each chain before it is measured
 * @param sweeps of each chain while it is measured
 * @param every sweeps between measurements, at least 1
 */
public record Simulation(Algorithm algorithm, int chains, int burnIn, int sweeps, int every) {
  /** Measurements that an array can hold. */
  private static final int MOST_DRAWS = 1 << 30;

  /** How states follow one another. Each works for every {@link Magnet}, in a field too. */
  public enum Algorithm {
    /**
     * Spins are offered another state, taken with probability min(1, e^(−ΔH/T)): Metropolis,
     * Rosenbluth, Rosenbluth, Teller and Teller 1953. A change is offered to 15 of 16 spins, drawn
     * at random, so that no state is stepped over for ever. At temperatures far above the bonds it
     * still turns nearly every spin in each sweep and mixes badly; there the heat bath is better.
     *
     * <p>A sweep of this rule and of the heat bath goes through the sites in their order, on the
     * complete graph to N of them at random. Only Ising's magnet on a square lattice of even length
     * is swept by the colours of a checkerboard, 64 spins at a time. Of an odd length the colours
     * do not match up around the torus, and that lattice, like all others, is swept site by site:
     * the same law, only slower, and nothing that one has to ask for.
     */
    METROPOLIS,
    /**
     * Each spin is drawn anew from its law given its neighbours (Glauber 1963), in sweeps as {@link
     * #METROPOLIS} has them.
     */
    HEAT_BATH,
    /**
     * Equal neighbours are joined with probability 1 − e^(−2/T), for Potts 1 − e^(−1/T), and each
     * cluster is given a state of its own (Swendsen and Wang 1987): little slowing down at the
     * critical point. In a field h a spin along it is joined to a ghost with probability 1 −
     * e^(−2|h|/T), and what the ghost holds stays.
     */
    SWENDSEN_WANG,
    /**
     * One such cluster, grown from a random site, is turned (Wolff 1989), or left where the ghost
     * joins it. A sweep is a fixed number of clusters a chain, as many as together reach N sites in
     * the mean of the last sweeps of its burn-in; one cluster if there is no burn-in. Far above the
     * bonds clusters are single spins, and an even number of them keeps the parity of the spins up:
     * chains of very few spins then disagree, which the heat bath's do not.
     */
    WOLFF;

    @Override
    public String toString() {
      return switch (this) {
        case METROPOLIS -> "Metropolis";
        case SWENDSEN_WANG -> "Swendsen–Wang";
        case WOLFF -> "Wolff";
        default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
      };
    }
  }

  public Simulation {
    if (chains < 1 || burnIn < 0) {
      throw new IllegalArgumentException(
          "there is at least 1 chain and the burn-in is not negative, not "
              + chains
              + " and "
              + burnIn);
    }
    if (every < 1 || sweeps < every) {
      throw new IllegalArgumentException(
          "measurements lie at least 1 sweep apart, and a chain has at least one of them, not every "
              + every
              + " of "
              + sweeps
              + " sweeps");
    }
    if ((long) chains * (sweeps / every) > MOST_DRAWS) {
      throw new IllegalArgumentException(
          "all chains together measure at most %,d times, not %d × %d: measure at larger distances"
              .formatted(MOST_DRAWS, chains, sweeps / every));
    }
  }

  /** Four chains of 20,000 sweeps behind 2,000, each measured. */
  public static Simulation metropolis() {
    return new Simulation(Algorithm.METROPOLIS, 4, 2_000, 20_000, 1);
  }

  /** Four chains of 20,000 sweeps behind 2,000, each measured. */
  public static Simulation heatBath() {
    return metropolis().withAlgorithm(Algorithm.HEAT_BATH);
  }

  /** Four chains of 5,000 sweeps behind 500, each measured. */
  public static Simulation swendsenWang() {
    return new Simulation(Algorithm.SWENDSEN_WANG, 4, 500, 5_000, 1);
  }

  /** Four chains of 5,000 sweeps behind 500, each measured. */
  public static Simulation wolff() {
    return swendsenWang().withAlgorithm(Algorithm.WOLFF);
  }

  public Simulation withAlgorithm(Algorithm newAlgorithm) {
    return new Simulation(newAlgorithm, chains, burnIn, sweeps, every);
  }

  public Simulation withChains(int newChains) {
    return new Simulation(algorithm, newChains, burnIn, sweeps, every);
  }

  public Simulation withBurnIn(int newBurnIn) {
    return new Simulation(algorithm, chains, newBurnIn, sweeps, every);
  }

  public Simulation withSweeps(int newSweeps) {
    return new Simulation(algorithm, chains, burnIn, newSweeps, every);
  }

  public Simulation withEvery(int newEvery) {
    return new Simulation(algorithm, chains, burnIn, sweeps, newEvery);
  }

  /** Measurements of a chain. */
  int draws() {
    return sweeps / every;
  }

  /**
   * Simulates at one temperature. An interrupt leaves what there is, with a verdict that says so.
   *
   * @param temperature T, above 0 and finite
   * @throws IllegalArgumentException if the temperature is not
   * @throws CancellationException if the thread is interrupted before anything is measured
   */
  public Measurements run(Magnet magnet, double temperature, Seed seed) {
    List<Measurements> all = run(magnet, new double[] {temperature}, t -> seed);
    if (all.isEmpty()) {
      throw new CancellationException("the simulation was interrupted before it had measured");
    }
    return all.get(0);
  }

  /**
   * Simulates at several temperatures, chains of all of them over the cores; the i-th has the
   * stream "temperature-i" of the seed. After an interrupt the list ends with what was measured.
   *
   * @throws IllegalArgumentException if a temperature is not above 0 and finite
   */
  public List<Measurements> run(Magnet magnet, double[] temperatures, Seed seed) {
    return run(magnet, temperatures.clone(), t -> seed.stream("temperature", t));
  }

  private List<Measurements> run(Magnet magnet, double[] temperatures, IntFunction<Seed> seeds) {
    for (double temperature : temperatures) {
      Temperatures.requirePositive(temperature);
    }
    List<Chain> runs;
    try (Progress.Task progress =
        Progress.standard()
            .start(
                "simulation",
                (long) temperatures.length * chains * (burnIn + (long) draws() * every))) {
      runs =
          Parallel.map(
              Math.multiplyExact(temperatures.length, chains),
              i ->
                  chain(
                      magnet,
                      temperatures[i / chains],
                      i % chains,
                      seeds.apply(i / chains).stream("chain", i % chains),
                      progress));
    }
    List<Measurements> all = new ArrayList<>();
    for (int from = 0; from < runs.size(); from += chains) {
      List<Chain> own = runs.subList(from, Math.min(from + chains, runs.size()));
      int t = from / chains;
      Chain.collect(own, this)
          .ifPresent(
              draws ->
                  all.add(Measurements.of(magnet, temperatures[t], draws, this, seeds.apply(t))));
    }
    return all;
  }

  private Chain chain(
      Magnet magnet, double temperature, int number, Seed seed, Progress.Task progress) {
    Dynamics dynamics = Dynamics.of(algorithm, magnet, seed.random());
    dynamics.set(temperature, magnet.field());
    if (number % 2 == 0) {
      dynamics.order();
    } else {
      dynamics.randomize();
    }
    Pace pace = new Pace(progress);
    for (int i = 0; i < burnIn; i++) {
      Interrupts.endIfInterrupted("the burn-in");
      dynamics.sweep();
      pace.step();
    }
    dynamics.settle();
    Chain chain = new Chain(draws());
    for (int sweep = 1;
        sweep <= draws() * every && !Thread.currentThread().isInterrupted();
        sweep++) {
      dynamics.sweep();
      pace.step();
      if (sweep % every == 0) {
        chain.add(dynamics.energy(), dynamics.magnetization());
      }
    }
    pace.flush();
    return chain;
  }
}

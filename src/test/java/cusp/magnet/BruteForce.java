package cusp.magnet;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * All states of a magnet of up to some twenty spins, one by one: slow, and hard to get wrong. They
 * are gathered by energy and magnetization, so that each further temperature costs little.
 */
final class BruteForce {
  private final Magnet magnet;
  private final int sites;
  private final int[] neighbours;

  /** How many states are alike. */
  private final Map<Level, Integer> states = new TreeMap<>();

  /** Energies are weighed from the lowest, so that none overflows. */
  private final double ground;

  private record Level(double energy, double m) implements Comparable<Level> {
    @Override
    public int compareTo(Level other) {
      int byEnergy = Double.compare(energy, other.energy);
      return byEnergy == 0 ? Double.compare(m, other.m) : byEnergy;
    }
  }

  BruteForce(Magnet magnet) {
    this.magnet = magnet;
    sites = magnet.lattice().sites();
    neighbours = neighbours(magnet.lattice());
    int[] state = new int[sites];
    do {
      states.merge(level(state), 1, Integer::sum);
    } while (next(state, magnet.states()));
    ground = states.keySet().iterator().next().energy;
  }

  /** The next state, as one counts; false behind the last. */
  private static boolean next(int[] state, int q) {
    for (int i = 0; i < state.length; i++) {
      if (++state[i] < q) {
        return true;
      }
      state[i] = 0;
    }
    return false;
  }

  private static int[] neighbours(Lattice lattice) {
    return lattice.kind() == Lattice.Kind.COMPLETE_GRAPH ? new int[0] : lattice.neighbours();
  }

  private Level level(int[] state) {
    return new Level(energy(magnet, state, neighbours), magnetization(magnet, state));
  }

  /** H, from the definition. */
  static double energy(Magnet magnet, int[] state) {
    return energy(magnet, state, neighbours(magnet.lattice()));
  }

  private static double energy(Magnet magnet, int[] state, int[] neighbours) {
    double total = magnet.ising() ? magnetization(magnet, state) * state.length : 0;
    if (neighbours.length == 0) {
      return -total * total / (2 * state.length) - magnet.field() * total;
    }
    // Each bond is seen from both of its ends.
    int z = neighbours.length / state.length;
    double twice = 0;
    for (int j = 0; j < neighbours.length; j++) {
      boolean same = state[j / z] == state[neighbours[j]];
      twice -= magnet.ising() ? (same ? 1 : -1) : (same ? 1 : 0);
    }
    return twice / 2 - magnet.field() * total;
  }

  static double magnetization(Magnet magnet, int[] state) {
    int q = magnet.states();
    int[] counts = new int[q];
    for (int s : state) {
      counts[s]++;
    }
    return magnet.ising()
        ? (double) (counts[1] - counts[0]) / state.length
        : ((double) q * Arrays.stream(counts).max().orElseThrow() / state.length - 1) / (q - 1);
  }

  private double sum(double t, ToDoubleFunction<Level> of) {
    double sum = 0;
    for (var entry : states.entrySet()) {
      Level level = entry.getKey();
      sum += entry.getValue() * Math.exp((ground - level.energy) / t) * of.applyAsDouble(level);
    }
    return sum;
  }

  private double mean(double t, ToDoubleFunction<Level> of) {
    return sum(t, of) / sum(t, level -> 1);
  }

  private double variance(double t, ToDoubleFunction<Level> of) {
    double mean = mean(t, of);
    return mean(t, level -> Math.pow(of.applyAsDouble(level) - mean, 2));
  }

  double logPartition(double t) {
    return Math.log(sum(t, level -> 1)) - ground / t;
  }

  double energy(double t) {
    return mean(t, Level::energy) / sites;
  }

  double specificHeat(double t) {
    return variance(t, Level::energy) / (t * t * sites);
  }

  double magnetization(double t) {
    return mean(t, level -> Math.abs(level.m));
  }

  double susceptibility(double t) {
    return sites / t * variance(t, level -> Math.abs(level.m));
  }

  double binder(double t) {
    return 1 - moment(t, 4) / (3 * Math.pow(moment(t, 2), 2));
  }

  /** ⟨mᵏ⟩, with the sign of m. */
  double moment(double t, int k) {
    return mean(t, level -> Math.pow(level.m, k));
  }

  /** Slopes by differences whose error, of order h⁴, is far below any sampling. */
  double value(Quantity quantity, double t) {
    return switch (quantity) {
      case ENERGY -> energy(t);
      case SPECIFIC_HEAT -> specificHeat(t);
      case MAGNETIZATION -> magnetization(t);
      case SUSCEPTIBILITY -> susceptibility(t);
      case BINDER -> binder(t);
      case BINDER_SLOPE -> slope(t, b -> binder(1 / b));
      case LOG_SLOPE -> slope(t, b -> Math.log(magnetization(1 / b)));
    };
  }

  private static double slope(double t, DoubleUnaryOperator f) {
    double b = 1 / t;
    double h = 1e-3;
    return (8 * (f.applyAsDouble(b + h) - f.applyAsDouble(b - h))
            - (f.applyAsDouble(b + 2 * h) - f.applyAsDouble(b - 2 * h)))
        / (12 * h);
  }

  /** ln Z, u, c, ⟨m⟩, ⟨|m|⟩, ⟨m²⟩, ⟨m⁴⟩. */
  double[] averages(double t) {
    return new double[] {
      logPartition(t),
      energy(t),
      specificHeat(t),
      moment(t, 1),
      magnetization(t),
      moment(t, 2),
      moment(t, 4)
    };
  }

  /** The same of an exact result. */
  static double[] averages(ExactState state) {
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
}

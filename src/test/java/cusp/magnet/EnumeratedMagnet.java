package cusp.magnet;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Every state of a small Ising magnet without a field: exact thermal means, by no cleverness. */
final class EnumeratedMagnet {
  private final int sites;

  /** States by energy and |M|. */
  private final Map<Integer, Map<Integer, Integer>> states = new TreeMap<>();

  private record Level(double energy, double order) {}

  EnumeratedMagnet(Lattice lattice) {
    sites = lattice.sites();
    int z = lattice.coordination();
    int[] neighbours = lattice.neighbours();
    for (int state = 0; state < 1 << sites; state++) {
      int twice = 0;
      for (int i = 0; i < sites; i++) {
        for (int k = 0; k < z; k++) {
          twice -= spin(state, i) * spin(state, neighbours[i * z + k]);
        }
      }
      int order = Math.abs(2 * Integer.bitCount(state) - sites);
      states.computeIfAbsent(twice / 2, e -> new TreeMap<>()).merge(order, 1, Integer::sum);
    }
  }

  private static int spin(int state, int site) {
    return (state >> site & 1) * 2 - 1;
  }

  double logPartition(double t) {
    double z = 0;
    for (var level : states.entrySet()) {
      for (int count : level.getValue().values()) {
        z += count * Math.exp(-level.getKey() / t);
      }
    }
    return Math.log(z);
  }

  /** The exact value; slopes by differences whose error, of order h⁴, is far below any sampling. */
  double value(Quantity quantity, double t) {
    return switch (quantity) {
      case ENERGY -> mean(t, Level::energy) / sites;
      case SPECIFIC_HEAT -> variance(t, Level::energy) / (t * t * sites);
      case MAGNETIZATION -> mean(t, Level::order);
      case SUSCEPTIBILITY -> sites / t * variance(t, Level::order);
      case BINDER -> 1 - moment(t, 4) / (3 * Math.pow(moment(t, 2), 2));
      case BINDER_SLOPE -> slope(t, b -> value(Quantity.BINDER, 1 / b));
      case LOG_SLOPE -> slope(t, b -> Math.log(value(Quantity.MAGNETIZATION, 1 / b)));
    };
  }

  private static double slope(double t, DoubleUnaryOperator f) {
    double b = 1 / t;
    double h = 1e-3;
    return (8 * (f.applyAsDouble(b + h) - f.applyAsDouble(b - h))
            - (f.applyAsDouble(b + 2 * h) - f.applyAsDouble(b - 2 * h)))
        / (12 * h);
  }

  private double moment(double t, int power) {
    return mean(t, level -> Math.pow(level.order, power));
  }

  private double variance(double t, ToDoubleFunction<Level> of) {
    double mean = mean(t, of);
    return mean(t, level -> Math.pow(of.applyAsDouble(level) - mean, 2));
  }

  private double mean(double t, ToDoubleFunction<Level> of) {
    double sum = 0;
    double z = 0;
    for (var level : states.entrySet()) {
      for (var order : level.getValue().entrySet()) {
        double weight = order.getValue() * Math.exp(-level.getKey() / t);
        z += weight;
        sum +=
            weight * of.applyAsDouble(new Level(level.getKey(), (double) order.getKey() / sites));
      }
    }
    return sum / z;
  }
}

package cusp.magnet;

import java.util.Optional;

/**
 * Where the Binder cumulants of two lengths cross: near the critical temperature, and at a value
 * that is the same for all lattices of one shape and boundary (Binder 1981, Z. Phys. B 43:119). It
 * is 0.61069 of Ising's magnet on a square and 0.6118 on a rhombus of 60° (Kamieniarz and Blöte
 * 1993, J. Phys. A 26:201; Selke 2006, Eur. Phys. J. B 51:223).
 *
 * <pre>{@code
 * var simulation = Simulation.wolff().withSweeps(1000);
 * double[] near = {2.25, 2.3};
 * var small = Reweighting.of(simulation.run(Magnet.ising(Lattice.square(6)), near, seed(1)));
 * var large = Reweighting.of(simulation.run(Magnet.ising(Lattice.square(12)), near, seed(2)));
 * show(Crossing.of(small, large).get());
 * }</pre>
 *
 * @param smaller length
 * @param larger length
 * @param temperature where they cross
 * @param binder the cumulant there
 */
public record Crossing(int smaller, int larger, Measured temperature, Measured binder) {
  private static final int GRID = 200;

  /** Below it a magnet is all but disordered, and lengths tell noise apart. */
  private static final double LEAST_BINDER = 0.2;

  /**
   * The crossing of two lengths; empty where they do not cross in what both sets of runs reach.
   *
   * @throws IllegalArgumentException if the magnets differ in more than their length, or do not
   */
  public static Optional<Crossing> of(Reweighting one, Reweighting other) {
    int first = one.magnet().lattice().length();
    int second = other.magnet().lattice().length();
    if (first == second || !one.magnet().withLength(second).equals(other.magnet())) {
      throw new IllegalArgumentException(
          "cumulants cross of one magnet at two lengths, not of %s and %s"
              .formatted(one.magnet(), other.magnet()));
    }
    return first < second ? ordered(one, other) : ordered(other, one);
  }

  private static Optional<Crossing> ordered(Reweighting small, Reweighting large) {
    double low = Math.max(small.lowest(), large.lowest());
    double high = Math.min(small.highest(), large.highest());
    double steepest = 0;
    double at = Double.NaN;
    for (int i = 0; i < GRID && low < high; i++) {
      double left = low + (high - low) * i / GRID;
      double right = low + (high - low) * (i + 1) / GRID;
      double before = difference(small, large, left);
      double after = difference(small, large, right);
      // The larger length is the more ordered below and the less ordered above.
      if (before > 0
          && after <= 0
          && before - after > steepest
          && binder(large, left) > LEAST_BINDER) {
        steepest = before - after;
        at = Search.root(t -> difference(small, large, t), left, right);
      }
    }
    return Double.isNaN(at) ? Optional.empty() : Optional.of(at(small, large, at));
  }

  private static double binder(Reweighting reweighting, double temperature) {
    return Quantity.BINDER.of(reweighting.histograms().moments(0, 1 / temperature));
  }

  private static double difference(Reweighting small, Reweighting large, double temperature) {
    return binder(large, temperature) - binder(small, temperature);
  }

  /** Errors to first order about the crossing: a replicate of nearly parallel curves has none. */
  private static Crossing at(Reweighting small, Reweighting large, double t) {
    double[] lower = small.histograms().replicates(Quantity.BINDER, 1 / t);
    double[] upper = large.histograms().replicates(Quantity.BINDER, 1 / t);
    double lowerSlope = slope(small, t);
    double upperSlope = slope(large, t);
    double difference = upperSlope - lowerSlope;
    double errorLower = Replicates.observable(lower).standardError();
    double errorUpper = Replicates.observable(upper).standardError();
    return new Crossing(
        small.magnet().lattice().length(),
        large.magnet().lattice().length(),
        new Measured(t, Math.hypot(errorLower, errorUpper) / Math.abs(difference)),
        new Measured(
            lower[0],
            Math.hypot(upperSlope * errorLower, lowerSlope * errorUpper) / Math.abs(difference)));
  }

  private static double slope(Reweighting reweighting, double t) {
    return -Quantity.BINDER_SLOPE.of(reweighting.histograms().moments(0, 1 / t)) / (t * t);
  }

  @Override
  public String toString() {
    return "L = %d and %d cross at T = %s, U = %s".formatted(smaller, larger, temperature, binder);
  }
}

package cusp.magnet;

/** The temperatures at which magnets are simulated, and those at which exact results are given. */
final class Temperatures {
  private static final double LOWEST = 1e-9;
  private static final double HIGHEST = 1e9;

  /** 2/T beyond which every excitation underflows: the lowest costs 4, on the chain. */
  private static final double FROZEN = 350;

  private Temperatures() {}

  /** Of a simulation. */
  static void requirePositive(double temperature) {
    // Below the least normal number its inverse would be infinite.
    if (!(temperature >= Double.MIN_NORMAL) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "the temperature is above 0 and finite, in units of the bond, not " + temperature);
    }
  }

  /** Of an exact result. */
  static void require(Magnet magnet, double temperature) {
    require(temperature);
    if (Math.abs(magnet.field()) > HIGHEST) {
      throw new IllegalArgumentException(
          "a field is within ±%.0e, in units of the bond, not %s"
              .formatted(HIGHEST, magnet.field()));
    }
  }

  static void require(double temperature) {
    if (!(temperature >= LOWEST && temperature <= HIGHEST)) {
      throw new IllegalArgumentException(
          "a temperature is from %.0e to %.0e, in units of the bond, not %s"
              .formatted(LOWEST, HIGHEST, temperature));
    }
  }

  /** Whether a magnet without a field is in its ground states, as far as a double can tell. */
  static boolean isFrozen(double temperature) {
    return 2 / temperature > FROZEN;
  }
}

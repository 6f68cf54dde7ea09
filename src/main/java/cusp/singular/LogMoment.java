package cusp.singular;

/**
 * The mass of a density on a line, a plane or at a point, and the mean of a quantity under it: what
 * integrals over some coordinates hand to the integral over the next. Mutable, to be filled again.
 */
final class LogMoment {
  /** ln of the mass; −∞ for none. */
  double log;

  /** Mean of the quantity. */
  double mean;

  /** Estimated relative error of the mass. */
  double massError;

  /** Estimated absolute error of the mean. */
  double meanError;

  /** ln of what may lie beyond the lower end: the density there times the length. */
  double edgeBelow;

  /** The same of the upper end. */
  double edgeAbove;

  /** No mass at all. */
  void clear() {
    log = Double.NEGATIVE_INFINITY;
    mean = 0;
    massError = 0;
    meanError = 0;
    edgeBelow = Double.NEGATIVE_INFINITY;
    edgeAbove = Double.NEGATIVE_INFINITY;
  }

  /** Takes the difference to another for an error where that is larger. */
  void widen(LogMoment other) {
    massError = Math.max(massError, Math.abs(other.log - log));
    meanError = Math.max(meanError, Math.abs(other.mean - mean));
  }

  /** The same with the quantity, and the density's exponent, measured from as much lower down. */
  LogMoment above(double amount) {
    log -= amount;
    mean += amount;
    return this;
  }
}

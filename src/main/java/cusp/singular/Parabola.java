package cusp.singular;

/**
 * The integral of a density on a line in closed form where it is a Gaussian with its mass inside
 * the ends: where its logarithm is one parabola at points all over, and again around its top. That
 * takes ten values instead of hundreds, which is what makes three nested integrals quick. Keeps
 * workspace; not thread-safe.
 */
final class Parabola {
  /** Where between the ends the logarithm is looked at; irregular, so that no period fits. */
  private static final double[] PLACES = {0.013, 0.17, 0.361, 0.487, 0.655, 0.829, 0.991};

  private static final double SAME = 1e-12;
  private static final double REACH = 10;

  private final LogMoment value = new LogMoment();
  private final double[] logs = new double[PLACES.length];

  /** Whether it is one, with the integral then in {@code into}. */
  boolean integrate(double low, double high, LineIntegral.Density density, LogMoment into) {
    double scale = 0;
    for (int i = 0; i < PLACES.length; i++) {
      density.at(low + PLACES[i] * (high - low), value);
      logs[i] = value.log;
      scale = Math.max(scale, Math.abs(value.log));
    }
    int last = PLACES.length - 1;
    double middle = PLACES[last / 2];
    double left = (logs[last / 2] - logs[0]) / (middle - PLACES[0]);
    double right = (logs[last] - logs[last / 2]) / (PLACES[last] - middle);
    double second = (right - left) / (PLACES[last] - PLACES[0]);
    for (int i = 0; i < PLACES.length; i++) {
      double x = PLACES[i];
      double fit = logs[0] + (x - PLACES[0]) * (left + second * (x - middle));
      if (!(Math.abs(logs[i] - fit) <= SAME * scale)) {
        return false;
      }
    }
    // The slope at u is left + second·(2u − PLACES[0] − middle).
    double top = low + (high - low) * ((PLACES[0] + middle) / 2 - left / (2 * second));
    double sd = (high - low) / Math.sqrt(-2 * second);
    if (!(second < 0 && top - REACH * sd > low && top + REACH * sd < high)) {
      return false;
    }
    return around(top, sd, density, into);
  }

  // Where the digits are: the values at and beside the top.
  private boolean around(double top, double sd, LineIntegral.Density density, LogMoment into) {
    density.at(top - sd, value);
    double logBelow = value.log;
    double below = value.mean;
    density.at(top + sd, value);
    double logAbove = value.log;
    double above = value.mean;
    density.at(top, value);
    double precision = 2 * value.log - logBelow - logAbove;
    double slope = (logAbove - logBelow) / 2;
    double noise = value.massError;
    // In units of sd about the top: ln density = log + slope·z − precision·z²/2.
    double uncertain = Math.abs(precision - 1);
    if (!(uncertain <= Math.min(0.1, 1e-9 + 8 * noise) && Math.abs(slope) < 1)) {
      return false;
    }
    double mean = slope / precision;
    into.log = value.log + slope * mean / 2 + Math.log(sd * Math.sqrt(2 * Math.PI / precision));
    into.mean =
        value.mean
            + (above - below) / 2 * mean
            + (above + below - 2 * value.mean) / 2 * (mean * mean + 1 / precision);
    into.massError = 4 * noise;
    into.meanError = 4 * value.meanError;
    into.edgeBelow = Double.NEGATIVE_INFINITY;
    into.edgeAbove = Double.NEGATIVE_INFINITY;
    return true;
  }
}

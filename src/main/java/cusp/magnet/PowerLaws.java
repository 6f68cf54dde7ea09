package cusp.magnet;

import cusp.magnet.SizeReading.Kind;
import java.util.List;

/**
 * The power laws of readings at a fixed Binder cumulant: slope ~ L^(1/ν), ⟨|m|⟩ ~ L^(−β/ν), χ ~
 * L^(γ/ν), and T = Tc + A L^(−1/ν).
 */
final class PowerLaws {
  private final List<SizeReading> sizes;
  private final Line[] laws;

  private final Exponents estimates;

  PowerLaws(List<SizeReading> sizes) {
    this.sizes = sizes;
    laws = laws(-1, 0);
    double[] best = exponents(laws);
    double[] variance = new double[best.length];
    for (int size = 0; size < sizes.size(); size++) {
      // Lengths are independent: the variances that the blocks of each give add up.
      int replicates = sizes.get(size).replicates();
      double[][] samples = new double[best.length][replicates];
      for (int b = 0; b < replicates; b++) {
        double[] without = exponents(laws(size, b));
        for (int i = 0; i < best.length; i++) {
          samples[i][b] = without[i];
        }
      }
      for (int i = 0; i < best.length; i++) {
        variance[i] += Replicates.covariance(samples[i], samples[i]);
      }
    }
    estimates = exponents(best, variance);
  }

  /** The laws where one size has a replicate and the others all their data. */
  private Line[] laws(int changed, int replicate) {
    Line slope = law(Kind.SLOPE, changed, replicate);
    return new Line[] {
      line(Kind.TEMPERATURE, powers(-slope.slope()), changed, replicate),
      slope,
      law(Kind.ORDER, changed, replicate),
      law(Kind.SUSCEPTIBILITY, changed, replicate)
    };
  }

  private Line law(Kind kind, int changed, int replicate) {
    return line(
        kind, sizes.stream().mapToDouble(s -> Math.log(s.length)).toArray(), changed, replicate);
  }

  private double[] powers(double exponent) {
    return sizes.stream().mapToDouble(s -> Math.pow(s.length, exponent)).toArray();
  }

  private Line line(Kind kind, double[] x, int changed, int replicate) {
    double[] y = new double[x.length];
    double[] errors = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = sizes.get(i).value(kind, i == changed ? replicate : 0);
      errors[i] = sizes.get(i).error(kind);
    }
    return Line.through(x, y, errors);
  }

  /** Tc, ν, β, γ with errors. */
  Exponents exponents() {
    return estimates;
  }

  static Exponents exponents(double[] best, double[] variance) {
    return new Exponents(
        new Measured(best[0], Math.sqrt(variance[0])),
        new Measured(best[1], Math.sqrt(variance[1])),
        new Measured(best[2], Math.sqrt(variance[2])),
        new Measured(best[3], Math.sqrt(variance[3])));
  }

  private static double[] exponents(Line[] laws) {
    double nu = 1 / laws[1].slope();
    return new double[] {
      laws[0].intercept(), nu, -laws[2].slope() * nu, laws[3].slope() * nu,
    };
  }
}

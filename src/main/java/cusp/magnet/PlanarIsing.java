package cusp.magnet;

/**
 * Ising's infinite planar lattices without a field: ln z = B(K) + w J(A(K)) per site, with K = 1/T
 * and {@link LatticeGreen}'s J, of the square lattice for the square one and of the triangular
 * lattice for both others (Onsager 1944, doi:10.1103/PhysRev.65.117; Houtappel 1950,
 * doi:10.1016/0031-8914(50)90130-3).
 *
 * <p>What vanishes at the Curie point is written with K − K_c, which is known to all its digits, as
 * a factor, so that energies and specific heats hold next to it.
 */
final class PlanarIsing {
  /** 2K_c is a double and the digits that follow it. */
  private static final double[] SQUARE = {0.881373587019543, -2.250545892825866e-17};

  private static final double[] TRIANGULAR = {0.5493061443340549, -4.535648617500765e-17};
  private static final double[] HONEYCOMB = {1.3169578969248168, -8.682250844852022e-17};

  private final double coupling;
  private final LatticeGreen green;

  /** w. */
  private final double weight;

  /** B and its derivatives by K. */
  private final double[] regular;

  /** The first and second derivative of ln A by K. */
  private final double[] argument;

  /** m⁸, negative above the Curie point. */
  private final double order;

  private PlanarIsing(
      double coupling,
      LatticeGreen green,
      double weight,
      double[] regular,
      double[] argument,
      double order) {
    this.coupling = coupling;
    this.green = green;
    this.weight = weight;
    this.regular = regular;
    this.argument = argument;
    this.order = order;
  }

  static PlanarIsing at(Lattice.Kind kind, double temperature) {
    return switch (kind) {
      case SQUARE -> square(temperature);
      case TRIANGULAR -> triangular(temperature);
      case HONEYCOMB -> honeycomb(temperature);
      default -> throw new AssertionError(kind);
    };
  }

  /** 2(K − K_c), with the digits that 2/T itself has lost. */
  private static double distance(double temperature, double[] critical) {
    double twice = 2 / temperature;
    double rest = Math.fma(-twice, temperature, 2) / temperature;
    return (twice - critical[0]) + (rest - critical[1]);
  }

  private static PlanarIsing square(double temperature) {
    double k = 1 / temperature;
    double d = distance(temperature, SQUARE);
    double s = Math.sinh(2 * k);
    double c = Math.cosh(2 * k);
    // sinh 2K − 1
    double above = 2 * Math.cosh(k + SQUARE[0] / 2) * Math.sinh(d / 2);
    return new PlanarIsing(
        k,
        new LatticeGreen(false, above / s * above),
        0.5,
        new double[] {Math.log(2 * c), 2 * s / c, 4 / (c * c)},
        new double[] {2 * above * (s + 1) / (s * c), 8 / (c * c) + 4 / (s * s)},
        above / s * ((s + 1) / s) * (1 + 1 / (s * s)));
  }

  private static PlanarIsing triangular(double temperature) {
    double k = 1 / temperature;
    double y = Math.exp(-4 * k);
    double below = -Math.expm1(-4 * k);
    // 1 − 3e^(−4K)
    double above = -Math.expm1(-2 * distance(temperature, TRIANGULAR));
    double sum = 1 + 3 * y * y;
    return new PlanarIsing(
        k,
        new LatticeGreen(true, above * above / (2 * y * below)),
        0.5,
        new double[] {
          3 * k + Math.log1p(3 * y * y) / 2, 3 - 12 * y * y / sum, 96 * y * y / (sum * sum)
        },
        new double[] {
          4 * above * (1 + y) / (sum * below), 192 * y * y / (sum * sum) + 16 * y / (below * below)
        },
        above * Math.pow((1 + y) / below, 3) / (1 + 3 * y));
  }

  private static PlanarIsing honeycomb(double temperature) {
    double k = 1 / temperature;
    double d = distance(temperature, HONEYCOMB);
    double s = Math.sinh(2 * k);
    double c = Math.cosh(2 * k);
    double t = 1 / c;
    // cosh 2K − 1 and cosh 2K − 2
    double below = 2 * Math.sinh(k) * Math.sinh(k);
    double above = 2 * Math.sinh(k + HONEYCOMB[0] / 2) * Math.sinh(d / 2);
    double quadratic = c * c - c + 1;
    double ratio = s / quadratic;
    double cubic = 1 + t * t * t;
    double slope = c / quadratic * (above / below);
    return new PlanarIsing(
        k,
        new LatticeGreen(true, above / below * above),
        0.25,
        new double[] {
          0.75 * Math.log(c) + 0.25 * Math.log(8 * cubic),
          1.5 * s * t / cubic,
          3 * t * t * (1 + 3 * t - 2 * t * t * t) / (cubic * cubic)
        },
        new double[] {
          2 * s * slope, 4 * (c * slope + ratio * ratio * (1 + 2 * c - 2 * c * c) + (c + 1) / below)
        },
        above / below * (c / below) * (c / below) * (c / (c + 1)));
  }

  /** ln z per site. */
  double logPartition() {
    return regular[0] + weight * green.integral();
  }

  /** ⟨E⟩/N. */
  double energy() {
    return -(regular[1] + weight * green.slope() * argument[0]);
  }

  double specificHeat() {
    double curvature = green.slope() * argument[1] + green.curvature() * argument[0] * argument[0];
    return coupling * coupling * (regular[2] + weight * curvature);
  }

  /** Yang 1952, doi:10.1103/PhysRev.85.808; Potts 1952, doi:10.1103/PhysRev.88.352; Naya 1954. */
  double spontaneousMagnetization() {
    // Rounding may carry m⁸ beyond 1.
    return order > 0 ? Math.sqrt(Math.sqrt(Math.sqrt(Math.min(1, order)))) : 0;
  }
}

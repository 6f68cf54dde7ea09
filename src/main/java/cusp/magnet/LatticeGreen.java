package cusp.magnet;

/**
 * The integral J(A) = ∫∫ ln(1 − s(ω)/A) dω/4π² that the free energies of planar lattices contain,
 * with s = cos ω₁ + cos ω₂ of the square lattice, and cos(ω₁ + ω₂) more of the triangular one, and
 * its derivatives by ln A.
 *
 * <p>dJ/d ln A + 1 is A times the lattice's Green function at the origin, which is an inverse
 * arithmetic-geometric mean: of A and √(A² − 4) on the square lattice; with r = √(2A + 3), half
 * that of √((r − 1)³(r + 3)) and √((r + 1)³(r − 3)) on the triangular one (Horiguchi 1972, J. Math.
 * Phys. 13, 1411). All is written in the distance from the singularity, so that nothing cancels
 * there.
 */
final class LatticeGreen {
  private static final double LEAST_STEP = 1e-3;
  private static final double REACH = 3.5;
  private static final double CONVERGED = 1e-15;

  private final boolean triangular;
  private final double excess;
  private final double argument;
  private double slope;
  private double curvature;

  /**
   * @param excess A − 2 of the square lattice or A − 3 of the triangular one, positive
   */
  LatticeGreen(boolean triangular, double excess) {
    this.triangular = triangular;
    this.excess = excess;
    argument = excess + (triangular ? 3 : 2);
    if (triangular) {
      differentiateTriangular();
    } else {
      differentiateSquare();
    }
  }

  /** dJ/d ln A. */
  double slope() {
    return slope;
  }

  /** d²J/d(ln A)². */
  double curvature() {
    return curvature;
  }

  private void differentiateSquare() {
    double k = 2 / argument;
    // k′² = 1 − 4/A²
    double complement = Math.sqrt(excess * (argument + 2)) / argument;
    Mean mean = new Mean(complement, k * k);
    slope = mean.deficit / mean.value;
    // d ln k′/d ln A = k²/k′²
    curvature = (mean.asymmetry - 0.5) / mean.value * square(k / complement);
  }

  private void differentiateTriangular() {
    double r = Math.sqrt(2 * argument + 3);
    double q = 1 / r;
    double first = Math.sqrt((1 - q) * (1 + 3 * q)) * (1 - q);
    // r − 3 = 2(A − 3)/(r + 3)
    double distance = 2 * excess / (r + 3);
    double second = Math.sqrt((1 + q) * distance * q) * (1 + q);
    Mean mean = new Mean(second / first, 16 * q * q * q / (first * first));
    double green = (1 - 3 * q * q) / (first * mean.value);
    // 1 − 3q² − first, without the cancellation of far A
    double gap = (12 * q - 8) * q * q * q / (1 - 3 * q * q + first);
    slope = (gap + first * mean.deficit) / (first * mean.value);
    // (r² − 1)(r² − 9) = 4(A + 1)(A − 3)
    curvature = green * 3 * (mean.asymmetry * (r - 3 * q) - 1) / (argument + 1) / excess;
  }

  /** The arithmetic-geometric mean of 1 and b, from 1 − b² = c² (both given, for their digits). */
  private static final class Mean {
    /** M(1, b). */
    final double value;

    /** 1 − M(1, b). */
    final double deficit;

    /** ½ − d ln M/d ln b, which is d ln M/d ln a − ½ of M(a, b). */
    final double asymmetry;

    Mean(double b, double c2) {
      double upper = 1;
      double lower = b;
      double gapRatio = 1 / (2 * (1 + b));
      double gap = c2 * gapRatio;
      double weight = 1;
      double sum = 0;
      double lost = 0;
      while (gap > 1e-17 * upper) {
        lost += gap;
        sum += weight * gap * gapRatio;
        weight *= 2;
        double mean = (upper + lower) / 2;
        lower = Math.sqrt(upper * lower);
        upper = mean;
        // c′ = c²/(4a′), where the next mean is a′
        gapRatio *= gap / (2 * (upper + lower));
        gap = c2 * gapRatio;
      }
      value = upper;
      deficit = lost;
      asymmetry = sum;
    }
  }

  /**
   * J itself: one of its integrals is elementary, the other is done by the trapezoidal rule in a
   * variable that resolves its near singularity at ω = 0 on every scale (Takahasi and Mori 1974).
   */
  double integral() {
    double step = REACH / 14;
    double sum = 0;
    for (int n = -14; n <= 14; n++) {
      sum += node(n * step);
    }
    double before;
    double now = sum * step;
    do {
      before = now;
      for (double t = -REACH + step / 2; t < REACH; t += step) {
        sum += node(t);
      }
      step /= 2;
      now = sum * step;
    } while (Math.abs(now - before) > CONVERGED * Math.max(1e-3, Math.abs(now))
        && step > LEAST_STEP);
    return now;
  }

  /** The integrand at ω = π/(1 + e^(−π sinh t)), times dω/(π dt). */
  private double node(double t) {
    double stretch = Math.exp(-Math.PI * Math.sinh(t));
    double omega = Math.PI / (1 + stretch);
    double rate = Math.PI * Math.cosh(t) * stretch / square(1 + stretch);
    return rate == 0 ? 0 : rate * inner(omega);
  }

  /** ln((p + √(p² − q²))/2A), the integral of ln((p − q cos φ)/A) over φ. */
  private double inner(double omega) {
    double half = 2 * square(Math.sin(omega / 2));
    double low;
    double q;
    if (triangular) {
      low = excess + half + 4 * square(Math.sin(omega / 4));
      q = 2 * Math.cos(omega / 2);
    } else {
      low = excess + half;
      q = 1;
    }
    double p = low + q;
    return Math.log((p + Math.sqrt(low) * Math.sqrt(p + q)) / (2 * argument));
  }

  private static double square(double x) {
    return x * x;
  }
}

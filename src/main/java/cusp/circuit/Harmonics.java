package cusp.circuit;

import java.util.Arrays;

/** The waves cos and sin of 2πkn/p over the residues n modulo p. */
final class Harmonics {
  private static final int MOST = 10_000;
  private static final double ROUNDING = 1e-28;
  private static final Wave NONE = new Wave(0, 0, 0);
  private final int p;
  private final double[] cos;
  private final double[] sin;

  Harmonics(int p) {
    this.p = requireModulus(p);
    cos = new double[p];
    sin = new double[p];
    for (int n = 0; n < p; n++) {
      // The half turn of an even p is exactly −1, whose sine should not leave a trace.
      cos[n] = 2 * n == p ? -1 : Math.cos(2 * Math.PI * n / p);
      sin[n] = 2 * n == p ? 0 : Math.sin(2 * Math.PI * n / p);
    }
  }

  static int requireModulus(int p) {
    if (p < 2 || p > MOST) {
      throw new IllegalArgumentException("the modulus p lies in 2 … " + MOST + ", not " + p);
    }
    return p;
  }

  /** At least one frequency, all different, in 1 … p/2. */
  static void requireFrequencies(int p, int[] frequencies) {
    if (frequencies.length == 0) {
      throw new IllegalArgumentException("at least one frequency is needed, in 1 … " + p / 2);
    }
    for (int k : frequencies) {
      if (k < 1 || k > p / 2) {
        throw new IllegalArgumentException(
            String.format("frequency %d lies outside 1 … %d, those modulo %d", k, p / 2, p));
      }
    }
    if (Arrays.stream(frequencies).distinct().count() < frequencies.length) {
      throw new IllegalArgumentException(
          "a frequency occurs twice in " + Arrays.toString(frequencies));
    }
  }

  /** The greatest frequency that differs from the lower ones: ⌊p/2⌋. */
  int highest() {
    return p / 2;
  }

  double cos(int k, int n) {
    return cos[(int) ((long) k * n % p)];
  }

  /** The constant, and the half-frequency of an even p, are one direction; others are two. */
  private boolean single(int k) {
    return k == 0 || 2 * k == p;
  }

  /** The wave of frequency k in values over the residues; none where only rounding left one. */
  Wave wave(double[] values, int k) {
    double real = 0;
    double imaginary = 0;
    double square = 0;
    for (int n = 0, angle = 0; n < p; n++) {
      square += values[n] * values[n];
      real += values[n] * cos[angle];
      imaginary += values[n] * sin[angle];
      angle += k;
      angle -= angle < p ? 0 : p;
    }
    double norm = single(k) ? p : p / 2.0;
    double size = single(k) ? Math.abs(real) : Math.hypot(real, imaginary);
    double phase = single(k) ? (real < 0 ? Math.PI : 0) : Math.atan2(-imaginary, real);
    double power = size * size / norm;
    return power <= ROUNDING * square ? NONE : new Wave(size / norm, phase, power);
  }

  /**
   * amplitude · cos(2πkn/p + phase).
   *
   * @param phase in (−π, π]
   * @param power its squared norm over the residues; those of all frequencies sum to that of the
   *     values (Parseval)
   */
  record Wave(double amplitude, double phase, double power) {}
}

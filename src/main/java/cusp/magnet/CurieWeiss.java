package cusp.magnet;

/** The mean field of infinitely many spins: m = tanh((m + h)/T), the root with the field's sign. */
final class CurieWeiss {
  private final double temperature;
  private final double field;

  /** (m + |h|)/T. */
  private final double reduced;

  private final double m;

  CurieWeiss(double temperature, double field) {
    this.temperature = temperature;
    this.field = field;
    reduced = reduced(temperature, Math.abs(field));
    m = Math.tanh(reduced);
  }

  /**
   * The root y of Ty = tanh y + h: beyond it the difference is convex, so that Newton's steps from
   * above end there.
   */
  private static double reduced(double temperature, double field) {
    if (field == 0 && temperature >= 1) {
      return 0;
    }
    double y = (1 + field) / temperature;
    while (true) {
      double tanh = Math.tanh(y);
      double next =
          y - (y * (shortfall(y) - (1 - temperature)) - field) / (tanh * tanh - (1 - temperature));
      if (!(next < y) || next <= 0) {
        return y;
      }
      y = next;
    }
  }

  /** 1 − tanh(y)/y, by Lambert's continued fraction where the difference would cancel. */
  private static double shortfall(double y) {
    if (y > 1) {
      return 1 - Math.tanh(y) / y;
    }
    double fraction = 0;
    for (int odd = 21; odd >= 3; odd -= 2) {
      fraction = y * y / (odd + fraction);
    }
    return fraction / (1 + fraction);
  }

  private double signed(double value) {
    return field < 0 ? -value : value;
  }

  double magnetization() {
    return signed(m);
  }

  /** ln z per site. */
  double logPartition() {
    double logCosh = reduced + Math.log1p(Math.exp(-2 * reduced)) - Math.log(2);
    return Math.log(2) + logCosh - m * m / (2 * temperature);
  }

  double energy() {
    return -m * m / 2 - Math.abs(field) * m;
  }

  /** 1 − m², without cancellation. */
  private double width() {
    double cosh = Math.cosh(reduced);
    return 1 / (cosh * cosh);
  }

  /** T − (1 − m²), whose zero is the Curie point. */
  private double stiffness() {
    return m * m - (1 - temperature);
  }

  double specificHeat() {
    double drive = m + Math.abs(field);
    return drive == 0 ? 0 : width() * drive / temperature * (drive / stiffness());
  }

  double susceptibility() {
    return width() / stiffness();
  }
}

package cusp.magnet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Points of a scaling function, ln of it but for the cumulant, of all lengths that were used. */
final class ScaledPoints {
  private static final int POINTS = 13;

  final List<Point> points = new ArrayList<>();
  final ScalingEstimate estimate;
  final Quantity quantity;
  final double nu;
  final double exponent;

  /**
   * A point of one length.
   *
   * @param size which length
   * @param x L^(1/ν) ln(T/Tc)
   * @param sample the value in each replicate
   * @param error its standard error
   */
  record Point(int size, double x, double[] sample, double error) {}

  /**
   * Points with |x| up to the window of the estimate over a factor.
   *
   * @param factor 1 of the reference
   */
  ScaledPoints(
      ScalingEstimate estimate, Quantity quantity, double nu, double exponent, double factor) {
    this.estimate = estimate;
    this.quantity = quantity;
    this.nu = nu;
    this.exponent = exponent;
    List<Reweighting> all = estimate.reweightings();
    for (int s = all.size() - estimate.lengths().size(); s < all.size(); s++) {
      Reweighting size = all.get(s);
      double length = size.magnet().lattice().length();
      for (int i = 0; i < POINTS; i++) {
        double x = estimate.settings().window() / factor * (2.0 * i / (POINTS - 1) - 1);
        double t = critical(estimate) * Math.exp(x * Math.pow(length, -1 / nu));
        if (t >= size.lowest() && t <= size.highest()) {
          points.add(point(s, x, size, t));
        }
      }
    }
  }

  private Point point(int s, double x, Reweighting size, double t) {
    double scale = Math.pow(size.magnet().lattice().length(), exponent / nu);
    double[] sample =
        Arrays.stream(size.histograms().replicates(quantity, 1 / t))
            .map(v -> quantity == Quantity.BINDER ? v : Math.log(v * scale))
            .toArray();
    return new Point(s, x, sample, Replicates.observable(sample).standardError());
  }

  /** Tc, exact where it is known. */
  static double critical(ScalingEstimate estimate) {
    return estimate
        .magnet()
        .criticalTemperature()
        .orElse(estimate.exponents().criticalTemperature().value());
  }

  /** How many jackknife samples a length has. */
  int replicates(int size) {
    return estimate.reweightings().get(size).histograms().replicates();
  }

  /** The values where one length has a replicate, and the others all their data. */
  double[] values(int size, int replicate) {
    return points.stream().mapToDouble(p -> p.sample[p.size == size ? replicate : 0]).toArray();
  }
}

package cusp.phase;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.toy.Polygon;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Erf;

/**
 * The prior's mass of what is free in dead features with negative biases, beside a polygon of at
 * least five corners.
 *
 * <p>A column u with bias b is free as long as no live feature reaches its output (l|u| cos θ + b ≤
 * 0 with θ the angle to the nearest live column), it reaches none (l|u| cos θ + b* ≤ 0), nor its
 * own (|u|² + b ≤ 0), nor any output of another dead feature. So the column ranges over a polygon
 * of the inner radius −b*⁄l, and given the columns each bias over a half line.
 */
final class DeadFeature {
  private static final int NODES = 40;
  private static final int DRAWS = 100_000;

  private DeadFeature() {}

  /** −ln of the mass of so many dead features together. */
  static PhaseExpansion.Term limit(Polygon polygon, int count) {
    if (count == 0) {
      return new PhaseExpansion.Term("dead", 0);
    }
    return count == 1
        ? new PhaseExpansion.Term("dead", -Math.log(single(polygon)))
        : several(polygon, count);
  }

  /** By quadrature: the k-fold sum over the sectors of one live column each, halved. */
  private static double single(Polygon polygon) {
    double reach = -polygon.bias() / polygon.length();
    double slope = Math.tan(Math.PI / polygon.k());
    var rule = new GaussIntegratorFactory().legendre(NODES, 0, 1);
    return 2
        * polygon.k()
        * rule.integrate(
            s -> {
              double x = reach * s;
              return reach
                  * slope
                  * x
                  * rule.integrate(
                      t -> {
                        double y = slope * x * t;
                        double bound = Math.max(polygon.length() * x, x * x + y * y);
                        return Math.exp(-(x * x + y * y) / 2) / (2 * Math.PI) * below(-bound);
                      });
            });
  }

  /** Φ(x). */
  static double below(double x) {
    return Erf.erfc(-x / Math.sqrt(2)) / 2;
  }

  private static PhaseExpansion.Term several(Polygon polygon, int count) {
    int k = polygon.k();
    double reach = -polygon.bias() / polygon.length();
    double slope = Math.tan(Math.PI / k);
    double area = k * reach * reach * slope;
    RandomStream random = Seed.of(0).stream("dead").random();
    double[] x = new double[count];
    double[] y = new double[count];
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      if (draw % 1024 == 0) {
        Interrupts.endIfInterrupted("the mass of dead features");
      }
      double density = 1;
      for (int i = 0; i < count; i++) {
        // Uniform in a sector, in which the distance to the side falls linearly, then turned.
        double across = reach * Math.sqrt(random.nextDouble());
        double along = slope * across * (2 * random.nextDouble() - 1);
        double turn = 2 * Math.PI * random.nextInt(k) / k;
        x[i] = across * Math.cos(turn) - along * Math.sin(turn);
        y[i] = across * Math.sin(turn) + along * Math.cos(turn);
        density *= area * Math.exp(-(across * across + along * along) / 2) / (2 * Math.PI);
      }
      for (int i = 0; i < count; i++) {
        double bound = 0;
        for (int live = 0; live < k; live++) {
          double angle = 2 * Math.PI * live / k;
          bound =
              Math.max(bound, polygon.length() * (x[i] * Math.cos(angle) + y[i] * Math.sin(angle)));
        }
        for (int j = 0; j < count; j++) {
          bound = Math.max(bound, x[i] * x[j] + y[i] * y[j]);
        }
        density *= below(-bound);
      }
      sum += density;
      squares += density * density;
    }
    double mean = sum / DRAWS;
    double error = Math.sqrt((squares / DRAWS - mean * mean) / DRAWS);
    return new PhaseExpansion.Term("dead", -Math.log(mean), error / mean);
  }
}

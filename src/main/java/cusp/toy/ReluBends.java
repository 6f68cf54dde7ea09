package cusp.toy;

import java.util.Arrays;

/**
 * How many bends n samples see in the function of a ReLU network. A node bends the function along
 * its activation line, ⟨wᵢ, x⟩ + bᵢ = 0, by the step qᵢ|wᵢ| of its slope; but for an affine
 * function it is the same whichever side it is active on. A bend is lost where it is left out, or
 * where it joins another one on the line between them, which costs
 *
 * <pre>n/2σ² · ∫ (g − its nearest affine function)² dx / area   nats,   g what has changed in f
 * </pre>
 *
 * <p>The integral is a sum over a grid of the square. A network that loses a bend for less than
 * some nats is, to these samples, one of fewer nodes: Carroll's degenerate phase.
 *
 * <pre>{@code
 * var bends = ReluBends.of(ReluNetwork.of(2).withNoise(0.1), 500);
 * double[] parallel = {1, 0, 1, 0, -0.3, -0.3, 1, 1, 0};
 * show(bends.cost(parallel));
 * show(bends.cost(ReluNetwork.turned(parallel, 1, 0.5)));
 * show(bends.label(parallel) + " of 2");
 * }</pre>
 *
 * @param network its noise, square and number of nodes
 * @param samples n, at least 1
 * @param lost nats below which a bend is lost, positive
 * @param seen nats from which on it is seen, at least {@code lost}
 */
public record ReluBends(ReluNetwork network, int samples, double lost, double seen) {
  private static final int GRID = 20;
  private static final double TINY = 1e-12;

  public ReluBends {
    if (samples < 1) {
      throw new IllegalArgumentException("there is at least one sample, not " + samples);
    }
    if (!(lost > 0 && seen >= lost) || Double.isInfinite(seen)) {
      throw new IllegalArgumentException(
          "a bend is lost below a positive number of nats, and seen from at least as many on, not "
              + lost
              + " and "
              + seen);
    }
  }

  /** Lost below 2 nats, seen from 4 on. */
  public static ReluBends of(ReluNetwork network, int samples) {
    return new ReluBends(network, samples, 2, 4);
  }

  /** A bend: the line ⟨(cos φ, sin φ), x⟩ + d = 0, and by how much the slope steps. */
  private record Bend(double cos, double sin, double d, double step) {

    double at(double x, double y) {
      return step * Math.max(0, cos * x + sin * y + d);
    }

    /** The same bend but for an affine function, active on the other side. */
    Bend turned() {
      return new Bend(-cos, -sin, -d, step);
    }

    /** One bend in place of two, on the mean line. */
    Bend joined(Bend other) {
      Bend near = cos * other.cos + sin * other.sin < 0 ? other.turned() : other;
      double sum = step + near.step;
      double weight = Math.abs(step) / (Math.abs(step) + Math.abs(near.step));
      double u = weight * cos + (1 - weight) * near.cos;
      double v = weight * sin + (1 - weight) * near.sin;
      double norm = Math.hypot(u, v);
      double offset = weight * d + (1 - weight) * near.d;
      return new Bend(u / norm, v / norm, offset / norm, sum);
    }
  }

  /** What it costs to lose a bend, in nats: the cheapest way; 0 where one is not there at all. */
  public double cost(double[] w) {
    return cheapest(bends(w)).cost;
  }

  /**
   * The number of bends left when they are lost one after another for as long as the next is lost;
   * −1 where that is one that is neither lost nor seen.
   */
  public int label(double[] w) {
    Bend[] bends = bends(w);
    Loss next = cheapest(bends);
    while (next.cost < lost) {
      bends = next.left;
      next = cheapest(bends);
    }
    return next.cost < seen ? -1 : bends.length;
  }

  private Bend[] bends(double[] w) {
    network.requireLength(w);
    int nodes = network.hidden();
    Bend[] bends = new Bend[nodes];
    for (int i = 0; i < nodes; i++) {
      double norm = Math.max(TINY, Math.hypot(w[2 * i], w[2 * i + 1]));
      bends[i] =
          new Bend(
              w[2 * i] / norm,
              w[2 * i + 1] / norm,
              w[2 * nodes + i] / norm,
              w[3 * nodes + i] * norm);
    }
    return bends;
  }

  private record Loss(double cost, Bend[] left) {}

  private Loss cheapest(Bend[] bends) {
    Loss best = new Loss(Double.POSITIVE_INFINITY, bends);
    for (int i = 0; i < bends.length; i++) {
      double alone = nats(bends[i], null, null);
      if (alone < best.cost) {
        best = new Loss(alone, without(bends, i));
      }
      for (int j = 0; j < i; j++) {
        Bend joined = bends[j].joined(bends[i]);
        double together = nats(bends[i], bends[j], joined);
        if (together < best.cost) {
          Bend[] left = without(bends, i);
          left[j] = joined;
          best = new Loss(together, left);
        }
      }
    }
    return best;
  }

  private static Bend[] without(Bend[] bends, int place) {
    Bend[] left = Arrays.copyOf(bends, bends.length - 1);
    System.arraycopy(bends, place + 1, left, place, left.length - place);
    return left;
  }

  /** n/2σ² times the mean square, beyond an affine function, of one + other − joined. */
  private double nats(Bend one, Bend other, Bend joined) {
    double side = network.side();
    double sum = 0;
    double byX = 0;
    double byY = 0;
    double squares = 0;
    double length = 0;
    for (int i = 0; i < GRID; i++) {
      double x = side * ((2 * i + 1.0) / GRID - 1);
      length += GRID * x * x;
      for (int j = 0; j < GRID; j++) {
        double y = side * ((2 * j + 1.0) / GRID - 1);
        double change = one.at(x, y);
        if (other != null) {
          change += other.at(x, y) - joined.at(x, y);
        }
        sum += change;
        byX += change * x;
        byY += change * y;
        squares += change * change;
      }
    }
    int points = GRID * GRID;
    double beyond = squares - sum * sum / points - (byX * byX + byY * byY) / length;
    double noise = network.noise();
    return samples * Math.max(0, beyond) / points / (2 * noise * noise);
  }
}

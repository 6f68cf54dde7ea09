package cusp.toy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A point of parameter space read as a critical point: which, and how far from it.
 *
 * <p>The distance is that of (W, b) to the nearest copy of the critical point under rotations,
 * reflections and permutations of the features, a negative dead bias being allowed any negative
 * value. The live columns are the k longest.
 *
 * <pre>{@code
 * double[] w = new CriticalPoint(6, 5, 0).near(0.05, seed(1));
 * Phase phase = new Superposition(6, 2).nearestCriticalPoint(w);
 * show(phase + " at the distance " + phase.distance());
 * }</pre>
 *
 * @param point the critical point
 * @param distance Euclidean, in units of the parameters
 */
public record Phase(CriticalPoint point, double distance) {

  static Phase of(CriticalPoint point, double[] w) {
    int c = point.features();
    int k = point.k();
    Polygon polygon = Polygons.get(k);
    Integer[] byLength =
        IntStream.range(0, c)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -length(w, c, j)))
            .toArray(Integer[]::new);
    Integer[] live = Arrays.copyOf(byLength, k);
    Integer[] dead = Arrays.copyOfRange(byLength, k, c);
    double sum = polygonDistance(w, c, live, polygon);
    for (int j : live) {
      sum += square(w[2 * c + j] - polygon.bias());
    }
    Arrays.sort(dead, Comparator.comparingDouble(j -> -w[2 * c + j]));
    double reach = -polygon.bias() / polygon.length();
    for (int rank = 0; rank < dead.length; rank++) {
      double length = length(w, c, dead[rank]);
      double bias = w[2 * c + dead[rank]];
      sum +=
          rank < point.positiveDeadBiases()
              ? square(length) + square(bias - CriticalPoint.positiveDeadBias(c))
              : square(Math.max(0, length - reach)) + square(Math.max(0, bias));
    }
    return new Phase(point, Math.sqrt(sum));
  }

  /**
   * min over rotations φ of Σ|Wⱼ − l*e^{i(2πj/k + φ)}|², columns taken in angular order: Σ|Wⱼ|² +
   * kl*² − 2l*|ΣWⱼe^{−2πij/k}|.
   */
  private static double polygonDistance(double[] w, int c, Integer[] live, Polygon polygon) {
    Arrays.sort(live, Comparator.comparingDouble(j -> Math.atan2(w[c + j], w[j])));
    double squares = 0;
    double re = 0;
    double im = 0;
    for (int m = 0; m < live.length; m++) {
      double x = w[live[m]];
      double y = w[c + live[m]];
      double cos = Math.cos(2 * Math.PI * m / live.length);
      double sin = Math.sin(2 * Math.PI * m / live.length);
      squares += x * x + y * y;
      re += x * cos + y * sin;
      im += y * cos - x * sin;
    }
    double best =
        squares
            + live.length * square(polygon.length())
            - 2 * polygon.length() * Math.hypot(re, im);
    return Math.max(0, best);
  }

  private static double length(double[] w, int c, int j) {
    return Math.hypot(w[j], w[c + j]);
  }

  private static double square(double x) {
    return x * x;
  }

  /** The critical point where it is at most this far; empty where the point is in no phase. */
  public Optional<CriticalPoint> within(double tolerance) {
    return distance <= tolerance ? Optional.of(point) : Optional.empty();
  }

  /** The name of the critical point. */
  @Override
  public String toString() {
    return point.toString();
  }
}

package cusp.singular;

import cusp.model.Box;
import cusp.model.Objective;
import java.util.Arrays;

/**
 * The box in which the volume of {K &lt; ε} is measured, and K with its values checked there. Not
 * thread-safe: one per worker, by {@link #fork()}.
 */
final class Region {

  private final Objective objective;
  private final double[] low;
  private final double[] high;
  private final double floor;

  private Region(Objective objective, double[] low, double[] high, double floor) {
    this.objective = objective;
    this.low = low;
    this.high = high;
    this.floor = floor;
  }

  static Region around(Objective objective, double[] center, double halfWidth) {
    if (center.length != objective.dimension()) {
      throw new IllegalArgumentException(
          "the center has length "
              + center.length
              + "; the objective has "
              + objective.dimension()
              + " parameters");
    }
    for (double x : center) {
      if (!Double.isFinite(x)) {
        throw new IllegalArgumentException("the center is finite, not " + Arrays.toString(center));
      }
    }
    return new Region(
        objective.fork(),
        Arrays.stream(center).map(x -> x - halfWidth).toArray(),
        Arrays.stream(center).map(x -> x + halfWidth).toArray(),
        Double.NEGATIVE_INFINITY);
  }

  static Region of(Objective objective, Box box) {
    if (!Double.isFinite(box.low()) || !Double.isFinite(box.high())) {
      throw new IllegalArgumentException(
          "a volume needs a bounded box, not [" + box.low() + ", " + box.high() + "]");
    }
    double[] low = new double[objective.dimension()];
    double[] high = new double[objective.dimension()];
    Arrays.fill(low, box.low());
    Arrays.fill(high, box.high());
    return new Region(objective.fork(), low, high, Double.NEGATIVE_INFINITY);
  }

  /** The same, where a K below a level counts as negative and not as rounded. */
  Region withFloor(double floor) {
    return new Region(objective.fork(), low, high, floor);
  }

  Region fork() {
    return new Region(objective.fork(), low, high, floor);
  }

  Objective objective() {
    return objective;
  }

  double floor() {
    return floor;
  }

  int dimension() {
    return low.length;
  }

  double low(int i) {
    return low[i];
  }

  double high(int i) {
    return high[i];
  }

  double[] low() {
    return low.clone();
  }

  double[] high() {
    return high.clone();
  }

  double logVolume() {
    double sum = 0;
    for (int i = 0; i < low.length; i++) {
      sum += Math.log(high[i] - low[i]);
    }
    return sum;
  }

  boolean contains(double[] w) {
    for (int i = 0; i < low.length; i++) {
      if (!(w[i] >= low[i] && w[i] <= high[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * K(w).
   *
   * @throws IllegalArgumentException if it is NaN or below the floor
   */
  double loss(double[] w) {
    double loss = objective.loss(w);
    if (!(loss >= floor)) {
      throw Double.isNaN(loss)
          ? new IllegalArgumentException("K is NaN at " + Arrays.toString(w))
          : negative(w, loss);
    }
    return loss;
  }

  static IllegalArgumentException negative(double[] w, double loss) {
    return new IllegalArgumentException(
        "K must not be negative; it is " + loss + " at " + Arrays.toString(w));
  }

  static IllegalArgumentException neverBelow(double level, double least) {
    return new IllegalArgumentException(
        "K does not come below ε = " + level + " in the region; the least found is " + least);
  }
}

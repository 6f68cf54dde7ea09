package cusp.nn;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a graph's gradient is that of its loss, near a point and along one direction: SameDiff
 * 1.0.0-M2.1 has operations whose gradient is silently wrong, as that of gather where an index
 * comes twice.
 */
final class SameDiffGradientCheck {
  private static final int SAMPLES = 256;
  private static final double AWAY = 0.1;

  /** Of the gradient's length: well above what rounding does, well below a term that is missing. */
  private static final double TOLERANCE = 0.02;

  private final Objective objective;
  private final Batch batch;
  private final double[] into;

  private SameDiffGradientCheck(Objective objective) {
    this.objective = objective;
    int count = Math.min(SAMPLES, objective.samples());
    batch = Batch.of(IntStream.range(0, count).toArray());
    into = new double[objective.dimension()];
  }

  /**
   * @param w where to look, a short way off, so that a minimum has a slope to compare
   * @param single whether the graph runs in single precision
   */
  static void require(Objective objective, double[] w, boolean single) {
    new SameDiffGradientCheck(objective).require(w, single);
  }

  private void require(double[] w, boolean single) {
    RandomStream random = Seed.of(0).stream("gradient-check").random();
    double[] near = moved(w, AWAY, gaussians(random, w.length));
    double loss = objective.gradient(near, batch, into);
    double[] gradient = into.clone();
    double length = length(gradient);
    // Along the gradient, where a missing term tells most, and a random way, for one across it.
    double[] way = unit(moved(unit(gaussians(random, w.length)), 1, unit(gradient)));
    double h = single ? 1e-2 : 1e-5;
    double forth = objective.gradient(moved(near, h, way), batch, into);
    double back = objective.gradient(moved(near, -h, way), batch, into);
    double found = (forth - back) / (2 * h);
    double said = IntStream.range(0, w.length).mapToDouble(i -> gradient[i] * way[i]).sum();
    double rounding = (single ? 1e-4 : 1e-8) * Math.max(1, Math.abs(loss));
    if (Math.abs(found - said) > TOLERANCE * length + rounding) {
      throw new IllegalArgumentException(
          String.format(
              "SameDiff's gradient of this graph is wrong: along a direction the loss grows by %s,"
                  + " not by the %s of the gradient; an operation in it is at fault, as gather is,"
                  + " for which oneHot(...).mmul(...) can stand",
              found, said));
    }
  }

  private static double[] gaussians(RandomStream random, int count) {
    double[] values = new double[count];
    random.gaussians(values, count);
    return values;
  }

  private static double length(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }

  private static double[] unit(double[] v) {
    double length = length(v);
    return Arrays.stream(v).map(x -> length == 0 ? 0 : x / length).toArray();
  }

  private static double[] moved(double[] from, double by, double[] way) {
    return IntStream.range(0, from.length).mapToDouble(i -> from[i] + by * way[i]).toArray();
  }
}

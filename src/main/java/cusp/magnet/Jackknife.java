package cusp.magnet;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Errors of functions of means, from leaving out one block of successive draws at a time
 * (Quenouille and Tukey; Newman and Barkema 1999, section 3.4.3).
 *
 * <p>A block spans ten autocorrelation times where the draws suffice for twenty blocks of that
 * length, five at least; then what correlates neighbouring blocks makes the error at most some
 * percent too small. Blocks do not reach over the ends of chains.
 */
final class Jackknife {
  private static final int FEWEST = 20;
  private static final int MOST = 200;
  private static final double TIMES = 10;
  private static final double LEAST_TIMES = 5;

  /** Where blocks begin, and the end of the last. */
  private final int[] bounds;

  private Jackknife(int[] bounds) {
    this.bounds = bounds;
  }

  /**
   * Blocks of chains of equal length that lie one after the other.
   *
   * @param time autocorrelation time, in draws; of the slowest quantity
   */
  static Jackknife of(int chains, int draws, double time) {
    double total = (double) chains * draws;
    // A time below 1 is that of draws that alternate; blocks hold a draw at least.
    double worth = total / Math.max(time, 1);
    if (!(worth >= LEAST_TIMES * FEWEST)) {
      return new Jackknife(new int[] {0, chains * draws});
    }
    double wanted = Math.min(MOST, Math.max(FEWEST, worth / TIMES));
    int each = (int) Math.max(1, Math.min(draws, Math.ceil(wanted / chains)));
    int[] bounds = new int[chains * each + 1];
    for (int b = 0; b < bounds.length; b++) {
      bounds[b] = b / each * draws + (int) ((long) (b % each) * draws / each);
    }
    return new Jackknife(bounds);
  }

  /** Each of several independent numbers is a block. */
  static Jackknife ofEach(int count) {
    return new Jackknife(IntStream.rangeClosed(0, count).toArray());
  }

  /** 1 where draws are too few for an error. */
  int blocks() {
    return bounds.length - 1;
  }

  /**
   * A function of the means of several series, with its error; the error is NaN where draws are too
   * few.
   */
  Measured estimate(ToDoubleFunction<double[]> function, double[]... series) {
    int blocks = blocks();
    double[][] sums = new double[blocks][series.length];
    double[] total = new double[series.length];
    for (int s = 0; s < series.length; s++) {
      for (int b = 0; b < blocks; b++) {
        for (int i = bounds[b]; i < bounds[b + 1]; i++) {
          sums[b][s] += series[s][i];
        }
        total[s] += sums[b][s];
      }
    }
    int draws = bounds[blocks];
    double value = function.applyAsDouble(Arrays.stream(total).map(sum -> sum / draws).toArray());
    if (blocks == 1) {
      return new Measured(value, Double.NaN);
    }
    double[] sample = new double[blocks + 1];
    sample[0] = value;
    for (int b = 0; b < blocks; b++) {
      int rest = draws - (bounds[b + 1] - bounds[b]);
      double[] means = sums[b];
      for (int s = 0; s < means.length; s++) {
        means[s] = (total[s] - means[s]) / rest;
      }
      sample[b + 1] = function.applyAsDouble(means);
    }
    return Replicates.observable(sample);
  }
}

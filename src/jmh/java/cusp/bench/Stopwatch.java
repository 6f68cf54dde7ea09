package cusp.bench;

import java.util.Arrays;

/** The time a loop of steps takes, once the JIT compiler has seen it. */
final class Stopwatch {
  private static final long WARM_UP_NANOS = 2_000_000_000L;
  private static final int REPETITIONS = 7;

  private Stopwatch() {}

  /**
   * The median seconds of one run, over seven runs behind a warm-up of at least two seconds and two
   * runs. A run should take a tenth of a second or more, and leave a trace, so that it is not
   * optimised away.
   */
  static double seconds(Runnable run) {
    long begin = System.nanoTime();
    for (int i = 0; i < 2 || System.nanoTime() - begin < WARM_UP_NANOS; i++) {
      run.run();
    }
    double[] seconds = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      run.run();
      seconds[i] = (System.nanoTime() - start) * 1e-9;
    }
    return median(seconds);
  }

  /** The middle of an odd number of values. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

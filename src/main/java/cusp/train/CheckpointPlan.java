package cusp.train;

import java.util.TreeSet;

/**
 * At which steps a run keeps a checkpoint; always at the first (0) and the last.
 *
 * <pre>{@code
 * show(Arrays.toString(CheckpointPlan.logSpaced(8).steps(1000)));
 * var trainer = Trainer.sgd(0.1).withCheckpoints(CheckpointPlan.even(50));
 * }</pre>
 *
 * @param count how many at most
 * @param logarithmic spaced evenly in log step, or in step
 */
public record CheckpointPlan(int count, boolean logarithmic) {

  public CheckpointPlan {
    if (count < 2) {
      throw new IllegalArgumentException(
          "a run keeps at least 2 checkpoints, its start and its end, not " + count);
    }
  }

  /** The start, and {@code count} − 1 steps evenly spaced in their logarithm. */
  public static CheckpointPlan logSpaced(int count) {
    return new CheckpointPlan(count, true);
  }

  /** Evenly spaced. */
  public static CheckpointPlan even(int count) {
    return new CheckpointPlan(count, false);
  }

  /**
   * The steps, ascending and distinct, from 0 to {@code steps}; fewer than {@code count} where a
   * run is short, or where the first of log-spaced steps fall on one another.
   */
  public long[] steps(long steps) {
    TreeSet<Long> at = new TreeSet<>();
    at.add(0L);
    at.add(steps);
    for (int k = 1; k < count - 1; k++) {
      double place =
          logarithmic && steps > 0
              ? Math.pow((double) steps, (k - 1.0) / (count - 2))
              : (double) k / (count - 1) * steps;
      at.add(Math.round(place));
    }
    return at.stream().mapToLong(Long::longValue).toArray();
  }
}

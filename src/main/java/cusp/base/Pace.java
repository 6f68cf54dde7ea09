package cusp.base;

import java.util.concurrent.TimeUnit;

/**
 * Advances a task of {@link Progress} by single steps: often enough to be seen moving where steps
 * are slow, seldom enough to cost nothing where they are fast. For one thread.
 */
public final class Pace {
  private static final long BETWEEN_REPORTS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_STRIDE = 1 << 14;

  private final Progress.Task task;
  private long pending;
  private long stride = 1;
  private long reported = System.nanoTime();

  public Pace(Progress.Task task) {
    this.task = task;
  }

  /** One more step is done. */
  public void step() {
    pending++;
    if (pending >= stride) {
      long now = System.nanoTime();
      stride =
          now - reported < BETWEEN_REPORTS
              ? Math.min(2 * stride, LONGEST_STRIDE)
              : Math.max(1, stride / 2);
      reported = now;
      flush();
    }
  }

  /** Reports the steps that have not been reported yet, as at the end. */
  public void flush() {
    task.advance(pending);
    pending = 0;
  }
}

package cusp.jupyter;

import cusp.base.Progress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** One piece of work: what it is, how far it has come and how fast. */
final class ProgressBar implements Progress.Task {

  /**
   * How far work had come when it was looked at.
   *
   * @param what the work
   * @param count units done
   * @param total units of the whole, or 0 where that is unknown
   * @param seconds since it began
   * @param perSecond units a second, or 0 where there is nothing to tell it from
   * @param secondsLeft until it is done at that speed, or NaN
   */
  record Reading(
      String what, long count, long total, double seconds, double perSecond, double secondsLeft) {

    /** Done so far, between 0 and 1; NaN where the total is unknown. */
    double share() {
      return total > 0 ? Math.min(1, (double) count / total) : Double.NaN;
    }
  }

  private final String what;
  private final long total;
  private final ProgressBar parent;
  private final long begin;
  private final Consumer<ProgressBar> onClose;

  // Threads that count at once do not wait for one another, and counting asks no clock.
  private final LongAdder done = new LongAdder();

  private volatile boolean ended;
  private volatile long end;
  private boolean seen;
  private long firstTime;
  private long firstCount;
  private long lastTime;
  private long lastCount;

  /**
   * Begins work.
   *
   * @param parent the work that it is part of, or null
   * @param begin nanoseconds of the clock
   * @param onClose called at each close
   */
  ProgressBar(
      String what, long total, ProgressBar parent, long begin, Consumer<ProgressBar> onClose) {
    this.what = what;
    this.total = Math.max(0, total);
    this.parent = parent;
    this.begin = begin;
    this.onClose = onClose;
  }

  ProgressBar parent() {
    return parent;
  }

  long begin() {
    return begin;
  }

  void end(long now) {
    end = now;
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** When it ended, if it has. */
  long end() {
    return end;
  }

  @Override
  public void advance(long units) {
    done.add(units);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }

  /**
   * Looks how far it has come by now, or had come when it ended.
   *
   * <p>What was done before the first look may have been done by an earlier run that this one goes
   * on from, so it says nothing of the speed.
   */
  synchronized Reading read(long at) {
    long now = ended ? end : at;
    long count = done.sum();
    if (!seen) {
      seen = true;
      firstTime = count == 0 ? begin : now;
      firstCount = count;
      lastCount = count;
    }
    // Work that counts in large steps is as fast as it was until its last step.
    if (count != lastCount || ended) {
      lastTime = now;
      lastCount = count;
    }
    double perSecond =
        count > firstCount ? (count - firstCount) / ((lastTime - firstTime) * 1e-9) : 0;
    double left = (total - count) / perSecond - (now - lastTime) * 1e-9;
    boolean known = total > 0 && perSecond > 0;
    return new Reading(
        what,
        count,
        total,
        (now - begin) * 1e-9,
        perSecond,
        known ? Math.max(0, left) : Double.NaN);
  }
}

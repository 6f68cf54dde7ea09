package cusp.jupyter;

import cusp.base.Progress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Long work as one line below the cell, which ends with the time it took.
 *
 * <p>Work that is over within half a second leaves no line, and neither does work inside other
 * work: the outermost piece is what one waits for.
 */
final class ProgressLine implements Progress {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);

  private final FrontEnd frontEnd;
  private final LongSupplier nanoTime;
  private final AtomicBoolean busy = new AtomicBoolean();

  ProgressLine(FrontEnd frontEnd) {
    this(frontEnd, System::nanoTime);
  }

  /** With a clock of one's own. */
  ProgressLine(FrontEnd frontEnd, LongSupplier nanoTime) {
    this.frontEnd = frontEnd;
    this.nanoTime = nanoTime;
  }

  @Override
  public Task start(String what, long total) {
    return busy.compareAndSet(false, true)
        ? new Line(what, total)
        : Progress.silent().start(what, total);
  }

  private final class Line implements Task {
    private final String what;
    private final long total;
    private final long begin = nanoTime.getAsLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong due = new AtomicLong(begin + PATIENCE);
    private String name;
    private boolean closed;

    Line(String what, long total) {
      this.what = what;
      this.total = total;
    }

    @Override
    public void advance(long units) {
      long sum = done.addAndGet(units);
      long now = nanoTime.getAsLong();
      long at = due.get();
      // One of the threads that come at once writes the line; the others go on.
      if (now - at >= 0 && due.compareAndSet(at, now + INTERVAL)) {
        write(running(sum, now), false);
      }
    }

    @Override
    public void close() {
      write(ended(), true);
    }

    private synchronized void write(String text, boolean last) {
      if (closed) {
        return;
      }
      closed = last;
      if (last) {
        busy.set(false);
      }
      // The kernel's sockets close for good when an interrupted thread writes to them.
      boolean interrupted = Thread.interrupted();
      try {
        if (name != null) {
          frontEnd.update(name, Bundle.text(text));
        } else if (!last) {
          name = frontEnd.show(Bundle.text(text));
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private String running(long sum, long now) {
      double seconds = (now - begin) * 1e-9;
      String left = sum > 0 ? ", about " + time(seconds * (total - sum) / sum) + " to go" : "";
      return what + ": " + percent(sum) + " after " + time(seconds) + left;
    }

    private String ended() {
      String time = time((nanoTime.getAsLong() - begin) * 1e-9);
      long sum = done.get();
      return sum >= total
          ? what + ": done in " + time
          : what + ": stopped at " + percent(sum) + " after " + time;
    }

    private String percent(long sum) {
      return (total > 0 ? Math.min(100, 100 * sum / total) : 0) + " %";
    }
  }

  private static String time(double seconds) {
    long whole = Math.round(Math.max(0, seconds));
    if (whole < 10) {
      return Math.round(Math.max(0, seconds) * 10) / 10.0 + " s";
    }
    return whole < 120 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}

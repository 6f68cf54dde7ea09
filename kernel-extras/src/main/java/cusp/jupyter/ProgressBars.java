package cusp.jupyter;

import cusp.base.Progress;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Long work as a bar below the cell, in place of which a line with its time stands in the end.
 *
 * <p>Work that is over within half a second leaves nothing. Work inside other work has a row below
 * it while it runs, but only the longest-running have one: pieces that come and go by the thousand
 * are neither seen nor paid for. The oldest piece of work is what one waits for; when it ends, so
 * does the display.
 */
final class ProgressBars implements Progress {
  private static final int MOST_ROWS = 4;
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

  /** Early, for the speed; and a whole number of intervals before the patience is over. */
  private static final long FIRST_LOOK_MILLIS = 100;

  /**
   * How long a row stays when its work has ended, for the next; so what is below stays in place.
   */
  private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

  /** The innermost piece of work of this thread, or of the thread that began this thread. */
  private static final ThreadLocal<ProgressBar> INNERMOST = new InheritableThreadLocal<>();

  private final FrontEnd frontEnd;
  private final LongSupplier nanoTime;
  private final Ticker ticker;

  private final Set<ProgressBar> open = new LinkedHashSet<>();
  private Display display;

  ProgressBars(FrontEnd frontEnd) {
    this(frontEnd, System::nanoTime, Ticker.daemon());
  }

  /** With a clock of one's own. */
  ProgressBars(FrontEnd frontEnd, LongSupplier nanoTime, Ticker ticker) {
    this.frontEnd = frontEnd;
    this.nanoTime = nanoTime;
    this.ticker = ticker;
  }

  @Override
  public Task start(String what, long total) {
    ProgressBar outer = INNERMOST.get();
    synchronized (this) {
      // The work around it may have been closed by another thread.
      while (outer != null && !open.contains(outer)) {
        outer = outer.parent();
      }
      ProgressBar bar = new ProgressBar(what, total, outer, nanoTime.getAsLong(), this::close);
      INNERMOST.set(bar);
      open.add(bar);
      if (display == null) {
        display = new Display(bar);
      }
      return bar;
    }
  }

  private void close(ProgressBar bar) {
    if (INNERMOST.get() == bar) {
      INNERMOST.set(bar.parent());
    }
    long now = nanoTime.getAsLong();
    Display ended = null;
    synchronized (this) {
      if (!open.remove(bar)) {
        return;
      }
      bar.end(now);
      if (display.root == bar) {
        ended = display;
        // Threads that outlive the cell's own work go on below the next cell.
        display = open.isEmpty() ? null : new Display(open.iterator().next());
      }
    }
    if (ended != null) {
      ended.end();
    }
  }

  private synchronized List<ProgressBar> longestRunning(long now) {
    return open.stream().limit(MOST_ROWS).filter(bar -> now - bar.begin() >= PATIENCE).toList();
  }

  /** What is shown of one piece of work and of the work inside it. */
  private final class Display {
    private final ProgressBar root;
    private final Runnable stop;
    private List<ProgressBar> rows = List.of();
    private Bundle shown;
    private String name;
    private boolean ended;

    Display(ProgressBar root) {
      this.root = root;
      stop = ticker.start(FIRST_LOOK_MILLIS, this::redraw);
    }

    private synchronized void redraw() {
      long now = nanoTime.getAsLong();
      root.read(now);
      List<ProgressBar> running = longestRunning(now);
      if (ended || !running.contains(root)) {
        return;
      }
      Stream<ProgressBar> lingering =
          rows.stream()
              .filter(bar -> !running.contains(bar) && bar.hasEnded() && now - bar.end() < LINGER)
              .limit(Math.max(0, rows.size() - running.size()));
      rows =
          Stream.concat(running.stream(), lingering)
              .sorted(Comparator.comparingLong(bar -> bar.begin() - root.begin()))
              .toList();
      Bundle bundle = ProgressView.of(root, rows, now);
      if (name == null) {
        name = frontEnd.show(bundle);
      } else if (!bundle.equals(shown)) {
        frontEnd.update(name, bundle);
      }
      shown = bundle;
    }

    private synchronized void end() {
      stop.run();
      ended = true;
      if (name != null) {
        try {
          frontEnd.update(name, Bundle.text(ProgressView.ended(root)));
        } catch (RuntimeException e) {
          // It would come out of the work, and take its result along.
          Notebook.complain("progress is not shown", e);
        }
      }
    }
  }
}

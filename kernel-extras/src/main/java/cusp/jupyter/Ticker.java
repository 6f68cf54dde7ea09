package cusp.jupyter;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Calls back at intervals. */
interface Ticker {

  /** Redrawing more often than five times a second tells nobody more. */
  long INTERVAL_MILLIS = 200;

  /**
   * Calls after {@code delayMillis} and from then on every {@link #INTERVAL_MILLIS}, until the
   * action throws or the result is run, which does not wait for a call that is under way.
   */
  Runnable start(long delayMillis, Runnable action);

  /** Calls from one daemon thread for all. */
  static Ticker daemon() {
    return Daemon.TICKER;
  }

  /** Made when it is first asked for. */
  final class Daemon {
    private static final Ticker TICKER = ticker();

    private Daemon() {}

    private static Ticker ticker() {
      ScheduledThreadPoolExecutor thread =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread daemon = new Thread(task, "cusp-ticker");
                daemon.setDaemon(true);
                return daemon;
              });
      thread.setRemoveOnCancelPolicy(true);
      return (delay, action) -> {
        ScheduledFuture<?> calls =
            thread.scheduleWithFixedDelay(action, delay, INTERVAL_MILLIS, MILLISECONDS);
        return () -> calls.cancel(false);
      };
    }
  }
}

package cusp.jupyter;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the statements of cells in a kernel's stead, so that the stop button means: return what
 * there is.
 *
 * <p>A kernel gives a stopped statement up at once, with its result, and leaves its thread running.
 * Here a first stop interrupts the statement's thread and lets it return; what it returns is the
 * cell's. The statements after it begin interrupted, so that long work among them ends at once too.
 * A statement that has not returned after two seconds, or when the button is pressed again, is
 * given up as before.
 */
final class CellExecutor extends ThreadPoolExecutor {
  private static final long GRACE_MILLIS = 2_000;
  private static final long IDLE_SECONDS = 60;

  /** Whether the cell now running was stopped. */
  private volatile boolean stopped;

  private CellExecutor(ThreadFactory threads) {
    super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  /** Takes the place of the executor in JJava's or IJava's execution control. */
  static void replaceIn(Object executionControl) throws ReflectiveOperationException {
    ExecutorService kernels = (ExecutorService) Internals.get(executionControl, "executor");
    // The kernel knows its threads by their names.
    ThreadFactory threads = ((ThreadPoolExecutor) kernels).getThreadFactory();
    Internals.set(executionControl, "executor", new CellExecutor(threads));
    kernels.shutdown();
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> statement) {
    // Both kernels set the streams anew for each cell, so strange streams mean a new cell.
    if (!Outlet.hasStreams()) {
      Outlet.takeStreams();
      stopped = false;
    }
    return new Statement<>(statement);
  }

  private final class Statement<T> extends FutureTask<T> {
    private volatile Thread thread;
    private boolean asked;

    Statement(Callable<T> statement) {
      super(
          () -> {
            try {
              return statement.call();
            } catch (Exception | Error e) {
              Traces.shorten(e);
              throw e;
            } finally {
              Outlet.flush();
            }
          });
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      if (stopped) {
        thread.interrupt();
      }
      super.run();
    }

    @Override
    public synchronized boolean cancel(boolean interrupt) {
      stopped = true;
      Thread runner = thread;
      if (asked || !interrupt || runner == null || isDone()) {
        return super.cancel(interrupt);
      }
      asked = true;
      runner.interrupt();
      Thread patience = new Thread(this::giveUp, "cusp-stop");
      patience.setDaemon(true);
      patience.start();
      return true;
    }

    private void giveUp() {
      try {
        get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (Exception e) {
        // Also where it has ended with an exception of its own: then this does nothing.
        super.cancel(true);
      }
    }
  }
}

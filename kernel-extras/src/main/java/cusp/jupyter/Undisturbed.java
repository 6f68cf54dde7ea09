package cusp.jupyter;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs what an interrupt must not meet.
 *
 * <p>A kernel's sockets close for good when a thread writes to them that is interrupted, be it
 * before or in the middle of the write, and the stop button interrupts whoever computes. So one
 * thread, which nobody interrupts, writes for all. Its callers wait, and keep their interrupt.
 */
final class Undisturbed {
  private static final ExecutorService WRITER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "cusp-writer");
            thread.setDaemon(true);
            return thread;
          });

  private Undisturbed() {}

  /**
   * Runs the action to its end, one at a time, and hands on what it throws. An action may not call
   * this again.
   */
  static void run(Runnable action) {
    Future<?> done = WRITER.submit(action);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          done.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

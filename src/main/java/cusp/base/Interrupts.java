package cusp.base;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * For loops that are long and have nothing to return when they are stopped halfway. Others return
 * what there is, and say that it is partial.
 */
public final class Interrupts {
  private Interrupts() {}

  /**
   * Ends the work of an interrupted thread, whose flag stays set.
   *
   * @param what the work, as in "the search for a saddle"
   * @throws CancellationException if the current thread is interrupted
   */
  public static void endIfInterrupted(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(what + " was interrupted");
    }
  }

  /**
   * Does something short whose libraries lose an interrupt, which is there again afterwards: Java's
   * reading of fonts clears the flag, so that a chart drawn after a stop would undo the stop.
   */
  public static <T> T keptAcross(Supplier<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

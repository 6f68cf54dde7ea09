package cusp.base;

import java.util.concurrent.CancellationException;

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
}

package cusp.base;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * One task that is done in parallel thousands of times a second, too often to start threads for:
 * its workers stay, watch for the next time and sleep when none comes soon. Nothing is allocated
 * when it runs.
 *
 * <p>The workers are shared. Where they are at work for another thread, or the calling thread is
 * itself a worker of {@link Parallel} or may use one thread only, that thread does all by itself.
 *
 * <pre>{@code
 * double[] squares = new double[4];
 * var crew = new Crew(i -> squares[i] = i * i);
 * crew.run(4);
 * show(squares);
 * }</pre>
 */
public final class Crew {
  private final IntConsumer task;
  private final Runnable helping = this::help;

  /**
   * The number of indices above the next index, in one word: a worker that was held up meets a
   * later run, and must not compare its index with the number of that one.
   */
  private final AtomicLong next = new AtomicLong();

  private final AtomicInteger left = new AtomicInteger();
  private volatile Throwable failure;

  /**
   * @param task the work at an index; what it does at one index is independent of the others
   */
  public Crew(IntConsumer task) {
    this.task = task;
  }

  /**
   * Does the task at 0 … count−1, each once, and returns when all are done. An interrupt waits
   * until then.
   *
   * @throws RuntimeException what the task threw at one of the indices
   */
  public void run(int count) {
    int helpers = Math.min(Parallel.threads(), count) - 1;
    if (helpers < 1 || !Workers.CALLER.tryLock()) {
      for (int i = 0; i < count; i++) {
        task.accept(i);
      }
      return;
    }
    try {
      failure = null;
      left.set(count);
      next.set((long) count << Integer.SIZE);
      Workers.wake(this, helpers);
      Parallel.alone(helping);
      for (int spins = 0; left.get() > 0; spins++) {
        Workers.pause(spins);
      }
    } finally {
      Workers.CALLER.unlock();
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Takes indices until there are none left. A worker that comes late finds nothing to take. */
  private void help() {
    while (true) {
      long ticket = next.getAndIncrement();
      int i = (int) ticket;
      if (i >= ticket >>> Integer.SIZE) {
        return;
      }
      try {
        task.accept(i);
      } catch (Throwable thrown) {
        failure = thrown;
      } finally {
        left.decrementAndGet();
      }
    }
  }

  /** The threads that all crews share, made when the first one runs. */
  private static final class Workers {
    /** About 50 µs, which is longer than what lies between two steps of a toy model. */
    private static final int SPINS = 2_000;

    private static final long SHORT = 10_000;

    private static final ReentrantLock CALLER = new ReentrantLock();
    private static final Worker[] ALL =
        new Worker[Math.max(1, Runtime.getRuntime().availableProcessors() - 1)];

    static {
      for (int k = 0; k < ALL.length; k++) {
        ALL[k] = new Worker(k);
        ALL[k].start();
      }
    }

    static void wake(Crew crew, int helpers) {
      for (int k = 0; k < Math.min(helpers, ALL.length); k++) {
        ALL[k].crew = crew;
        if (ALL[k].asleep) {
          LockSupport.unpark(ALL[k]);
        }
      }
    }

    static void pause(int spins) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(SHORT);
      }
    }
  }

  private static final class Worker extends Thread {
    private volatile Crew crew;
    private volatile boolean asleep;

    Worker(int k) {
      super("cusp-crew-" + k);
      setDaemon(true);
    }

    @Override
    public void run() {
      Parallel.alone(this::serve);
    }

    private void serve() {
      for (int spins = 0; ; spins++) {
        Crew called = crew;
        if (called != null) {
          crew = null;
          called.help();
          spins = 0;
        } else if (spins < Workers.SPINS) {
          Thread.onSpinWait();
        } else {
          asleep = true;
          if (crew == null) {
            LockSupport.park(this);
          }
          asleep = false;
          spins = 0;
        }
      }
    }
  }
}

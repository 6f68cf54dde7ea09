package cusp.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Independent tasks on all cores, their results in order.
 *
 * <p>Tasks are given out in index order and share nothing, so the results do not depend on the
 * number of threads. A task that itself calls {@link #map} runs its inner tasks in its own thread:
 * the outermost loop has the cores.
 *
 * <p>An interrupt of the calling thread is passed on to the workers; tasks notice it (every loop of
 * the library does), return what they have, and {@link #map} returns the results of the tasks that
 * were begun, in order, with the calling thread's interrupt flag set. Where one of them had nothing
 * to return and threw a {@link CancellationException}, the results end before it. No worker
 * outlives the call.
 *
 * <pre>{@code
 * List<Double> roots = Parallel.map(1000, i -> Math.sqrt(i));
 * show(roots.get(999));
 * }</pre>
 */
public final class Parallel {
  private static final ThreadLocal<Integer> THREADS =
      ThreadLocal.withInitial(() -> Runtime.getRuntime().availableProcessors());

  private Parallel() {}

  /** Runs {@code work} with its parallel loops on the given number of threads. */
  public static <T> T withThreads(int threads, java.util.function.Supplier<T> work) {
    if (threads < 1) {
      throw new IllegalArgumentException("the number of threads is at least 1, not " + threads);
    }
    int before = THREADS.get();
    THREADS.set(threads);
    try {
      return work.get();
    } finally {
      THREADS.set(before);
    }
  }

  /** How many threads the calling thread's parallel loops may use. */
  static int threads() {
    return THREADS.get();
  }

  /** Runs {@code work} with its parallel loops on this thread alone. */
  static void alone(Runnable work) {
    int before = THREADS.get();
    THREADS.set(1);
    try {
      work.run();
    } finally {
      THREADS.set(before);
    }
  }

  /** As {@link #map(int, IntFunction)}, reporting its progress under a name. */
  public static <T> List<T> map(String what, int count, IntFunction<T> task) {
    try (Progress.Task progress = Progress.standard().start(what, count)) {
      return map(
          count,
          i -> {
            T result = task.apply(i);
            progress.advance(1);
            return result;
          });
    }
  }

  /**
   * The results of {@code task} at 0 … count−1, in that order; shorter than {@code count} only
   * after an interrupt.
   *
   * @throws RuntimeException the first failure by index, after all workers have ended
   */
  public static <T> List<T> map(int count, IntFunction<T> task) {
    int threads = Math.min(THREADS.get(), count);
    if (threads <= 1) {
      List<T> results = new ArrayList<>(count);
      for (int i = 0; i < count && !Thread.currentThread().isInterrupted(); i++) {
        try {
          results.add(task.apply(i));
        } catch (CancellationException e) {
          requireInterrupt(e);
        }
      }
      return results;
    }
    return new Pool<>(count, threads, task).run();
  }

  /** Cancellation is the end of a task only where an interrupt has asked for it. */
  private static void requireInterrupt(CancellationException cancelled) {
    if (!Thread.currentThread().isInterrupted()) {
      throw cancelled;
    }
  }

  private static final class Pool<T> {
    private static final Object NONE = new Object();

    private final IntFunction<T> task;
    private final int count;
    private final Object[] results;
    private final Thread[] workers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    private record Failure(int index, Throwable cause) {}

    Pool(int count, int threads, IntFunction<T> task) {
      this.task = task;
      this.count = count;
      results = new Object[count];
      Arrays.fill(results, NONE);
      workers = new Thread[threads];
      for (int t = 0; t < threads; t++) {
        workers[t] = new Thread(this::work, "cusp-worker-" + t);
        workers[t].setDaemon(true);
      }
    }

    private void work() {
      THREADS.set(1);
      while (failure.get() == null && !Thread.currentThread().isInterrupted()) {
        int i = next.getAndIncrement();
        if (i >= count) {
          return;
        }
        try {
          results[i] = result(i);
        } catch (Throwable thrown) {
          failure.accumulateAndGet(
              new Failure(i, thrown), (a, b) -> a == null || b.index < a.index ? b : a);
        }
      }
    }

    private Object result(int i) {
      try {
        return task.apply(i);
      } catch (CancellationException e) {
        requireInterrupt(e);
        return NONE;
      }
    }

    List<T> run() {
      boolean interrupted = Thread.currentThread().isInterrupted();
      for (Thread worker : workers) {
        worker.start();
      }
      if (interrupted) {
        stop();
      }
      for (Thread worker : workers) {
        interrupted |= join(worker);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Failure failed = failure.get();
      if (failed != null) {
        if (failed.cause instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failed.cause;
      }
      List<T> list = new ArrayList<>(count);
      for (int i = 0; i < count && results[i] != NONE; i++) {
        @SuppressWarnings("unchecked")
        T result = (T) results[i];
        list.add(result);
      }
      return list;
    }

    private boolean join(Thread worker) {
      boolean interrupted = false;
      while (true) {
        try {
          worker.join();
          return interrupted;
        } catch (InterruptedException e) {
          interrupted = true;
          stop();
        }
      }
    }

    private void stop() {
      for (Thread worker : workers) {
        worker.interrupt();
      }
    }
  }
}

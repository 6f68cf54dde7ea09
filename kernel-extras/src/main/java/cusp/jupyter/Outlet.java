package cusp.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which everything is sent to the front end, in the order in which it came.
 *
 * <p>It is never interrupted, for the sake of the stop button: an interrupt that meets a thread in
 * the middle of a write closes the kernel's sockets for good. And it gathers what is printed within
 * {@value #GATHER_MILLIS} ms into one message, for a front end that is sent more messages than it
 * can take loses some, the one among them that says that the cell is done.
 */
final class Outlet {
  private static final long GATHER_MILLIS = 30;

  /** What may be printed meanwhile; whoever prints more waits, or a page would drown in it. */
  private static final int MOST_BYTES = 1 << 16;

  private static final ScheduledExecutorService WRITER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cusp-outlet");
            thread.setDaemon(true);
            return thread;
          });

  /** Printed and not yet sent, and where to; both guarded by WAITING. */
  private static final ByteArrayOutputStream WAITING = new ByteArrayOutputStream();

  private static PrintStream destination;
  private static boolean scheduled;

  /** The two streams of the cell that runs, so that they are known again. */
  private static volatile PrintStream out;

  private Outlet() {}

  /** Makes {@code System.out} and {@code System.err} send by this thread. */
  static void takeStreams() {
    out = safe(System.out);
    System.setOut(out);
    System.setErr(safe(System.err));
  }

  /** Whether it has the streams; a kernel sets them anew for each cell. */
  static boolean hasStreams() {
    return System.out == out;
  }

  // Not a class of its own: of those, println sends the end of the line apart.
  private static PrintStream safe(PrintStream stream) {
    return new PrintStream(new Pieces(stream), true, StandardCharsets.UTF_8);
  }

  /** Sends, after what was printed before; returns when that is done. */
  static void write(Runnable write) {
    await(
        WRITER.submit(
            () -> {
              drain();
              write.run();
            }));
  }

  /** Returns when all that was printed is sent. */
  static void flush() {
    write(() -> {});
  }

  /** An interrupt meanwhile is kept for the caller. */
  private static void await(Future<?> written) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          written.get();
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

  private static void print(PrintStream stream, byte[] bytes, int from, int count) {
    boolean full;
    boolean other;
    synchronized (WAITING) {
      full = WAITING.size() > MOST_BYTES;
      other = WAITING.size() > 0 && destination != stream;
    }
    if (full) {
      await(WRITER.schedule(Outlet::drain, GATHER_MILLIS, TimeUnit.MILLISECONDS));
    } else if (other) {
      flush();
    }
    synchronized (WAITING) {
      destination = stream;
      WAITING.write(bytes, from, count);
      if (!scheduled) {
        scheduled = true;
        // A print stream keeps its failures to itself.
        Future<?> unused = WRITER.schedule(Outlet::drain, GATHER_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** On the writer's thread. */
  private static void drain() {
    byte[] bytes;
    PrintStream stream;
    synchronized (WAITING) {
      bytes = WAITING.toByteArray();
      stream = destination;
      WAITING.reset();
      scheduled = false;
    }
    if (bytes.length > 0) {
      stream.write(bytes, 0, bytes.length);
      stream.flush();
    }
  }

  private static final class Pieces extends OutputStream {
    private final PrintStream stream;

    Pieces(PrintStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      print(stream, bytes, from, count);
    }
  }
}

package cusp.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
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

  private static volatile Thread writer;

  private static final ScheduledExecutorService WRITER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            writer = new Thread(task, "cusp-outlet");
            writer.setDaemon(true);
            return writer;
          });

  /** Printed and not yet sent, in order; guarded by itself. */
  private static final Deque<Piece> WAITING = new ArrayDeque<>();

  private static int waitingBytes;
  private static boolean scheduled;

  /** The streams that send by this thread, so that they are known again. */
  private static final Set<PrintStream> OURS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Text for one of the kernel's streams. */
  private record Piece(PrintStream stream, ByteArrayOutputStream text) {}

  private Outlet() {}

  /** Makes {@code System.out} and {@code System.err} send by this thread. */
  static void takeStreams() {
    System.setOut(safe(System.out));
    System.setErr(safe(System.err));
  }

  /** Whether it has a kernel's streams, which that sets anew for each cell. */
  static boolean hasStreams() {
    return OURS.contains(System.out);
  }

  // Not a class of its own: of those, println sends the end of the line apart.
  private static PrintStream safe(PrintStream stream) {
    if (OURS.contains(stream)) {
      return stream;
    }
    PrintStream ours = new PrintStream(new Pieces(stream), true, StandardCharsets.UTF_8);
    OURS.add(ours);
    return ours;
  }

  /** Sends, after what was printed before; returns when that is done. */
  static void write(Runnable write) {
    if (Thread.currentThread() == writer) {
      // What is shown while something is shown, as by the words of a value, cannot wait for it.
      write.run();
      return;
    }
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
    synchronized (WAITING) {
      Piece last = WAITING.peekLast();
      if (last == null || last.stream != stream) {
        last = new Piece(stream, new ByteArrayOutputStream());
        WAITING.add(last);
      }
      last.text.write(bytes, from, count);
      waitingBytes += count;
      full = waitingBytes > MOST_BYTES;
      if (!scheduled) {
        scheduled = true;
        // A print stream keeps its failures to itself.
        Future<?> unused = WRITER.schedule(Outlet::drain, GATHER_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    if (full && Thread.currentThread() != writer) {
      await(WRITER.schedule(Outlet::drain, GATHER_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  /** On the writer's thread. */
  private static void drain() {
    List<Piece> pieces;
    synchronized (WAITING) {
      pieces = List.copyOf(WAITING);
      WAITING.clear();
      waitingBytes = 0;
      scheduled = false;
    }
    for (Piece piece : pieces) {
      byte[] text = piece.text.toByteArray();
      piece.stream.write(text, 0, text.length);
      piece.stream.flush();
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

package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellExecutorTest {

  /** As the kernels' execution controls. */
  private static final class Control {
    private final ExecutorService executor =
        Executors.newCachedThreadPool(task -> new Thread(task, "cell"));
  }

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Control control = new Control();

  @BeforeEach
  void replace() throws ReflectiveOperationException {
    ExecutorService kernels = control.executor;
    CellExecutor.replaceIn(control);
    assertTrue(kernels.isShutdown());
    beginACell();
  }

  private static void beginACell() {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    control.executor.shutdownNow();
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void aStatementRunsOnAThreadOfTheKernel() throws Exception {
    Future<String> name = control.executor.submit(() -> Thread.currentThread().getName());
    assertEquals("cell", name.get());
  }

  @Test
  void aStoppedStatementReturnsWhatItHas() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<Integer> partial =
        control.executor.submit(
            () -> {
              begun.countDown();
              int i = 0;
              do {
                i++;
              } while (!Thread.currentThread().isInterrupted());
              return i;
            });
    begun.await();
    assertTrue(partial.cancel(true));
    assertFalse(partial.isCancelled());
    assertTrue(partial.get(1, TimeUnit.SECONDS) > 0);
  }

  @Test
  void theStatementsAfterAStopBeginInterruptedAndThoseOfTheNextCellDoNot() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> stopped =
        control.executor.submit(
            () -> {
              begun.countDown();
              Thread.sleep(60_000);
              return null;
            });
    begun.await();
    stopped.cancel(true);
    Throwable cause = assertThrows(ExecutionException.class, stopped::get).getCause();
    assertInstanceOf(InterruptedException.class, cause);
    assertTrue(control.executor.submit(() -> Thread.currentThread().isInterrupted()).get());
    beginACell();
    assertFalse(control.executor.submit(() -> Thread.currentThread().isInterrupted()).get());
  }

  @Test
  void aStatementThatDoesNotEndIsGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> deaf = control.executor.submit(() -> awaitDeafly(begun, end));
    begun.await();
    long start = System.nanoTime();
    deaf.cancel(true);
    assertThrows(CancellationException.class, deaf::get);
    double seconds = (System.nanoTime() - start) * 1e-9;
    assertTrue(seconds >= 1.9, "after " + seconds);
    end.countDown();
  }

  @Test
  void aSecondStopGivesUpAtOnce() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> deaf = control.executor.submit(() -> awaitDeafly(begun, end));
    begun.await();
    deaf.cancel(true);
    assertFalse(deaf.isCancelled());
    deaf.cancel(true);
    assertTrue(deaf.isCancelled());
    end.countDown();
  }

  private static Void awaitDeafly(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    while (end.getCount() > 0) {
      Thread.onSpinWait();
    }
    return null;
  }

  @Test
  void whatAStatementThrowsComesWithAShortTrace() {
    Future<?> failing =
        control.executor.submit(
            () -> {
              Exception boom = new IllegalStateException("boom");
              boom.setStackTrace(
                  new StackTraceElement[] {
                    new StackTraceElement("REPL.$JShell$1", "do_it$", "$JShell$1.java", 5),
                    new StackTraceElement("kernel.Loop", "run", "Loop.java", 7)
                  });
              throw boom;
            });
    Throwable cause = assertThrows(ExecutionException.class, failing::get).getCause();
    assertEquals(1, cause.getStackTrace().length);
  }
}

package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean interruptedThere;

  /** As a kernel's: whatever comes until a flush is a message. */
  private PrintStream kernels(String name) {
    ByteArrayOutputStream message =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            if (count > 0) {
              interruptedThere |= Thread.currentThread().isInterrupted();
              sent.add(name + toString(StandardCharsets.UTF_8));
              reset();
            }
          }
        };
    return new PrintStream(message, false, StandardCharsets.UTF_8);
  }

  @BeforeEach
  void beginACell() {
    System.setOut(kernels("out "));
    System.setErr(kernels("err "));
    assertFalse(Outlet.hasStreams());
    Outlet.takeStreams();
  }

  @AfterEach
  void restore() {
    Outlet.flush();
    System.setOut(out);
    System.setErr(err);
    Thread.interrupted();
  }

  @Test
  void theStreamsAreKnownAgainUntilTheKernelSetsOthers() {
    assertTrue(Outlet.hasStreams());
    System.setOut(kernels("next "));
    assertFalse(Outlet.hasStreams());
  }

  @Test
  void whatIsPrintedAtOnceIsOneMessage() {
    for (int i = 0; i < 3; i++) {
      System.out.println("λ " + i);
    }
    Outlet.flush();
    assertEquals(List.of("out λ 0\nλ 1\nλ 2\n"), sent);
  }

  @Test
  void printedTextIsSentWithoutAFlush() throws InterruptedException {
    System.out.print("soon");
    for (int i = 0; i < 500 && sent.isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertEquals(List.of("out soon"), sent);
  }

  @Test
  void theOrderOfTextAndOfWhatIsShownIsKept() {
    System.out.print("a");
    System.err.print("b");
    Outlet.write(() -> sent.add("shown"));
    System.out.print("c");
    Outlet.flush();
    assertEquals(List.of("out a", "err b", "shown", "out c"), sent);
  }

  @Test
  void anInterruptedThreadWritesAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    System.out.print("x".repeat(300_000));
    System.out.print("y");
    Outlet.write(() -> sent.add("shown"));
    assertTrue(Thread.interrupted());
    assertFalse(interruptedThere);
    assertEquals("shown", sent.get(sent.size() - 1));
    assertEquals(
        "x".repeat(300_000) + "y",
        String.join("", sent.subList(0, sent.size() - 1)).replace("out ", ""));
  }

  @Test
  void threadsThatPrintTogetherLoseNothing() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  System.out.println("a line of text");
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Outlet.flush();
    String all = String.join("", sent).replace("out ", "");
    assertEquals(20_000, all.lines().filter("a line of text"::equals).count());
    assertEquals(20_000, all.lines().count());
  }

  @Test
  void streamsOfACellOfItsOwnAreTakenAndGivenBackWithoutBeingWrappedAgain() {
    PrintStream ours = System.out;
    System.setOut(kernels("own "));
    Outlet.takeStreams();
    System.out.print("into its own");
    System.setOut(ours);
    assertTrue(Outlet.hasStreams());
    Outlet.takeStreams();
    assertSame(ours, System.out);
    for (int i = 0; i < 20_000; i++) {
      System.out.println("a line of text");
      System.err.println("another");
    }
    Outlet.flush();
    assertEquals("own into its own", sent.get(0));
    String all = String.join("", sent);
    assertEquals(20_000, all.split("a line of text", -1).length - 1);
    assertEquals(20_000, all.split("another", -1).length - 1);
  }

  @Test
  void whatIsShownWhileSomethingIsShownDoesNotWaitForIt() {
    Outlet.write(
        () -> {
          System.out.print("x".repeat(300_000));
          Outlet.write(() -> sent.add("inner"));
          sent.add("outer");
        });
    assertEquals(List.of("inner", "outer"), sent.subList(0, 2));
  }

  @Test
  void whatAWriteThrowsIsTheCallers() {
    IllegalStateException boom = new IllegalStateException("boom");
    assertSame(
        boom,
        assertThrows(
            IllegalStateException.class,
            () ->
                Outlet.write(
                    () -> {
                      throw boom;
                    })));
  }
}

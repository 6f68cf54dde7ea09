package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UndisturbedTest {

  @Test
  void anInterruptBeforehandIsKeptFromTheActionAndKept() {
    AtomicBoolean inside = new AtomicBoolean();
    Thread.currentThread().interrupt();
    Undisturbed.run(() -> inside.set(Thread.currentThread().isInterrupted()));
    assertTrue(Thread.interrupted(), "the interrupt is the caller's");
    assertFalse(inside.get());
  }

  @Test
  void anInterruptInTheMiddleIsKeptFromTheActionAndKept() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean inside = new AtomicBoolean();
    AtomicBoolean finished = new AtomicBoolean();
    AtomicBoolean kept = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              Undisturbed.run(
                  () -> {
                    begun.countDown();
                    try {
                      goOn.await();
                    } catch (InterruptedException e) {
                      inside.set(true);
                    }
                    finished.set(true);
                  });
              kept.set(finished.get() && Thread.currentThread().isInterrupted());
            });
    caller.start();
    begun.await();
    caller.interrupt();
    // The caller has taken note of the interrupt when it waits again.
    while (caller.isInterrupted()) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    caller.join();
    assertFalse(inside.get());
    assertTrue(kept.get(), "it waited for the end, and its interrupt is its own again");
  }

  @Test
  void whatTheActionThrowsIsThrown() {
    IllegalStateException failure = new IllegalStateException("closed");
    Runnable failing =
        () -> {
          throw failure;
        };
    assertSame(failure, assertThrows(IllegalStateException.class, () -> Undisturbed.run(failing)));
    AssertionError error = new AssertionError("worse");
    Runnable worse =
        () -> {
          throw error;
        };
    assertSame(error, assertThrows(AssertionError.class, () -> Undisturbed.run(worse)));
  }

  @Test
  void actionsOfManyThreadsComeOneAtATime() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    int[] count = {0};
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  Undisturbed.run(
                      () -> {
                        together.accumulateAndGet(running.incrementAndGet(), Math::max);
                        count[0]++;
                        running.decrementAndGet();
                      });
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, together.get());
    assertEquals(1600, count[0]);
  }
}

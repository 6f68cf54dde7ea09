package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelTest {

  @AfterEach
  void noWorkerIsLeft() {
    assertEquals(List.of(), workers());
  }

  private static List<String> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("cusp-worker-"))
        .toList();
  }

  @Test
  void cancellationWithoutAnInterruptIsAFailure() {
    for (int threads : new int[] {1, 2}) {
      assertThrows(
          CancellationException.class,
          () ->
              Parallel.withThreads(
                  threads,
                  () ->
                      Parallel.map(
                          3,
                          i -> {
                            throw new CancellationException("of its own");
                          })));
    }
  }

  @Property(tries = 200)
  void resultsComeInOrder(
      @ForAll @IntRange(min = 1, max = 8) int threads, @ForAll @IntRange(max = 300) int count) {
    assertEquals(
        IntStream.range(0, count).map(i -> i * i).boxed().toList(),
        Parallel.withThreads(threads, () -> Parallel.map(count, i -> i * i)));
  }

  @Test
  void runsAsManyAtOnceAsItMay() {
    CountDownLatch all = new CountDownLatch(3);
    List<Boolean> met =
        Parallel.withThreads(
            3,
            () ->
                Parallel.map(
                    3,
                    i -> {
                      all.countDown();
                      return await(all);
                    }));
    assertEquals(List.of(true, true, true), met);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void anInnerLoopStaysInItsThread() {
    Set<Boolean> own = ConcurrentHashMap.newKeySet();
    List<List<Integer>> nested =
        Parallel.withThreads(
            4,
            () ->
                Parallel.map(
                    5,
                    i -> {
                      Thread outer = Thread.currentThread();
                      return Parallel.map(
                          4,
                          j -> {
                            own.add(Thread.currentThread() == outer);
                            return 10 * i + j;
                          });
                    }));
    assertEquals(Set.of(true), own);
    for (int i = 0; i < 5; i++) {
      assertEquals(List.of(10 * i, 10 * i + 1, 10 * i + 2, 10 * i + 3), nested.get(i));
    }
  }

  @Test
  void throwsTheFirstFailureByIndexOnceAllHaveEnded() {
    for (int repetition = 0; repetition < 50; repetition++) {
      AtomicInteger running = new AtomicInteger();
      CountDownLatch lastFailed = new CountDownLatch(1);
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Parallel.withThreads(
                      4,
                      () ->
                          Parallel.map(
                              100,
                              i -> {
                                running.incrementAndGet();
                                try {
                                  if (i == 3) {
                                    lastFailed.countDown();
                                    throw new IllegalStateException("3");
                                  }
                                  if (i == 1) {
                                    await(lastFailed);
                                    throw new IllegalStateException("1");
                                  }
                                  return i;
                                } finally {
                                  running.decrementAndGet();
                                }
                              })));
      assertEquals("1", thrown.getMessage());
      assertEquals(0, running.get());
      assertEquals(List.of(), workers());
    }
  }

  @Test
  void anErrorComesThroughAsItIs() {
    AssertionError error = new AssertionError("as it is");
    assertSame(
        error,
        assertThrows(
            AssertionError.class,
            () ->
                Parallel.withThreads(
                    2,
                    () ->
                        Parallel.map(
                            4,
                            i -> {
                              throw error;
                            }))));
  }

  @Test
  void anInterruptReturnsWhatWasBegunAndJoinsTheWorkers() throws InterruptedException {
    for (int threads : new int[] {1, 2, 4}) {
      CountDownLatch begun = new CountDownLatch(20);
      List<List<Integer>> result = new java.util.concurrent.CopyOnWriteArrayList<>();
      boolean[] flag = new boolean[1];
      Thread caller =
          new Thread(
              () -> {
                result.add(
                    Parallel.withThreads(
                        threads,
                        () ->
                            Parallel.map(
                                1_000_000,
                                i -> {
                                  begun.countDown();
                                  spin(200_000);
                                  return i;
                                })));
                flag[0] = Thread.currentThread().isInterrupted();
              });
      caller.start();
      begun.await();
      caller.interrupt();
      caller.join(1_000);
      assertTrue(!caller.isAlive(), "an interrupt ends the loop within a second");
      assertTrue(flag[0], "the flag stays set");
      int count = result.get(0).size();
      assertTrue(count >= 20 - threads && count < 1_000_000, "of " + count);
      assertEquals(IntStream.range(0, count).boxed().toList(), result.get(0));
      assertEquals(List.of(), workers());
    }
  }

  private static void spin(long nanoseconds) {
    long until = System.nanoTime() + nanoseconds;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptedThreadBeginsLittle() {
    for (int threads : new int[] {1, 4}) {
      Thread.currentThread().interrupt();
      List<Integer> results =
          Parallel.withThreads(
              threads,
              () ->
                  Parallel.map(
                      10_000,
                      i -> {
                        spin(100_000);
                        return i;
                      }));
      assertTrue(Thread.interrupted(), "the flag stays set");
      assertTrue(results.size() < 5_000, "of " + results.size());
    }
  }

  @Test
  void theNumberOfThreadsIsSetForTheWorkAlone() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    assertThrows(
        IllegalStateException.class,
        () ->
            Parallel.withThreads(
                1,
                () -> {
                  throw new IllegalStateException();
                }));
    Parallel.withThreads(
        2,
        () -> {
          Parallel.withThreads(1, () -> Parallel.map(3, i -> threads.add(Thread.currentThread())));
          return Parallel.map(2, i -> threads.add(Thread.currentThread()));
        });
    assertTrue(threads.contains(Thread.currentThread()), "on one thread it is the caller's");
    assertTrue(threads.size() > 1, "the outer choice is back after the inner");
  }

  @Test
  void refusesFewerThanOneThread() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Parallel.withThreads(0, () -> 1))
            .getMessage();
    assertTrue(message.contains("at least 1") && message.contains("not 0"), message);
  }
}

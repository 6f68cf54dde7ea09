package cusp.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {

  @Test
  void doesEveryIndexOnceHoweverOftenAndHoweverMany() {
    AtomicIntegerArray done = new AtomicIntegerArray(16);
    Crew crew = new Crew(done::incrementAndGet);
    int[] expected = new int[16];
    for (int run = 0; run < 100_000; run++) {
      int count = run * 7 % 17;
      crew.run(count);
      for (int i = 0; i < count; i++) {
        expected[i]++;
      }
      for (int i = 0; i < 16; i++) {
        assertEquals(expected[i], done.get(i), "run " + run + " of " + count + " at " + i);
      }
    }
  }

  @Test
  void seesWhatTheCallerWroteAndTheCallerWhatItDid() {
    long[] in = new long[1];
    long[] out = new long[8];
    Crew crew = new Crew(i -> out[i] = in[0] * i);
    for (int run = 1; run <= 50_000; run++) {
      in[0] = run;
      crew.run(8);
      assertEquals(28L * run, Arrays.stream(out).sum());
    }
  }

  @Test
  void comesBackAfterItsWorkersHaveSlept() throws InterruptedException {
    AtomicIntegerArray done = new AtomicIntegerArray(4);
    Crew crew = new Crew(done::incrementAndGet);
    for (int run = 1; run <= 5; run++) {
      crew.run(4);
      Thread.sleep(20);
      assertEquals(run, done.get(3));
    }
  }

  @Test
  void oneThreadOrAWorkerOfALoopDoesAllByItself() {
    Thread[] seen = new Thread[8];
    Crew crew = new Crew(i -> seen[i] = Thread.currentThread());
    Parallel.withThreads(
        1,
        () -> {
          crew.run(8);
          return null;
        });
    for (Thread thread : seen) {
      assertSame(Thread.currentThread(), thread);
    }
    List<Boolean> alone =
        Parallel.map(
            4,
            k -> {
              Thread[] mine = new Thread[8];
              new Crew(i -> mine[i] = Thread.currentThread()).run(8);
              return Arrays.stream(mine).allMatch(t -> t == Thread.currentThread());
            });
    assertEquals(List.of(true, true, true, true), alone);
  }

  @Test
  void crewsOfManyThreadsDoNotMeet() throws InterruptedException {
    long[] sums = new long[4];
    Thread[] callers = new Thread[4];
    for (int k = 0; k < 4; k++) {
      int mine = k;
      callers[k] =
          new Thread(
              () -> {
                long[] parts = new long[4];
                Crew crew = new Crew(i -> parts[i]++);
                for (int run = 0; run < 20_000; run++) {
                  crew.run(4);
                }
                sums[mine] = Arrays.stream(parts).sum();
              });
      callers[k].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertArrayEquals(new long[] {80_000, 80_000, 80_000, 80_000}, sums);
  }

  @Test
  void whatATaskThrowsComesOutAndLeavesTheCrewWhole() {
    AtomicIntegerArray done = new AtomicIntegerArray(4);
    boolean[] fails = {true};
    Crew crew =
        new Crew(
            i -> {
              if (fails[0] && i == 2) {
                throw new IllegalStateException("two");
              }
              done.incrementAndGet(i);
            });
    assertEquals("two", assertThrows(IllegalStateException.class, () -> crew.run(4)).getMessage());
    fails[0] = false;
    int before = done.get(3);
    crew.run(4);
    assertEquals(before + 1, done.get(3));
    assertEquals(1, done.get(2));
  }

  @Test
  void allocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Crew crew = new Crew(i -> {});
    for (int run = 0; run < 10_000; run++) {
      crew.run(4);
    }
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int run = 0; run < 10_000; run++) {
      crew.run(4);
    }
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertTrue(after - before < 10_000, (after - before) + " bytes");
  }
}

package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
  private boolean interruptedInside;
  private final Progress progress =
      new ProgressLine(
          new FrontEnd() {
            @Override
            public String show(Object value) {
              lines.add(((Bundle) value).text());
              return "one";
            }

            @Override
            public void update(String name, Object value) {
              interruptedInside |= Thread.currentThread().isInterrupted();
              lines.add(name + " " + ((Bundle) value).text());
            }
          },
          clock::get);

  private void pass(double seconds) {
    clock.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void aLineGoesOnAndEndsWithTheTime() {
    try (Progress.Task task = progress.start("sampling", 200)) {
      for (int i = 0; i < 200; i++) {
        pass(0.1);
        task.advance(1);
      }
    }
    assertEquals("sampling: 2 % after 0.5 s, about 20 s to go", lines.get(0));
    assertEquals("one sampling: 3 % after 0.7 s, about 19 s to go", lines.get(1));
    assertEquals("one sampling: done in 20 s", lines.get(lines.size() - 1));
    assertTrue(lines.size() > 80 && lines.size() <= 100, "five lines a second: " + lines.size());
  }

  @Test
  void shortWorkLeavesNoLine() {
    try (Progress.Task task = progress.start("sampling", 2)) {
      pass(0.2);
      task.advance(2);
    }
    assertEquals(List.of(), lines);
  }

  @Test
  void workInsideOtherWorkIsSilentAndTheNextIsNot() {
    try (Progress.Task outer = progress.start("sweep", 2)) {
      try (Progress.Task inner = progress.start("chain", 1)) {
        pass(3);
        inner.advance(1);
      }
      outer.advance(1);
      pass(90);
    }
    assertEquals(
        List.of(
            "sweep: 50 % after 3.0 s, about 3.0 s to go", "one sweep: stopped at 50 % after 93 s"),
        lines);
    try (Progress.Task next = progress.start("next", 1)) {
      pass(150);
      next.advance(1);
    }
    assertEquals("one next: done in 2 min 30 s", lines.get(lines.size() - 1));
  }

  @Test
  void anInterruptIsKeptFromTheFrontEndAndKept() {
    try (Progress.Task task = progress.start("sampling", 2)) {
      pass(1);
      task.advance(1);
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted(), "the interrupt is the caller's");
    assertEquals("one sampling: stopped at 50 % after 1.0 s", lines.get(1));
    assertTrue(!interruptedInside);
  }

  @Test
  void manyThreadsLoseNothing() {
    try (Progress.Task task = progress.start("sweep", 4000)) {
      Parallel.withThreads(
          4,
          () ->
              Parallel.map(
                  4000,
                  i -> {
                    clock.addAndGet(1_000_000);
                    task.advance(1);
                    return i;
                  }));
    }
    assertEquals("one sweep: done in 4.0 s", lines.get(lines.size() - 1));
  }

  @Test
  void anUnknownTotalHasNoRemainder() {
    try (Progress.Task task = progress.start("waiting", 0)) {
      pass(1);
      task.advance(0);
    }
    assertEquals("waiting: 0 % after 1.0 s", lines.get(0));
  }
}

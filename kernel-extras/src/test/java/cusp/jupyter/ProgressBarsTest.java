package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarsTest {
  private final Recorder recorder = new Recorder();
  private final Progress progress = new ProgressBars(recorder, recorder::nanoTime, recorder);

  @Test
  void aBarMovesAndEndsWithTheTimeAndSpeed() {
    try (Progress.Task task = progress.start("sampling", 200)) {
      for (int i = 0; i < 200; i++) {
        recorder.pass(0.1);
        task.advance(1);
      }
    }
    List<String> texts = recorder.texts();
    assertEquals("sampling: 2 % · 4 of 200 · 8.0/s · 0.5 s · about 25 s to go", texts.get(0));
    assertTrue(texts.contains("sampling: 49 % · 98 of 200 · 9.9/s · 9.9 s · about 10 s to go"));
    assertEquals("sampling: done in 20 s (10/s)", recorder.lastText());
    assertEquals(
        Set.of("", "display 1"),
        recorder.messages.stream().map(Recorder.Message::name).collect(Collectors.toSet()));
    assertEquals("", recorder.messages.get(0).name());
    assertTrue(texts.size() > 90 && texts.size() <= 100, "five a second: " + texts.size());
  }

  @Test
  void aBarIsReadToThoseWhoDoNotSeeIt() {
    try (Progress.Task task = progress.start("sampling", 200)) {
      task.advance(75);
      recorder.pass(0.5);
    }
    String html = recorder.messages.get(0).bundle().html();
    assertTrue(
        html.contains(
            "role=\"progressbar\" aria-label=\"sampling\" aria-valuemin=\"0\""
                + " aria-valuemax=\"100\" aria-valuenow=\"37\""),
        html);
    assertTrue(html.contains("width:37.5%"), html);
    assertTrue(html.contains("37 % · 75 of 200"), html);
    assertNull(recorder.messages.get(1).bundle().html(), "a line stays");
  }

  @Test
  void shortWorkLeavesNothing() {
    try (Progress.Task task = progress.start("sampling", 2)) {
      recorder.pass(0.4);
      task.advance(2);
    }
    recorder.pass(10);
    assertEquals(List.of(), recorder.messages);
    assertEquals(0, recorder.waiting());
  }

  @Test
  void workInsideOtherWorkHasARowBelowIt() {
    try (Progress.Task outer = progress.start("sweep", 2)) {
      try (Progress.Task middle = progress.start("chain", 10)) {
        try (Progress.Task inner = progress.start("burn-in", 0)) {
          recorder.pass(0.5);
          inner.advance(1500);
          recorder.pass(2.5);
        }
        middle.advance(5);
        recorder.pass(2.9);
      }
      outer.advance(1);
      recorder.pass(4.1);
    }
    List<String> texts = recorder.texts();
    assertEquals("sweep: 0 % · 0 of 2 · 0.5 s", texts.get(0).lines().findFirst().orElseThrow());
    assertTrue(
        texts.contains(
            """
            sweep: 0 % · 0 of 2 · 2.9 s
              chain: 0 % · 0 of 10 · 2.9 s
                burn-in: 1,500 · 2.1 k/s · 2.9 s"""),
        texts.toString());
    assertEquals(
        "sweep: 50 % · 1 of 2 · 6.1 s each · 9.9 s · about 2.3 s to go",
        texts.get(texts.size() - 2));
    assertEquals("sweep: stopped at 50 % after 10 s", recorder.lastText());
  }

  @Test
  void aRowStaysForTheNextSoThatNothingJumps() {
    try (Progress.Task outer = progress.start("sweep", 4)) {
      for (int i = 0; i < 4; i++) {
        try (Progress.Task inner = progress.start("chain " + i, 1)) {
          recorder.pass(0.8);
          inner.advance(1);
        }
        outer.advance(1);
      }
    }
    List<Long> heights = recorder.texts().stream().map(text -> text.lines().count()).toList();
    assertEquals(2, heights.get(0));
    assertEquals(Set.of(2L), Set.copyOf(heights.subList(0, heights.size() - 1)));
    assertTrue(recorder.texts().stream().anyMatch(t -> t.contains("chain 0: 100 % · 1 of 1")));
  }

  @Test
  void piecesThatComeAndGoByTheThousandAreNotSeen() {
    try (Progress.Task outer = progress.start("sweep", 10_000)) {
      for (int i = 0; i < 10_000; i++) {
        try (Progress.Task inner = progress.start("step", 1)) {
          inner.advance(1);
          recorder.pass(0.001);
        }
        outer.advance(1);
      }
    }
    assertTrue(recorder.texts().stream().allMatch(text -> text.startsWith("sweep: ")));
    assertTrue(recorder.texts().stream().allMatch(text -> text.lines().count() == 1));
    assertTrue(recorder.messages.size() <= 50, "five a second: " + recorder.messages.size());
  }

  @Test
  void onlyTheLongestRunningOfManyHaveRows() throws InterruptedException {
    try (Progress.Task outer = progress.start("sweep", 100)) {
      List<Progress.Task> inner = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String name = "chain " + i;
        Thread thread = new Thread(() -> inner.add(progress.start(name, 1)));
        thread.start();
        thread.join();
        recorder.take(0.001);
      }
      recorder.pass(1);
      inner.forEach(Progress.Task::close);
      outer.advance(100);
    }
    assertEquals(
        """
        sweep: 0 % · 0 of 100 · 0.7 s
          chain 0: 0 % · 0 of 1 · 0.7 s
          chain 1: 0 % · 0 of 1 · 0.7 s
          chain 2: 0 % · 0 of 1 · 0.7 s""",
        recorder.texts().get(1));
  }

  @Test
  void theNextWorkHasADisplayOfItsOwn() {
    for (String what : List.of("first", "second")) {
      try (Progress.Task task = progress.start(what, 1)) {
        recorder.pass(150);
        task.advance(1);
      }
    }
    List<Recorder.Message> last =
        recorder.messages.stream().filter(m -> m.bundle().text().contains("done in")).toList();
    assertEquals(
        List.of(
            "first: done in 2 min 30 s (2 min 30 s each)",
            "second: done in 2 min 30 s (2 min 30 s each)"),
        last.stream().map(m -> m.bundle().text()).toList());
    assertEquals(
        List.of("display 1", "display 2"), last.stream().map(Recorder.Message::name).toList());
  }

  @Test
  void workOfAThreadThatOutlivesTheOldestGoesOn() {
    Progress.Task first = progress.start("first", 1);
    Progress.Task second = progress.start("second", 1);
    recorder.pass(1);
    first.close();
    first.close();
    recorder.pass(1);
    second.advance(1);
    second.close();
    second.close();
    assertEquals("second: done in 2.0 s (2.0 s each)", recorder.lastText());
    assertEquals("display 2", recorder.messages.get(recorder.messages.size() - 1).name());
    assertEquals(0, recorder.waiting());
  }

  @Test
  void anInterruptIsTheCallersOwn() {
    try (Progress.Task task = progress.start("sampling", 2)) {
      recorder.pass(1);
      task.advance(1);
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted());
    assertEquals("sampling: stopped at 50 % after 1.0 s", recorder.lastText());
  }

  @Test
  void manyThreadsLoseNothing() {
    try (Progress.Task task = progress.start("sweep", 40_000)) {
      recorder.pass(1);
      Parallel.withThreads(
          4,
          () ->
              Parallel.map(
                  40_000,
                  i -> {
                    try (Progress.Task inner = progress.start("chain", 1)) {
                      inner.advance(1);
                      task.advance(1);
                    }
                    return i;
                  }));
      recorder.pass(1);
    }
    assertEquals("sweep: done in 2.0 s (20 k/s)", recorder.lastText());
  }

  @Test
  void anUnknownTotalHasACountAndNoRemainder() {
    try (Progress.Task task = progress.start("waiting", -1)) {
      recorder.pass(0.5);
      task.advance(3);
      recorder.pass(0.5);
    }
    assertEquals(
        List.of(
            "waiting: 0 · 0.5 s",
            "waiting: 3 · 4.3/s · 0.7 s",
            "waiting: 3 · 4.3/s · 0.9 s",
            "waiting: 3 in 1.0 s (3.0/s)"),
        recorder.texts());
    assertFalse(recorder.messages.get(1).bundle().html().contains("progressbar"));
  }

  @Test
  void whatAnEarlierRunHadDoneDoesNotCountAsFast() {
    try (Progress.Task task = progress.start("training", 2_000_000)) {
      task.advance(1_000_000);
      for (int i = 0; i < 60; i++) {
        recorder.pass(0.1);
        task.advance(1000);
      }
      assertEquals(
          "training: 52 % · 1,058,000 of 2,000,000 · 10 k/s · 5.9 s · about 94 s to go",
          recorder.lastText());
    }
  }

  @Test
  void workThatCountsInLargeStepsKeepsItsSpeedBetweenThem() {
    try (Progress.Task task = progress.start("training", 100)) {
      recorder.pass(10);
      task.advance(50);
      recorder.pass(4);
      assertEquals(
          "training: 50 % · 50 of 100 · 5.0/s · 14 s · about 6.3 s to go", recorder.lastText());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0/s",
    "9.94, 9.9/s",
    "9.96, 10/s",
    "999, 999/s",
    "1234, 1.2 k/s",
    "999600, 1.0 M/s",
    "2.5e9, 2.5 G/s",
    "7e15, 7000 T/s"
  })
  void speedsHaveAPrefix(double perSecond, String shown) {
    try (Progress.Task task = progress.start("x", 0)) {
      recorder.pass(1);
      task.advance((long) (100 * perSecond));
      recorder.pass(99);
    }
    assertTrue(recorder.lastText().endsWith("(" + shown + ")"), recorder.lastText());
  }

  @Test
  void aNameIsText() {
    String name = "<script>alert(1)</script>\"'&";
    try (Progress.Task outer = progress.start(name, 10)) {
      try (Progress.Task inner = progress.start(name, 10)) {
        recorder.pass(1);
        inner.advance(1);
      }
      outer.advance(1);
    }
    String html = recorder.messages.get(0).bundle().html();
    assertFalse(html.contains("<script"), html);
    assertEquals(
        6, html.split("&lt;script&gt;alert\\(1\\)&lt;/script&gt;&quot;&#39;&amp;", -1).length - 1);
  }

  @Test
  @Timeout(20)
  void countingCostsNextToNothing() {
    Progress real = new ProgressBars(new Recorder());
    long units = 20_000_000;
    long begin = System.nanoTime();
    try (Progress.Task task = real.start("counting", units)) {
      for (long i = 0; i < units; i++) {
        task.advance(1);
      }
    }
    Duration each = Duration.ofNanos((System.nanoTime() - begin) / units);
    assertTrue(each.toNanos() < 200, each + " an advance");
  }

  @Test
  @Timeout(20)
  void theRealTickerDrawsFiveTimesASecondFromAThreadOfItsOwn() throws InterruptedException {
    Recorder real = new Recorder();
    try (Progress.Task task = new ProgressBars(real).start("waiting", 100)) {
      Thread.sleep(2000);
      task.advance(100);
    }
    int drawn = real.messages.size();
    assertTrue(drawn >= 3 && drawn <= 10, drawn + " messages");
    assertTrue(real.lastText().startsWith("waiting: done in 2."), real.lastText());
    Thread.sleep(500);
    assertEquals(drawn, real.messages.size(), "nothing after the end");
  }
}

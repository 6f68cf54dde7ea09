package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.plot.Plot;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveChartTest {
  private final Recorder recorder = new Recorder();

  private <T> T live(String title, Function<LiveChart, T> work) {
    return LiveChart.follow(title, work, recorder, recorder::nanoTime, recorder);
  }

  /** Adds a point each tenth of a second. */
  private LiveChart grow(LiveChart chart, int points) {
    for (int i = 0; i < points; i++) {
      chart.add("loss", i, 1.0 / (i + 1));
      recorder.pass(0.1);
    }
    return chart;
  }

  @Test
  void itAppearsWithTheFirstPointAndIsDrawnAgainInPlaceAndOnceMoreInFull() {
    int answer =
        live(
            "Training",
            chart -> {
              recorder.pass(10);
              assertEquals(List.of(), recorder.messages);
              grow(chart.x("step").y("loss"), 100);
              return 42;
            });
    assertEquals(42, answer);
    List<Recorder.Message> messages = recorder.messages;
    assertEquals("", messages.get(0).name());
    assertEquals(
        Set.of("display 1"),
        messages.stream().skip(1).map(Recorder.Message::name).collect(Collectors.toSet()));
    assertTrue(messages.size() > 40 && messages.size() <= 52, "five a second: " + messages.size());
    assertEquals(
        "Training: loss from 1 at 0 to 0.5 at 1, between 0.5 and 1.",
        messages.get(0).bundle().text());
    assertNull(messages.get(1).bundle().image());
    assertTrue(messages.get(1).bundle().html().startsWith("<div class=\"mathjax_ignore\"><svg "));
    Bundle last = recorder.last().bundle();
    assertEquals("Training: loss from 1 at 0 to 0.01 at 99, between 0.01 and 1.", last.text());
    assertNotNull(last.image());
    assertTrue(last.html().contains(">step</text>") && last.html().contains(">loss</text>"));
    assertEquals(0, recorder.waiting());
  }

  @Test
  void itIsDescribedInTheWordsGiven() {
    live("Training", chart -> grow(chart.alt("The loss falls."), 3));
    assertEquals("Training: The loss falls.", recorder.last().bundle().text());
  }

  @Test
  void itCostsATenthOfTheTimeAtMost() {
    recorder.cost = 0.3;
    long begin = recorder.nanoTime();
    live("Training", chart -> grow(chart, 400));
    // The first and the last drawing come on top.
    double share = (recorder.messages.size() - 2) * 0.3e9 / (recorder.nanoTime() - begin);
    assertTrue(share > 0.08 && share <= 0.1, "it cost " + share);
  }

  @Test
  void framesAreMadeWhenThereIsTimeAndOfTheLastState() {
    int[] state = {0, 0};
    live(
        "Growing",
        chart -> {
          for (int i = 0; i < 1_000; i++) {
            state[0] = i;
            chart.draw(
                () -> {
                  state[1]++;
                  String title = "state " + state[0];
                  return Plot.of(title).points("", new double[] {1}, new double[] {2}).figure("a");
                });
            recorder.pass(0.01);
          }
          return null;
        });
    List<Recorder.Message> messages = recorder.messages;
    assertEquals("state 0: a", messages.get(0).bundle().text());
    assertEquals("state 999: a", recorder.last().bundle().text());
    assertTrue(messages.size() > 20 && messages.size() <= 52, "a few a second: " + messages.size());
    assertTrue(state[1] <= messages.size() + 1, "made in vain: " + (state[1] - messages.size()));
  }

  @Test
  void whatHasNotChangedIsNotDrawnAgain() {
    live(
        "Training",
        chart -> {
          grow(chart, 1);
          recorder.pass(10);
          return null;
        });
    assertEquals(2, recorder.messages.size());
  }

  @Test
  void nothingAddedIsNothingShown() {
    live("Training", chart -> chart.x("step"));
    live(
        "Training",
        chart -> {
          chart.add("loss", 1, Double.NaN);
          recorder.pass(1);
          return null;
        });
    assertEquals(List.of(), recorder.messages);
  }

  @Test
  void workThatFailsLeavesItsChart() {
    IllegalStateException failure = new IllegalStateException("diverged");
    Function<LiveChart, Object> work =
        chart -> {
          grow(chart, 10);
          throw failure;
        };
    assertSame(failure, assertThrows(IllegalStateException.class, () -> live("Training", work)));
    assertNotNull(recorder.last().bundle().image());
    assertTrue(recorder.lastText().contains(" at 9,"), recorder.lastText());
    assertEquals(0, recorder.waiting());
  }

  @Test
  void anInterruptedWorkLeavesItsChartAndTheInterrupt() {
    live(
        "Training",
        chart -> {
          grow(chart, 10);
          Thread.currentThread().interrupt();
          return null;
        });
    assertTrue(Thread.interrupted());
    assertNotNull(recorder.last().bundle().image());
  }

  @Test
  void withNobodyWatchingThereIsOnlyTheEnd() {
    Recorder unwatched = new Recorder(false);
    LiveChart.follow(
        "Training",
        chart -> {
          chart.add("loss", 1, 1);
          unwatched.pass(10);
          chart.add("loss", 2, 2);
          return null;
        },
        unwatched,
        unwatched::nanoTime,
        unwatched);
    assertEquals(1, unwatched.messages.size());
    assertNotNull(unwatched.last().bundle().image());
  }

  @Test
  void aSinglePointCanBeSeen() {
    live("Training", chart -> grow(chart, 1));
    String one = recorder.last().bundle().html();
    live("Training", chart -> grow(chart, 2));
    String two = recorder.last().bundle().html();
    assertTrue(one.contains("<circle"), one);
    assertFalse(two.contains("<circle"));
  }

  @Test
  void logarithmicAxesLeaveOutWhatTheyHaveNoPlaceFor() {
    live(
        "Training",
        chart -> {
          grow(chart.logX().logY(), 5);
          chart.add("loss", 5, 0);
          chart.add("loss", 6, -1);
          chart.add("flat", 6, -1);
          return null;
        });
    assertEquals(
        "Training: loss from 0.5 at 1 to 0.2 at 4, between 0.2 and 0.5.", recorder.lastText());
  }

  @Test
  void numbersTooLargeForAnAxisAreNoException() {
    live(
        "Training",
        chart -> {
          double y = 1;
          for (int i = 0; i < 400; i++, y *= -10) {
            chart.add("loss", i, y);
            recorder.pass(0.01);
          }
          return null;
        });
    assertNotNull(recorder.last().bundle().image());
  }

  @Test
  void manySeriesOfManyThreadsLoseNothing() {
    live(
        "Training",
        chart ->
            Parallel.withThreads(
                8,
                () ->
                    Parallel.map(
                        80,
                        i -> {
                          for (int k = 0; k < 1000; k++) {
                            chart.add("chain " + i % 8, i, k);
                          }
                          return i;
                        })));
    String text = recorder.lastText();
    // Which six are named depends on which thread came first.
    assertEquals(6, text.split("chain [0-7] from 0 at ", -1).length - 1, text);
    assertTrue(text.endsWith("between 0 and 999; and 2 more."), text);
  }

  @Test
  void aMillionPointsAreDrawnInNoTimeAndSpace() {
    live(
        "Training",
        chart -> {
          for (int i = 0; i < 1_000_000; i++) {
            chart.add("loss", i, Math.sin(i));
          }
          recorder.pass(1);
          return null;
        });
    assertTrue(recorder.messages.get(0).bundle().html().length() < 200_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</svg><b>", "\"'&"})
  void titleLabelsAndNamesAreText(String text) {
    live(
        text,
        chart -> {
          grow(chart.x(text).y(text), 3);
          chart.add(text, 1, 1);
          recorder.pass(0.3);
          return null;
        });
    for (Recorder.Message message : recorder.messages) {
      String html = message.bundle().html();
      assertFalse(
          html.contains("<script") || html.contains("<b>") || html.contains("<img src"), html);
      assertEquals(2, html.split("</svg>", -1).length);
    }
    assertEquals(2, recorder.last().bundle().html().split("<img ", -1).length);
  }
}

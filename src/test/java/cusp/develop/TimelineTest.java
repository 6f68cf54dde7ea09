package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.posterior.Sgld;
import cusp.singular.Estimator;
import cusp.singular.LocalLearningCoefficient;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TimelineTest {
  private static final Run RUN =
      Trainer.sgd(0.1)
          .withSteps(9)
          .withCheckpoints(CheckpointPlan.even(10))
          .train(Objective.of("(a-1)^2/2"), new double[] {3}, Seed.of(1));

  private record Fixed(double reading, double standardError, Verdict verdict, Seed seed)
      implements Estimator.Estimate {
    @Override
    public double value() {
      if (verdict.isInvalid()) {
        throw new IllegalStateException("there is no estimate");
      }
      return reading;
    }
  }

  /** The distance to 1, with a verdict of each kind. */
  private static final Estimator DISTANCE =
      new Estimator() {
        @Override
        public Estimate estimate(Objective objective, double[] w, Seed seed) {
          double away = w[0] - 1;
          Verdict verdict =
              away > 1.9
                  ? Verdict.invalid(List.of("too far"))
                  : away > 1.5 ? Verdict.qualified(List.of("far")) : Verdict.ok();
          return new Fixed(away, away / 10, verdict, seed);
        }
      };

  @Test
  void numbersMakeValues() {
    Timeline timeline =
        Timeline.over(RUN).track("a", w -> w[0]).track("sign", w -> w[0] > 2 ? 1 : 0);
    var track = assertInstanceOf(Timeline.Track.Values.class, timeline.track("a"));
    assertEquals(10, track.values().length);
    for (int k = 0; k < 10; k++) {
      assertEquals(RUN.checkpoints().get(k).w()[0], track.values()[k]);
    }
    assertArrayEquals(track.values(), timeline.toTable().doubleColumn("a").asDoubleArray());
    assertInstanceOf(Timeline.Track.Values.class, timeline.track("sign"));
  }

  @Test
  void anythingElseMakesLabels() {
    Timeline timeline = Timeline.over(RUN).track("side", w -> w[0] > 2 ? "far" : "near");
    var track = assertInstanceOf(Timeline.Track.Labels.class, timeline.track("side"));
    assertEquals("far", track.labels().get(0));
    assertEquals("near", track.labels().get(9));
    assertEquals(track.labels(), timeline.toTable().stringColumn("side").asList());
  }

  @Test
  void estimatesHaveTheirErrorAndVerdictBesideThem() {
    Timeline timeline = Timeline.over(RUN).track("d", DISTANCE);
    Table table = timeline.toTable();
    assertEquals(List.of("step", "loss", "d", "d error", "d verdict"), table.columnNames());
    assertEquals(10, table.rowCount());
    assertTrue(
        Double.isNaN(table.doubleColumn("d").getDouble(0)), "what is no number is not drawn");
    assertEquals("INVALID: too far", table.stringColumn("d verdict").get(0));
    assertEquals("QUALIFIED: far", table.stringColumn("d verdict").get(1));
    assertEquals("OK", table.stringColumn("d verdict").get(9));
    for (int k = 1; k < 10; k++) {
      double away = RUN.checkpoints().get(k).w()[0] - 1;
      assertEquals(away, table.doubleColumn("d").getDouble(k));
      assertEquals(away / 10, table.doubleColumn("d error").getDouble(k));
      assertEquals(RUN.checkpoints().get(k).step(), table.longColumn("step").get(k));
    }
  }

  @Test
  void everyCheckpointHasASeedOfItsOwn() {
    var track =
        assertInstanceOf(
            Timeline.Track.Estimates.class, Timeline.over(RUN).track("d", DISTANCE).track("d"));
    var other =
        assertInstanceOf(
            Timeline.Track.Estimates.class, Timeline.over(RUN).track("e", DISTANCE).track("e"));
    List<Seed> seeds = track.estimates().stream().map(e -> ((Fixed) e).seed()).toList();
    assertEquals(10, seeds.stream().distinct().count());
    assertEquals(Seed.of(1).stream("track-d").stream("step", 4), seeds.get(4));
    assertTrue(other.estimates().stream().noneMatch(e -> seeds.contains(((Fixed) e).seed())));
    var again = Parallel.withThreads(1, () -> Timeline.over(RUN).track("d", DISTANCE)).track("d");
    assertEquals(track, again);
  }

  @Test
  void aTimelineIsNotChangedByFollowingMore() {
    Timeline empty = Timeline.over(RUN);
    empty.track("a", w -> w[0]);
    assertEquals(List.of(), empty.tracks());
    assertEquals(List.of("step", "loss"), empty.toTable().columnNames());
  }

  @Test
  void refusesTwinsBeforeAnyWork() {
    AtomicInteger calls = new AtomicInteger();
    Timeline timeline = Timeline.over(RUN).track("a", w -> w[0]);
    for (String name : List.of("a", "step", "loss")) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> timeline.track(name, w -> calls.incrementAndGet()))
              .getMessage();
      assertTrue(message.contains("track named " + name + " already"), message);
      assertThrows(IllegalArgumentException.class, () -> timeline.track(name, DISTANCE));
    }
    assertEquals(0, calls.get());
    String message =
        assertThrows(IllegalArgumentException.class, () -> timeline.track("b")).getMessage();
    assertTrue(message.contains("no track named b") && message.contains("[a]"), message);
  }

  @Test
  void anInterruptedTimelineKeepsWhatItHas() {
    Timeline timeline =
        Parallel.withThreads(
            1,
            () ->
                Timeline.over(RUN)
                    .track("whole", w -> w[0])
                    .track(
                        "cut",
                        w -> {
                          if (w[0] < 2.5) {
                            Thread.currentThread().interrupt();
                          }
                          return w[0];
                        }));
    assertTrue(Thread.interrupted(), "the flag stays set");
    var cut = assertInstanceOf(Timeline.Track.Values.class, timeline.track("cut"));
    assertEquals(4, cut.values().length);
    Table table = timeline.toTable();
    assertEquals(10, table.rowCount());
    assertEquals(cut.values()[3], table.doubleColumn("cut").getDouble(3));
    assertTrue(table.doubleColumn("cut").isMissing(4));
    assertEquals(0, table.doubleColumn("whole").countMissing());
    assertEquals(List.of("partial: cut has 4 of 10 checkpoints"), timeline.verdict().reasons());
    assertTrue(timeline.chart().alt().contains("cut, partial: 4 of 10 checkpoints"));
    assertEquals(Verdict.ok(), Timeline.over(RUN).track("whole", w -> w[0]).verdict());
  }

  @Test
  void aTrackWithoutAnyNumberIsNamedInsteadOfDrawn() {
    var none = LocalLearningCoefficient.defaults().withChains(2).withDraws(4).withNBeta(1);
    Timeline timeline =
        Timeline.over(RUN)
            .track("none", none.withSampler(new Sgld(1e9, 0)))
            .track("endless", w -> Double.POSITIVE_INFINITY);
    assertEquals(10, timeline.toTable().doubleColumn("none").countMissing());
    assertEquals("No number to draw: none, endless", timeline.chart().title());
  }

  @Test
  void theChartSaysHowManyEstimatesMayBeRead() {
    String alt = Timeline.over(RUN).track("d", DISTANCE).chart().alt();
    long ok =
        Timeline.over(RUN).track("d", DISTANCE).estimates("d").stream()
            .filter(estimate -> estimate.verdict().isOk())
            .count();
    assertTrue(alt.contains(ok + " estimates are OK"), alt);
  }

  @Test
  void anInterruptBeforeTheFirstCheckpointLeavesAnEmptyTrack() {
    Thread.currentThread().interrupt();
    Timeline timeline =
        Parallel.withThreads(1, () -> Timeline.over(RUN).track("d", DISTANCE).track("a", w -> 1));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(10, timeline.toTable().rowCount());
    assertEquals(10, timeline.toTable().doubleColumn("d").countMissing());
    timeline.chart();
  }

  @Test
  void severalNumbersComeFromOneComputation() {
    AtomicInteger calls = new AtomicInteger();
    Timeline timeline =
        Timeline.over(RUN)
            .tracks(
                w -> {
                  calls.incrementAndGet();
                  Map<String, Number> numbers = new LinkedHashMap<>();
                  numbers.put("z", w[0]);
                  numbers.put("a", 2 * w[0]);
                  return numbers;
                });
    assertEquals(10, calls.get());
    assertEquals(List.of("step", "loss", "z", "a"), timeline.toTable().columnNames());
    assertArrayEquals(Timeline.over(RUN).track("z", w -> w[0]).values("z"), timeline.values("z"));
    assertEquals(2 * timeline.values("z")[9], timeline.values("a")[9]);
  }

  @Test
  void namesThatDifferOrAreTakenAreRefused() {
    AtomicInteger calls = new AtomicInteger();
    Timeline timeline = Timeline.over(RUN).track("a", w -> w[0]);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> timeline.tracks(w -> Map.of("a", calls.incrementAndGet())))
            .getMessage();
    assertTrue(message.contains("track named a already"), message);
    assertEquals(1, calls.get(), "known after the first checkpoint");
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> timeline.tracks(w -> Map.of(w[0] > 2 ? "far" : "near", 1)))
            .getMessage();
    assertTrue(message.contains("[near]") && message.contains("first checkpoint [far]"), message);
  }

  @Test
  void nullIsNoNumber() {
    Timeline timeline = Timeline.over(RUN);
    for (double from : new double[] {3, 2.9}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      timeline.tracks(
                          w -> Collections.singletonMap("side", w[0] > from ? 1 : null)))
              .getMessage();
      assertTrue(message.contains("side is null at step " + (from == 3 ? 0 : 1)), message);
    }
  }

  @Test
  void anInterruptCutsAllTracksAlike() {
    Timeline timeline =
        Parallel.withThreads(
            1,
            () ->
                Timeline.over(RUN)
                    .tracks(
                        w -> {
                          if (w[0] < 2.5) {
                            Thread.currentThread().interrupt();
                          }
                          return Map.of("a", w[0]);
                        }));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(List.of("partial: a has 4 of 10 checkpoints"), timeline.verdict().reasons());
    Thread.currentThread().interrupt();
    Timeline none =
        Parallel.withThreads(1, () -> Timeline.over(RUN).tracks(w -> Map.of("a", w[0])));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertEquals(List.of(), none.tracks());
  }

  @Test
  void aChartOfSomeTracksHasThemInTheirOrder() {
    Timeline timeline =
        Timeline.over(RUN)
            .track("a", w -> w[0])
            .track("side", w -> w[0] > 2 ? "far" : "near")
            .track("b", w -> -w[0]);
    assertEquals(
        List.of("b", "loss"),
        timeline.chart("b", "loss").toTable().stringColumn("panel").asList().stream()
            .distinct()
            .toList());
    assertThrows(IllegalArgumentException.class, () -> timeline.chart("c"));
    assertThrows(IllegalArgumentException.class, () -> timeline.chart("side"));
  }
}

package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class StagesTest {
  private static final double[] X = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
  private static final Series SERIES = Series.of("y", X, X).withParameter("step");

  private static Transition jump(String series, double low, double at, double high) {
    return new Transition(
        series, Transition.Kind.JUMP, at, new Interval(low, high, 0.95), 2, 0.1, 0, 0.001);
  }

  /** One series for each transition, but for those of one name. */
  private static Transitions found(boolean logarithmic, List<Transition> all) {
    List<Transitions.Reading> readings = new ArrayList<>();
    for (String name : all.stream().map(Transition::series).distinct().toList()) {
      Series series = new Series(name, "step", X, X, new double[0], logarithmic);
      List<Transition> own = all.stream().filter(t -> t.series().equals(name)).toList();
      readings.add(new Transitions.Reading(series, own, X, 0, 1, 1, Verdict.ok()));
    }
    return new Transitions(readings, TransitionDetector.defaults(), Seed.of(1));
  }

  private static Stages stages(Transition... all) {
    return found(false, List.of(all)).stages();
  }

  private static List<Transition> random(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              double at = 30 + 40 * random.nextDouble();
              double down = 6 * random.nextDouble();
              double up = 6 * random.nextDouble();
              return jump("series " + i, at - down, at, at + up);
            })
        .toList();
  }

  /** The ends of the interval of a transition that hold together with those of all others. */
  private static Interval widened(Transition t, int count) {
    double wider = Math.log(20.0 * count) / Math.log(20);
    return new Interval(
        t.at() - wider * (t.at() - t.interval().low()) - 1e-9,
        t.at() + wider * (t.interval().high() - t.at()) + 1e-9,
        0.95);
  }

  private static boolean holds(List<Interval> intervals, List<Double> moments) {
    return intervals.stream().allMatch(i -> moments.stream().anyMatch(i::contains));
  }

  /** Some ends of intervals are among the fewest points: each subset of them is tried. */
  private static int fewest(List<Interval> intervals) {
    int count = intervals.size();
    int fewest = count;
    for (int subset = 0; subset < 1 << count; subset++) {
      List<Double> ends = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if ((subset >> i & 1) == 1) {
          ends.add(intervals.get(i).high());
        }
      }
      if (holds(intervals, ends)) {
        fewest = Math.min(fewest, ends.size());
      }
    }
    return fewest;
  }

  @Property(tries = 200)
  void thereAreAsFewBoundariesAsCanBe(
      @ForAll @IntRange(min = 1, max = 9) int count, @ForAll long s) {
    List<Transition> all = random(count, s);
    Stages stages = found(false, all).stages();
    List<Interval> widened = all.stream().map(t -> widened(t, count)).toList();
    assertEquals(fewest(widened), stages.boundaries().size());
    List<Transition> members =
        stages.boundaries().stream().flatMap(b -> b.members().stream()).toList();
    assertEquals(count, members.size());
    assertTrue(members.containsAll(all));
    double before = 0;
    for (Stages.Boundary boundary : stages.boundaries()) {
      assertTrue(boundary.at() > before, stages::toString);
      assertTrue(boundary.interval().contains(boundary.at()), stages::toString);
      before = boundary.at();
      List<Interval> own = boundary.members().stream().map(t -> widened(t, count)).toList();
      double low = own.stream().mapToDouble(Interval::low).max().orElseThrow();
      double high = own.stream().mapToDouble(Interval::high).min().orElseThrow();
      assertTrue(low <= high, "members have a point in common");
    }
  }

  @Property(tries = 100)
  void theOrderOfSeriesChangesNothing(
      @ForAll @IntRange(min = 1, max = 9) int count, @ForAll long s) {
    List<Transition> all = random(count, s);
    List<Transition> other = new ArrayList<>(all);
    Collections.shuffle(other, new Random(s));
    List<Stages.Boundary> first = found(false, all).stages().boundaries();
    List<Stages.Boundary> second = found(false, other).stages().boundaries();
    assertEquals(first.size(), second.size());
    for (int b = 0; b < first.size(); b++) {
      assertEquals(first.get(b).at(), second.get(b).at(), 1e-9);
      assertEquals(first.get(b).interval(), second.get(b).interval());
      assertEquals(Set.copyOf(names(first.get(b))), Set.copyOf(names(second.get(b))));
    }
  }

  private static List<String> names(Stages.Boundary boundary) {
    return boundary.members().stream().map(Transition::series).toList();
  }

  @Property
  void theMajorityHoldsEveryPointInMoreThanHalfOfTheIntervals(
      @ForAll @IntRange(min = 2, max = 9) int count, @ForAll long seed) {
    List<Interval> all = random(count, seed).stream().map(Transition::interval).toList();
    Interval majority = Stages.majority(all);
    for (Interval one : all) {
      for (double end : new double[] {one.low(), one.high()}) {
        long over = all.stream().filter(interval -> interval.contains(end)).count();
        assertTrue(2 * over <= count || majority.contains(end), () -> all + ": " + majority);
      }
    }
  }

  /** It is wider than the points in more than half, and is there where none is. */
  @Test
  void theMajorityOfThreeLiesBetweenTheMediansOfTheirEnds() {
    Interval first = new Interval(0, 1, 0.95);
    Interval second = new Interval(2, 5, 0.95);
    Interval majority = Stages.majority(List.of(first, second, new Interval(3, 6, 0.95)));
    assertEquals(new Interval(2, 5, majority.level()), majority);
    second = new Interval(2, 3, 0.95);
    majority = Stages.majority(List.of(first, second, new Interval(4, 5, 0.95)));
    assertEquals(new Interval(2, 3, majority.level()), majority);
  }

  @Property
  void ofIntervalsThatMeetTheMajorityIsWhereMoreThanHalfOfThemAre(
      @ForAll @IntRange(min = 2, max = 9) int count,
      @ForAll long seed,
      @ForAll @DoubleRange(min = -5, max = 5) double point) {
    Random random = new Random(seed);
    List<Interval> all =
        IntStream.range(0, count)
            .mapToObj(i -> new Interval(-5 * random.nextDouble(), 5 * random.nextDouble(), 0.95))
            .toList();
    Interval majority = Stages.majority(all);
    long over = all.stream().filter(interval -> interval.contains(point)).count();
    assertEquals(2 * over > count, majority.contains(point));
    assertEquals(0.9, majority.level(), 1e-12);
  }

  @Test
  void intervalsThatOnlyNearlyMeetHaveTheHullOfHalfOfThem() {
    Interval one = new Interval(1, 2, 0.95);
    Interval other = new Interval(3, 5, 0.95);
    assertEquals(
        new Interval(1, 5, Stages.majority(List.of(one, other)).level()),
        Stages.majority(List.of(other, one)));
  }

  @Test
  void oneTransitionIsItsOwnBoundary() {
    Stages.Boundary only = stages(jump("a", 10, 12, 19)).boundaries().get(0);
    assertEquals(12, only.at());
    assertEquals(new Interval(10, 19, 0.95), only.interval());
  }

  /** A date that two boundaries could have goes with the nearer one. */
  @Test
  void aDateBetweenTwoMomentsIsTheNearerOnes() {
    for (double at : new double[] {21, 29}) {
      Stages stages = stages(jump("a", 19, 20, 21), jump("b", 29, 30, 31), jump("c", 18, at, 32));
      assertEquals(2, stages.boundaries().size());
      assertEquals(at < 25 ? List.of("a", "c") : List.of("a"), names(stages.boundaries().get(0)));
    }
  }

  @Test
  void theSharperDateWeighsMore() {
    Stages.Boundary both = stages(jump("a", 19, 20, 21), jump("b", 10, 22, 34)).boundaries().get(0);
    assertEquals((144 * 20 + 22) / 145.0, both.at(), 1e-9);
    assertEquals(new Interval(19, 21, both.interval().level()), both.interval());
  }

  @Test
  void overALogarithmDistancesAreRatios() {
    List<Transition> all = List.of(jump("a", 5, 10, 20), jump("b", 10, 20, 40));
    assertEquals(Math.sqrt(200), found(true, all).stages().boundaries().get(0).at(), 1e-9);
  }

  @Test
  void tablesAndChartSayWhichSeriesChangeWhichWay() {
    Transition bend =
        new Transition(
            "b", Transition.Kind.KINK, 21, new Interval(18, 22, 0.95), -1, 0.1, 0, 0.001);
    Stages stages = stages(jump("a", 19, 20, 21), bend, jump("c", 80, 81, 82));
    Table table = stages.toTable();
    assertEquals(List.of("boundary", "at", "from", "to", "series", "changes"), table.columnNames());
    assertEquals(List.of("a ↑, b ↘", "c ↑"), table.stringColumn("changes").asList());
    assertEquals(List.of(2, 1), table.intColumn("series").asList());
    Table members = stages.members();
    assertEquals(List.of(1, 1, 2), members.intColumn("boundary").asList());
    assertEquals(List.of("a", "b", "c"), members.stringColumn("series").asList());
    assertEquals(
        "3 stages, with boundaries at 20.200 [19.00, 21.00] (2), 81.000 [80.00, 82.00] (1)",
        stages.toString());
    assertEquals("3 of 3 series change. " + stages + ".", stages.chart().alt());
    assertTrue(stages.chart().svg().contains(">c<"), "rows have names");
  }

  /** Two changes of one series are not told apart where its own dates are not. */
  @Test
  void aSeriesCountsOnceAtABoundary() {
    Stages stages = stages(jump("a", 19, 20, 24), jump("a", 20, 23, 24));
    assertEquals(List.of(1), stages.toTable().intColumn("series").asList());
    assertEquals("a ↑, a ↑", stages.toTable().stringColumn("changes").get(0));
  }

  @Test
  void whereNothingChangesThereIsOneStage() {
    var nothing =
        new Transitions(
            List.of(new Transitions.Reading(SERIES, List.of(), X, 0, 1, 0.3, Verdict.ok())),
            TransitionDetector.defaults(),
            Seed.of(1));
    Stages stages = nothing.stages();
    assertEquals(List.of(), stages.boundaries());
    assertEquals("1 stage: nothing changes", stages.toString());
    assertEquals(0, stages.toTable().rowCount());
    assertEquals(0, stages.members().rowCount());
    assertTrue(stages.chart().alt().contains("no transition"));
  }

  @Test
  void canBeStopped() {
    Transitions found = found(false, random(4, 1));
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, found::stages);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void seriesOverDifferentThingsHaveNoStages() {
    List<Transitions.Reading> readings =
        List.of(
            new Transitions.Reading(SERIES, List.of(), X, 0, 1, 1, Verdict.ok()),
            new Transitions.Reading(
                SERIES.withParameter("T"), List.of(), X, 0, 1, 1, Verdict.ok()));
    var mixed = new Transitions(readings, TransitionDetector.defaults(), Seed.of(1));
    String message = assertThrows(IllegalArgumentException.class, mixed::stages).getMessage();
    assertTrue(message.contains("step and T"), message);
  }
}

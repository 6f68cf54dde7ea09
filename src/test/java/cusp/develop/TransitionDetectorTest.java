package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.bench.Planted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransitionDetectorTest {
  private static final Seed SEED = Seed.of(1);
  private static final TransitionDetector DETECTOR = TransitionDetector.defaults();

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private static double[] grid(int n) {
    return IntStream.range(0, n).mapToDouble(i -> i / (n - 1.0)).toArray();
  }

  private static Series series(int n, DoubleUnaryOperator y) {
    double[] x = grid(n);
    return Series.of("y", x, Arrays.stream(x).map(y).toArray());
  }

  private static Series noisy(int n, double sd, Seed seed, DoubleUnaryOperator y) {
    Series clean = series(n, y);
    double[] noise = Planted.none(n, 0.3, seed).values();
    double[] values = clean.values().clone();
    for (int i = 0; i < n; i++) {
      values[i] += sd * noise[i];
    }
    return Series.of("y", clean.x(), values);
  }

  private static Transition only(Transitions found) {
    assertEquals(1, found.all().size(), found::toString);
    return found.all().get(0);
  }

  @Test
  void aStepWithoutNoiseIsFoundWhereItIs() {
    Transitions found = DETECTOR.detect(series(60, x -> x < 0.5 ? 1 : 2), SEED);
    assertTrue(found.verdict().isOk(), found::toString);
    Transition jump = only(found);
    assertEquals(Transition.Kind.JUMP, jump.kind());
    assertEquals(0.5, jump.at(), 1e-12);
    assertEquals(1, jump.size(), 1e-9);
    assertEquals(1.0 / 59, jump.interval().high() - jump.interval().low(), 1e-12);
  }

  @Test
  void aBendWithoutNoiseIsFoundWhereItIs() {
    Transition kink =
        only(DETECTOR.detect(series(61, x -> 1 + x + 3 * Math.max(0, x - 0.4)), SEED));
    assertEquals(Transition.Kind.KINK, kink.kind());
    assertEquals(0.4, kink.at(), 1e-12);
    assertEquals(3, kink.size(), 1e-9);
  }

  @Test
  void aPassageHasItsWidthAndHeight() {
    // Three quarters of (1 + tanh((x − t)/w))/2 happen within t ± w.
    Transition passage =
        only(
            DETECTOR.detect(
                noisy(200, 0.02, SEED, x -> 1 + x + 2 / (1 + Math.exp(-2 * (x - 0.6) / 0.07))),
                SEED));
    assertEquals(Transition.Kind.CROSSOVER, passage.kind());
    assertTrue(passage.interval().contains(0.6), passage::toString);
    assertEquals(0.14, passage.width(), 0.01);
    assertEquals(2, passage.size(), 4 * passage.standardError() + 0.05);
  }

  /** The less noise, the surer: a smooth fall is not lost in a noise that would explain it. */
  @Test
  void aPassageIsFoundHoweverLittleNoiseThereIs() {
    for (double sd : new double[] {1e-2, 1e-3, 1e-5}) {
      Series fall = noisy(41, sd, SEED, x -> 1 / (1 + Math.exp((x - 0.42) / 0.08)));
      Transition passage = only(DETECTOR.withMost(1).detect(fall, SEED));
      assertEquals(Transition.Kind.CROSSOVER, passage.kind(), passage::toString);
      assertTrue(passage.interval().contains(0.42), passage::toString);
    }
  }

  @Test
  void severalTransitionsAreFoundInTheirOrder() {
    Series three =
        noisy(
            300,
            0.3,
            SEED,
            x -> (x < 0.25 ? 0 : 3) + (x < 0.5 ? 0 : -4) + 20 * Math.max(0, x - 0.75));
    List<Transition> all = DETECTOR.detect(three, SEED).all();
    assertEquals(
        List.of(Transition.Kind.JUMP, Transition.Kind.JUMP, Transition.Kind.KINK),
        all.stream().map(Transition::kind).toList());
    double[] truths = {0.25, 0.5, 0.75};
    double[] sizes = {3, -4, 20};
    for (int i = 0; i < truths.length; i++) {
      assertTrue(all.get(i).interval().contains(truths[i] - 1e-3), all::toString);
      assertEquals(sizes[i], all.get(i).size(), 4 * all.get(i).standardError());
    }
  }

  @Test
  void aDriftIsNoTransitionAndACurveIsNoneBesideACurvedBackground() {
    assertTrue(DETECTOR.detect(noisy(200, 0.1, SEED, x -> 30 * x), SEED).all().isEmpty());
    Series curved = noisy(200, 0.1, SEED, x -> 30 * x * x);
    assertFalse(DETECTOR.detect(curved, SEED).all().isEmpty());
    assertTrue(DETECTOR.withDegree(2).detect(curved, SEED).all().isEmpty());
  }

  @Test
  void unitsAndScalesChangeNothing() {
    Series plain = noisy(100, 1, SEED, x -> x < 0.3 ? 0 : 4);
    double[] years = Arrays.stream(plain.x()).map(x -> 1900 + 100 * x).toArray();
    double[] large = Arrays.stream(plain.values()).map(y -> 1e6 - 1e-3 * y).toArray();
    TransitionDetector one = DETECTOR.withMost(1);
    Transition before = only(one.detect(plain, SEED));
    Transition after = only(one.detect(Series.of("y", years, large), SEED));
    assertEquals(1900 + 100 * before.at(), after.at(), 1e-9);
    assertEquals(-1e-3 * before.size(), after.size(), 1e-8);
    assertEquals(before.pValue(), after.pValue());
  }

  @Test
  void aLogarithmicScaleMakesPowersStraight() {
    double[] steps = IntStream.range(0, 120).mapToDouble(i -> Math.exp(0.08 * i)).toArray();
    double[] noise = Planted.none(120, 0, SEED).values();
    double[] values = new double[120];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.log(steps[i]) + (i < 70 ? 0 : 3) + 0.3 * noise[i];
    }
    Transition jump = only(DETECTOR.detect(Series.of("y", steps, values).withLogX(), SEED));
    assertEquals(Math.sqrt(steps[69] * steps[70]), jump.at(), 1e-6);
  }

  /** Half of the points are ten times as precise; with equal weights the jump drowns. */
  @Test
  void errorsAreWeights() {
    int n = 80;
    double[] noise = Planted.none(n, 0, SEED).values();
    double[] values = new double[n];
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      errors[i] = i % 2 == 0 ? 1 : 0.1;
      values[i] = errors[i] * noise[i] + (i < 40 ? 0 : 0.4);
    }
    Series blind = Series.of("y", grid(n), values);
    assertTrue(DETECTOR.detect(blind, SEED).all().isEmpty());
    Transitions found = DETECTOR.detect(blind.withErrors(errors), SEED);
    assertEquals(0.4, only(found).size(), 4 * only(found).standardError());
    assertTrue(found.verdict().isOk(), found::toString);
    assertEquals(1, found.readings().get(0).noise(), 0.25);
  }

  @Test
  void errorsThatAreNotThoseOfThePointsAreNamed() {
    double[] tiny = new double[80];
    Arrays.fill(tiny, 0.01);
    Series wrong = noisy(80, 1, SEED, x -> 0).withErrors(tiny);
    assertTrue(DETECTOR.detect(wrong, SEED).verdict().toString().contains("errors"));
  }

  @Test
  void aRandomWalkIsNotTakenForTransitionsInSilence() {
    double[] walk = Planted.none(300, 0, SEED).values();
    for (int i = 1; i < walk.length; i++) {
      walk[i] += walk[i - 1];
    }
    Transitions found = DETECTOR.detect(Series.of("y", grid(300), walk), SEED);
    assertTrue(found.verdict().toString().contains("wander"), found::toString);
  }

  /** Ten series of noise: at the 5 % level the first alarm of any is as rare as that of one. */
  @Test
  void severalSeriesShareTheLevel() {
    int trials = 150;
    long alarms =
        Parallel.map(
                trials,
                t -> {
                  List<Series> series =
                      IntStream.range(0, 10)
                          .mapToObj(
                              s ->
                                  Series.of(
                                      "series " + s,
                                      grid(50),
                                      Planted.none(50, 0.5, Seed.of(10L * t + s)).values()))
                          .toList();
                  return DETECTOR.detect(series, SEED).all().isEmpty();
                })
            .stream()
            .filter(quiet -> !quiet)
            .count();
    // The 99.8 % point of what 5 % gives in 150 trials.
    assertTrue(alarms <= 16, () -> alarms + " alarms in " + trials);
  }

  /**
   * A jump on the flank of a wide passage stays where it is when each is fitted beside the other.
   */
  @Test
  void aJumpOnTheFlankOfAPassageKeepsItsPlace() {
    Series both =
        noisy(200, 0.3, SEED, x -> (x < 0.3 ? 0 : 8) - 9 / (1 + Math.exp(-8 * (x - 0.6))));
    List<Transition> all = DETECTOR.detect(both, SEED).all();
    assertTrue(
        all.stream()
            .anyMatch(t -> t.kind() == Transition.Kind.JUMP && Math.abs(t.at() - 0.3) < 0.01),
        all::toString);
  }

  /** Squares of such values, or of such errors, are 0 or infinite. */
  @Test
  void hugeAndTinyValuesAndErrorsAreAsGoodAsOthers() {
    Series plain = noisy(60, 1, SEED, x -> x < 0.3 ? 0 : 6);
    Transition before = only(DETECTOR.detect(plain, SEED));
    for (double unit : new double[] {1e-200, 1e200}) {
      double[] values = Arrays.stream(plain.values()).map(y -> unit * y).toArray();
      double[] errors = new double[60];
      Arrays.fill(errors, unit);
      Series other = Series.of("y", plain.x(), values);
      for (Series scaled : List.of(other, other.withErrors(errors))) {
        Transition after = only(DETECTOR.detect(scaled, SEED));
        assertEquals(before.at(), after.at());
        assertEquals(before.size(), after.size() / unit, 1e-9);
      }
    }
  }

  /** One value of no weight, far away, must not swallow the digits of the others. */
  @Test
  void aWorthlessPointFarAwayChangesNothing() {
    double[] noise = Planted.none(60, 0, SEED).values();
    double[] values = new double[60];
    double[] errors = new double[60];
    for (int i = 0; i < 60; i++) {
      errors[i] = i == 20 ? 1e12 : 0.1;
      values[i] = errors[i] * noise[i] + (i < 40 ? 0 : 0.5);
    }
    Series series = Series.of("y", grid(60), values).withErrors(errors);
    Transitions found = DETECTOR.detect(series, SEED);
    assertEquals(0.5, only(found).size(), 4 * only(found).standardError());
    assertEquals(1, found.readings().get(0).noise(), 0.3);
  }

  /** Points as close as 1e-14 of the range: the lengths of hinges there must not be rounding. */
  @Test
  void hingesAmongPointsThatCrowdTogetherAreMeasuredExactly() {
    int n = 60;
    double[] x = new double[n];
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    for (int i = 0; i < n; i++) {
      x[i] = 1 - Math.pow(10, -14 * i / (n - 1.0));
    }
    int k = n - 10;
    double[] hinge = new double[n];
    for (int i = k; i < n; i++) {
      hinge[i] = x[i] - x[k];
    }
    Whitened white = Design.of(x, weight, 1, 2).at(Autoregression.UNCORRELATED + 3);
    double[] residual = white.residual(Planted.none(n, 0, SEED).values());
    double[] byHinge = new double[n];
    white.gains(residual, new double[n], byHinge);
    double exact = white.gain(residual, hinge);
    assertEquals(exact, byHinge[k], 1e-6 * exact);
  }

  /** With 60 series each has a level of 1/1200, which 999 replicates cannot reach. */
  @Test
  void manySeriesHaveReplicatesEnoughToBeHeard() {
    List<Series> series =
        IntStream.range(0, 60)
            .mapToObj(s -> Series.of("series " + s, grid(30), Planted.none(30, 0, SEED).values()))
            .toList();
    Series loud = noisy(30, 1, SEED, x -> x < 0.5 ? 0 : 50);
    List<Series> all = new ArrayList<>(series);
    all.add(loud);
    assertEquals(1, DETECTOR.detect(all, SEED).of("y").size());
  }

  @Test
  void moreIsAskedForOnlyWhereMoreIsSeen() {
    Series one = noisy(100, 1, Seed.of(2), x -> x < 0.3 ? 0 : 8);
    assertTrue(DETECTOR.withMost(1).detect(one, SEED).verdict().isOk());
    Series two = noisy(100, 1, SEED, x -> x < 0.3 ? 0 : x < 0.7 ? 8 : 0);
    String verdict = DETECTOR.withMost(1).detect(two, SEED).verdict().toString();
    assertTrue(verdict.contains("more than 1"), verdict);
  }

  /** Beside one jump in 12 points there is no room: that is no p-value of the jump's. */
  @Test
  void whereThereIsNoRoomNothingElseIsSeen() {
    Transitions found = DETECTOR.detect(noisy(12, 1, SEED, x -> x < 0.5 ? 0 : 20), SEED);
    assertTrue(only(found).pValue() < 0.05, found::toString);
    assertEquals(1, found.readings().get(0).next());
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Series jump = noisy(100, 1, SEED, x -> x < 0.3 ? 0 : 4);
    String one = Parallel.withThreads(1, () -> DETECTOR.detect(jump, SEED)).toTable().print();
    String four = Parallel.withThreads(4, () -> DETECTOR.detect(jump, SEED)).toTable().print();
    assertEquals(one, four);
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    assertRefused("11 points", () -> DETECTOR.detect(noisy(11, 1, SEED, x -> x), SEED));
    assertRefused("constant", () -> DETECTOR.detect(series(50, x -> 3), SEED));
    assertRefused("exactly a polynomial", () -> DETECTOR.detect(series(50, x -> 3 * x), SEED));
    assertRefused("no series", () -> DETECTOR.detect(List.of(), SEED));
    Series noise = noisy(50, 1, SEED, x -> x);
    assertRefused("same name", () -> DETECTOR.detect(List.of(noise, noise), SEED));
    assertRefused("value 7 is NaN", () -> series(50, x -> x == 1.0 / 7 ? Double.NaN : x));
    double[] x = grid(50);
    assertRefused("49 values at 50", () -> Series.of("y", x, new double[49]));
    assertRefused("above the one before", () -> Series.of("y", new double[50], x));
    assertRefused("error 0 is 0.0", () -> noise.withErrors(new double[50]));
    assertRefused("positive for a logarithm", noise::withLogX);
    double[] close = IntStream.range(0, 50).mapToDouble(i -> 1e15 + i).toArray();
    assertRefused("farther from the one before", () -> Series.of("y", close, x).withLogX());
    assertRefused("smaller margin", () -> DETECTOR.withMargin(1_000_000_000).detect(noise, SEED));
    Transitions found = DETECTOR.detect(noise, SEED);
    assertRefused("there are [y]", () -> found.of("z"));
  }

  @Test
  void settingsAreChecked() {
    assertRefused("level", () -> DETECTOR.withLevel(0));
    assertRefused("degree", () -> DETECTOR.withDegree(4));
    assertRefused("margin", () -> DETECTOR.withMargin(1));
    assertRefused("transition", () -> DETECTOR.withMost(0));
    assertRefused("at least 10000 replicates", () -> DETECTOR.withLevel(0.001));
  }

  private static void assertRefused(String what, org.junit.jupiter.api.function.Executable work) {
    String message = assertThrows(IllegalArgumentException.class, work).getMessage();
    assertTrue(message.contains(what), message);
  }

  @Test
  void anInterruptEndsTheSearch() {
    Series jump = noisy(1_000, 1, SEED, x -> x < 0.3 ? 0 : 4);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> DETECTOR.detect(jump, SEED));
    assertTrue(Thread.interrupted());
  }

  @Test
  void theChartSaysWhatWasFound() {
    Series jump = noisy(100, 1, SEED, x -> x < 0.3 ? 0 : 8);
    assertTrue(DETECTOR.detect(jump, SEED).chart().alt().startsWith("jump at 0.29798 ["));
    Series none = noisy(100, 1, SEED, x -> 0);
    assertTrue(DETECTOR.detect(none, SEED).chart().alt().contains("no transition"));
  }
}

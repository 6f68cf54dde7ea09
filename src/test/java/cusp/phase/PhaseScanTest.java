package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.develop.Series;
import cusp.develop.TransitionDetector;
import cusp.develop.Transitions;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.singular.Estimated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhaseScanTest {
  private static final List<String> AB = List.of("a", "b");

  /** Shares by sampling with these log-odds of b to a. */
  private static Occupancy sampled(double logOdds, double error) {
    double b = 1 / (1 + Math.exp(-logOdds));
    // Of two shares of sum 1 the log-odds have the error σ/p(1 − p).
    double sd = error * b * (1 - b);
    Estimated one = new Estimated(1 - b, sd, 1, 1000);
    Estimated other = new Estimated(b, sd, 1, 1000);
    return occupancy(one, other, logOdds, error);
  }

  private static Occupancy occupancy(Estimated one, Estimated other, double logOdds, double error) {
    Estimated zero = Estimated.exact(0);
    Estimated odds = new Estimated(logOdds, error, 1, 1000);
    return new Occupancy(
        AB,
        List.of(one, other),
        zero,
        List.of(),
        List.of(List.of(zero, odds.times(-1)), List.of(odds, zero)),
        Verdict.ok());
  }

  private static Occupancy none() {
    Estimated half = new Estimated(0.5, 0.1, 1, 10);
    return new Occupancy(
        AB, List.of(half, half), half, List.of(), List.of(), Verdict.invalid(List.of("overlap")));
  }

  private static double[] upTo(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }

  @Test
  void theCrossingOfAStraightLineIsExact() {
    double[] x = {0, 1, 4};
    var scan = new PhaseScan("x", x, List.of(sampled(-4, 0.1), sampled(-2, 0.1), sampled(4, 0.2)));
    Estimated crossing = scan.crossing("a", "b");
    assertEquals(2, crossing.value(), 1e-12);
    // The weights of the ends are 2/3 and 1/3, the rise 2 a unit.
    assertEquals(Math.hypot(2 * 0.1, 0.2) / 3 / 2, crossing.standardError(), 1e-12);
    String message =
        assertThrows(IllegalStateException.class, () -> scan.crossing("b", "a")).getMessage();
    assertEquals("b does not give way to a for x from 0.0 to 4.0", message);
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> scan.crossing("a", "c")).getMessage();
    assertEquals("there is no phase c, only [a, b]", unknown);
  }

  @Test
  void noiseMayCrossSeveralTimes() {
    double[] odds = {-2, -0.5, 0.5, -0.5, 0.5, 2};
    List<Occupancy> all = new ArrayList<>();
    Arrays.stream(odds).forEach(o -> all.add(sampled(o, 0.4)));
    Estimated crossing = new PhaseScan("x", upTo(6), all).crossing("a", "b");
    // At 1.5 and 3.5, each known to 0.4/√2; the parabola beside it has the coefficient 1.
    assertEquals(2.5, crossing.value(), 1e-12);
    assertEquals(
        Math.hypot(Math.hypot(0.4 * Math.sqrt(0.5), 0.25), 1), crossing.standardError(), 1e-12);
  }

  @Test
  void invalidOccupanciesAreLeftOut() {
    var scan =
        new PhaseScan("x", upTo(4), List.of(sampled(-1, 0.1), none(), none(), sampled(2, 0.1)));
    assertEquals(1, scan.crossing("a", "b").value(), 1e-12);
    // Of two values alone nothing says how straight the way is.
    assertTrue(scan.crossing("a", "b").standardError() > 1.5);
    double[] shares = scan.shares("a");
    assertTrue(Double.isNaN(shares[1]) && Double.isNaN(shares[2]) && shares[0] > shares[3]);
    Series series = scan.series("a");
    assertArrayEquals(new double[] {0, 3}, series.x());
    assertEquals("share of a", series.name());
    assertEquals("x", series.parameter());
    assertEquals(2, series.errors().length);
    assertEquals(4, scan.toTable().rowCount());
    assertEquals(
        List.of("x", "a", "± a", "b", "± b", "between", "verdict"), scan.toTable().columnNames());
    assertEquals("INVALID", scan.toTable().stringColumn("verdict").get(1));
    assertTrue(scan.toTable().doubleColumn("a").isMissing(1));
    scan.chart();
  }

  @Test
  void aPhaseThatWasNotSeenGivesTheMiddle() {
    Estimated no = new Estimated(0, 0.001, Double.NaN, 1000);
    Estimated all = new Estimated(1, 0.001, Double.NaN, 1000);
    double infinity = Double.POSITIVE_INFINITY;
    Occupancy before = occupancy(all, no, -infinity, infinity);
    Occupancy after = occupancy(no, all, infinity, infinity);
    Estimated crossing =
        new PhaseScan("x", new double[] {2, 5}, List.of(before, after)).crossing("a", "b");
    assertEquals(3.5, crossing.value());
    assertEquals(1.5, crossing.standardError());
  }

  @Test
  void exactOccupanciesCrossWhereTheirFreeEnergiesDo() {
    var loss = Objective.of("(x^2-1)^2+0.05*(x-1)^2");
    double[] n = IntStream.rangeClosed(5, 40).mapToDouble(i -> 2.0 * i - 0.7).toArray();
    PhaseScan scan =
        PhaseScan.over(
            "n",
            n,
            at ->
                Occupancy.exact(
                    LocalPosterior.at(loss, new double[] {1}, at).withPrior(Prior.normal(-1, 0.5)),
                    OccupancyTest.SIDES));
    Estimated crossing = scan.crossing("left", "right");
    double low = 10;
    double high = 80;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      Occupancy there =
          Occupancy.exact(
              LocalPosterior.at(loss, new double[] {1}, middle).withPrior(Prior.normal(-1, 0.5)),
              OccupancyTest.SIDES);
      boolean below = there.logOdds("right", "left").value() < 0;
      low = below ? middle : low;
      high = below ? high : middle;
    }
    // Linear interpolation over steps of 2 where the odds bend by some (2/n)²/8.
    assertEquals(low, crossing.value(), 1e-2);
    double off = Math.abs(crossing.value() - low);
    assertTrue(off < 1.5 * crossing.standardError() && crossing.standardError() < 1.5 * off);
    assertEquals(0, scan.series("left").errors().length, "errors of 0 are no weights");
  }

  @Test
  void aSeriesGoesToTheDetectorOfTransitions() {
    List<Occupancy> all = new ArrayList<>();
    var noise = Seed.of(1).random();
    for (int i = 0; i < 60; i++) {
      all.add(sampled((i < 30 ? -1 : 1) + 0.1 * noise.nextGaussian(), 0.1));
    }
    Series series = new PhaseScan("step", upTo(60), all).series("b");
    Transitions found = TransitionDetector.defaults().detect(series, Seed.of(2));
    assertTrue(
        found.readings().get(0).transitions().stream().anyMatch(t -> Math.abs(t.at() - 29.5) < 2),
        found::toString);
  }

  @Test
  void whatIsNoScanIsRefused() {
    Occupancy a = sampled(0, 1);
    Occupancy other =
        new Occupancy(
            List.of("a", "c"), a.shares(), Estimated.exact(0), List.of(), a.odds(), Verdict.ok());
    refused("at least 1 value, not 0 for 0", new double[0], List.of());
    refused("not 1 for 2", upTo(2), List.of(a));
    refused("x ascends, but goes from 1.0 to 1.0", new double[] {1, 1}, List.of(a, a));
    refused("x is finite, not NaN", new double[] {0, Double.NaN}, List.of(a, a));
    refused("have the same phases", upTo(2), List.of(a, other));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PhaseScan.over(
                "x",
                new double[] {2, 1},
                x -> {
                  throw new AssertionError("nothing is computed for values that do not ascend");
                }));
  }

  private static void refused(String words, double[] x, List<Occupancy> occupancies) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new PhaseScan("x", x, occupancies))
            .getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void anInterruptEndsAScan() {
    Thread.currentThread().interrupt();
    String message =
        assertThrows(
                CancellationException.class, () -> PhaseScan.over("x", upTo(3), x -> sampled(x, 1)))
            .getMessage();
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertTrue(message.contains("scan of x"), message);
  }
}

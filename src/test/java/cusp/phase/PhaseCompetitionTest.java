package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.phase.PhaseCompetition.Crossing;
import cusp.posterior.LocalPosterior;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseCompetitionTest {

  private static PhaseExpansion phase(String name, double loss, double lambda, double... a) {
    return new PhaseExpansion(name, loss, lambda, a, List.of());
  }

  /** The n at which two boxes weigh alike, by quadrature and bisection. */
  private static double exactCrossing(
      LocalPosterior posterior, Phases phases, double from, double to) {
    double low = from;
    double high = to;
    while (high - low > 1e-6 * high) {
      double middle = (low + high) / 2;
      Occupancy occupancy = Occupancy.exact(posterior.withNBeta(middle), phases);
      boolean before = occupancy.logOdds("after", "before").value() < 0;
      low = before ? middle : low;
      high = before ? high : middle;
    }
    return (low + high) / 2;
  }

  private static Phases halves(double cut, boolean beforeIsLeft, double... more) {
    double[] infinite = more.clone();
    java.util.Arrays.fill(infinite, Double.POSITIVE_INFINITY);
    double[] end = concat(cut, infinite);
    double[] start = concat(cut, negative(infinite));
    double[] least = concat(Double.NEGATIVE_INFINITY, negative(infinite));
    double[] most = concat(Double.POSITIVE_INFINITY, infinite);
    return Phases.boxes()
        .and(beforeIsLeft ? "before" : "after", least, end)
        .and(beforeIsLeft ? "after" : "before", start, most);
  }

  private static double[] concat(double first, double[] more) {
    double[] all = new double[more.length + 1];
    all[0] = first;
    System.arraycopy(more, 0, all, 1, more.length);
    return all;
  }

  private static double[] negative(double[] x) {
    return java.util.Arrays.stream(x).map(v -> -v).toArray();
  }

  /**
   * A flat valley of higher loss, λ = ¼, gives way to a sharp one, λ = ½, at an n that the
   * difference of losses sets. Quartic and quadratic are exact to O(1/√n).
   */
  private static double relativeError(double difference) {
    // Around 1 like 16 (x − 1)⁴, around −1 like 16 (x + 1)², up to the height of the left one.
    String loss = "(x-1)^4*(x+1)^2+%s*(x+1)^2/4".formatted(difference);
    Prior prior = Prior.normal(0, 1);
    Phases phases = halves(-0.2, false);
    var posterior = LocalPosterior.at(Objective.of(loss), new double[] {-1}, 1).withPrior(prior);
    double c =
        -Math.log(
            Math.exp(-0.5)
                / Math.sqrt(2 * Math.PI)
                * org.hipparchus.special.Gamma.gamma(0.25)
                / 2
                * Math.pow(4, -0.25));
    var before = PhaseExpansion.of("before", difference, 0.25, List.of(term(c)));
    var after = PhaseExpansion.regular("after", posterior.objective(), new double[] {-1}, prior);
    Crossing crossing = PhaseCompetition.of(before, after).crossing("before", "after");
    double exact = exactCrossing(posterior, phases, crossing.n() / 4, crossing.n() * 4);
    return Math.abs(crossing.n() / exact - 1);
  }

  private static PhaseExpansion.Term term(double c) {
    return new PhaseExpansion.Term("c", c);
  }

  @Test
  void aFlatPhaseGivesWayWhereQuadratureHasIt() {
    double wide = relativeError(1e-2);
    double near = relativeError(1e-3);
    double nearest = relativeError(1e-4);
    assertTrue(
        wide < 0.2 && near < wide / 1.5 && nearest < near / 1.5,
        () -> wide + ", " + near + ", " + nearest);
  }

  /** Two sharp wells of which the prior prefers the higher one; errors are of order 1/n. */
  @Test
  void aFavouredWellGivesWayWhereQuadratureHasIt() {
    double former = Double.POSITIVE_INFINITY;
    for (double tilt : new double[] {0.05, 0.01, 0.002}) {
      String loss = "(x^2-1)^2+%s*(x-1)^2".formatted(tilt);
      Prior prior = Prior.normal(-1, 0.5);
      Objective objective = Objective.of(loss);
      // L′ = (x − 1)(4x(x + 1) + 2 tilt)
      double left = (-1 - Math.sqrt(1 - 2 * tilt)) / 2;
      var before = PhaseExpansion.regular("before", objective, new double[] {left}, prior);
      var after = PhaseExpansion.regular("after", objective, new double[] {1}, prior);
      Crossing crossing = PhaseCompetition.of(before, after).crossing("before", "after");
      var posterior = LocalPosterior.at(objective, new double[] {1}, 1).withPrior(prior);
      double exact = exactCrossing(posterior, halves(0, true), crossing.n() / 4, crossing.n() * 4);
      double error = Math.abs(crossing.n() / exact - 1);
      double most = former / 3;
      assertTrue(error < most, () -> "from " + 3 * most + " to " + error);
      former = error;
    }
    assertTrue(former < 1e-3);
  }

  /** In two coordinates: a line of minima, λ = ½, of a higher loss and a point, λ = 1. */
  @Test
  void aLineGivesWayToAPoint() {
    double[] errors = new double[2];
    double[] differences = {1e-2, 1e-3};
    for (int i = 0; i < 2; i++) {
      double d = differences[i];
      // On the right L = d + (x − 1)² for any y, on the left (x + 1)² + y²: joined smoothly.
      String loss = "(x^2-1)^2/4+(x-1)^2*y^2/4+%s*(x+1)^2*(2-x)/4".formatted(d);
      Prior prior = Prior.normal(0, 1);
      Objective objective = Objective.of(loss);
      var posterior = LocalPosterior.at(objective, new double[] {-1, 0}, 1).withPrior(prior);
      var after = PhaseExpansion.regular("after", objective, new double[] {-1, 0}, prior);
      // Near (1, y): L = d + (x − 1)² (1 + y²/4 − 3d/4), so that Z ∝ ∫ φ(y)/√(1 + y²/4 − 3d/4) dy.
      double line = 0;
      for (double y = -10; y < 10; y += 1e-3) {
        line += 1e-3 * Math.exp(-y * y / 2) / Math.sqrt(1 + y * y / 4 - 3 * d / 4);
      }
      double c = -Math.log(Math.exp(-0.5) / (2 * Math.PI) * Math.sqrt(Math.PI) * line);
      var before = PhaseExpansion.of("before", d, 0.5, List.of(term(c)));
      Crossing crossing = PhaseCompetition.of(before, after).crossing("before", "after");
      double exact =
          exactCrossing(posterior, halves(0, false, 0), crossing.n() / 2, crossing.n() * 2);
      errors[i] = Math.abs(crossing.n() / exact - 1);
    }
    assertTrue(errors[0] < 0.2 && errors[1] < errors[0] / 3, () -> errors[0] + ", " + errors[1]);
  }

  @Test
  void aPhaseMayComeAndGo() {
    // n(0.001) + ½ ln n against ln n − 2: the second is lower for a while.
    var one = phase("one", 0.001, 0.5, 1);
    var other = phase("other", 0, 1, Math.exp(2));
    PhaseCompetition competition = PhaseCompetition.of(one, other);
    // F_one − F_other = 0.001 n − ½ ln n + 2.
    List<Crossing> crossings = competition.crossings("one", "other");
    assertEquals(2, crossings.size(), crossings::toString);
    for (Crossing crossing : crossings) {
      double n = crossing.n();
      assertEquals(0, 0.001 * n - 0.5 * Math.log(n) + 2, 1e-9);
      double slope = Math.abs(0.001 - 0.5 / n);
      assertEquals(slope, crossing.slope(), 1e-12);
      assertEquals(2 / slope, crossing.width(), 1e-9 / slope);
      assertEquals(3 * Math.sqrt(n) / slope, crossing.spread(3), 1e-9 * n / slope);
    }
    assertEquals("other", crossings.get(0).before());
    assertEquals("one", crossings.get(1).before());
    assertTrue(crossings.get(0).n() < crossings.get(1).n());
    assertEquals(crossings.get(1), competition.crossing("one", "other"));
    assertEquals(crossings.get(0), competition.crossing("other", "one"));
    assertEquals(crossings, competition.crossings("other", "one"));
  }

  @Property
  void alikeInWeightWhereTheyCross(
      @ForAll @DoubleRange(min = -5, max = -1) double log,
      @ForAll @DoubleRange(min = 0.25, max = 3) double more,
      @ForAll @DoubleRange(min = -2, max = 2) double c) {
    double difference = Math.pow(10, log);
    var one = phase("one", 1 + difference, 0.5, Math.exp(-c));
    var other = phase("other", 1, 0.5 + more, 1, 0.3);
    PhaseCompetition competition = PhaseCompetition.of(one, other);
    for (Crossing crossing : competition.crossings("one", "other")) {
      assertArrayEquals(new double[] {0.5, 0.5}, competition.shares(crossing.n()), 1e-6);
      boolean oneFirst = crossing.before().equals("one");
      assertEquals(oneFirst, competition.shares(crossing.n() * 0.99)[0] > 0.5);
      assertEquals(oneFirst, competition.shares(crossing.n() * 1.01)[0] < 0.5);
    }
    // The lower loss wins in the end.
    assertTrue(competition.shares(1e9)[1] > 0.99);
  }

  @Test
  void whatNeverGivesWaySaysSo() {
    PhaseCompetition competition =
        PhaseCompetition.of(phase("a", 0, 0.5, 1), phase("b", 0.1, 1, 1));
    assertEquals(List.of(), competition.crossings("a", "b"));
    String message =
        assertThrows(IllegalStateException.class, () -> competition.crossing("a", "b"))
            .getMessage();
    assertTrue(message.startsWith("a never gives way to b: a: F(n)"), message);
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> competition.crossing("a", "c"))
            .getMessage();
    assertEquals("there is no phase c, only [a, b]", unknown);
  }

  @Test
  void anExpansionThatHoldsAtSmallAndAtLargeN() {
    // t² − 5t + 6 is negative from ln n = 2 to 3.
    var gap = phase("gap", 0, 1, 6, -5, 1);
    var plain = phase("plain", 0.001, 0.5, 1);
    for (Crossing crossing : PhaseCompetition.of(gap, plain).crossings("gap", "plain")) {
      assertEquals(gap.freeEnergy(crossing.n()), plain.freeEnergy(crossing.n()), 1e-9);
    }
    assertEquals("plain", PhaseCompetition.of(gap, plain).crossing("plain", "gap").before());
  }

  @Test
  void aTruthOutsideOfTheModelIsNamed() {
    var a = phase("a", 0.3, 0.5, 1);
    var b = phase("b", 0.2, 1, 1);
    Verdict verdict = PhaseCompetition.of(a, b).verdict();
    assertEquals(Verdict.Level.QUALIFIED, verdict.level());
    assertEquals(
        List.of("the truth lies outside of the model: the best phase, b, is off by 0.200 a sample"),
        verdict.reasons());
    assertTrue(PhaseCompetition.of(a, b).verdict(0.2).isOk());
    assertTrue(PhaseCompetition.of(a, b.withLoss(0)).verdict().isOk());
    // A log-loss of densities above 1, and that of a data set below the entropy.
    assertTrue(PhaseCompetition.of(a, b.withLoss(-0.4)).verdict(-0.4).isOk());
    assertTrue(PhaseCompetition.of(a, b.withLoss(0.19)).verdict(0.2).isOk());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void aFloorThatIsNoNumberIsRefused(double floor) {
    PhaseCompetition competition =
        PhaseCompetition.of(phase("a", 0.3, 0.5, 1), phase("b", 0.2, 1, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> competition.verdict(floor)).getMessage();
    assertTrue(message.contains("" + floor), message);
  }

  @Test
  void oneAloneAndTwoOfANameAreRefused() {
    var a = phase("a", 0, 0.5, 1);
    assertThrows(IllegalArgumentException.class, () -> PhaseCompetition.of(a));
    assertThrows(IllegalArgumentException.class, () -> PhaseCompetition.of(a, a));
    PhaseCompetition both = PhaseCompetition.of(a, phase("b", 1, 0.5, 1));
    double[][] ranges = {{0, 1}, {2, 1}, {1, 1}, {Double.NaN, 1}, {1, Double.POSITIVE_INFINITY}};
    for (double[] range : ranges) {
      assertThrows(IllegalArgumentException.class, () -> both.chart(range[0], range[1]));
    }
  }

  @Test
  void theTableOfTermsAddsUp() {
    var right =
        PhaseExpansion.regular(
            "right", Objective.of("(x^2-1)^2"), new double[] {1}, Prior.normal(0, 1));
    var crossing = phase("crossing", 0.1, 0.5, 1, 0.4).withCopies(3);
    var table = PhaseCompetition.of(right, crossing).terms(200);
    for (PhaseExpansion phase : List.of(right, crossing)) {
      double[] column = table.doubleColumn(phase.name()).asDoubleArray();
      double sum = 0;
      for (int i = 0; i < column.length - 1; i++) {
        sum += column[i];
      }
      assertEquals(phase.freeEnergy(200), column[column.length - 1], 1e-12);
      assertEquals(phase.freeEnergy(200), sum, 1e-9);
    }
  }
}

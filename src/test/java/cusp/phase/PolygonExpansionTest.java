package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Replicas;
import cusp.posterior.Tempering;
import cusp.singular.TemperatureLadder;
import cusp.toy.CriticalPoint;
import cusp.toy.Phase;
import cusp.toy.Polygon;
import cusp.toy.Superposition;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolygonExpansionTest {
  private static final CriticalPoint FIVE = new CriticalPoint(6, 5, 0);

  /** A distance within which phases are apart at n = 400. */
  private static final double NEAR = 0.7;

  private static final double FAR = Double.POSITIVE_INFINITY;

  private static final CriticalPoint SIX = new CriticalPoint(6, 6, 0);

  /** What rotations leave as it is, and reflections do not: products, cross products, biases. */
  private static String shape(double[] w, int[] order, int sign) {
    int c = order.length;
    StringBuilder out = new StringBuilder();
    for (int i : order) {
      for (int j : order) {
        double dot = w[i] * w[j] + w[c + i] * w[c + j];
        double cross = sign * (w[i] * w[c + j] - w[c + i] * w[j]);
        out.append(Math.round(1e6 * dot)).append('/').append(Math.round(1e6 * cross)).append(' ');
      }
      out.append(Math.round(1e6 * w[2 * c + i])).append('\n');
    }
    return out.toString();
  }

  private static void permute(double[] w, int[] order, int from, Set<String> shapes) {
    if (from == order.length) {
      shapes.add(shape(w, order, 1));
      shapes.add(shape(w, order, -1));
      return;
    }
    for (int k = from; k < order.length; k++) {
      int kept = order[from];
      order[from] = order[k];
      order[k] = kept;
      permute(w, order, from + 1, shapes);
      order[k] = order[from];
      order[from] = kept;
    }
  }

  @ParameterizedTest
  @CsvSource({"4,4,0", "5,4,0", "5,4,1", "5,5,0", "6,4,0", "6,4,1", "6,5,1", "6,6,0", "7,5,1"})
  void copiesAreThoseThatPermutationsAndReflectionsMake(int features, int k, int positive) {
    CriticalPoint point = new CriticalPoint(features, k, positive);
    int[] order = new int[features];
    Arrays.setAll(order, i -> i);
    Set<String> shapes = new HashSet<>();
    permute(point.point(), order, 0, shapes);
    assertEquals(shapes.size(), Math.exp(PolygonExpansion.logCopies(point)), 1e-6);
  }

  private static double[] swapped(double[] w, int one, int other) {
    double[] swapped = w.clone();
    for (int block = 0; block < w.length; block += 6) {
      swapped[block + one] = w[block + other];
      swapped[block + other] = w[block + one];
    }
    return swapped;
  }

  @Test
  void onlyOneCopyIsIntegratedOver() {
    CriticalPoint plus = new CriticalPoint(6, 5, 1);
    for (CriticalPoint point : new CriticalPoint[] {FIVE, plus, SIX}) {
      double[] w = point.near(0.03, Seed.of(1));
      assertTrue(PolygonIntegral.isThisCopy(point, w));
      assertFalse(PolygonIntegral.isThisCopy(point, swapped(w, 1, 2)));
      assertFalse(PolygonIntegral.isThisCopy(point, swapped(w, 0, 5)));
      double[] turned = w.clone();
      double[] reflected = w.clone();
      for (int j = 0; j < 6; j++) {
        turned[j] = Math.cos(2) * w[j] - Math.sin(2) * w[6 + j];
        turned[6 + j] = Math.sin(2) * w[j] + Math.cos(2) * w[6 + j];
        reflected[6 + j] = -w[6 + j];
      }
      assertTrue(PolygonIntegral.isThisCopy(point, turned));
      assertFalse(PolygonIntegral.isThisCopy(point, reflected));
    }
    assertFalse(PolygonIntegral.isThisCopy(plus, FIVE.point()));
    CriticalPoint square = new CriticalPoint(6, 4, 1);
    assertFalse(PolygonIntegral.isThisCopy(square, swapped(square.point(), 4, 5)));
  }

  @ParameterizedTest
  @CsvSource({"4", "5", "6"})
  void everyPointBelongsToOneCopy(int k) {
    double[] w = new Superposition(6, 2).initial(Seed.of(3));
    double copies = 0;
    for (int positive = 0; positive <= 6 - k; positive++) {
      // Permutations that turn the polygon or exchange dead features alike leave a copy as it is.
      double alike =
          k
              * CombinatoricsUtils.factorialDouble(positive)
              * CombinatoricsUtils.factorialDouble(6 - k - positive);
      int[] order = {0, 1, 2, 3, 4, 5};
      copies += belonging(new CriticalPoint(6, k, positive), w, order, 0) / alike;
    }
    assertEquals(1, copies, 1e-12);
  }

  /** How many permutations of the features from the given place on bring w to the one copy. */
  private static int belonging(CriticalPoint point, double[] w, int[] order, int from) {
    if (from == order.length) {
      double[] permuted = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        permuted[i] = w[i - i % 6 + order[i % 6]];
      }
      return PolygonIntegral.isThisCopy(point, permuted) ? 1 : 0;
    }
    int found = 0;
    for (int k = from; k < order.length; k++) {
      int kept = order[from];
      order[from] = order[k];
      order[k] = kept;
      found += belonging(point, w, order, from + 1);
      order[k] = order[from];
      order[from] = kept;
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({"5,1", "6,0"})
  void theIntegralOverAPhaseTendsToTheExpansion(int k, int positive) {
    CriticalPoint point = new CriticalPoint(6, k, positive);
    PolygonIntegral integral = PolygonIntegral.within(FAR, point, 1e6, 40_000, Seed.of(1));
    double expected = PolygonExpansion.of(point).freeEnergy(1e6);
    assertTrue(integral.standardError() < 0.005, integral::toString);
    assertEquals(expected, integral.value(), 0.02);
  }

  @Test
  void theSoftEdgesOfADeadFeatureHardenSlowly() {
    PhaseExpansion expansion = PolygonExpansion.of(FIVE);
    PolygonIntegral late = PolygonIntegral.within(FAR, FIVE, 1e8, 100_000, Seed.of(1));
    assertEquals(expansion.freeEnergy(1e8), late.value(), 0.08);
    PolygonIntegral early = PolygonIntegral.within(FAR, FIVE, 600, 40_000, Seed.of(1));
    assertTrue(early.value() < expansion.freeEnergy(600) - 2, early::toString);
  }

  @Test
  void integralsOverPhasesAddUpToWhatTheLadderFinds() {
    double n = 400;
    double sum = 0;
    for (CriticalPoint point : new CriticalPoint[] {FIVE, new CriticalPoint(6, 5, 1), SIX}) {
      sum += Math.exp(-PolygonIntegral.within(FAR, point, n, 400_000, Seed.of(1)).value());
    }
    double found =
        TemperatureLadder.defaults()
            .withNBeta(0, n)
            .withPrior(Prior.normal(0, 1))
            .withEnsembles(4)
            .withDraws(4_000)
            .estimate(new Superposition(6, 2).population(), SIX.point(), Seed.of(1))
            .freeEnergy();
    assertEquals(found, -Math.log(sum), 0.3);
  }

  @Test
  void temperedReplicasVisitPhasesAsOftenAsTheIntegralsSay() {
    double n = 400;
    Superposition model = new Superposition(6, 2);
    Objective loss = model.population();
    LocalPosterior posterior =
        LocalPosterior.at(loss, new double[18], n).withPrior(Prior.normal(0, 1));
    Replicas replicas =
        new Tempering(Mala.defaults(), 1e-3, 0)
            .walk(posterior, model.initial(Seed.of(1)), Seed.of(2));
    for (int i = 0; i < 8_000; i++) {
      replicas.step();
    }
    replicas.settle();
    double five = 0;
    double six = 0;
    for (int i = 0; i < 100_000; i++) {
      replicas.step();
      if (i % 20 == 0) {
        double[] w = replicas.position();
        Phase nearest = model.nearestCriticalPoint(w);
        int k = nearest.distance() <= NEAR ? nearest.point().k() : 0;
        boolean negative = Arrays.stream(w, 12, 18).max().orElseThrow() <= 0;
        five += k == 5 && negative && loss.loss(w) >= FIVE.loss() ? 1 : 0;
        six += k == 6 ? 1 : 0;
      }
    }
    double predicted =
        PolygonIntegral.within(NEAR, SIX, n, 100_000, Seed.of(1)).value()
            - PolygonIntegral.within(NEAR, FIVE, n, 200_000, Seed.of(1)).value();
    assertEquals(predicted, Math.log(five / six), 0.3);
  }

  @Test
  void aKinkIsIntegratedOnBothOfItsSides() {
    // One column (1, 0), held in length with 3(|W|−1)², and a bias on the kink: b² above, 4b²
    // below.
    Objective kinked = new Kinked();
    double[] w = {1, 0, 0};
    PhaseExpansion.Term found = HomogeneousIntegral.at(kinked, w, new boolean[] {true, true, true});
    double exact = Math.PI / Math.sqrt(3) * (1 + 1 / Math.sqrt(4)) / 2;
    assertEquals(-Math.log(exact), found.value(), 5 * found.standardError() + 1e-3);
    assertTrue(found.standardError() < 0.005);
  }

  private record Kinked() implements Potential {
    @Override
    public int dimension() {
      return 3;
    }

    @Override
    public double loss(double[] w) {
      double away = Math.hypot(w[0], w[1]) - 1;
      return 3 * away * away + (w[2] > 0 ? 1 : 4) * w[2] * w[2];
    }

    @Override
    public double gradient(double[] w, double[] into) {
      double length = Math.hypot(w[0], w[1]);
      for (int a = 0; a < 2; a++) {
        into[a] = 6 * (length - 1) * w[a] / length;
      }
      into[2] = (w[2] > 0 ? 2 : 8) * w[2];
      return loss(w);
    }

    @Override
    public Kinked fork() {
      return this;
    }
  }

  @Test
  void theMassOfADeadFeatureIsTheIntegralOfThePriorOverWhereLossIsLevel() {
    double mass = Math.exp(-DeadFeature.limit(Polygon.of(5), 1).value());
    Objective loss = new Superposition(6, 2).population();
    double[] w = FIVE.point();
    double level = loss.loss(w);
    // Columns on a fine grid, and for each the largest bias at which the loss has not changed.
    double sum = 0;
    double h = 0.01;
    for (double x = -0.4; x < 0.4; x += h) {
      for (double y = -0.4; y < 0.4; y += h) {
        w[5] = x + h / 2;
        w[11] = y + h / 2;
        double low = -2;
        double high = 0;
        w[17] = low;
        if (Math.abs(loss.loss(w) - level) > 1e-14) {
          continue;
        }
        for (int step = 0; step < 30; step++) {
          w[17] = (low + high) / 2;
          if (Math.abs(loss.loss(w) - level) > 1e-14) {
            high = w[17];
          } else {
            low = w[17];
          }
        }
        double square = w[5] * w[5] + w[11] * w[11];
        sum += h * h * Math.exp(-square / 2) / (2 * Math.PI) * DeadFeature.below(low);
      }
    }
    assertEquals(sum, mass, 0.02 * mass);
  }

  @Test
  void severalDeadFeaturesHaveLessRoomThanEachAlone() {
    double one = DeadFeature.limit(Polygon.of(5), 1).value();
    PhaseExpansion.Term two = DeadFeature.limit(Polygon.of(5), 2);
    assertTrue(two.value() > 2 * one - 3 * two.standardError());
    assertEquals(2 * one, two.value(), 0.05);
    assertEquals(0, DeadFeature.limit(Polygon.of(5), 0).value());
  }

  @Test
  void withTheFirstTermAloneTheCrossingIsThePublishedOne() {
    PhaseExpansion five = PolygonExpansion.of(FIVE).first(1);
    PhaseExpansion six = PolygonExpansion.of(SIX).first(1);
    assertEquals(601, PhaseCompetition.of(five, six).crossing("5", "6").n(), 1);
    List<PhaseExpansion.Term> terms = PolygonExpansion.of(SIX).constants();
    List<String> names = List.of("norm", "prior", "curvature", "rotation", "dead", "copies");
    assertEquals(names, terms.stream().map(PhaseExpansion.Term::name).toList());
  }

  @Test
  void samplingShowsAsTheErrorOfATerm() {
    PhaseExpansion square = PolygonExpansion.of(new CriticalPoint(5, 4, 0));
    for (PhaseExpansion.Term term : square.constants()) {
      assertEquals(term.name().equals("curvature"), term.standardError() > 0, term::toString);
    }
  }

  @Test
  void aFewHeavyDrawsAreNoFreeEnergy() {
    PolygonIntegral few = PolygonIntegral.within(1, FIVE, 300, 1_000, Seed.of(1));
    assertTrue(few.effective() < 100);
    assertThrows(IllegalStateException.class, few::value);
    PolygonIntegral none = PolygonIntegral.within(1e-9, SIX, 600, 1_000, Seed.of(1));
    assertEquals(0, none.effective());
    assertTrue(none.verdict().isInvalid());
    assertThrows(IllegalStateException.class, none::value);
  }

  @Test
  void anInterruptedIntegralHasNoValue() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> PolygonIntegral.within(1, SIX, 600, 100_000, Seed.of(1)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void saddlesAndBadNumbersAreRefused() {
    assertThrows(
        IllegalStateException.class, () -> PolygonExpansion.of(new CriticalPoint(7, 5, 1)));
    assertThrows(IllegalArgumentException.class, () -> PolygonExpansion.of(SIX).freeEnergy(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> PolygonIntegral.within(FAR, new CriticalPoint(6, 4, 0), 100, 1_000, Seed.of(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> PolygonIntegral.within(FAR, SIX, -1, 1_000, Seed.of(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> PolygonIntegral.within(FAR, SIX, 100, 10, Seed.of(1)));
  }
}

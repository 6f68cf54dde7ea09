package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.model.Prior;
import cusp.phase.PhaseExpansion.Term;
import cusp.posterior.LocalPosterior;
import cusp.singular.LearningCoefficient;
import cusp.singular.Quadrature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseExpansionTest {
  /** γ + 2 ln 2, with Euler's constant: minus the mean of ln u over exp(−u²), doubled. */
  private static final double G = Gamma.GAMMA + 2 * Math.log(2);

  private static final double ROOT_PI = Math.sqrt(Math.PI);

  private static double exact(String loss, Prior prior, double n, double... w) {
    var posterior = LocalPosterior.at(Objective.of(loss), w, n).withPrior(prior);
    var exact = Quadrature.defaults().of(posterior);
    assertTrue(!exact.verdict().isInvalid(), exact::toString);
    return exact.freeEnergy();
  }

  private static String message(Class<? extends Exception> type, Runnable work) {
    return assertThrows(type, work::run).getMessage();
  }

  /** n times the error is c₁ + c₂/n with |c₂| of some hundred here: it settles as n grows. */
  private static void assertFallsLikeOneOverN(String loss, Prior prior, double... w) {
    var well = PhaseExpansion.regular("well", Objective.of(loss), w, prior);
    assertEquals(w.length / 2.0, well.learningCoefficient());
    double early = 1e3 * (exact(loss, prior, 1e3, w) - well.freeEnergy(1e3));
    double late = 1e4 * (exact(loss, prior, 1e4, w) - well.freeEnergy(1e4));
    assertTrue(Math.abs(late) < 30, () -> loss + ": " + late);
    assertEquals(late, early, 0.5, loss);
  }

  @Property(tries = 40)
  void aRegularWellOfOneCoordinate(
      @ForAll @DoubleRange(min = 0.5, max = 3) double curvature,
      @ForAll @DoubleRange(min = 0, max = 2) double quartic,
      @ForAll @DoubleRange(min = -1, max = 1) double at,
      @ForAll @DoubleRange(min = -1, max = 2) double level,
      @ForAll @DoubleRange(min = 0.7, max = 3) double sd) {
    String loss =
        String.format(
            Locale.ROOT, "%.6f*(x-%.6f)^2+%.6f*(x-%.6f)^4+%.6f", curvature, at, quartic, at, level);
    double place = Double.parseDouble(String.format(Locale.ROOT, "%.6f", at));
    assertFallsLikeOneOverN(loss.replace("--", "+").replace("+-", "-"), normal(sd), place);
  }

  private static Prior normal(double sd) {
    return Prior.normal(0.3, sd);
  }

  @Property(tries = 8)
  void aRegularWellOfTwoCoordinates(
      @ForAll @DoubleRange(min = 0.5, max = 2) double first,
      @ForAll @DoubleRange(min = 0.5, max = 2) double second,
      @ForAll @DoubleRange(min = 0.1, max = 0.6) double coupling,
      @ForAll @DoubleRange(min = 0.1, max = 1) double quartic) {
    String loss =
        String.format(
            Locale.ROOT,
            "%.6f*x^2+%.6f*(y-1)^2+%.6f*x*(y-1)+%.6f*(x+y-1)^4",
            first,
            second,
            coupling,
            quartic);
    assertFallsLikeOneOverN(loss, normal(1), 0, 1);
  }

  @Test
  void aRegularWellOfThreeCoordinates() {
    assertFallsLikeOneOverN("x^2+y^2+z^2+x*y/2-y*z/3+(x+y+z)^4/4", normal(1), 0, 0, 0);
  }

  /** Z = φ(0) Γ(1/2k)/k · (an)^(−1/2k) under a prior that is flat on the scale of the well. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "0.3, 2, 2", "5, 2, 0.5", "2, 3, 1", "0.7, 4, 3"})
  void aPowerUnderANormalPrior(double a, int k, double sd) {
    String loss = a + "*x^" + 2 * k;
    Prior prior = Prior.normal(0, sd);
    var region = LocalPosterior.at(Objective.of(loss), new double[1], 1).withPrior(prior);
    var phase = PhaseExpansion.singular("power", region);
    double density = 1 / (sd * Math.sqrt(2 * Math.PI));
    double amplitude = density * Gamma.gamma(1.0 / (2 * k)) / k * Math.pow(a, -1.0 / (2 * k));
    assertEquals(1.0 / (2 * k), phase.learningCoefficient(), 1e-15);
    assertEquals(1, phase.multiplicity());
    // The prior bends by 1/n^(1/k) at nβ = 10¹²: a thousandth for the eighth power.
    double bend = Math.pow(1e12, -1.0 / k);
    assertEquals(amplitude, phase.amplitudes()[0], (1e-7 + 2 * bend) * amplitude);
    assertEquals(-Math.log(phase.amplitudes()[0]), phase.constant(), 1e-12);
  }

  @Test
  void bothAmplitudesOfACrossing() {
    // √n Z = √π/4 (ln n + γ + 2 ln 2) on the unit square.
    var region =
        LocalPosterior.at(Objective.of("x^2*y^2"), new double[2], 1).withPrior(Prior.uniform(0, 1));
    var phase = PhaseExpansion.singular("crossing", region);
    assertEquals(0.5, phase.learningCoefficient());
    assertEquals(2, phase.multiplicity());
    assertArrayEquals(new double[] {ROOT_PI / 4 * G, ROOT_PI / 4}, phase.amplitudes(), 1e-5);
    // The same on four squares, each a quarter as dense.
    var four = PhaseExpansion.singular("four", region.withPrior(Prior.uniform(-1, 1)));
    assertArrayEquals(phase.amplitudes(), four.amplitudes(), 1e-5);
  }

  @Test
  void theCrossingHasTheFreeEnergyOfTheTruthTable() throws IOException {
    JsonNode truth = truth("exactZ_x2y2");
    var region =
        LocalPosterior.at(Objective.of("x^2*y^2"), new double[2], 1).withPrior(Prior.uniform(0, 1));
    var phase = PhaseExpansion.singular("crossing", region);
    JsonNode all = truth.at("/input/nBeta");
    for (int i = 0; i < all.size(); i++) {
      double n = all.get(i).doubleValue();
      if (n >= 1000) {
        double evidence = truth.at("/expected/evidence").get(i).doubleValue();
        assertEquals(-Math.log(evidence), phase.freeEnergy(n), 1e-4, "n = " + n);
      }
    }
  }

  private static JsonNode truth(String id) throws IOException {
    try (InputStream in = PhaseExpansionTest.class.getResourceAsStream("/truth/posterior.json")) {
      for (JsonNode found : new ObjectMapper().readTree(in).findParents("id")) {
        if (found.path("id").asText().equals(id)) {
          return found;
        }
      }
    }
    throw new AssertionError("no truth " + id);
  }

  @Test
  void aCrossingOfMultiplicityOne() {
    // n^¼ Z → 2 Γ(5/4), with corrections of n^(−1/4): a thousandth at 10¹².
    var region =
        LocalPosterior.at(Objective.of("x^2*y^4"), new double[2], 1).withPrior(Prior.uniform(0, 1));
    var phase = PhaseExpansion.singular("crossing", region);
    assertEquals(0.25, phase.learningCoefficient());
    assertEquals(1, phase.multiplicity());
    assertEquals(2 * Gamma.gamma(1.25), phase.amplitudes()[0], 2e-3);
  }

  @Test
  void threeAmplitudesOfATripleCrossing() {
    // With p = xyz, of density (ln p)²/2: √n Z = √π/16 (t² + 2 G t + G² + π²/2), t = ln n.
    var region =
        LocalPosterior.at(Objective.of("x^2*y^2*z^2"), new double[3], 1)
            .withPrior(Prior.uniform(0, 1));
    var phase = PhaseExpansion.singular("crossing", region);
    assertEquals(3, phase.multiplicity());
    double unit = ROOT_PI / 16;
    double[] expected = {unit * (G * G + Math.PI * Math.PI / 2), unit * 2 * G, unit};
    for (int j = 0; j < 3; j++) {
      assertEquals(expected[j], phase.amplitudes()[j], 1e-3 * expected[j], "a" + j);
    }
  }

  @Test
  void aSingularPhaseOffTheModelKeepsItsLoss() {
    var region =
        LocalPosterior.at(Objective.of("(x-1)^4+0.25"), new double[] {1}, 1)
            .withPrior(Prior.normal(0, 1).within(new double[] {0}, new double[] {2}));
    var phase = PhaseExpansion.singular("off", region);
    assertEquals(0.25, phase.loss());
    assertEquals(0.25, phase.learningCoefficient());
    double held =
        Quadrature.defaults().of(region.withNBeta(1e6)).freeEnergy() - phase.freeEnergy(1e6);
    // φ bends by E[w²]/2 ≈ 1/(6√n).
    assertEquals(0, held, 1e-3);
  }

  @Test
  void aRegularPhaseIsTheSameBothWays() {
    Objective loss = Objective.of("(x^2-1)^2");
    Prior prior = Prior.normal(0, 1);
    var regular = PhaseExpansion.regular("right", loss, new double[] {1}, prior);
    var region =
        LocalPosterior.at(loss, new double[] {1}, 1)
            .withPrior(prior.within(new double[1], new double[] {9}));
    var singular = PhaseExpansion.singular("right", region, LearningCoefficient.regular(1));
    assertEquals(regular.constant(), singular.constant(), 1e-8);
    // λ ln n − ln φ(1) − ½ ln 2π + ½ ln 8, by hand.
    double c = 0.5 + 0.5 * Math.log(8);
    assertEquals(c, regular.constant(), 1e-12);
  }

  @Property
  void copiesWeighTogether(@ForAll @IntRange(min = 1, max = 720) int copies) {
    var one = new PhaseExpansion("one", 0.1, 0.5, new double[] {0.3, 0.2}, List.of());
    var all = one.withCopies(copies);
    assertEquals(one.freeEnergy(50) - Math.log(copies), all.freeEnergy(50), 1e-12);
    assertEquals(one.slope(50), all.slope(50), 1e-12);
    assertEquals(sum(all.terms(50)), all.freeEnergy(50), 1e-12);
  }

  @Test
  void constantsOfAnotherSumAreRefused() {
    List<Term> two = List.of(new Term("one", 1), new Term("other", 1));
    new PhaseExpansion("p", 0, 1, new double[] {7, Math.exp(-2)}, two);
    String message =
        message(
            IllegalArgumentException.class,
            () -> new PhaseExpansion("p", 0, 1, new double[] {1}, two));
    assertTrue(message.contains("2.0") && message.contains("0.0"), message);
    var none = new PhaseExpansion("p", 0, 1, new double[] {2}, List.of());
    assertEquals(List.of(new Term("c", -Math.log(2))), none.constants());
    assertEquals(none.freeEnergy(9), sum(none.terms(9)), 1e-12);
  }

  @Test
  void aConstantThatNoNumberHoldsIsNamed() {
    String message =
        message(
            IllegalArgumentException.class,
            () -> PhaseExpansion.of("p", 0, 500, List.of(new Term("c", 800))));
    assertTrue(message.contains("800"), message);
  }

  @Test
  void theCopiesOfAWellAreItsMirrorImages() {
    Prior prior = Prior.normal(0, 1);
    var both =
        PhaseExpansion.regular("wells", Objective.of("(x^2-1)^2"), new double[] {1}, prior)
            .withCopies(2);
    // The error is of order 1/n.
    assertEquals(exact("(x^2-1)^2", prior, 1e4, 1), both.freeEnergy(1e4), 1e-4);
    String message = message(IllegalArgumentException.class, () -> both.withCopies(0));
    assertTrue(message.contains("at least 1") && message.contains("0"), message);
  }

  @Test
  void anotherLossIsAddedNTimes() {
    var well = PhaseExpansion.of("well", 0.1, 0.5, List.of(new Term("c", 1.5)));
    assertEquals(well.freeEnergy(40) + 40 * 0.2, well.withLoss(0.3).freeEnergy(40), 1e-12);
    assertEquals(well.slope(40) + 0.2, well.withLoss(0.3).slope(40), 1e-12);
  }

  private static double sum(List<Term> terms) {
    return terms.stream().mapToDouble(Term::value).sum();
  }

  @Property
  void theSlopeIsThatOfTheFreeEnergy(
      @ForAll @DoubleRange(min = -1, max = 1) double loss,
      @ForAll @DoubleRange(min = 0, max = 9) double lambda,
      @ForAll @IntRange(min = 1, max = 3) int m,
      @ForAll @DoubleRange(min = 5, max = 1e4) double n) {
    double[] amplitudes = Arrays.copyOf(new double[] {0.7, 0.4, 0.2}, m);
    var phase = new PhaseExpansion("p", loss, lambda, amplitudes, List.of());
    double step = 1e-4 * n;
    double slope = (phase.freeEnergy(n + step) - phase.freeEnergy(n - step)) / (2 * step);
    assertEquals(slope, phase.slope(n), 1e-7 * (1 + Math.abs(slope)));
  }

  @Test
  void aPointThatIsNoMinimumIsNotRegular() {
    Prior prior = Prior.normal(0, 1);
    Objective wells = Objective.of("(x^2-1)^2");
    // On the slope with a positive curvature; on the top of the hill; where the curvature vanishes.
    for (double at : new double[] {0.9, -1.1, 0}) {
      String message =
          message(
              IllegalArgumentException.class,
              () -> PhaseExpansion.regular("p", wells, new double[] {at}, prior));
      assertTrue(message.startsWith("p is no"), message);
    }
    Objective flat = Objective.of("x^2+y^4");
    String message =
        message(
            IllegalArgumentException.class,
            () -> PhaseExpansion.regular("p", flat, new double[2], prior));
    assertTrue(message.contains("not regular") && message.contains("eigenvalue 0"), message);
    // What a Newton step gains is taken off: at 1 the loss is 0.
    var rounded = PhaseExpansion.regular("rounded", wells, new double[] {1.0004}, prior);
    assertEquals(0, rounded.loss(), 1e-3 * wells.loss(new double[] {1.0004}));
  }

  @Test
  void aPriorThatIsImproperOrElsewhereIsRefused() {
    Objective loss = Objective.of("x^2");
    String improper =
        message(
            IllegalArgumentException.class,
            () -> PhaseExpansion.regular("p", loss, new double[1], Prior.flat()));
    assertTrue(improper.contains("proper prior"), improper);
    String outside =
        message(
            IllegalArgumentException.class,
            () -> PhaseExpansion.regular("p", loss, new double[1], Prior.uniform(1, 2)));
    assertTrue(outside.contains("outside of the prior"), outside);
    // Half of the Gaussian lies beyond a wall.
    String wall =
        message(
            IllegalArgumentException.class,
            () -> PhaseExpansion.regular("p", loss, new double[1], Prior.uniform(0, 1)));
    assertTrue(wall.contains("p lies on a wall of the prior: coordinate 0"), wall);
    String localized =
        message(
            IllegalArgumentException.class,
            () ->
                PhaseExpansion.singular(
                    "p",
                    LocalPosterior.at(loss, new double[1], 1)
                        .withPrior(Prior.normal(0, 1))
                        .withLocalization(2)));
    assertTrue(localized.contains("γ of 0, not 2.0"), localized);
    String singular =
        message(
            IllegalArgumentException.class,
            () ->
                PhaseExpansion.singular(
                    "p",
                    LocalPosterior.at(loss, new double[1], 1).withBox(Box.of(-1, 1)),
                    LearningCoefficient.regular(1)));
    assertTrue(singular.contains("proper prior"), singular);
  }

  /** x² has λ = ½ and m = 1. */
  @ParameterizedTest
  @CsvSource({"'x^2', 1, '3/4 or 1'", "'x^2*y^2', 2, 'm too small'", "'x^2', 3, 'm too large'"})
  void aLawOfAnotherPointIsRefused(String loss, int way, String what) {
    Objective objective = Objective.of(loss);
    var region =
        LocalPosterior.at(objective, new double[objective.dimension()], 1)
            .withPrior(Prior.normal(0, 1));
    LearningCoefficient law =
        switch (way) {
          case 1 -> LearningCoefficient.regular(2);
          case 2 -> LearningCoefficient.regular(1);
          default -> LearningCoefficient.normalCrossing(new int[] {1, 1}, new int[] {0, 0});
        };
    String message =
        message(IllegalStateException.class, () -> PhaseExpansion.singular("phase", region, law));
    assertTrue(message.contains("the region of phase do not go like λ"), what + ": " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(x^2-1)^2+0.1*(1-x)", "(x^2-1)^2+0.001*(1-x)"})
  void aLowerPointInTheRegionIsFound(String loss) {
    // The left well is higher, the right one lies in its region too.
    var region =
        LocalPosterior.at(Objective.of(loss), new double[] {-1}, 1).withPrior(Prior.normal(0, 1));
    String message =
        message(
            IllegalStateException.class,
            () -> PhaseExpansion.singular("left", region, LearningCoefficient.regular(1)));
    assertTrue(message.contains("left") && message.contains("lower point"), message);
  }

  @Test
  void aPointThatIsNoMinimumHasNoLaw() {
    var region =
        LocalPosterior.at(Objective.of("x^2-x"), new double[1], 1).withPrior(Prior.normal(0, 1));
    assertThrows(IllegalArgumentException.class, () -> PhaseExpansion.singular("p", region));
    LearningCoefficient four =
        LearningCoefficient.normalCrossing(new int[] {1, 1, 1, 1}, new int[4]);
    String message =
        message(IllegalStateException.class, () -> PhaseExpansion.singular("p", region, four));
    assertTrue(message.contains("m is at most 3 here, not 4"), message);
    var opaque = LocalPosterior.at(new Bowl(), new double[1], 1).withPrior(Prior.normal(0, 1));
    String formulas =
        message(IllegalArgumentException.class, () -> PhaseExpansion.singular("p", opaque));
    assertTrue(formulas.contains("formulas only"), formulas);
    PhaseExpansion.singular("p", opaque, LearningCoefficient.regular(1));
  }

  private record Bowl() implements Potential {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double loss(double[] w) {
      return w[0] * w[0];
    }

    @Override
    public double gradient(double[] w, double[] into) {
      into[0] = 2 * w[0];
      return loss(w);
    }

    @Override
    public Objective fork() {
      return this;
    }
  }

  @Test
  void whatIsNoExpansionIsRefused() {
    List<Term> none = List.of();
    double[] one = {1};
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class, () -> new PhaseExpansion("p", loss, 1, one, none));
    }
    for (double lambda : new double[] {-0.1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> new PhaseExpansion("p", 0, lambda, one, none));
    }
    for (double[] amplitudes : new double[][] {{}, {0}, {1, -1}, {1, Double.NaN}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new PhaseExpansion("p", 0, 1, amplitudes, none));
    }
    var late = new PhaseExpansion("late", 0, 0.5, new double[] {-5, 1}, none);
    String message = message(IllegalArgumentException.class, () -> late.freeEnergy(100));
    assertTrue(message.contains("larger n") && message.contains("100"), message);
    late.freeEnergy(200);
    assertThrows(IllegalArgumentException.class, () -> late.slope(100));
    assertThrows(IllegalArgumentException.class, () -> late.terms(100));
    for (double n : new double[] {Double.POSITIVE_INFINITY, Double.NaN, 0}) {
      assertThrows(IllegalArgumentException.class, () -> late.freeEnergy(n));
      assertThrows(IllegalArgumentException.class, () -> late.slope(n));
    }
  }

  @Test
  void aTableAndALineOfText() {
    var well =
        PhaseExpansion.regular("w", Objective.of("x^2+1/4"), new double[1], Prior.normal(0, 1));
    assertEquals(
        List.of("phase", "L", "λ", "m", "c", "−ln φ(w*)", "−d/2 ln 2π", "½ ln det H"),
        well.toTable().columnNames());
    assertEquals("w: F(n) = 0.25000 n + 0.5000 ln n + 0.3466", well.toString());
    var crossing = new PhaseExpansion("x", 0, 0.5, new double[] {1, Math.exp(2)}, List.of());
    assertEquals("x: F(n) = 0.0000 n + 0.5000 ln n − 1 ln ln n − 2.000", crossing.toString());
  }

  @Test
  void theFirstConstantsAloneAreAnExpansion() {
    var all = PhaseExpansion.of("p", 0.1, 2, List.of(new Term("one", 1), new Term("two", 2, 0.1)));
    assertEquals(all.freeEnergy(9) - 2, all.first(1).freeEnergy(9), 1e-12);
    assertEquals(0.9 + 2 * Math.log(9), all.first(0).freeEnergy(9), 1e-12);
    assertEquals(all.constants(), all.first(2).constants());
    assertThrows(IllegalArgumentException.class, () -> all.first(3));
    assertThrows(IllegalArgumentException.class, () -> all.first(-1));
    var logs = new PhaseExpansion("m", 0, 1, new double[] {1, 1}, List.of());
    assertThrows(IllegalStateException.class, () -> logs.first(0));
  }

  @Test
  void aTermSaysWhatSamplingLeavesOpen() {
    assertEquals("one = 1.5000", new Term("one", 1.5).toString());
    assertEquals("one = 1.5000 ± 0.10", new Term("one", 1.5, 0.1).toString());
    assertThrows(IllegalArgumentException.class, () -> new Term("one", 1, -0.1));
  }
}

package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureTest {

  private static LocalPosterior at(String loss, double nBeta, double... center) {
    return LocalPosterior.at(Objective.of(loss), center, nBeta);
  }

  private static ExactPosterior exact(LocalPosterior posterior) {
    ExactPosterior exact = Quadrature.defaults().of(posterior);
    assertTrue(exact.verdict().isOk(), exact::toString);
    return exact;
  }

  private static void close(double expected, double value, double error) {
    assertEquals(expected, value, Math.max(1e-9, 3 * error) * Math.max(1, Math.abs(expected)));
  }

  /** A potential without a formula, of which nothing is known. */
  private record Opaque(int dimension, ToDoubleFunction<double[]> function) implements Potential {
    @Override
    public double loss(double[] w) {
      return function.applyAsDouble(w);
    }

    @Override
    public double gradient(double[] w, double[] into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Objective fork() {
      return this;
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-3", "1", "1e3", "1e6", "1e9", "1e15"})
  void integratesAPowerOnTheWholeLine(double nBeta) {
    // ∫ exp(−n|x|^p) dx = 2 Γ(1 + 1/p) n^(−1/p), and nE[|x|^p] = 1/p.
    for (int p : new int[] {4, 6, 12}) {
      ExactPosterior exact = exact(at("(x-1)^" + p, nBeta, 1));
      close(1.0 / p, exact.value(), exact.error());
      double log = Math.log(2 / Math.pow(nBeta, 1.0 / p)) + Gamma.logGamma(1 + 1.0 / p);
      close(log, exact.logEvidence(), exact.logEvidenceError());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e6, 1e9, 1e12})
  void integratesTheCrossingOnAnInterval(double nBeta) {
    // With s = √n: Z(n) = ∫₀¹ √π erf(s y)/(2 s y) dy, so that nE[K] = ½ − √π erf(s)/(4 s Z).
    ExactPosterior exact = exact(at("x^2*y^2", nBeta, 0, 0).withBox(Box.of(0, 1)));
    double s = Math.sqrt(nBeta);
    double erf = org.hipparchus.special.Erf.erf(s);
    close(
        0.5 - Math.sqrt(Math.PI) * erf / (4 * s * exact.evidence()), exact.value(), exact.error());
  }

  /** Half of a normal density, whatever weight lies at the wall, and of which side. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1, 30, 1e4})
  void oneWallHasMassAtIt(double nBeta) {
    double infinity = Double.POSITIVE_INFINITY;
    Prior right = Prior.normal(0, 1).within(new double[1], new double[] {infinity});
    Prior left = Prior.normal(0, 1).within(new double[] {-infinity}, new double[1]);
    for (Prior half : new Prior[] {left, right}) {
      ExactPosterior exact = exact(at("x^2/2", nBeta, 0).withPrior(half));
      close(Math.log(0.5) - Math.log1p(nBeta) / 2, exact.logEvidence(), exact.logEvidenceError());
      close(nBeta / (1 + nBeta) / 2, exact.value(), exact.error());
    }
  }

  /** A ridge that ends in a corner of two walls, as a normal density over a quadrant: by arcsin. */
  @ParameterizedTest
  @ValueSource(doubles = {1e2, 1e5, 1e9})
  void aRidgeEndsInACornerOfAnUnboundedRegion(double nBeta) {
    double infinity = Double.POSITIVE_INFINITY;
    double[] ends = {infinity, infinity};
    double[] starts = {-infinity, -infinity};
    Prior whole = Prior.normal(0, 1);
    double correlation = 2 * nBeta / (1 + 2 * nBeta);
    double expected =
        Math.log(0.25 + Math.asin(correlation) / (2 * Math.PI)) - Math.log1p(4 * nBeta) / 2;
    for (Prior corner :
        new Prior[] {whole.within(new double[2], ends), whole.within(starts, new double[2])}) {
      ExactPosterior exact = exact(at("(x-y)^2", nBeta, 0, 0).withPrior(corner));
      close(expected, exact.logEvidence(), exact.logEvidenceError());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e2, 1e5, 1e9, 1e13})
  void followsACurvedCanyon(double nBeta) {
    // z = y − x² has unit Jacobian: ½ from z, 1/6 from x⁶.
    ExactPosterior exact = exact(at("(y-x^2)^2+x^6", nBeta, 0, 0));
    close(0.5 + 1.0 / 6, exact.value(), exact.error());
    double log =
        0.5 * Math.log(Math.PI / nBeta)
            + Math.log(2)
            + Gamma.logGamma(7.0 / 6)
            - Math.log(nBeta) / 6;
    close(log, exact.logEvidence(), exact.logEvidenceError());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-5, 1e-7})
  void findsANeedleFarFromItsCenter(double width) {
    // A Gaussian of the given width at (0.3, 7), under a posterior centred at 0.
    double precision = 1 / (width * width);
    String needle = "((x-0.3)^2+(y-7)^2+1e-60*x^2*y^2)/2";
    ExactPosterior exact = exact(at(needle, precision, 0, 0).withBox(Box.of(-10, 11)));
    // What is subtracted, nβ·24.5, keeps that many digits.
    assertEquals(1, exact.meanPotential(), 100 * Math.ulp(25 * precision) + 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"x^2*y^2*z^2, 0", "(x*y*z-1)^2/2, 1", "(z-x*y)^2+x^2*y^2, 0"})
  void agreesInThreeDimensionsWhicheverWayAbout(String loss, double center) {
    LocalPosterior posterior =
        LocalPosterior.at(
                Objective.of(loss, "x", "y", "z"), new double[] {center, center, center}, 30)
            .withLocalization(4);
    ExactPosterior exact = exact(posterior);
    double step = 1e-3;
    double[] energies = new double[5];
    for (int k = 0; k < 5; k++) {
      double nBeta = 30 * Math.exp((k - 2) * step);
      energies[k] =
          exact(
                  LocalPosterior.at(posterior.objective(), posterior.center(), nBeta)
                      .withLocalization(4))
              .freeEnergy();
    }
    double slope = (energies[0] - 8 * energies[1] + 8 * energies[3] - energies[4]) / (12 * step);
    assertEquals(slope, exact.value(), 1e-8);
  }

  @Test
  void integratesThreeCoordinatesToAClosedForm() {
    // z and y can be shifted away: ½ from each square, 1/4 from x⁴; the box is far away.
    ExactPosterior exact =
        exact(at("(z-x*y)^2+(y-x^2)^2+x^4", 100, 0, 0, 0).withBox(Box.of(-30, 30)));
    assertEquals(1.25, exact.value(), 1e-9);
    double log = Math.log(Math.PI / 100) + Math.log(2) + Gamma.logGamma(1.25) - Math.log(100) / 4;
    assertEquals(log, exact.logEvidence(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"(x^2-y^3)^2, 1e6", "(x-y)^2, 1e6", "(x-y)^2, 1e12", "(x^2-y^3)^2, 1e9"})
  void seesARidgeLeaveThroughACorner(String loss, double nBeta) {
    exact(at(loss, nBeta, 0, 0).withBox(Box.of(0, 1)));
  }

  @Test
  void seesASheetLeaveThroughAnEdge() {
    exact(
        LocalPosterior.at(Objective.of("(x*y-z)^2", "x", "y", "z"), new double[3], 1e4)
            .withBox(Box.of(0, 1)));
  }

  @Test
  void integratesTheDiagonalOfASquare() {
    // With s = √n: Z = ∫₋₁¹ (1 − |t|) exp(−nt²) dt = √π erf(s)/s − (1 − exp(−n))/n.
    double n = 1e7;
    double s = Math.sqrt(n);
    ExactPosterior exact = exact(at("(x-y)^2", n, 0, 0).withBox(Box.of(0, 1)));
    assertEquals(Math.log(Math.sqrt(Math.PI) / s - 1 / n), exact.logEvidence(), 1e-10);
  }

  @Test
  void saysWhereTheOrdersDisagree() {
    // Beyond x = 1 a canyon of width 1e−5 along y = 0.3, invisible to integrals over x at most y.
    LocalPosterior posterior =
        at("x^2*((y-0.3)^2+1/(1+exp(20*(x-1))))", 1e9, 0, 0.3).withBox(Box.of(-1, 4));
    ExactPosterior missed = Quadrature.defaults().of(posterior);
    assertFalse(missed.verdict().isOk());
  }

  @Test
  void findsTheMinimaAwayFromItsCenter() {
    ExactPosterior exact = exact(at("(x^2-1)^2", 1e5, 0.5).withLocalization(1));
    ExactPosterior one = exact(at("(x^2-1)^2", 1e5, 1).withLocalization(1).withBox(Box.of(0, 9)));
    // All but a share of exp(−4/2 + …) lies at +1, where w* = 0.5 pulls: the excess is −nβL(w*) +
    // ½.
    assertEquals(0.5, exact.value() + 1e5 * 0.5625, 1e-3);
    assertEquals(0.5, one.value(), 1e-3);
  }

  @Test
  void treatsPriorAndLocalizationAlike() {
    LocalPosterior bare = at("(a*b-1)^2/2", 2_000, 0, 0);
    ExactPosterior prior = exact(bare.withPrior(Prior.normal(0, 0.5)));
    ExactPosterior localized = exact(bare.withLocalization(4));
    close(localized.value(), prior.value(), prior.error());
    close(localized.logEvidence() - Math.log(2 * Math.PI / 4), prior.logEvidence(), prior.error());
  }

  @Test
  void treatsUniformPriorAndBoxAlike() {
    LocalPosterior bare = at("(a*b-1)^2/2", 2_000, 1, 1);
    ExactPosterior prior = exact(bare.withPrior(Prior.uniform(-2, 2)));
    ExactPosterior box = exact(bare.withBox(Box.of(-2, 2)));
    close(box.value(), prior.value(), prior.error());
    close(box.logEvidence() - Math.log(16), prior.logEvidence(), prior.error());
  }

  @Test
  void readsTheSameWithoutAFormula() {
    Opaque opaque = new Opaque(2, w -> w[0] * w[0] * w[1] * w[1]);
    ExactPosterior own = exact(LocalPosterior.at(opaque, new double[2], 1e4).withLocalization(1));
    ExactPosterior formula = exact(at("x^2*y^2", 1e4, 0, 0).withLocalization(1));
    close(formula.value(), own.value(), own.error());
    close(formula.logEvidence(), own.logEvidence(), own.logEvidenceError());
  }

  @Test
  void holdsMaskedCoordinates() {
    ExactPosterior masked =
        exact(
            at("a^2*b^2*c^2*d^2", 1e4, 0, 2, 3, 0)
                .withLocalization(1)
                .withMask(new boolean[] {true, false, false, true}));
    ExactPosterior plane = exact(at("36*a^2*d^2", 1e4, 0, 0).withLocalization(1));
    close(plane.value(), masked.value(), masked.error());
    close(plane.logEvidence(), masked.logEvidence(), masked.logEvidenceError());
  }

  @Test
  void takesManyCoordinatesInGroups() {
    String term = "w%1$d^2*v%1$d^2";
    StringBuilder loss = new StringBuilder(String.format(term, 0));
    for (int i = 1; i < 10; i++) {
      loss.append('+').append(String.format(term, i));
    }
    ExactPosterior ten =
        exact(at(loss.toString(), 1e4, new double[20]).withPrior(Prior.normal(0, 1)));
    ExactPosterior one = exact(at("x^2*y^2", 1e4, 0, 0).withPrior(Prior.normal(0, 1)));
    close(10 * one.value(), ten.value(), ten.error());
    close(10 * one.logEvidence(), ten.logEvidence(), ten.logEvidenceError());
  }

  @Test
  void knowsGaussiansOfAnyDimension() {
    // Against the same as an opaque potential: no closed form there.
    ToDoubleFunction<double[]> function =
        w -> w[0] * w[0] + w[0] * w[1] + w[1] * w[1] - w[0] + 3 * w[1];
    LocalPosterior closed = at("x^2+x*y+y^2-x+3*y", 20, 0.5, -1).withLocalization(2);
    ExactPosterior gaussian = exact(closed);
    assertEquals(0, gaussian.evaluations());
    ExactPosterior quadrature =
        exact(
            LocalPosterior.at(new Opaque(2, function), new double[] {0.5, -1}, 20)
                .withLocalization(2));
    close(quadrature.value(), gaussian.value(), quadrature.error());
    close(quadrature.logEvidence(), gaussian.logEvidence(), quadrature.logEvidenceError());
  }

  @Test
  void neitherOverflowsNorUnderflows() {
    ExactPosterior high = Quadrature.defaults().of(at("x^4+1e6", 1e6, 0));
    assertEquals(0.25, high.value(), 1e-3);
    assertEquals(0, high.evidence());
    assertEquals(-1e12, high.logEvidence(), 100);
    ExactPosterior low = Quadrature.defaults().of(at("x^4-1e6", 1e3, 0));
    assertEquals(1e9, low.logEvidence(), 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x^2*y^2", "(x*y-1)^2", "tanh(x)^2+y^4", "x^4", "(x*y-1)^2*exp(-x^2)"})
  void refusesWhatIsImproper(String loss) {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of(loss, "x", "y"), new double[] {1, 1}, 100);
    var error =
        assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(posterior));
    assertTrue(error.getMessage().startsWith("the posterior is improper"), error::getMessage);
  }

  @Test
  void refusesAnUnboundedLossWhateverGamma() {
    LocalPosterior posterior = at("x^2-x^4", 100, 0).withLocalization(10);
    assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(posterior));
    LocalPosterior saddle = at("x*y", 100, 0, 0).withLocalization(10);
    var error =
        assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(saddle));
    assertTrue(error.getMessage().contains("curvature"), error::getMessage);
  }

  @Test
  void namesWhereTheLossIsNotANumber() {
    LocalPosterior posterior = at("log(x)^2+y^4*x", 100, 1, 0).withLocalization(1);
    var error =
        assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(posterior));
    assertTrue(error.getMessage().startsWith("the loss is NaN at w = [-"), error::getMessage);
    LocalPosterior bad = at("log(x)", 100, -1).withLocalization(1);
    assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(bad));
  }

  @Test
  void saysWhatToDoInTooManyDimensions() {
    LocalPosterior posterior = at("a^2*b^2*c^2*d^2", 100, 0, 0, 0, 0).withLocalization(1);
    var error =
        assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().of(posterior));
    assertEquals(
        "4 coordinates interact, and quadrature takes at most 3: hold others at w* by a mask, or"
            + " sample",
        error.getMessage());
  }

  @Test
  void checksItsSettings() {
    for (double tolerance : new double[] {0, 1, -1, 1e-20, Double.NaN}) {
      var error =
          assertThrows(
              IllegalArgumentException.class, () -> Quadrature.defaults().withTolerance(tolerance));
      assertTrue(error.getMessage().endsWith("not " + tolerance), error::getMessage);
    }
    assertThrows(IllegalArgumentException.class, () -> Quadrature.defaults().withEvaluations(0));
  }

  @Test
  void saysWhenTheEvaluationsAreSpent() {
    LocalPosterior posterior = at("(a*b-1)^2/2", 1e6, 1, 1).withLocalization(1);
    ExactPosterior spent = Quadrature.defaults().withEvaluations(1_000).of(posterior);
    assertFalse(spent.verdict().isOk());
    assertTrue(spent.verdict().toString().contains("allow more"), spent::toString);
    if (spent.verdict().isInvalid()) {
      assertThrows(IllegalStateException.class, spent::value);
    }
  }

  @Test
  void endsOnAnInterrupt() {
    LocalPosterior posterior = at("(a*b-1)^2/2", 1e6, 1, 1).withLocalization(1);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> Quadrature.defaults().of(posterior));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void isATable() {
    ExactPosterior exact = exact(at("x^4", 1e3, 0));
    assertEquals(exact.value(), exact.toTable().doubleColumn(0).get(0));
    assertEquals(-exact.logEvidence(), exact.freeEnergy());
    assertEquals(Arrays.asList("OK"), exact.toTable().stringColumn("verdict").asList());
  }
}

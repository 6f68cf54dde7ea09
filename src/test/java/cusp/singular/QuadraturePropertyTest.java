package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.model.Box;
import cusp.model.Formula;
import cusp.posterior.LocalPosterior;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

@Tag("seeds")
class QuadraturePropertyTest {
  private static final List<String> LOSSES =
      List.of(
          "x^2*y^2",
          "(x*y-1)^2/2",
          "(x^2-y^3)^2",
          "(y-x^2)^2+x^6",
          "x^4+y^2*(1+x)^2",
          "x^2*y^4+(x-y)^6",
          "(1-exp(-x^2*y^2))+(x*y)^4");

  private static LocalPosterior at(String loss, double nBeta, double gamma) {
    double[] center = loss.startsWith("(x*y-1)") ? new double[] {1, 1} : new double[2];
    return LocalPosterior.at(Formula.of(loss, List.of("x", "y")), center, nBeta)
        .withLocalization(gamma);
  }

  private static ExactPosterior exact(LocalPosterior posterior) {
    return Quadrature.defaults().of(posterior);
  }

  @Property(tries = 15)
  void aMultipleOfTheLossIsAMultipleOfNBeta(
      @ForAll @IntRange(max = 6) int which,
      @ForAll @DoubleRange(min = -3, max = 3) double logFactor,
      @ForAll @DoubleRange(min = 0, max = 6) double logNBeta) {
    double factor = Math.pow(10, logFactor);
    double nBeta = Math.pow(10, logNBeta);
    String loss = LOSSES.get(which);
    ExactPosterior plain = exact(at(loss, nBeta, 1));
    String center = loss.startsWith("(x*y-1)") ? "(x*y-1)^2/2" : loss;
    ExactPosterior scaled =
        exact(
            new LocalPosterior(
                Formula.of("(" + center + ")*" + plain(factor), List.of("x", "y")),
                plain.posterior().center(),
                nBeta / factor,
                1,
                plain.posterior().prior(),
                plain.posterior().box(),
                null));
    assertEquals(plain.value(), scaled.value(), 1e-9);
    assertEquals(plain.logEvidence(), scaled.logEvidence(), 1e-9);
  }

  private static String plain(double x) {
    return new java.math.BigDecimal(x).toPlainString();
  }

  @Property(tries = 15)
  void theWholeMayBeShifted(
      @ForAll @IntRange(max = 6) int which,
      @ForAll @DoubleRange(min = -5, max = 5) double shift,
      @ForAll @DoubleRange(min = 0, max = 6) double logNBeta) {
    double nBeta = Math.pow(10, logNBeta);
    ExactPosterior plain = exact(at(LOSSES.get(which), nBeta, 1));
    String moved = "(x-(" + plain(shift) + "))";
    String loss = LOSSES.get(which).replaceAll("x(?!p)", "§").replace("§", moved);
    double[] center = plain.posterior().center().clone();
    center[0] += shift;
    ExactPosterior shifted =
        exact(
            LocalPosterior.at(Formula.of(loss, List.of("x", "y")), center, nBeta)
                .withLocalization(1));
    assertEquals(plain.value(), shifted.value(), 1e-8);
    assertEquals(plain.logEvidence(), shifted.logEvidence(), 1e-8);
  }

  @Property(tries = 15)
  void theSlopeOfTheFreeEnergyIsTheMean(
      @ForAll @IntRange(max = 6) int which,
      @ForAll @DoubleRange(min = -1, max = 6) double logNBeta,
      @ForAll boolean boxed) {
    double nBeta = Math.pow(10, logNBeta);
    double step = 1e-3;
    ExactPosterior middle = exact(box(at(LOSSES.get(which), nBeta, 1), boxed));
    double[] energies = new double[5];
    for (int k = 0; k < 5; k++) {
      energies[k] =
          exact(box(at(LOSSES.get(which), nBeta * Math.exp((k - 2) * step), 1), boxed))
              .freeEnergy();
    }
    // Five-point central difference in ln nβ: its own error is of order step⁴.
    double slope = (energies[0] - 8 * energies[1] + 8 * energies[3] - energies[4]) / (12 * step);
    assertEquals(slope, middle.meanPotential(), 1e-8);
  }

  private static LocalPosterior box(LocalPosterior posterior, boolean boxed) {
    return boxed ? posterior.withBox(Box.of(-1.5, 2)) : posterior;
  }

  @Property(tries = 12)
  void partsAreThePlane(
      @ForAll @IntRange(min = 2, max = 5) int p,
      @ForAll @IntRange(min = 2, max = 5) int q,
      @ForAll @DoubleRange(min = 0, max = 6) double logNBeta) {
    // exp(0·xy) = 1 hides from the formula that the coordinates are independent.
    double nBeta = Math.pow(10, logNBeta);
    String parts = "x^" + 2 * p + "+(y-1/2)^" + 2 * q;
    Formula apart = Formula.of(parts, List.of("x", "y"));
    Formula together = Formula.of(parts + "+1e-300*x*y", List.of("x", "y"));
    assertEquals(2, apart.interactingGroups().size());
    assertEquals(1, together.interactingGroups().size());
    double[] center = {0, 0.5};
    ExactPosterior product = exact(LocalPosterior.at(apart, center, nBeta).withLocalization(1));
    ExactPosterior plane = exact(LocalPosterior.at(together, center, nBeta).withLocalization(1));
    assertEquals(product.value(), plane.value(), 1e-9);
    assertEquals(product.logEvidence(), plane.logEvidence(), 1e-9);
  }
}

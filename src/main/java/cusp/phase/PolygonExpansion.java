package cusp.phase;

import cusp.model.Objective;
import cusp.phase.PhaseExpansion.Term;
import cusp.toy.CriticalPoint;
import cusp.toy.Polygon;
import cusp.toy.Superposition;
import java.util.List;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * The free energy of a phase of the toy model of superposition under the standard normal prior, as
 * n grows:
 *
 * <pre>−ln ∫ exp(−nL(w)) φ(w) dw = nL + λ ln n + c + o(1),</pre>
 *
 * the integral over all copies of the phase, L the population loss, and c the sum of named terms,
 * in nats:
 *
 * <ul>
 *   <li>"norm", ½|w*|²: what the prior thinks of the point, up to its constant
 *   <li>"prior", ½d′ ln 2π: that constant, for the d′ coordinates that are held
 *   <li>"curvature", ½ ln det′ H − ½m ln 2π: Laplace's integral over the m = 2λ directions in which
 *       L rises, H the Hessian of L itself, without the factor ½ of other papers. At a square,
 *       whose biases of 0 stand on the kink, L rises like a function q that is homogeneous of
 *       degree two and no quadratic form, and the term is −ln ∫exp(−q), by seeded sampling
 *   <li>"rotation", −ln 2πl√k: the length of the circle of rotated polygons
 *   <li>"dead", −ln of the prior's mass of what is free in the dead features: the negative biases
 *       of a square; of a polygon with more corners also the columns, as long as no feature reaches
 *       an output of another or its own
 *   <li>"copies", −ln of the number of circles: C(c, k) choices of live features, (k−1)! cyclic
 *       orders of them (a reflection reverses the order and so is another circle) and C(c−k, p) of
 *       the dead biases that are positive
 * </ul>
 *
 * <p>What is left out tends to 0, but not always soon. The region where a dead feature is free has
 * soft edges, which at finite n make it larger: at a pentagon of six features the expansion is too
 * high by about 12 n^(−1/3) nats at large n and still by 2.4 at n = 600. {@link PolygonIntegral}
 * has the whole at finite n.
 *
 * <p>Losses, exponents and phases after Chen et al. 2023 (arXiv:2310.06301), section 3 and appendix
 * A; the constant terms are computed here.
 *
 * <pre>{@code
 * var pentagon = PolygonExpansion.of(new CriticalPoint(6, 5, 0));
 * var hexagon = PolygonExpansion.of(new CriticalPoint(6, 6, 0));
 * show(PhaseCompetition.of(pentagon, hexagon).terms(1000));
 * for (int terms = 0; terms <= 6; terms++) {
 *   show(PhaseCompetition.of(pentagon.first(terms), hexagon.first(terms)).crossings("5", "6"));
 * }
 * }</pre>
 */
public final class PolygonExpansion {
  private PolygonExpansion() {}

  /**
   * The expansion of a phase, under the name of the critical point, as 5⁺; with the first of its
   * terms, "norm", alone 5 and 6 of six features cross at n = 601, as Chen et al. 2023 have it.
   *
   * @throws IllegalStateException if the critical point is a saddle of the loss
   */
  public static PhaseExpansion of(CriticalPoint point) {
    double lambda = point.learningCoefficient();
    int k = point.k();
    int negative = point.features() - k - point.positiveDeadBiases();
    Polygon polygon = Polygon.of(k);
    double[] w = point.point();
    boolean[] held = held(point);
    double squares = 0;
    for (int i = 0; i < w.length; i++) {
      squares += held[i] ? w[i] * w[i] : 0;
    }
    Objective loss = new Superposition(point.features(), 2).population();
    Term curvature;
    Term mass;
    if (k == 4) {
      curvature = HomogeneousIntegral.at(loss, w, held);
      mass = new Term("dead", negative * Math.log(2));
    } else {
      double[][] hessian = BesideRotation.to(held, loss.hessian(w));
      double logDet = BesideRotation.logDeterminant(hessian, BesideRotation.tangent(w, held));
      curvature = new Term("curvature", logDet / 2 - lambda * Math.log(2 * Math.PI));
      mass = DeadFeature.limit(polygon, negative);
    }
    return PhaseExpansion.of(
        point.toString(),
        point.loss(),
        lambda,
        List.of(
            new Term("norm", squares / 2),
            new Term("prior", BesideRotation.count(held) * Math.log(2 * Math.PI) / 2),
            curvature,
            new Term("rotation", -Math.log(2 * Math.PI * polygon.length() * Math.sqrt(k))),
            mass,
            new Term("copies", -logCopies(point))));
  }

  /** The coordinates that the loss holds: all but those which are free in dead features. */
  static boolean[] held(CriticalPoint point) {
    int c = point.features();
    int free = point.k() + point.positiveDeadBiases();
    boolean[] held = new boolean[3 * c];
    for (int i = 0; i < held.length; i++) {
      held[i] = i % c < free || (point.k() == 4 && i < 2 * c);
    }
    return held;
  }

  /** ln of the number of circles of which the phase consists. */
  static double logCopies(CriticalPoint point) {
    int c = point.features();
    int k = point.k();
    return CombinatoricsUtils.binomialCoefficientLog(c, k)
        + CombinatoricsUtils.factorialLog(k - 1)
        + CombinatoricsUtils.binomialCoefficientLog(c - k, point.positiveDeadBiases());
  }
}

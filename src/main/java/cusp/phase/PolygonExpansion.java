package cusp.phase;

import cusp.model.Objective;
import cusp.toy.CriticalPoint;
import cusp.toy.Polygon;
import cusp.toy.Superposition;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.util.CombinatoricsUtils;
import org.hipparchus.util.FastMath;

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
 * show(pentagon.terms());
 * show(hexagon.freeEnergy(1000) - pentagon.freeEnergy(1000));
 * for (int terms = 0; terms <= 6; terms++) {
 *   show(pentagon.first(terms).crossing(hexagon.first(terms)));
 * }
 * }</pre>
 *
 * @param point the phase
 * @param loss L
 * @param learningCoefficient λ; the multiplicity is 1
 * @param terms whose sum is c
 * @param standardError of c, from sampling; 0 where no term is sampled
 */
public record PolygonExpansion(
    CriticalPoint point,
    double loss,
    double learningCoefficient,
    List<PhaseExpansion.Term> terms,
    double standardError) {

  /** The largest n at which a crossing is sought. */
  private static final double LARGEST = 1e9;

  public PolygonExpansion {
    terms = List.copyOf(terms);
  }

  /**
   * The expansion of a phase.
   *
   * @throws IllegalStateException if the critical point is a saddle of the loss
   */
  public static PolygonExpansion of(CriticalPoint point) {
    double lambda = point.learningCoefficient();
    int c = point.features();
    int k = point.k();
    int dead = c - k;
    int negative = dead - point.positiveDeadBiases();
    Polygon polygon = Polygon.of(k);
    double[] w = point.point();
    boolean[] held = held(point);
    double squares = 0;
    int coordinates = 0;
    for (int i = 0; i < w.length; i++) {
      if (held[i]) {
        squares += w[i] * w[i];
        coordinates++;
      }
    }
    Estimate curvature;
    Estimate mass;
    Objective loss = new Superposition(c, 2).population();
    if (k == 4) {
      curvature = HomogeneousIntegral.at(loss, w, held);
      mass = new Estimate(negative * Math.log(2), 0);
    } else {
      double[][] hessian = Restricted.to(held, loss.hessian(w));
      double logDet = Restricted.logDeterminant(hessian, Restricted.rotation(w, held));
      curvature = new Estimate(logDet / 2 - lambda * Math.log(2 * Math.PI), 0);
      mass = DeadFeature.limit(polygon, negative);
    }
    List<PhaseExpansion.Term> terms = new ArrayList<>();
    terms.add(new PhaseExpansion.Term("norm", squares / 2));
    terms.add(new PhaseExpansion.Term("prior", coordinates * Math.log(2 * Math.PI) / 2));
    terms.add(new PhaseExpansion.Term("curvature", curvature.value()));
    terms.add(
        new PhaseExpansion.Term(
            "rotation", -Math.log(2 * Math.PI * polygon.length() * Math.sqrt(k))));
    terms.add(new PhaseExpansion.Term("dead", mass.value()));
    terms.add(new PhaseExpansion.Term("copies", -logCopies(point)));
    return new PolygonExpansion(
        point, point.loss(), lambda, terms, Math.hypot(curvature.error(), mass.error()));
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

  /** The same as an expansion that may be set against those of any other phases. */
  public PhaseExpansion expansion() {
    return PhaseExpansion.of(point.toString(), loss, learningCoefficient, terms);
  }

  /** c, in nats. */
  public double constant() {
    return terms.stream().mapToDouble(PhaseExpansion.Term::value).sum();
  }

  /**
   * The expansion with the first few terms only. With the first, "norm", alone 5 and 6 of six
   * features cross at n = 601, as Chen et al. 2023 have it.
   *
   * @param count 0 to the number of terms
   */
  public PolygonExpansion first(int count) {
    if (count < 0 || count > terms.size()) {
      throw new IllegalArgumentException(
          "the number of terms is 0 to " + terms.size() + ", not " + count);
    }
    return new PolygonExpansion(
        point, loss, learningCoefficient, terms.subList(0, count), standardError);
  }

  /** nL + λ ln n + c. */
  public double freeEnergy(double n) {
    return freeEnergy(n, loss);
  }

  /** nL + λ ln n + c with another loss in the place of L, as the one of data at their minimum. */
  public double freeEnergy(double n, double loss) {
    if (!(n > 0) || Double.isInfinite(n)) {
      throw new IllegalArgumentException("n is positive and finite, not " + n);
    }
    return n * loss + learningCoefficient * Math.log(n) + constant();
  }

  /**
   * The largest n at which this phase and another have the same free energy: where the one of lower
   * loss takes over for good; NaN where it has the lower free energy at every n.
   */
  public double crossing(PolygonExpansion other) {
    if (loss < other.loss) {
      return other.crossing(this);
    }
    double dLoss = loss - other.loss;
    double dLambda = other.learningCoefficient - learningCoefficient;
    double dConstant = other.constant() - constant();
    // f(n) = dLoss n − dLambda ln n − dConstant is convex for dLambda > 0: its larger root lies
    // beyond its minimum.
    double low = dLambda > 0 && dLoss > 0 ? dLambda / dLoss : Double.MIN_NORMAL;
    double high = LARGEST;
    if (!(advantage(low, dLoss, dLambda, dConstant) < 0)
        || !(advantage(high, dLoss, dLambda, dConstant) > 0)) {
      return Double.NaN;
    }
    for (int step = 0; step < 200; step++) {
      double middle = FastMath.sqrt(low * high);
      if (advantage(middle, dLoss, dLambda, dConstant) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return FastMath.sqrt(low * high);
  }

  private static double advantage(double n, double dLoss, double dLambda, double dConstant) {
    return n * dLoss - dLambda * Math.log(n) - dConstant;
  }

  @Override
  public String toString() {
    return String.format(
        "%s: %.5f n + %.3g ln n %+.3f", point, loss, learningCoefficient, constant());
  }
}

package cusp.phase;

import cusp.model.Box;
import cusp.model.Formula;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.singular.ExactPosterior;
import cusp.singular.LearningCoefficient;
import cusp.singular.Quadrature;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The free energy of a phase as the samples grow in number, up to what vanishes (Watanabe 2009,
 * main theorem 6.2 and theorem 6.7):
 *
 * <pre>F(n) = nL + λ ln n − ln P(ln n),   P(t) = a₀ + a₁ t + … + a₍ₘ₋₁₎ t^(m−1)</pre>
 *
 * <p>or to leading order nL + λ ln n − (m − 1) ln ln n + c with c = −ln a₍ₘ₋₁₎, a number made of
 * the prior, the curvature and how many copies of the point there are. All coefficients of P are
 * kept, because those left out fall off like 1/ln n only. n stands for nβ at any temperature.
 *
 * <pre>{@code
 * var loss = Objective.of("(x^2-1)^2");
 * var well = PhaseExpansion.regular("right", loss, new double[] {1}, Prior.normal(0, 1));
 * show(well.freeEnergy(1000));
 * show(well.toTable());
 * }</pre>
 *
 * @param name of the phase
 * @param loss L at its lowest point
 * @param learningCoefficient λ there
 * @param amplitudes a₀ … a₍ₘ₋₁₎, the last one positive
 * @param constants what c is the sum of, by name; may be one number; where there is none, c itself
 */
public record PhaseExpansion(
    String name,
    double loss,
    double learningCoefficient,
    double[] amplitudes,
    List<Term> constants) {
  private static final double[] AT = {1e6, 1e8, 1e10, 1e12};
  private static final double AGREE = 0.02;
  private static final double FLAT = 1e-9;
  private static final double ROUNDING = 1e-9;

  /** Of which an amplitude is still a number. */
  private static final double MOST_CONSTANT = 700;

  /** Of L: a hundredth in a free energy of 1,000 samples. */
  private static final double GAIN = 1e-5;

  /**
   * A part of a free energy.
   *
   * @param name what it comes from
   * @param value in nats
   * @param standardError of the sampling behind it, 0 where there is none
   */
  public record Term(String name, double value, double standardError) {

    public Term {
      if (!(standardError >= 0)) {
        throw new IllegalArgumentException(
            "%s: the standard error is not negative, not %s".formatted(name, standardError));
      }
    }

    /** A part that is not sampled. */
    public Term(String name, double value) {
      this(name, value, 0);
    }

    @Override
    public String toString() {
      String error = standardError > 0 ? " ± %.2g".formatted(standardError) : "";
      return "%s = %.5g%s".formatted(name, value, error);
    }
  }

  public PhaseExpansion {
    if (!Double.isFinite(loss) || !(learningCoefficient >= 0)) {
      throw new IllegalArgumentException(
          "%s: L is finite and λ not negative, not %s and %s"
              .formatted(name, loss, learningCoefficient));
    }
    if (amplitudes.length == 0 || !(amplitudes[amplitudes.length - 1] > 0)) {
      throw new IllegalArgumentException(
          name + ": the amplitude of the highest power of ln n is positive");
    }
    amplitudes = amplitudes.clone();
    double c = -Math.log(amplitudes[amplitudes.length - 1]);
    constants = constants.isEmpty() ? List.of(new Term("c", c)) : List.copyOf(constants);
    double sum = sum(constants);
    if (!(Math.abs(sum - c) <= ROUNDING * (1 + Math.abs(c)))) {
      throw new IllegalArgumentException(
          "%s: the constants add up to c = %s, not to %s".formatted(name, c, sum));
    }
  }

  private static double sum(List<Term> terms) {
    return terms.stream().mapToDouble(Term::value).sum();
  }

  /**
   * With m = 1 and c given by its parts.
   *
   * @param constants whose sum is c, within ±700
   */
  public static PhaseExpansion of(
      String name, double loss, double learningCoefficient, List<Term> constants) {
    double c = sum(constants);
    if (!(Math.abs(c) < MOST_CONSTANT)) {
      throw new IllegalArgumentException(
          "%s: c lies within ±%s, not at %s".formatted(name, MOST_CONSTANT, c));
    }
    return new PhaseExpansion(
        name, loss, learningCoefficient, new double[] {Math.exp(-c)}, constants);
  }

  /**
   * Around a point where the loss has a Hessian of full rank, by Laplace's method: λ = d/2 and c =
   * −ln φ(w*) − d/2 ln 2π + ½ ln det H.
   *
   * @param w the minimum, as near as leaves less than 10⁻⁵ to gain
   * @param prior proper
   * @throws IllegalArgumentException if the prior is improper, w is outside of it or on a wall of
   *     it, of which a part of the Gaussian is cut off, the Hessian has an eigenvalue that is not
   *     positive, so that the point is singular or no minimum, or a Newton step from w would gain
   *     10⁻⁵ or more
   */
  public static PhaseExpansion regular(String name, Objective loss, double[] w, Prior prior) {
    requireProper(name, prior);
    Objective own = loss.fork();
    double level = own.loss(w);
    var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(own.hessian(w)));
    double[] curvatures = eigen.getEigenvalues();
    double determinant = 0;
    for (double curvature : curvatures) {
      if (!(curvature > FLAT * Math.max(1, curvatures[0]))) {
        throw new IllegalArgumentException(
            "%s is not regular: its Hessian has the eigenvalue %.3g; give its λ and region"
                .formatted(name, curvature));
      }
      determinant += Math.log(curvature);
    }
    double[] gradient = new double[w.length];
    own.gradient(w, gradient);
    double gain = 0;
    for (int i = 0; i < curvatures.length; i++) {
      double along = eigen.getEigenvector(i).dotProduct(MatrixUtils.createRealVector(gradient));
      gain += along * along / (2 * curvatures[i]);
    }
    if (!(gain < GAIN)) {
      throw new IllegalArgumentException(
          "%s is no minimum: a Newton step from it gains %.3g, and less than %s is permitted;"
                  .formatted(name, gain, GAIN)
              + " descend first");
    }
    double d = w.length;
    return of(
        name,
        level - gain,
        d / 2,
        List.of(
            new Term("−ln φ(w*)", -requireInside(name, prior, w)),
            new Term("−d/2 ln 2π", -d / 2 * Math.log(2 * Math.PI)),
            new Term("½ ln det H", determinant / 2)));
  }

  /**
   * Around a singular point, where λ and m are known and the amplitudes are found by exact
   * quadrature over its region at nβ of 10⁶ to 10¹².
   *
   * @param region a posterior whose centre is the lowest point w* and whose prior, proper and held
   *     to the region by {@link Prior#within}, leaves no lower point in it; its nβ is not used
   * @param law λ and m at w*
   * @throws IllegalArgumentException as {@link Quadrature#of}, or if the prior is improper or there
   *     is a localization γ, whose weight e^(−γ/2 |w − w*|²) is none of the prior's
   * @throws IllegalStateException if λ is only bounded; or if the integrals do not follow the law,
   *     as where w* is not the lowest point of the region, or λ or m belongs to another one
   */
  public static PhaseExpansion singular(
      String name, LocalPosterior region, LearningCoefficient law) {
    requireProper(name, region.prior());
    if (region.localization() > 0) {
      throw new IllegalArgumentException(
          "%s: a free energy needs a localization γ of 0, not %s"
              .formatted(name, region.localization()));
    }
    double lambda = law.value();
    int m = law.multiplicity();
    if (m >= AT.length) {
      throw new IllegalStateException(name + ": m is at most 3 here, not " + m);
    }
    double[] scaled = new double[AT.length];
    for (int k = 0; k < AT.length; k++) {
      ExactPosterior exact = Quadrature.defaults().withTolerance(1e-8).of(region.withNBeta(AT[k]));
      exact.verdict().requireValid("there is no amplitude of " + name);
      scaled[k] = Math.exp(exact.relativeLogEvidence() + lambda * Math.log(AT[k]));
    }
    double[] amplitudes = fit(scaled, m, AT.length - m);
    double foretold = at(fit(scaled, m, AT.length - m - 1), Math.log(AT[AT.length - 1]));
    double found = scaled[AT.length - 1];
    // Of an m that is too large, rounding may leave a highest coefficient above 0.
    double highest = amplitudes[m - 1] * Math.pow(Math.log(AT[AT.length - 1]), m - 1) / found;
    if (!(Math.abs(foretold / found - 1) < AGREE) || !(highest > AGREE)) {
      throw new IllegalStateException(
          ("the integrals over the region of %s do not go like λ = %s, m = %d: a lower point lies in"
                  + " the region, or these belong to another point")
              .formatted(name, law.lambda(), m));
    }
    double level = region.objective().fork().loss(region.center());
    return new PhaseExpansion(
        name,
        level,
        lambda,
        amplitudes,
        List.of(new Term("prior and shape", -Math.log(amplitudes[m - 1]))));
  }

  /**
   * The same for a polynomial, of which λ and m are found exactly.
   *
   * @throws IllegalArgumentException as the other and as {@link LearningCoefficient#atMinimum}, or
   *     if the loss is no formula
   */
  public static PhaseExpansion singular(String name, LocalPosterior region) {
    if (!(region.objective() instanceof Formula formula)) {
      throw new IllegalArgumentException(
          name + ": λ is found for formulas only; of another loss give it");
    }
    return singular(name, region, LearningCoefficient.atMinimum(formula, region.center()));
  }

  /** The polynomial of degree m − 1 in ln n through m of the values, from the given one on. */
  private static double[] fit(double[] values, int m, int from) {
    double[][] powers = new double[m][m];
    double[] right = new double[m];
    for (int i = 0; i < m; i++) {
      double t = Math.log(AT[from + i]);
      for (int j = 0; j < m; j++) {
        powers[i][j] = Math.pow(t, j);
      }
      right[i] = values[from + i];
    }
    return new LUDecomposition(MatrixUtils.createRealMatrix(powers))
        .getSolver()
        .solve(MatrixUtils.createRealVector(right))
        .toArray();
  }

  private static double at(double[] polynomial, double t) {
    double sum = 0;
    for (int j = polynomial.length - 1; j >= 0; j--) {
      sum = sum * t + polynomial[j];
    }
    return sum;
  }

  private static void requireProper(String name, Prior prior) {
    if (!prior.proper()) {
      throw new IllegalArgumentException(
          "%s: a free energy needs a proper prior, not %s".formatted(name, prior));
    }
  }

  private static double requireInside(String name, Prior prior, double[] w) {
    double log = prior.logDensity(w);
    if (!Double.isFinite(log)) {
      throw new IllegalArgumentException(name + " lies outside of the prior " + prior);
    }
    for (int i = 0; i < w.length; i++) {
      Box side = prior.support(i);
      if (!(side.low() < w[i] && w[i] < side.high())) {
        throw new IllegalArgumentException(
            "%s lies on a wall of the prior: coordinate %d is between %s and %s, not %s"
                .formatted(name, i, side.low(), side.high(), w[i]));
      }
    }
    return log;
  }

  /**
   * This phase and its mirror images together, of which there are so many in all, each as heavy.
   *
   * @param copies at least 1
   */
  public PhaseExpansion withCopies(int copies) {
    if (copies < 1) {
      throw new IllegalArgumentException("there is at least 1 copy, not " + copies);
    }
    double[] all = amplitudes.clone();
    for (int j = 0; j < all.length; j++) {
      all[j] *= copies;
    }
    List<Term> terms = new ArrayList<>(constants);
    terms.add(new Term("−ln copies", -Math.log(copies)));
    return new PhaseExpansion(name, loss, learningCoefficient, all, terms);
  }

  /**
   * The expansion with the first few of its constants only, to see what each does to a crossing.
   *
   * @param count 0 to the number of constants
   * @throws IllegalStateException if m is above 1, where they do not add up to all of P
   */
  public PhaseExpansion first(int count) {
    if (count < 0 || count > constants.size()) {
      throw new IllegalArgumentException(
          "%s: the number of constants is 0 to %d, not %d"
              .formatted(name, constants.size(), count));
    }
    if (multiplicity() > 1) {
      throw new IllegalStateException(
          "%s: m is 1 where constants are left out, not %d".formatted(name, multiplicity()));
    }
    return of(name, loss, learningCoefficient, constants.subList(0, count));
  }

  /** The same with another L: that of a data set at its own minimum, or of a moved truth. */
  public PhaseExpansion withLoss(double newLoss) {
    return new PhaseExpansion(name, newLoss, learningCoefficient, amplitudes, constants);
  }

  /** m. */
  public int multiplicity() {
    return amplitudes.length;
  }

  /** c = −ln a₍ₘ₋₁₎. */
  public double constant() {
    return -Math.log(amplitudes[amplitudes.length - 1]);
  }

  /**
   * F(n), to what vanishes as n grows.
   *
   * @param n or nβ, finite, large enough that P(ln n) is positive
   * @throws IllegalArgumentException if it is not
   */
  public double freeEnergy(double n) {
    requireHolds(n);
    double t = Math.log(n);
    return n * loss + learningCoefficient * t - Math.log(at(amplitudes, t));
  }

  boolean holds(double n) {
    return n > 0 && n < Double.POSITIVE_INFINITY && at(amplitudes, Math.log(n)) > 0;
  }

  private void requireHolds(double n) {
    if (!holds(n)) {
      throw new IllegalArgumentException(
          "%s: the expansion is for larger n, and finite, not for %s".formatted(name, n));
    }
  }

  /**
   * dF/dn = L + λ/n − P′(ln n)/(n P(ln n)): the expected loss of the next sample.
   *
   * @throws IllegalArgumentException as {@link #freeEnergy}
   */
  public double slope(double n) {
    requireHolds(n);
    double t = Math.log(n);
    double rise = 0;
    for (int j = amplitudes.length - 1; j >= 1; j--) {
      rise = rise * t + j * amplitudes[j];
    }
    return loss + (learningCoefficient - rise / at(amplitudes, t)) / n;
  }

  /**
   * F(n) part by part: nL, λ ln n, what the other powers of ln n give, and the parts of c.
   *
   * @throws IllegalArgumentException as {@link #freeEnergy}
   */
  public List<Term> terms(double n) {
    requireHolds(n);
    List<Term> terms = new ArrayList<>();
    terms.add(new Term("nL", n * loss));
    terms.add(new Term("λ ln n", learningCoefficient * Math.log(n)));
    if (multiplicity() > 1) {
      double others = -Math.log(at(amplitudes, Math.log(n))) - sum(constants);
      terms.add(new Term("−ln P(ln n) − c", others));
    }
    terms.addAll(constants);
    return terms;
  }

  /** A row: L, λ, m, c and the parts of c. */
  public Table toTable() {
    Table table =
        Table.create(
            name,
            StringColumn.create("phase", name),
            DoubleColumn.create("L", new double[] {loss}),
            DoubleColumn.create("λ", new double[] {learningCoefficient}),
            DoubleColumn.create("m", new double[] {multiplicity()}),
            DoubleColumn.create("c", new double[] {constant()}));
    if (constants.size() > 1) {
      for (Term term : constants) {
        table.addColumns(DoubleColumn.create(term.name, new double[] {term.value}));
      }
    }
    return table;
  }

  @Override
  public String toString() {
    String logs = multiplicity() == 1 ? "" : " − %d ln ln n".formatted(multiplicity() - 1);
    return "%s: F(n) = %.5g n + %.4g ln n%s %s %.4g"
        .formatted(
            name,
            loss,
            learningCoefficient,
            logs,
            constant() < 0 ? "−" : "+",
            Math.abs(constant()));
  }
}

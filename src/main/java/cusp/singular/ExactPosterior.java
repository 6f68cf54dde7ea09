package cusp.singular;

import cusp.base.Verdict;
import cusp.posterior.LocalPosterior;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Exact values of a local posterior at finite nβ, as {@link Quadrature} computes them.
 *
 * <p>Z = ∫ exp(−nβ L(w) − γ/2 |w − w*|²) φ(w) dw over the free coordinates. φ is normalised where
 * it is proper; a flat prior is φ = 1, and Z then has the units of a volume.
 *
 * <pre>{@code
 * var bowl = LocalPosterior.at(Objective.of("x^2+y^4"), new double[] {0, 0}, 1000);
 * var exact = Quadrature.defaults().of(bowl.withPrior(Prior.uniform(-1, 1)));
 * show(exact.value() + " tends to 3/4");
 * show("-ln Z = " + exact.freeEnergy());
 * }</pre>
 *
 * @param relativeLogEvidence ln Z + nβ L(w*)
 * @param logEvidenceError its estimated error
 * @param reading nβ (E[L] − L(w*)) whatever the verdict
 * @param error its estimated error
 * @param baseline L(w*)
 * @param evaluations of the loss; 0 for closed forms
 * @param verdict whether and how they may be read
 * @param settings what was asked for
 * @param posterior of what
 */
public record ExactPosterior(
    double relativeLogEvidence,
    double logEvidenceError,
    double reading,
    double error,
    double baseline,
    long evaluations,
    Verdict verdict,
    Quadrature settings,
    LocalPosterior posterior) {

  /**
   * nβ (E[L] − L(w*)), the learning coefficient at finite nβ: the exact target of every sampler.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double value() {
    return checked(reading);
  }

  /**
   * ln Z.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double logEvidence() {
    return checked(relativeLogEvidence - posterior.nBeta() * baseline);
  }

  /**
   * Z, which is 0 where it is too small for a double.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double evidence() {
    return Math.exp(logEvidence());
  }

  /**
   * −ln Z.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double freeEnergy() {
    return -logEvidence();
  }

  /**
   * nβ E[L], with nothing subtracted.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double meanPotential() {
    return checked(reading + posterior.nBeta() * baseline);
  }

  private double checked(double number) {
    verdict.requireValid("there is no value");
    return number;
  }

  /** One row: the values with their errors, and what they are of. */
  public Table toTable() {
    boolean none = verdict.isInvalid();
    return Table.create(
        "Exact posterior",
        DoubleColumn.create("nβ(E[L] − L(w*))", new double[] {none ? Double.NaN : reading}),
        DoubleColumn.create("error", new double[] {error}),
        DoubleColumn.create("ln Z", new double[] {none ? Double.NaN : logEvidence()}),
        DoubleColumn.create("error of ln Z", new double[] {logEvidenceError}),
        DoubleColumn.create("nβ", new double[] {posterior.nBeta()}),
        DoubleColumn.create("γ", new double[] {posterior.localization()}),
        LongColumn.create("evaluations", new long[] {evaluations}),
        StringColumn.create("verdict", verdict.toString()));
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "exact values: " + verdict
        : String.format(
            "nβ(E[L] − L(w*)) = %.10g ± %.0e, ln Z = %.10g ± %.0e (%s)",
            reading, error, logEvidence(), logEvidenceError, verdict);
  }
}

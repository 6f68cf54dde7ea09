package cusp.singular;

import cusp.base.Interval;
import cusp.base.Verdict;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The response of one posterior mean to one perturbation of the loss, as {@link Susceptibility}
 * estimates it.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2/2"), new double[] {0}, 100);
 * var respond = new Susceptibility(Quadrature.defaults().sample(posterior));
 * var square = new Statistic("x²", w -> w[0] * w[0]);
 * show(respond.response(square, square).toTable());
 * }</pre>
 *
 * @param observable name of φ
 * @param perturbation name of ΔL
 * @param mean E[φ]
 * @param covariance Cov(φ, ΔL)
 * @param nBeta nβ
 * @param verdict whether and how it may be read
 */
public record Response(
    String observable,
    String perturbation,
    Estimated mean,
    Estimated covariance,
    double nBeta,
    Verdict verdict)
    implements Estimator.Estimate {

  /** χ = d E[φ]/dh = −nβ Cov(φ, ΔL). */
  @Override
  public double value() {
    verdict.requireValid("there is no susceptibility");
    return -nBeta * covariance.value();
  }

  @Override
  public double standardError() {
    return nBeta * covariance.standardError();
  }

  /** The 95 % interval of the sampling error about {@link #value()}. */
  public Interval interval() {
    return Interval.normal(value(), standardError());
  }

  /** One row. */
  public Table toTable() {
    return Table.create(
        "Susceptibility",
        StringColumn.create("φ", observable),
        StringColumn.create("ΔL", perturbation),
        DoubleColumn.create("χ", new double[] {verdict.isInvalid() ? Double.NaN : value()}),
        DoubleColumn.create("standard error", new double[] {standardError()}),
        DoubleColumn.create("E[φ]", new double[] {mean.value()}),
        DoubleColumn.create("Cov(φ, ΔL)", new double[] {covariance.value()}),
        DoubleColumn.create("nβ", new double[] {nBeta}),
        StringColumn.create("verdict", verdict.toString()));
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "χ: " + verdict
        : String.format(
            "χ = %.5g ± %.2g of %s to %s at nβ = %.5g (%s)",
            value(), standardError(), observable, perturbation, nBeta, verdict);
  }
}

package cusp.singular;

import cusp.base.Interval;
import cusp.base.Verdict;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The widely applicable Bayesian information criterion, n E[Lₙ] at β = 1/ln n, which approximates
 * the free energy −ln Z of a singular model up to O(√ln n) (Watanabe 2013, <i>JMLR</i> 14, 867). It
 * exists for a log-loss with a proper prior, which is left untempered, and without localization;
 * anything else is refused.
 *
 * <pre>{@code
 * var model = new ProductRegression();
 * var loss = model.on(model.sample(0, 30, seed(1)));
 * var posterior = Wbic.posterior(loss, new double[2], Prior.normal(0, 1));
 * show(Wbic.exact(posterior));
 * }</pre>
 *
 * @param reading n E[Lₙ] in nats, whatever the verdict
 * @param standardError Monte Carlo standard error; 0 where it is exact
 * @param inverseTemperature β = 1/ln n
 * @param verdict whether it may be read
 */
public record Wbic(double reading, double standardError, double inverseTemperature, Verdict verdict)
    implements Estimator.Estimate {
  private static final double ROUNDING = 1e-9;

  /** The posterior that WBIC is a mean over: β = 1/ln n, γ = 0. */
  public static LocalPosterior posterior(Objective objective, double[] start, Prior prior) {
    LocalPosterior posterior = LocalPosterior.at(objective, start).withPrior(prior);
    requireDefined(posterior);
    return posterior;
  }

  /**
   * Refuses a posterior over which n E[Lₙ] is no WBIC.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  public static void requireDefined(LocalPosterior posterior) {
    Objective objective = posterior.objective();
    int n = objective.samples();
    if (objective.kind() != Loss.LOG_LOSS) {
      throw new IllegalArgumentException(
          "WBIC approximates a marginal likelihood, and a loss of the kind "
              + objective.kind()
              + " has no likelihood");
    }
    if (n < 2) {
      throw new IllegalArgumentException("WBIC has β = 1/ln n, which n = " + n + " does not have");
    }
    double wanted = n / Math.log(n);
    if (!(Math.abs(posterior.nBeta() - wanted) <= ROUNDING * wanted)) {
      throw new IllegalArgumentException(
          String.format(
              "WBIC is a mean at β = 1/ln n = %.4g, not at β = %.4g",
              1 / Math.log(n), posterior.nBeta() / n));
    }
    if (posterior.localization() > 0) {
      throw new IllegalArgumentException(
          "WBIC has no localization, not γ = " + posterior.localization());
    }
    if (!posterior.prior().proper()) {
      throw new IllegalArgumentException("WBIC needs a proper prior, not " + posterior.prior());
    }
    if (!posterior.box().isUnbounded()) {
      throw new IllegalArgumentException(
          "WBIC has no box besides the prior, not " + posterior.box() + ": make it the prior's");
    }
  }

  /** From draws, or from the nodes of a rule. */
  public static Wbic of(PosteriorSample sample) {
    LocalPosterior posterior = sample.posterior();
    requireDefined(posterior);
    int n = posterior.objective().samples();
    double[] losses = sample.values(posterior.objective().fork()::loss);
    Estimated mean = Estimated.mean(sample, losses).times(n);
    List<String> fatal = new ArrayList<>();
    if (!sample.exact()) {
      fatal.addAll(Mixing.reasons("the loss", mean));
    }
    return new Wbic(
        mean.value(),
        mean.standardError(),
        sample.inverseTemperature(),
        InformationCriteria.verdict(List.of(), fatal));
  }

  /** Its exact value: in closed form, or by {@link Quadrature}. */
  public static Wbic exact(LocalPosterior posterior) {
    requireDefined(posterior);
    double beta = posterior.nBeta() / posterior.objective().samples();
    if (GaussianPosterior.fits(posterior)) {
      double mean = GaussianPosterior.of(posterior).meanPotential() / beta;
      return new Wbic(mean, 0, beta, Verdict.ok());
    }
    ExactPosterior exact = Quadrature.defaults().of(posterior);
    double mean = exact.reading() / beta + posterior.objective().samples() * exact.baseline();
    return new Wbic(mean, 0, beta, exact.verdict());
  }

  /** n E[Lₙ]. */
  @Override
  public double value() {
    verdict.requireValid("there is no WBIC");
    return reading;
  }

  /** The 95 % interval of the sampling error about {@link #value()}. */
  public Interval interval() {
    return Interval.normal(value(), standardError);
  }

  /** One row. */
  public Table toTable() {
    return Table.create(
        "WBIC",
        DoubleColumn.create("WBIC", new double[] {verdict.isInvalid() ? Double.NaN : reading}),
        DoubleColumn.create("standard error", new double[] {standardError}),
        DoubleColumn.create("β", new double[] {inverseTemperature}),
        StringColumn.create("verdict", verdict.toString()));
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "WBIC: " + verdict
        : String.format("WBIC = %.6g ± %.2g (%s)", reading, standardError, verdict);
  }
}

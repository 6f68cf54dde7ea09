package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Interval;
import cusp.base.Verdict;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.model.QuadraticLoss;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The Bayes generalisation loss, Gₙ = −E_X ln E[p(X|w)], on fresh data: what WAIC and
 * cross-validation estimate without any (Watanabe 2010, <i>JMLR</i> 11, 3571). Its error has two
 * sources, the draws and the fresh samples, which stand side by side.
 *
 * <pre>{@code
 * var model = new ProductRegression();
 * var loss = model.on(model.sample(0, 30, seed(1)));
 * var posterior = LocalPosterior.at(loss, new double[2], 30).withPrior(Prior.normal(0, 1));
 * var rule = Quadrature.defaults().withTolerance(1e-3).sample(posterior);
 * show(GeneralizationLoss.of(rule, model.on(model.sample(0, 500, seed(2)))));
 * }</pre>
 *
 * @param reading Gₙ whatever the verdict, in nats a sample
 * @param samplingError of the posterior's draws
 * @param testError of the fresh samples, one standard deviation; 0 where their weights are those of
 *     a quadrature rule of the truth
 * @param testSamples how many fresh samples there are
 * @param inverseTemperature β of the posterior
 * @param verdict whether it may be read
 */
public record GeneralizationLoss(
    double reading,
    double samplingError,
    double testError,
    int testSamples,
    double inverseTemperature,
    Verdict verdict)
    implements Estimator.Estimate {
  private static final double ROUNDING = 1e-6;

  /**
   * On independent fresh samples.
   *
   * @param test the same model on them, a log-loss
   */
  public static GeneralizationLoss of(PosteriorSample sample, Objective test) {
    int n = test.samples();
    if (n < 2) {
      throw new IllegalArgumentException(
          "a generalisation loss with its error needs at least 2 fresh samples, not " + n);
    }
    double[] weights = new double[n];
    Arrays.fill(weights, 1.0 / n);
    return of(sample, test, weights, true);
  }

  /**
   * On the nodes of a quadrature rule of the truth, exactly where the posterior is exact.
   *
   * @param test the same model on the nodes, a log-loss
   * @param weights of the nodes, with sum 1 up to the accuracy of the rule
   */
  public static GeneralizationLoss of(PosteriorSample sample, Objective test, double[] weights) {
    requireRule(test, weights);
    return of(sample, test, weights, false);
  }

  /**
   * Of a Gaussian posterior in closed form, on the nodes of a quadrature rule of the truth.
   *
   * @param test the same model on the nodes
   * @param weights of the nodes, with sum 1 up to the accuracy of the rule
   */
  public static GeneralizationLoss exact(
      GaussianPosterior posterior, QuadraticLoss test, double[] weights) {
    requireRule(test, weights);
    requireAlike(posterior.posterior().objective(), test);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum -= weights[i] * posterior.logMeanExp(test.form(i).times(-1));
    }
    LocalPosterior of = posterior.posterior();
    return new GeneralizationLoss(
        sum,
        0,
        0,
        weights.length,
        of.nBeta() / of.objective().samples(),
        Verdict.qualified(InformationCriteria.remarks(of)));
  }

  private static void requireRule(Objective test, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    if (weights.length != test.samples() || !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "there is a weight for each of "
              + test.samples()
              + " nodes, with the sum 1, not "
              + weights.length
              + " with the sum "
              + sum);
    }
  }

  private static void requireAlike(Objective trained, Objective test) {
    if (test.kind() != Loss.LOG_LOSS || trained.kind() != Loss.LOG_LOSS) {
      throw new IllegalArgumentException(
          "a generalisation loss is defined for log-losses, not "
              + (test.kind() == Loss.LOG_LOSS ? trained : test).kind());
    }
    if (test.dimension() != trained.dimension()) {
      throw new IllegalArgumentException(
          "the fresh data have a model of "
              + test.dimension()
              + " parameters, the posterior one of "
              + trained.dimension());
    }
  }

  private static GeneralizationLoss of(
      PosteriorSample sample, Objective test, double[] weights, boolean random) {
    requireAlike(sample.posterior().objective(), test);
    CriteriaSums.Sum all = new CriteriaSums.Sum(sample.size());
    double[] losses = new double[test.samples()];
    LossTable.forEachBlock(
        sample,
        test,
        table ->
            table
                .inParts((from, to) -> part(sample, table, weights, losses, from, to))
                .forEach(all::add));
    double squares = 0;
    for (int i = 0; i < losses.length; i++) {
      squares += weights[i] * (losses[i] - all.value) * (losses[i] - all.value);
    }
    Estimated quantity = Estimated.of(sample, all.value, all.influences);
    List<String> fatal = new ArrayList<>();
    if (!sample.exact()) {
      fatal.addAll(Mixing.reasons("Gₙ", quantity));
    }
    return new GeneralizationLoss(
        all.value,
        quantity.standardError(),
        random ? Math.sqrt(squares / (losses.length - 1)) : 0,
        losses.length,
        sample.inverseTemperature(),
        InformationCriteria.verdict(InformationCriteria.remarks(sample.posterior()), fatal));
  }

  private static CriteriaSums.Sum part(
      PosteriorSample sample,
      LossTable table,
      double[] weights,
      double[] losses,
      int from,
      int to) {
    CriteriaSums.Sum sum = new CriteriaSums.Sum(sample.size());
    double[] row = new double[sample.size()];
    for (int i = from; i < to; i++) {
      Interrupts.endIfInterrupted("the generalisation loss");
      table.copy(i, row);
      double low = Arrays.stream(row).min().orElseThrow();
      double likelihood = 0;
      for (int s = 0; s < row.length; s++) {
        row[s] = Math.exp(low - row[s]);
        likelihood += sample.weights()[s] * row[s];
      }
      double weight = weights[table.from() + i];
      for (int s = 0; s < row.length; s++) {
        sum.influences[s] -= weight * row[s] / likelihood;
      }
      losses[table.from() + i] = low - Math.log(likelihood);
      sum.value += weight * losses[table.from() + i];
    }
    return sum;
  }

  /** Gₙ. */
  @Override
  public double value() {
    verdict.requireValid("there is no generalisation loss");
    return reading;
  }

  /** Of both sources together. */
  @Override
  public double standardError() {
    return Math.hypot(samplingError, testError);
  }

  /** The 95 % interval of both errors about {@link #value()}. */
  public Interval interval() {
    return Interval.normal(value(), standardError());
  }

  /** One row: the value, both errors, and what they are of. */
  public Table toTable() {
    return Table.create(
        "Generalisation loss",
        DoubleColumn.create("Gₙ", new double[] {verdict.isInvalid() ? Double.NaN : reading}),
        DoubleColumn.create("error of the draws", new double[] {samplingError}),
        DoubleColumn.create("error of the fresh samples", new double[] {testError}),
        IntColumn.create("fresh samples", new int[] {testSamples}),
        DoubleColumn.create("β", new double[] {inverseTemperature}),
        StringColumn.create("verdict", verdict.toString()));
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "Gₙ: " + verdict
        : String.format(
            "Gₙ = %.6g ± %.2g by the draws ± %.2g by %d fresh samples (%s)",
            reading, samplingError, testError, testSamples, verdict);
  }
}

package cusp.singular;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The responses of one posterior mean to every sample, as {@link Susceptibility#bySample} estimates
 * them.
 *
 * <pre>{@code
 * var model = new LinearRegression(1, 1);
 * var loss = model.on(model.sample(new double[] {1}, 20, seed(1)));
 * var posterior = LocalPosterior.at(loss, new double[1], 20).withPrior(Prior.normal(0, 1));
 * var respond = new Susceptibility(Quadrature.defaults().sample(posterior));
 * show(respond.bySample(Statistic.coordinate(0)).chart());
 * }</pre>
 *
 * @param observable name of φ
 * @param covariances Cov(φ, ℓᵢ)
 * @param errors their standard errors; 0 where they are exact
 * @param relativeCovariances Cov(φ, ℓᵢ − L)
 * @param relativeErrors their standard errors
 * @param inverseTemperature β
 * @param verdict whether and how they may be read
 */
public record SampleResponses(
    String observable,
    double[] covariances,
    double[] errors,
    double[] relativeCovariances,
    double[] relativeErrors,
    double inverseTemperature,
    Verdict verdict) {

  /**
   * The Bayesian influence function −Cov(φ, ℓᵢ): 1/β times the derivative of E[φ] by the weight of
   * sample i, which is 1 for all.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double[] influences() {
    verdict.requireValid("there are no influences");
    return Arrays.stream(covariances).map(x -> -x).toArray();
  }

  /**
   * The susceptibilities −nβ Cov(φ, ℓᵢ − L): how E[φ] answers where the data shift towards sample
   * i. Their sum is 0.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double[] susceptibilities() {
    verdict.requireValid("there are no susceptibilities");
    return Arrays.stream(relativeCovariances).map(x -> -nBeta() * x).toArray();
  }

  /** The standard errors of {@link #susceptibilities()}. */
  public double[] susceptibilityErrors() {
    return Arrays.stream(relativeErrors).map(x -> nBeta() * x).toArray();
  }

  private double nBeta() {
    return inverseTemperature * covariances.length;
  }

  /** A row a sample. */
  public Table toTable() {
    return Table.create(
        "Responses of " + observable + " at β = " + String.format("%.4g", inverseTemperature),
        IntColumn.create("sample", IntStream.range(0, covariances.length).toArray()),
        DoubleColumn.create("influence", influences()),
        DoubleColumn.create("error", errors),
        DoubleColumn.create("χ", susceptibilities()),
        DoubleColumn.create("error of χ", susceptibilityErrors()));
  }

  /** The influence of each sample with its error. */
  public Figure chart() {
    double[] influences = influences();
    double[] at = IntStream.range(0, influences.length).asDoubleStream().toArray();
    boolean[] hollow = new boolean[at.length];
    Arrays.fill(hollow, !verdict.isOk());
    return Plot.of("Influence on " + observable)
        .x("sample")
        .y("−Cov(" + observable + ", ℓ)")
        .estimates("", at, influences, errors, hollow)
        .figure("Influence of each of " + at.length + " samples: " + this);
  }

  @Override
  public String toString() {
    return String.format(
        "responses of %s to %d samples at β = %.4g (%s)",
        observable, covariances.length, inverseTemperature, verdict);
  }
}

package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Verdict;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How posterior means answer to a change of the loss, to first order, from draws of the unchanged
 * posterior (the fluctuation-dissipation theorem). Where L becomes L + h·ΔL,
 *
 * <pre>χ = d E[φ]/dh = −nβ Cov(φ, ΔL)</pre>
 *
 * (Baker et al. 2025, arXiv:2504.18274, who divide by nβ); and where sample i gets another weight,
 * the Bayesian influence function −Cov(φ, ℓᵢ) is the response of E[φ] to it, in units of β
 * (Giordano and Broderick 2023, arXiv:2305.06466; Kreer et al. 2025, arXiv:2509.26544). All are
 * labelled with their β, and may be of a local posterior, which the verdict then says.
 *
 * <pre>{@code
 * var model = new LinearRegression(1, 1);
 * var loss = model.on(model.sample(new double[] {1}, 20, seed(1)));
 * var posterior = LocalPosterior.at(loss, new double[1], 20).withPrior(Prior.normal(0, 1));
 * var respond = new Susceptibility(Quadrature.defaults().sample(posterior));
 * show(respond.response(Statistic.coordinate(0), new Statistic("decay", w -> w[0] * w[0] / 2)));
 * show(respond.bySample(Statistic.coordinate(0)).influences());
 * }</pre>
 *
 * @param sample draws of the posterior, or the nodes of a rule
 */
public record Susceptibility(PosteriorSample sample) {

  /** The response of E[φ] to a perturbation ΔL of the loss. */
  public Response response(Statistic observable, Statistic perturbation) {
    double[] observed = values(observable);
    double[] change = values(perturbation);
    Estimated mean = Estimated.mean(sample, observed);
    Estimated covariance = covariance(observed, change);
    List<String> fatal = new ArrayList<>();
    if (!sample.exact()) {
      fatal.addAll(Mixing.reasons("E[" + observable.name() + "]", mean));
      fatal.addAll(Mixing.reasons("the covariance", covariance));
    }
    return new Response(
        observable.name(),
        perturbation.name(),
        mean,
        covariance,
        sample.posterior().nBeta(),
        InformationCriteria.verdict(locality(), fatal));
  }

  /**
   * The response of E[φ] to each sample: its influence, and the susceptibility to a shift of the
   * data towards it.
   *
   * @throws IllegalArgumentException for a potential, which has no samples
   */
  public SampleResponses bySample(Statistic observable) {
    Objective objective = objective();
    double[] observed = centred(values(observable));
    double[] loss = centred(sample.values(objective.fork()::loss));
    int n = objective.samples();
    double[] covariances = new double[n];
    double[] errors = new double[n];
    double[] relative = new double[n];
    double[] relativeErrors = new double[n];
    LossTable.forEachBlock(
        sample,
        objective,
        table ->
            table.inParts(
                (from, to) -> {
                  double[] row = new double[sample.size()];
                  double[] product = new double[sample.size()];
                  for (int i = from; i < to; i++) {
                    Interrupts.endIfInterrupted("the responses");
                    table.copy(i, row);
                    double mean = sample.mean(row);
                    int at = table.from() + i;
                    for (int s = 0; s < row.length; s++) {
                      row[s] -= mean;
                      product[s] = observed[s] * row[s];
                    }
                    covariances[at] = sample.bessel() * sample.mean(product);
                    errors[at] = error(product);
                    for (int s = 0; s < row.length; s++) {
                      product[s] = observed[s] * (row[s] - loss[s]);
                    }
                    relative[at] = sample.bessel() * sample.mean(product);
                    relativeErrors[at] = error(product);
                  }
                  return to;
                }));
    return new SampleResponses(
        observable.name(),
        covariances,
        errors,
        relative,
        relativeErrors,
        sample.inverseTemperature(),
        verdict(observable.name(), observed));
  }

  /**
   * The covariances of the samples' losses, whose negatives are their influences on one another's
   * loss. Memory and time grow as n².
   *
   * @throws IllegalArgumentException for a potential, and for more than 2,000 samples
   */
  public LossCovariance lossCovariance() {
    Objective objective = objective();
    LossCovariance.Sums sums = LossCovariance.sums(sample, objective.fork());
    return new LossCovariance(
        sums.covariances(),
        sums.errors(),
        sample.inverseTemperature(),
        verdict("the loss", sample.values(objective.fork()::loss)));
  }

  private Objective objective() {
    Objective objective = sample.posterior().objective();
    if (objective.kind() == Loss.POTENTIAL) {
      throw new IllegalArgumentException("a potential has no samples that could have an influence");
    }
    return objective;
  }

  private double[] values(Statistic statistic) {
    double[] values = sample.values(statistic.function());
    for (int s = 0; s < values.length; s++) {
      if (!Double.isFinite(values[s])) {
        throw new IllegalArgumentException(
            statistic.name()
                + " is "
                + values[s]
                + " at w = "
                + Arrays.toString(sample.points()[s]));
      }
    }
    return values;
  }

  private double[] centred(double[] values) {
    double mean = sample.mean(values);
    return Arrays.stream(values).map(x -> x - mean).toArray();
  }

  private Estimated covariance(double[] one, double[] other) {
    double[] first = centred(one);
    double[] second = centred(other);
    double[] product = new double[first.length];
    for (int s = 0; s < product.length; s++) {
      product[s] = first[s] * second[s];
    }
    return Estimated.of(sample, sample.bessel() * sample.mean(product), product);
  }

  /** As {@link PosteriorSample#standardError}, without the cost of sorting. */
  private double error(double[] values) {
    if (sample.exact()) {
      return 0;
    }
    double time = Diagnostics.autocorrelationTime(values, sample.chains());
    double variance = sample.covariance(values, values);
    return variance == 0 ? 0 : Math.sqrt(variance * time / values.length);
  }

  private Verdict verdict(String name, double[] values) {
    List<String> fatal =
        sample.exact() ? List.of() : Mixing.reasons(name, Estimated.mean(sample, values));
    return InformationCriteria.verdict(locality(), fatal);
  }

  private List<String> locality() {
    LocalPosterior posterior = sample.posterior();
    return posterior.localization() > 0 || posterior.mask() != null
        ? InformationCriteria.remarks(posterior)
        : List.of();
  }

  @Override
  public String toString() {
    return "susceptibilities from " + sample;
  }
}

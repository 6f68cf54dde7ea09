package cusp.singular;

import cusp.base.Interval;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The information criteria of one posterior, as {@link InformationCriteria} estimates or computes
 * them, in nats a sample (−n times as much is the elpd of other programs, 2n times the deviance).
 * The numbers of an estimate whose verdict is INVALID are NaN.
 *
 * <pre>{@code
 * var model = new ProductRegression();
 * var loss = model.on(model.sample(0, 30, seed(1)));
 * var posterior = LocalPosterior.at(loss, new double[2], 30).withPrior(Prior.normal(0, 1));
 * var exact = InformationCriteria.exact(posterior);
 * show(exact.toTable());
 * show("ν = " + exact.singularFluctuation().value());
 * }</pre>
 *
 * @param meanLoss E[Lₙ], the training loss of a random draw (Gibbs)
 * @param trainingLoss Tₙ
 * @param functionalVariance Vₙ, a sum over samples
 * @param waic Tₙ + β Vₙ/n
 * @param importanceSampling cross-validation by plain importance sampling, ISCV
 * @param leaveOneOut PSIS-LOO; the same as ISCV where the values are exact
 * @param leaveOneOutLosses each sample's share in n times PSIS-LOO
 * @param shapes k̂ of each sample's importance ratios; NaN where the values are exact
 * @param inverseTemperature β
 * @param verdict whether and how they may be read
 */
public record CriteriaEstimate(
    Estimated meanLoss,
    Estimated trainingLoss,
    Estimated functionalVariance,
    Estimated waic,
    Estimated importanceSampling,
    Estimated leaveOneOut,
    double[] leaveOneOutLosses,
    double[] shapes,
    double inverseTemperature,
    Verdict verdict)
    implements Estimator.Estimate {
  private static final double ROUNDING = 1e-12;
  private static final Estimated NONE =
      new Estimated(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** The k̂ above which no number of draws gives a useful mean (Vehtari et al. 2024). */
  private static final double MOST_SHAPE = 0.7;

  static CriteriaEstimate of(PosteriorSample sample, Estimated meanLoss, CriteriaSums sums) {
    LocalPosterior posterior = sample.posterior();
    int n = posterior.objective().samples();
    double beta = sample.inverseTemperature();
    Estimated training = mean(sample, sums.training, n);
    Estimated variance = Estimated.of(sample, sums.variance.value, sums.variance.influences);
    double[] both = new double[sample.size()];
    for (int s = 0; s < both.length; s++) {
      both[s] = (sums.training.influences[s] + beta * sums.variance.influences[s]) / n;
    }
    Estimated waic =
        Estimated.of(sample, (sums.training.value + beta * sums.variance.value) / n, both);
    Estimated importance = mean(sample, sums.importance, n);
    Estimated smoothed = sample.exact() ? importance : mean(sample, sums.smoothed, n);
    List<String> remarks = new ArrayList<>(InformationCriteria.remarks(posterior));
    List<String> fatal = new ArrayList<>();
    if (!sample.exact()) {
      fatal.addAll(Mixing.reasons("the loss", meanLoss));
      fatal.addAll(Mixing.reasons("Tₙ", training));
      fatal.addAll(Mixing.reasons("Vₙ", variance));
      remarks.addAll(doubts(sums, sample.size()));
    }
    return new CriteriaEstimate(
        meanLoss,
        training,
        variance,
        waic,
        importance,
        smoothed,
        sums.leaveOneOut,
        sums.shapes,
        beta,
        InformationCriteria.verdict(remarks, fatal));
  }

  private static Estimated mean(PosteriorSample sample, CriteriaSums.Sum sum, int n) {
    double[] influences = Arrays.stream(sum.influences).map(x -> x / n).toArray();
    return Estimated.of(sample, sum.value / n, influences);
  }

  private static List<String> doubts(CriteriaSums sums, int draws) {
    List<String> doubts = new ArrayList<>();
    double most = Math.min(MOST_SHAPE, 1 - 1 / Math.log10(draws));
    long heavy = Arrays.stream(sums.shapes).filter(k -> k > most).count();
    if (heavy > 0) {
      doubts.add(
          String.format(
              "%d of %d samples have k̂ > %.2f: leaving them out cannot be judged from these"
                  + " draws",
              heavy, sums.shapes.length, most));
    }
    if (sums.volatileSamples > 0) {
      doubts.add(
          String.format(
              "ln p of %d of %d samples has a variance above %.1f: WAIC may be off",
              sums.volatileSamples, sums.shapes.length, InformationCriteria.VOLATILE));
    }
    return doubts;
  }

  static CriteriaEstimate exact(
      LocalPosterior posterior,
      double meanLoss,
      double training,
      double variance,
      double[] leaveOneOut) {
    int n = leaveOneOut.length;
    double beta = posterior.nBeta() / n;
    Estimated left = Estimated.exact(Arrays.stream(leaveOneOut).average().orElseThrow());
    double[] shapes = new double[n];
    Arrays.fill(shapes, Double.NaN);
    return new CriteriaEstimate(
        Estimated.exact(meanLoss),
        Estimated.exact(training / n),
        Estimated.exact(variance),
        Estimated.exact((training + beta * variance) / n),
        left,
        left,
        leaveOneOut,
        shapes,
        beta,
        Verdict.qualified(InformationCriteria.remarks(posterior)));
  }

  static CriteriaEstimate none(LocalPosterior posterior, List<String> reasons) {
    double beta = posterior.nBeta() / posterior.objective().samples();
    return new CriteriaEstimate(
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        new double[0],
        new double[0],
        beta,
        Verdict.invalid(reasons));
  }

  /** WAIC. */
  @Override
  public double value() {
    verdict.requireValid("there are no criteria");
    return waic.value();
  }

  @Override
  public double standardError() {
    return waic.standardError();
  }

  /** The 95 % interval of the sampling error about {@link #value()}. */
  public Interval interval() {
    return Interval.normal(value(), standardError());
  }

  /**
   * ν(β) = β Vₙ/2, whose mean over data sets tends to the singular fluctuation (Watanabe 2010,
   * <i>JMLR</i> 11, 3571).
   */
  public Estimated singularFluctuation() {
    return functionalVariance.times(inverseTemperature / 2);
  }

  /** β Vₙ = n (WAIC − Tₙ), the effective number of parameters of WAIC. */
  public Estimated effectiveParameters() {
    return functionalVariance.times(inverseTemperature);
  }

  /** A row a quantity, with its error and how the chains agree on it. */
  public Table toTable() {
    Map<String, Estimated> rows = new LinkedHashMap<>();
    rows.put("E[Lₙ]", meanLoss);
    rows.put("Tₙ", trainingLoss);
    rows.put("Vₙ", functionalVariance);
    rows.put("WAIC", waic);
    rows.put("ISCV", importanceSampling);
    rows.put("PSIS-LOO", leaveOneOut);
    rows.put("ν", singularFluctuation());
    boolean none = verdict.isInvalid();
    List<Estimated> all = List.copyOf(rows.values());
    String[] verdicts = new String[all.size()];
    Arrays.fill(verdicts, verdict.toString());
    double[] betas = new double[all.size()];
    Arrays.fill(betas, inverseTemperature);
    return Table.create(
        "Information criteria",
        StringColumn.create("quantity", rows.keySet().toArray(String[]::new)),
        DoubleColumn.create(
            "value", all.stream().mapToDouble(q -> none ? Double.NaN : q.value()).toArray()),
        DoubleColumn.create(
            "standard error", all.stream().mapToDouble(Estimated::standardError).toArray()),
        DoubleColumn.create("R̂", all.stream().mapToDouble(Estimated::rHat).toArray()),
        DoubleColumn.create("ESS", all.stream().mapToDouble(Estimated::ess).toArray()),
        DoubleColumn.create("β", betas),
        StringColumn.create("verdict", verdicts));
  }

  /**
   * k̂ of each sample: above the line its importance ratios have tails too heavy for
   * cross-validation from these draws.
   *
   * @throws IllegalStateException where there are none: for exact values, and where the verdict is
   *     INVALID
   */
  public Figure chart() {
    verdict.requireValid("there are no shapes to show");
    int[] known =
        IntStream.range(0, shapes.length).filter(i -> Double.isFinite(shapes[i])).toArray();
    if (known.length == 0) {
      throw new IllegalStateException("exact values have no importance ratios to show");
    }
    return Plot.of("Pareto shapes of leaving one out")
        .x("sample")
        .y("k̂")
        .points(
            "",
            IntStream.of(known).asDoubleStream().toArray(),
            IntStream.of(known).mapToDouble(i -> shapes[i]).toArray())
        .level("too heavy", MOST_SHAPE)
        .figure("Pareto shape k̂ of each of " + shapes.length + " samples: " + this);
  }

  @Override
  public String toString() {
    if (verdict.isInvalid()) {
      return "information criteria: " + verdict;
    }
    boolean proper = Math.abs(inverseTemperature - 1) < ROUNDING;
    return String.format(
        "WAIC%s = %s, PSIS-LOO = %s, ν = %s (%s)",
        proper ? "" : String.format("(β = %.3g)", inverseTemperature),
        waic,
        leaveOneOut,
        singularFluctuation(),
        verdict);
  }
}

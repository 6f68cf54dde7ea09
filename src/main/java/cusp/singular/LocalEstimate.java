package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.Chains;
import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * An estimated local learning coefficient. The error bar is the sampling error at this n, β, γ and
 * ε; the bias beside it is never inside it.
 *
 * <pre>{@code
 * var llc = LocalLearningCoefficient.defaults().withNBeta(1000).withSampler(Mala.defaults());
 * LocalEstimate estimate = llc.estimate(Objective.of("x^2"), new double[] {0}, seed(1));
 * show(estimate.value() + " within " + estimate.interval());
 * show(estimate.toTable());
 * }</pre>
 *
 * @param mean λ̂ = nβ(E[L] − L(w*)) whatever the verdict, with its Monte Carlo standard error, R̂
 *     and ESS; NaN where the chains give none
 * @param stepSizeBias estimated error of λ̂ from the step size; 0 for an adjusted sampler, and of
 *     second order where step sizes were extrapolated
 * @param spread (nβ)² Var L, which tends to λ as the mean does (Watanabe 2018, section 6.4): the
 *     two differ where nβ is not yet large; NaN where the losses are those of batches
 * @param center w*
 * @param baseline L(w*) on all samples
 * @param drop nβ times what a descent from w* lowers the loss by; near 0 at a minimum
 * @param left share of the chains found in the valley of another minimum; NaN where none was looked
 *     for, as where that would cost more than the chains
 * @param chains the draws
 * @param verdict whether and how λ̂ may be read
 * @param nBeta nβ
 * @param settings what was asked for
 * @param seed of the chains
 */
public record LocalEstimate(
    Estimated mean,
    double stepSizeBias,
    Estimated spread,
    double[] center,
    double baseline,
    double drop,
    double left,
    Chains chains,
    Verdict verdict,
    double nBeta,
    LocalLearningCoefficient settings,
    Seed seed)
    implements Estimator.Estimate {
  private static final int DRAWN_BLOCKS = 50;

  @Override
  public double value() {
    verdict.requireValid("there is no estimate");
    return reading();
  }

  /** λ̂ whatever the verdict. */
  public double reading() {
    return mean.value();
  }

  /** Monte Carlo standard error of λ̂, from the autocorrelated chains. */
  @Override
  public double standardError() {
    return mean.standardError();
  }

  /** R̂ of nβL over the chains; NaN for one chain. */
  public double rHat() {
    return mean.rHat();
  }

  /** Effective number of draws behind λ̂. */
  public double ess() {
    return mean.ess();
  }

  /** The 95 % interval of the sampling error about {@link #value()}. */
  public Interval interval() {
    return Interval.normal(value(), standardError());
  }

  /** One row: the value with its error, what speaks about it, and the settings. */
  public Table toTable() {
    return Table.create(
        "λ̂",
        DoubleColumn.create("λ̂", new double[] {verdict.isInvalid() ? Double.NaN : reading()}),
        DoubleColumn.create("standard error", new double[] {standardError()}),
        DoubleColumn.create("step-size bias", new double[] {stepSizeBias}),
        DoubleColumn.create("by variance", new double[] {spread.value()}),
        DoubleColumn.create("R̂", new double[] {rHat()}),
        DoubleColumn.create("ESS", new double[] {ess()}),
        DoubleColumn.create("left the phase", new double[] {left}),
        DoubleColumn.create("nβ", new double[] {nBeta}),
        DoubleColumn.create("γ", new double[] {settings.localization()}),
        StringColumn.create("verdict", verdict.toString()));
  }

  /**
   * A line a chain: nβ(L − L(w*)), whose mean is λ̂, averaged over blocks of successive draws,
   * since single draws of several chains hide one another. Where a loss is not finite a line has a
   * gap.
   *
   * @throws IllegalStateException where there is no finite loss to draw, with what to change
   */
  public Figure chart() {
    int draws = chains.losses().length == 0 ? 0 : chains.losses()[0].length;
    int block = Math.max(1, draws / DRAWN_BLOCKS);
    double[] middle =
        IntStream.range(0, draws / block).mapToDouble(k -> (k + 0.5) * block).toArray();
    double[][] lines =
        Arrays.stream(chains.losses())
            .map(losses -> blockMeans(losses, block))
            .filter(means -> !Arrays.stream(means).allMatch(Double::isNaN))
            .toArray(double[][]::new);
    if (lines.length == 0) {
      throw new IllegalStateException(
          "there are no draws to show: " + String.join("; ", verdict.reasons()));
    }
    Plot plot =
        Plot.of("Chains")
            .x("draw")
            .y("nβ (L − L(w*))" + (block == 1 ? "" : ", means of " + block + " draws"));
    for (double[] means : lines) {
      plot = plot.line("", middle, means).dashes();
    }
    return (Double.isNaN(reading()) ? plot : plot.level("λ̂", reading()))
        .figure("Trace of " + lines.length + " chains: " + this);
  }

  /**
   * Traces, ranks and autocorrelation of the chains, and where each of them went.
   *
   * @throws IllegalStateException where there is no finite loss to draw
   */
  public Figure diagnostics() {
    return chains.diagnostics(center, baseline, nBeta);
  }

  private double[] blockMeans(double[] losses, int block) {
    return IntStream.range(0, losses.length / block)
        .mapToDouble(
            k ->
                Arrays.stream(losses, k * block, (k + 1) * block).average().orElseThrow()
                    - baseline)
        .map(excess -> Double.isFinite(nBeta * excess) ? nBeta * excess : Double.NaN)
        .toArray();
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "λ̂: " + verdict
        : String.format("λ̂ = %.3f ± %.3f (%s)", reading(), standardError(), verdict);
  }
}

package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.Chains;
import cusp.posterior.Diagnostics;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * An estimated local learning coefficient. The error bar is the sampling error at this n, β, γ and
 * ε; the bias beside it is never inside it.
 *
 * @param reading λ̂ whatever the verdict; NaN where the chains give none
 * @param standardError Monte Carlo standard error of λ̂, from the autocorrelated chains
 * @param stepSizeBias estimated error of λ̂ from the step size; 0 for an adjusted sampler
 * @param baseline L(w*) on all samples
 * @param diagnostics of nβ(L − L(w*)) over the draws; null where a chain failed
 * @param drop nβ times what a descent from w* lowers the loss by; near 0 at a minimum
 * @param left share of the chains found in the valley of another minimum
 * @param chains the draws
 * @param verdict whether and how λ̂ may be read
 * @param nBeta nβ
 * @param settings what was asked for
 * @param seed of the chains
 */
public record LocalEstimate(
    double reading,
    double standardError,
    double stepSizeBias,
    double baseline,
    Diagnostics diagnostics,
    double drop,
    double left,
    Chains chains,
    Verdict verdict,
    double nBeta,
    LocalLearningCoefficient settings,
    Seed seed)
    implements Estimator.Estimate {
  private static final double NORMAL_95 = 1.959963984540054;
  private static final int DRAWN_POINTS = 2_000;

  @Override
  public double value() {
    if (verdict.isInvalid()) {
      throw new IllegalStateException(
          "there is no estimate: " + String.join("; ", verdict.reasons()));
    }
    return reading;
  }

  /** The 95 % interval of the sampling error about {@link #value()}. */
  public Interval interval() {
    return new Interval(
        value() - NORMAL_95 * standardError, value() + NORMAL_95 * standardError, 0.95);
  }

  /** One row: the value with its error, what speaks about it, and the settings. */
  public Table toTable() {
    return Table.create(
        "λ̂",
        DoubleColumn.create("λ̂", new double[] {verdict.isInvalid() ? Double.NaN : reading}),
        DoubleColumn.create("standard error", new double[] {standardError}),
        DoubleColumn.create("step-size bias", new double[] {stepSizeBias}),
        DoubleColumn.create(
            "R̂", new double[] {diagnostics == null ? Double.NaN : diagnostics.rHat()}),
        DoubleColumn.create(
            "ESS", new double[] {diagnostics == null ? Double.NaN : diagnostics.essMean()}),
        DoubleColumn.create("left the phase", new double[] {left}),
        DoubleColumn.create("nβ", new double[] {nBeta}),
        DoubleColumn.create("γ", new double[] {settings.localization()}),
        StringColumn.create("verdict", verdict.toString()));
  }

  /** The chains: nβ(L − L(w*)) of each draw, whose mean is λ̂. */
  public Figure chart() {
    Plot plot = Plot.of("Chains").x("draw").y("nβ (L − L(w*))");
    for (int c = 0; c < chains.losses().length; c++) {
      double[] losses = chains.losses()[c];
      int stride = Math.max(1, losses.length / DRAWN_POINTS);
      double[] draw =
          IntStream.range(0, losses.length / stride)
              .mapToDouble(k -> (double) k * stride)
              .toArray();
      double[] excess =
          IntStream.range(0, draw.length)
              .mapToDouble(k -> nBeta * (losses[k * stride] - baseline))
              .toArray();
      plot = plot.line("chain " + c, draw, excess);
    }
    return plot.level("λ̂", reading)
        .figure("Trace of " + chains.losses().length + " chains: " + this);
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "λ̂: " + verdict
        : String.format("λ̂ = %.3f ± %.3f (%s)", reading, standardError, verdict);
  }
}

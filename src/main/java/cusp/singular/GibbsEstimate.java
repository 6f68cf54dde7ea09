package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * nβ(E[L] − L(w*)) of a linear network by {@link LayerwiseGibbs}: exact but for its sampling error.
 *
 * <pre>{@code
 * var net = DeepLinear.of(2, 1, 2);
 * var gibbs = LayerwiseGibbs.defaults().withNBeta(1000).withDraws(300);
 * GibbsEstimate estimate = gibbs.estimate(net, net.planted(1), seed(1));
 * show(estimate.value() + " within " + estimate.interval());
 * show(estimate.toTable());
 * }</pre>
 *
 * @param mean of the recorded conditional means whatever the verdict; NaN where there are too few
 * @param verdict INVALID where a chain diverged, R̂ &gt; 1.05 or ESS &lt; 100; QUALIFIED where an
 *     interrupt cut the chains short
 * @param nBeta nβ
 * @param settings what was asked for
 * @param seed of the chains
 */
public record GibbsEstimate(
    Estimated mean, Verdict verdict, double nBeta, LayerwiseGibbs settings, Seed seed)
    implements Estimator.Estimate {
  private static final int LEAST_DRAWS = 4;

  static GibbsEstimate of(LayerwiseGibbs settings, double nBeta, List<double[]> runs, Seed seed) {
    int draws = runs.stream().mapToInt(run -> run.length).min().orElse(0);
    List<String> fatal = new ArrayList<>();
    if (draws < LEAST_DRAWS) {
      fatal.add("interrupted before every chain had " + LEAST_DRAWS + " draws");
    } else if (!runs.stream().flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      fatal.add("a chain left the numbers: raise γ");
    }
    if (!fatal.isEmpty()) {
      return new GibbsEstimate(Estimated.none(), Verdict.invalid(fatal), nBeta, settings, seed);
    }
    Estimated mean = LayerwiseGibbs.mean(runs, draws);
    fatal.addAll(Mixing.reasons("the loss", mean));
    List<String> caveats = new ArrayList<>();
    if (runs.size() < settings.chains() || draws < settings.draws()) {
      caveats.add(
          String.format(
              "partial: interrupted; rests on %d of %d chains and %d of %d draws of each",
              runs.size(), settings.chains(), draws, settings.draws()));
    }
    return new GibbsEstimate(
        mean,
        fatal.isEmpty() ? Verdict.qualified(caveats) : Verdict.invalid(fatal),
        nBeta,
        settings,
        seed);
  }

  @Override
  public double value() {
    verdict.requireValid("there is no estimate");
    return mean.value();
  }

  /** Monte Carlo standard error, from the autocorrelated chains. */
  @Override
  public double standardError() {
    return mean.standardError();
  }

  /** The 95 % interval of the sampling error about {@link #value()}. */
  public Interval interval() {
    return Interval.normal(value(), standardError());
  }

  /** One row: the value with its error, what speaks about it, and the settings. */
  public Table toTable() {
    return Table.create(
        "λ̂ by Gibbs sampling",
        DoubleColumn.create("λ̂", new double[] {verdict.isInvalid() ? Double.NaN : mean.value()}),
        DoubleColumn.create("standard error", new double[] {standardError()}),
        DoubleColumn.create("R̂", new double[] {mean.rHat()}),
        DoubleColumn.create("ESS", new double[] {mean.ess()}),
        DoubleColumn.create("nβ", new double[] {nBeta}),
        DoubleColumn.create("γ", new double[] {settings.localization()}),
        StringColumn.create("verdict", verdict.toString()));
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "λ̂ by Gibbs sampling: " + verdict
        : String.format(
            "λ̂ = %.3f ± %.3f by Gibbs sampling (%s)", mean.value(), standardError(), verdict);
  }
}

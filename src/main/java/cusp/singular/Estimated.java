package cusp.singular;

import cusp.base.Interval;
import cusp.posterior.Diagnostics;
import cusp.posterior.PosteriorSample;
import java.util.List;

/**
 * A number computed from a {@link PosteriorSample}, with its Monte Carlo error and how well the
 * chains agree on what it is made of.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2+y^4"), new double[2], 100);
 * var rule = Quadrature.defaults().sample(posterior.withLocalization(1));
 * show(Estimated.mean(rule, rule.values(w -> w[0] * w[0])));
 * }</pre>
 *
 * @param value the number
 * @param standardError one standard deviation of the sampling error, from the autocorrelated
 *     chains; 0 where it is exact
 * @param rHat of its influence values, one a draw; NaN where there are no chains to compare
 * @param ess effective number of draws behind it; ∞ where it is exact
 */
public record Estimated(double value, double standardError, double rHat, double ess) {

  /** A number without a sampling error. */
  public static Estimated exact(double value) {
    return new Estimated(value, 0, Double.NaN, Double.POSITIVE_INFINITY);
  }

  /** The mean of draws {@code [chain][draw]}. */
  static Estimated mean(double[][] draws) {
    return of(Diagnostics.of(draws));
  }

  /** The mean of the draws that these speak of. */
  static Estimated of(Diagnostics diagnostics) {
    return new Estimated(
        diagnostics.mean(), diagnostics.mcseMean(), diagnostics.rHat(), diagnostics.essMean());
  }

  /** What no number is known of. */
  static Estimated none() {
    return new Estimated(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /** The posterior mean of a number a point. */
  public static Estimated mean(PosteriorSample sample, double[] values) {
    return of(sample, sample.mean(values), values);
  }

  /**
   * A smooth function of means.
   *
   * @param influences by how much each draw moves it, times the number of draws, up to a constant
   */
  static Estimated of(PosteriorSample sample, double value, double[] influences) {
    if (sample.exact()) {
      return exact(value);
    }
    var diagnostics = sample.diagnostics(influences);
    return new Estimated(value, diagnostics.mcseMean(), diagnostics.rHat(), diagnostics.essMean());
  }

  /** The 95 % interval of the sampling error. */
  public Interval interval() {
    return Interval.normal(value, standardError);
  }

  /**
   * What speaks against reading it: chains that disagree on it, R̂ &gt; 1.05, or an effective
   * sample size below 100.
   *
   * @param name of the number, for the reasons
   */
  public List<String> objections(String name) {
    return Mixing.reasons(name, this);
  }

  /** The number and its error times a factor. */
  public Estimated times(double factor) {
    return new Estimated(factor * value, Math.abs(factor) * standardError, rHat, ess);
  }

  @Override
  public String toString() {
    return standardError == 0
        ? String.format("%.10g (exact)", value)
        : String.format("%.5g ± %.2g", value, standardError);
  }
}

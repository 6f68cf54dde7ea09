package cusp.singular;

import cusp.base.Interval;
import cusp.base.Verdict;

/**
 * λ and m as read from how nβ(E[L] − L(w*)) tends to its limit.
 *
 * <pre>{@code
 * var crossing = Objective.of("x^2*y^2");
 * var ladder = TemperatureLadder.between(10, 1e5).withBox(Box.of(-1, 1)).withDraws(2000);
 * ScalingLaw law = ladder.estimate(crossing, new double[2], seed(1)).law();
 * show("λ within " + law.interval());
 * show("m = 1, 2, 3: " + Arrays.toString(law.multiplicities()));
 * }</pre>
 *
 * @param reading λ̂ whatever the verdict: the mean over all laws weighed by their probability; NaN
 *     where there is none
 * @param standardError one standard deviation of λ about it, doubt about m included
 * @param interval of λ, 95 %
 * @param multiplicity m where one has a probability of at least 95 %, 0 for undetermined
 * @param multiplicities probability of m = 1, 2, 3
 * @param from nβ from which on the law holds
 * @param fit nβ(E[L] − L(w*)) by the most probable law at each rung; NaN below {@code from}
 * @param verdict whether and how it may be read
 */
public record ScalingLaw(
    double reading,
    double standardError,
    Interval interval,
    int multiplicity,
    double[] multiplicities,
    double from,
    double[] fit,
    Verdict verdict) {

  static ScalingLaw none() {
    return invalid("there are too few draws for a law: take more");
  }

  static ScalingLaw invalid(String reason) {
    return new ScalingLaw(
        Double.NaN,
        Double.NaN,
        null,
        0,
        new double[3],
        Double.NaN,
        new double[0],
        Verdict.invalid(java.util.List.of(reason)));
  }
}

package cusp.bench;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.posterior.Mala;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A regular quadratic at a finite nβ, whose λ̂ has an exact target: how often the 95 % interval of
 * an adjusted sampler covers it.
 *
 * @param name of the case
 * @param localization γ
 */
record Calibration(String name, double localization) {
  private static final double N_BETA = 100;
  private static final double[] CURVATURES = {0.5, 1, 2, 4};
  private static final Objective QUADRATIC = Objective.of("(0.5*a^2 + b^2 + 2*c^2 + 4*d^2)/2");

  /** The cases of the benchmark; with γ the target is below d/2. */
  static List<Calibration> cases() {
    return List.of(
        new Calibration("calibration_quadratic_d4_nbeta100", 0),
        new Calibration("calibration_quadratic_d4_nbeta100_gamma100", 100));
  }

  /** E[nβL] = Σ ½ nβh/(nβh + γ). */
  double exact() {
    return Arrays.stream(CURVATURES).map(h -> N_BETA * h / (N_BETA * h + localization) / 2).sum();
  }

  /** The estimates of seeds 0, 1, …, each valid. */
  List<LocalEstimate> estimates(int seeds) {
    LocalLearningCoefficient estimator =
        LocalLearningCoefficient.defaults()
            .withSampler(Mala.defaults())
            .withDraws(2_000)
            .withNBeta(N_BETA)
            .withLocalization(localization);
    return LongStream.range(0, seeds)
        .mapToObj(s -> estimator.estimate(QUADRATIC, new double[CURVATURES.length], Seed.of(s)))
        .toList();
  }

  /** The share of intervals that hold the exact value. */
  double coverage(List<LocalEstimate> estimates) {
    return mean(
        estimates.stream().mapToDouble(e -> e.interval().contains(exact()) ? 1 : 0).toArray());
  }

  /** The median of the intervals' half-widths over their values. */
  static double medianHalfWidth(List<LocalEstimate> estimates) {
    double[] widths =
        estimates.stream()
            .mapToDouble(e -> e.interval().halfWidth() / e.value())
            .sorted()
            .toArray();
    return (widths[(widths.length - 1) / 2] + widths[widths.length / 2]) / 2;
  }

  /** The errors in units of the standard errors that were stated: of mean 0 and deviation 1. */
  double[] pulls(List<LocalEstimate> estimates) {
    return estimates.stream().mapToDouble(e -> (e.value() - exact()) / e.standardError()).toArray();
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}

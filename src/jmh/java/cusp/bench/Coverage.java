package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.singular.Calibration;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.singular.Quadrature;
import cusp.toy.ProductRegression;
import cusp.toy.TwoLayerLinear;
import java.util.Arrays;
import java.util.List;

/**
 * A posterior at finite nβ, whose λ̂ has an exact target: how often the 95 % interval of a
 * calibrated estimate covers it. Each seed calibrates anew, and its estimate is held to the exact
 * value at the γ that it chose.
 *
 * @param name of the case
 * @param posterior what is estimated
 */
record Coverage(String name, LocalPosterior posterior) {
  /** The cases of the benchmark: regular ones, valleys, crossings and a model on data. */
  static List<Coverage> cases() {
    TwoLayerLinear linear = new TwoLayerLinear(3, 2, 2);
    ProductRegression product = new ProductRegression();
    Objective loss = product.on(product.sample(0, 100, Seed.of(0)));
    return List.of(
        of("quadratic_d4", "(0.5*a^2 + b^2 + 2*c^2 + 4*d^2)/2", 100, 1),
        of("quadratic_d4_gamma100", "(0.5*a^2 + b^2 + 2*c^2 + 4*d^2)/2", 100, 100),
        of("x^4", "x^4", 1e4, 1),
        of("x^2+y^4", "x^2+y^4", 1e4, 1),
        of("x^2*y^2", "x^2*y^2", 1e4, 1),
        of("x^2*y^2_nbeta1e6", "x^2*y^2", 1e6, 1),
        of("x^2*y^2+z^2", "x^2*y^2+z^2", 1e4, 1),
        of("x^2*y^2*z^2", "x^2*y^2*z^2", 1e4, 1),
        of("valley_ab=1", "((a+1)*(b+1)-1)^2/2", 1e3, 1),
        new Coverage(
            "linear_3-2-2", LocalPosterior.at(linear, linear.zero(), 1e3).withLocalization(1)),
        new Coverage(
            "product_regression_n100",
            LocalPosterior.at(loss, new double[2]).withPrior(Prior.normal(0, 1))));
  }

  private static Coverage of(String name, String formula, double nBeta, double localization) {
    Objective loss = Objective.of(formula);
    double[] center = new double[loss.dimension()];
    return new Coverage(
        name, LocalPosterior.at(loss, center, nBeta).withLocalization(localization));
  }

  /**
   * One seed.
   *
   * @param calibration of its own
   * @param estimate by it
   * @param exact what it aims at
   */
  record Result(Calibration calibration, LocalEstimate estimate, double exact) {
    boolean covers() {
      return !estimate.verdict().isInvalid() && estimate.interval().contains(exact);
    }

    /** The error in units of the standard error that was stated: of mean 0 and deviation 1. */
    double pull() {
      return (estimate.reading() - exact) / estimate.standardError();
    }
  }

  /** The results of seeds 0, 1, …. */
  List<Result> results(int seeds) {
    return Parallel.map(name, seeds, s -> result(Seed.of(s)));
  }

  private Result result(Seed seed) {
    Objective loss = posterior.objective().fork();
    Calibration calibration =
        LocalLearningCoefficient.defaults()
            .withNBeta(posterior.nBeta())
            .withLocalization(posterior.localization())
            .withPrior(posterior.prior())
            .calibrate(loss, posterior.center(), seed.stream("calibrate"));
    LocalLearningCoefficient settings = calibration.settings();
    LocalPosterior chosen = posterior.withLocalization(settings.localization());
    double exact = Quadrature.defaults().withTolerance(1e-6).of(chosen).value();
    return new Result(
        calibration, settings.estimate(loss, posterior.center(), seed.stream("estimate")), exact);
  }

  /** The share of intervals that hold the exact value; an INVALID estimate holds nothing. */
  static double coverage(List<Result> results) {
    return results.stream().mapToDouble(r -> r.covers() ? 1 : 0).average().orElseThrow();
  }

  /** The median of the intervals' half-widths over the exact values. */
  static double medianHalfWidth(List<Result> results) {
    return median(
        results.stream().mapToDouble(r -> r.estimate.interval().halfWidth() / r.exact).toArray());
  }

  /** The median of the relative errors. */
  static double medianError(List<Result> results) {
    return median(
        results.stream().mapToDouble(r -> Math.abs(r.estimate.reading() / r.exact - 1)).toArray());
  }

  static double[] pulls(List<Result> results) {
    return results.stream().mapToDouble(Result::pull).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
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

package cusp.bench;

import java.util.List;
import java.util.function.Consumer;

/** Whether the error bar of a calibrated λ̂ is one: coverage of exact values over 200 seeds. */
final class CalibrationSuite implements Suite {
  private static final int SEEDS = 200;

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    for (Coverage coverage : Coverage.cases()) {
      List<Coverage.Result> results = coverage.results(SEEDS);
      double[] pulls = Coverage.pulls(results);
      double costs =
          results.stream()
              .mapToDouble(r -> r.calibration().cost() / r.estimate().chains().cost())
              .max()
              .orElseThrow();
      String subject = coverage.name();
      out.accept(new Measurement(subject, "coverage_of_95", Coverage.coverage(results)));
      out.accept(
          new Measurement(
              subject, "median_relative_half_width", Coverage.medianHalfWidth(results)));
      out.accept(new Measurement(subject, "median_relative_error", Coverage.medianError(results)));
      out.accept(new Measurement(subject, "mean_pull", Coverage.mean(pulls)));
      out.accept(new Measurement(subject, "sd_pull", Coverage.deviation(pulls)));
      out.accept(new Measurement(subject, "largest_cost_of_pilots_by_estimate", costs));
    }
  }
}

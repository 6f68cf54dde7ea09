package cusp.bench;

import cusp.singular.LocalEstimate;
import java.util.List;
import java.util.function.Consumer;

/** Whether the error bar of λ̂ is one: coverage of exact values over 200 seeds. */
final class CalibrationSuite implements Suite {
  private static final int SEEDS = 200;

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    for (Calibration calibration : Calibration.cases()) {
      List<LocalEstimate> estimates = calibration.estimates(SEEDS);
      double[] pulls = calibration.pulls(estimates);
      String subject = calibration.name();
      out.accept(new Measurement(subject, "coverage_of_95", calibration.coverage(estimates)));
      out.accept(
          new Measurement(
              subject, "median_relative_half_width", Calibration.medianHalfWidth(estimates)));
      out.accept(new Measurement(subject, "mean_pull", Calibration.mean(pulls)));
      out.accept(new Measurement(subject, "sd_pull", Calibration.deviation(pulls)));
    }
  }
}

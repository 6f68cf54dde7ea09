package cusp.bench;

import cusp.develop.TransitionDetector;
import java.util.function.Consumer;

/**
 * What the detector of transitions promises, and the sizes of change at which it holds where it is
 * harder: over 20 seeds a case; with -Dcusp.scale=full over 1,000 of noise and 200 of planted
 * changes.
 */
final class DetectorSuite implements Suite {
  private static final int[] POINTS = {50, 200, 1_000};
  private static final double[] CORRELATIONS = {0, 0.5, 0.9};

  @Override
  public String name() {
    return "detector";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    DetectorCalibration calibration = new DetectorCalibration(TransitionDetector.defaults());
    boolean full = Suite.full();
    int alarmed = full ? 1_000 : 20;
    int dated = full ? 200 : 20;
    int shaped = full ? 100 : 20;
    for (int n : POINTS) {
      for (double phi : CORRELATIONS) {
        String noise = "n%d_phi%s".formatted(n, phi);
        out.accept(
            new Measurement(
                "detector_noise_" + noise,
                "alarms_of_" + alarmed,
                calibration.alarms(n, phi, alarmed)));
        double[] heights = n > 50 && phi < 0.9 ? new double[] {3} : new double[] {3, 4, 5};
        for (double height : heights) {
          report(
              out,
              "detector_jump%.0f_%s".formatted(height, noise),
              calibration.jumps(n, phi, height, dated));
        }
      }
    }
    for (double phi : new double[] {0, 0.5}) {
      for (double rise : new double[] {24, 48}) {
        report(
            out,
            "detector_kink%.0f_n200_phi%s".formatted(rise, phi),
            calibration.kinks(200, phi, rise, shaped));
      }
      for (double height : new double[] {6, 12}) {
        report(
            out,
            "detector_crossover%.0f_n200_phi%s".formatted(height, phi),
            calibration.crossovers(200, phi, height, shaped));
      }
      int[][] confusion = calibration.confusion(phi, shaped);
      for (int shape = 0; shape < confusion.length; shape++) {
        for (int taken = 0; taken < DetectorCalibration.SHAPES.size(); taken++) {
          out.accept(
              new Measurement(
                  "detector_confusion_phi" + phi,
                  DetectorCalibration.SHAPES.get(shape)
                      + "_as_"
                      + DetectorCalibration.SHAPES.get(taken),
                  confusion[shape][taken] / (double) shaped));
        }
      }
    }
  }

  private static void report(
      Consumer<Measurement> out, String subject, DetectorCalibration.Dating dating) {
    out.accept(new Measurement(subject, "power", dating.power()));
    out.accept(new Measurement(subject, "coverage", dating.coverage()));
    out.accept(new Measurement(subject, "within_a_tenth", dating.narrow()));
  }
}

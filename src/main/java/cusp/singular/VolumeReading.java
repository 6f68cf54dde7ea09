package cusp.singular;

import cusp.base.Progress;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Measures volumes by one method or the other and reads λ and m off, with a verdict. */
final class VolumeReading {

  /** Below it the rounding of sums would count. */
  private static final double LEAST_DEVIATION = 1e-6;

  /** A mean over replicates of which few carry all is no mean. */
  private static final double MOST_SCATTER = 1;

  /** Bounds of ln V that are too wide to go unmentioned. */
  private static final double COARSE = 0.05;

  private static final double SAMPLED_RATE = 0.5;

  private static final double RESOLVED = 0.9;

  /** Over fewer even a quick correction, ε^(1/3), fades by less than 10. */
  private static final double LEAST_DECADES = 3;

  /** Changes of λ̂ are taken to fade like ε^κ with a κ between these. */
  private static final double SLOWEST = 0.1;

  private static final double QUICK = 1 / 3.0;

  /** A change of λ̂ too small to tell rationals of small denominators apart. */
  private static final double MOST_DRIFT = 0.002;

  private final VolumeScaling settings;
  private final int dimension;
  private final Seed seed;
  private final List<String> caveats = new ArrayList<>();

  VolumeReading(VolumeScaling settings, int dimension, Seed seed) {
    this.settings = settings;
    this.dimension = dimension;
    this.seed = seed;
  }

  VolumeEstimate counted(Subdivision boxes, int budget, Consumer<VolumeLevel> observer) {
    boolean[] told = new boolean[settings.levels()];
    try (Progress.Task progress = Progress.standard().start("volumes", settings.levels())) {
      boolean met = false;
      while (!met && boxes.made() < budget && !Thread.currentThread().isInterrupted()) {
        met = boxes.refine(budget);
        for (int k = 0; k < told.length; k++) {
          if (!told[k] && boxes.isMet(k)) {
            told[k] = true;
            observer.accept(boxes.level(k));
            progress.advance(1);
          }
        }
      }
    }
    List<VolumeLevel> levels = new ArrayList<>();
    double worst = 0;
    for (int k = 0; k < told.length; k++) {
      VolumeLevel level = boxes.level(k);
      levels.add(level);
      worst = Math.max(worst, boxes.isMet(k) ? 0 : level.uncertainty());
      if (!told[k]) {
        observer.accept(level);
      }
    }
    if (Thread.currentThread().isInterrupted() && !boxes.isMet()) {
      caveats.add("partial: interrupted after " + boxes.made() + " boxes");
    } else if (worst > COARSE) {
      caveats.add(
          String.format(
              "ln V is known to ±%.2g only after %d boxes: allow more, or raise the lowest level",
              worst, boxes.made()));
    }
    return counted(levels);
  }

  /** Reads counted volumes. */
  VolumeEstimate counted(List<VolumeLevel> levels) {
    List<VolumeLevel> sure =
        levels.stream().filter(level -> Double.isFinite(level.logLow())).toList();
    // The bounds of all levels err together: a law that keeps within them must not be refused.
    double all = Math.sqrt(sure.size());
    double[] deviations =
        sure.stream()
            .mapToDouble(level -> Math.max(LEAST_DEVIATION, level.uncertainty() * all))
            .toArray();
    double[] none = new double[deviations.length];
    Arrays.fill(none, Double.NaN);
    return judge(VolumeScaling.Method.SUBDIVISION, levels, sure, deviations, none, null);
  }

  VolumeEstimate sampled(SubsetSimulation simulation, Consumer<VolumeLevel> observer) {
    List<VolumeLevel> levels = new ArrayList<>();
    try (Progress.Task progress = Progress.standard().start("volumes", settings.levels())) {
      simulation.run(
          level -> {
            levels.add(level);
            observer.accept(level);
            progress.advance(1);
          });
    }
    if (levels.size() < settings.levels()) {
      caveats.add(
          "partial: interrupted after " + levels.size() + " of " + settings.levels() + " levels");
    }
    List<VolumeLevel> sure =
        levels.stream().filter(level -> Double.isFinite(level.logVolume())).toList();
    double[][] relative =
        simulation.logVolumes().stream()
            .limit(sure.size())
            .map(SubsetSimulation::relative)
            .toArray(double[][]::new);
    double[] first = new double[sure.size()];
    double[] step = new double[sure.size()];
    for (int k = 0; k < first.length; k++) {
      first[k] = deviation(relative[k], null);
      step[k] = k == 0 ? first[k] : deviation(relative[k], relative[k - 1]);
    }
    double scatter =
        sure.isEmpty()
            ? 0
            : sure.get(sure.size() - 1).standardError() * Math.sqrt(settings.replicates());
    if (scatter > MOST_SCATTER) {
      caveats.add(
          String.format(
              "the replicates scatter by %.0f %% at the lowest level: raise particles",
              100 * scatter));
    }
    return judge(VolumeScaling.Method.SUBSET_SIMULATION, levels, sure, first, step, relative);
  }

  /** The standard deviation of a mean over replicates, or of its change from another. */
  private static double deviation(double[] relative, double[] before) {
    double[] changes = relative.clone();
    for (int r = 0; before != null && r < changes.length; r++) {
      changes[r] -= before[r];
    }
    return Math.max(
        LEAST_DEVIATION, Math.sqrt(SubsetSimulation.variance(changes) / changes.length));
  }

  private VolumeEstimate judge(
      VolumeScaling.Method method,
      List<VolumeLevel> levels,
      List<VolumeLevel> sure,
      double[] first,
      double[] step,
      double[][] relative) {
    ScalingFit.Data data =
        new ScalingFit.Data(
            sure.stream().mapToDouble(level -> Math.log(level.level())).toArray(),
            sure.stream().mapToDouble(VolumeLevel::logVolume).toArray(),
            first,
            step);
    double rate = relative == null ? 1 : SAMPLED_RATE;
    ScalingAverage average = average(data, rate);
    if (average == null) {
      caveats.add(
          0,
          "volumes at "
              + sure.size()
              + " levels give no law; "
              + ScalingAverage.LEAST_LEVELS
              + " are needed at least");
      double[] none = new double[levels.size()];
      Arrays.fill(none, Double.NaN);
      return new VolumeEstimate(
          levels,
          none,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          0,
          new double[0],
          Verdict.invalid(caveats),
          method,
          settings,
          seed);
    }
    double bounds = 0;
    for (int k = 0; k < sure.size(); k++) {
      bounds += Math.abs(average.weights()[k]) * sure.get(k).uncertainty();
    }
    double[] shares = average.multiplicities();
    int m = average.multiplicity();
    if (shares[m - 1] < RESOLVED) {
      caveats.add(unresolved(shares));
    }
    double standardError = relative == null ? 0 : error(average.weights(), relative);
    double known = Math.sqrt(average.spread() + bounds * bounds);
    double drift = drift(data, average, rate, relative);
    double decades = (data.logLevels()[0] - data.logLevels()[sure.size() - 1]) / Math.log(10);
    if (decades < LEAST_DECADES) {
      caveats.add(
          String.format(
              "%.1f decades of levels hardly tell λ from its corrections: lower the lowest level",
              decades));
    }
    if (Double.isNaN(drift)) {
      caveats.add("the levels are too few to show whether the law still changes: ask for more");
    } else if (drift > MOST_DRIFT + Math.hypot(standardError, known)) {
      caveats.add(
          String.format(
              "the law is still changing at the lowest level, λ̂ by %.2g: lower it", drift));
    }
    return new VolumeEstimate(
        levels,
        Arrays.copyOf(average.best().curve(), levels.size()),
        average.lambda(),
        standardError,
        Double.isNaN(drift) ? known : Math.hypot(known, drift),
        m,
        shares,
        Verdict.qualified(caveats),
        method,
        settings,
        seed);
  }

  private ScalingAverage average(ScalingFit.Data data, double rate) {
    return data.size() < ScalingAverage.LEAST_LEVELS
        ? null
        : ScalingAverage.of(data, dimension, rate);
  }

  /**
   * How far λ̂ would still go: its changes over the last two decades, or the last two sixths of a
   * short ladder, continued as a geometric series. NaN where there are too few levels to tell.
   */
  private double drift(ScalingFit.Data data, ScalingAverage now, double rate, double[][] relative) {
    double bottom = data.logLevels()[data.size() - 1];
    double step = Math.min(Math.log(10), (data.logLevels()[0] - bottom) / 6);
    ScalingAverage before = average(data.above(bottom + step), rate);
    ScalingAverage first = average(data.above(bottom + 2 * step), rate);
    if (before == null || first == null) {
      return Double.NaN;
    }
    double last = change(before, now, relative);
    double earlier = change(first, before, relative);
    // A change that the decade before does not confirm is no trend.
    double quickest = Math.exp(-QUICK * step);
    double ratio =
        earlier == 0
            ? quickest
            : Math.min(Math.exp(-SLOWEST * step), Math.max(quickest, last / earlier));
    return Math.abs(last) * ratio / (1 - ratio);
  }

  /** Of λ̂, less what the sampling and the earlier doubt between laws explain. */
  private static double change(ScalingAverage from, ScalingAverage to, double[][] relative) {
    double change = to.lambda() - from.lambda();
    double explained = from.spread();
    if (relative != null) {
      double[] weights = to.weights().clone();
      for (int k = 0; k < from.weights().length; k++) {
        weights[k] -= from.weights()[k];
      }
      explained += Math.pow(error(weights, relative), 2);
    }
    return Math.signum(change) * Math.sqrt(Math.max(0, change * change - explained));
  }

  private static String unresolved(double[] shares) {
    StringBuilder text = new StringBuilder("m is not resolved:");
    for (int m = 1; m <= shares.length; m++) {
      text.append(
          String.format("%s m = %d has %.0f %%", m == 1 ? "" : ",", m, 100 * shares[m - 1]));
    }
    return text.append("; lower the lowest level or tighten the volumes").toString();
  }

  /** The sampling error of Σ weight·ln V, with all correlations between the levels. */
  private static double error(double[] weights, double[][] relative) {
    double[] sums = new double[relative[0].length];
    for (int k = 0; k < weights.length; k++) {
      for (int r = 0; r < sums.length; r++) {
        sums[r] += weights[k] * relative[k][r];
      }
    }
    return Math.sqrt(SubsetSimulation.variance(sums) / sums.length);
  }
}

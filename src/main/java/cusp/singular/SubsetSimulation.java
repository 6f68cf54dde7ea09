package cusp.singular;

import cusp.base.Parallel;
import cusp.base.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Subset simulation of V(ε) (Au and Beck 2001, Probab. Eng. Mech. 16:263): the volume is a product
 * of shares, each of about a fifth, that points in {K &lt; a} have below the next a. A pilot finds
 * the levels a and the scales of the moves; replicates, independent given the pilot, use these as
 * they are, so that their volumes are unbiased and their scatter is the error (Cérou, Del Moral,
 * Furon and Guyader 2012, Stat. Comput. 22:795).
 */
final class SubsetSimulation {

  private static final double SHARE = 0.2;

  /** The bracket of a coordinate, relative to the longest move of the pilot. */
  private static final double BEYOND_PILOT = 1.5;

  /**
   * λ is at most d/2 for smooth K; K falls this much steeper only towards a least value above 0.
   */
  private static final double STEEPEST_PER_DIMENSION = 100;

  private final Region region;
  private final double[] levels;
  private final Population pilot;
  private final List<Population> replicates;
  private final List<double[]> logVolumes = new ArrayList<>();
  private final boolean begun;

  /**
   * Draws the first points.
   *
   * @param levels descending
   */
  SubsetSimulation(Region region, double[] levels, VolumeScaling settings, Seed seed) {
    int count = settings.replicates();
    int size = settings.particles();
    this.region = region;
    this.levels = levels;
    List<Population> made =
        Parallel.map(
            count + 1,
            r ->
                new Population(
                    region, size, r == 0 ? seed.stream("pilot") : seed.stream("replicate", r)));
    begun = made.size() == count + 1;
    pilot = begun ? made.get(0) : null;
    replicates = begun ? made.subList(1, made.size()) : List.of();
  }

  /**
   * Goes down the levels, as far as no interrupt ends it.
   *
   * @param observer is told of each level
   */
  void run(Consumer<? super VolumeLevel> observer) {
    if (!begun) {
      return;
    }
    double lowest = levels[levels.length - 1];
    double last = Double.POSITIVE_INFINITY;
    while (logVolumes.size() < levels.length) {
      double next = Math.max(lowest, next(last));
      while (logVolumes.size() < levels.length && levels[logVolumes.size()] >= next) {
        observer.accept(record(levels[logVolumes.size()]));
      }
      if (logVolumes.size() < levels.length && !descend(next)) {
        return;
      }
      last = next;
    }
  }

  /** ln V of each replicate at each level that was reached, shape [levels][replicates]. */
  List<double[]> logVolumes() {
    return logVolumes;
  }

  private double next(double last) {
    double[] sorted = pilot.losses().clone();
    Arrays.sort(sorted);
    double next = sorted[(int) (SHARE * sorted.length)];
    double lowest = levels[levels.length - 1];
    double steepest = STEEPEST_PER_DIMENSION * region.dimension();
    if (next > lowest
        && (sorted[0] == next || Math.log(1 / SHARE) > steepest * Math.log(last / next))) {
      throw Region.neverBelow(lowest, sorted[0]);
    }
    return next;
  }

  private VolumeLevel record(double level) {
    double[] logs =
        replicates.stream().mapToDouble(r -> region.logVolume() + r.logShare(level)).toArray();
    logVolumes.add(logs);
    double mean = logMean(logs);
    double[] relative = relative(logs);
    double error = Math.sqrt(variance(relative) / logs.length);
    return VolumeLevel.sampled(level, mean, error);
  }

  static double logMean(double[] logs) {
    double most = Arrays.stream(logs).max().orElseThrow();
    return Double.isInfinite(most)
        ? most
        : most + Math.log(Arrays.stream(logs).map(v -> Math.exp(v - most)).average().orElseThrow());
  }

  /** V/mean − 1 of each replicate. */
  static double[] relative(double[] logs) {
    double mean = logMean(logs);
    return Arrays.stream(logs).map(v -> Math.expm1(v - mean)).toArray();
  }

  /** Of numbers whose mean is 0. */
  static double variance(double[] deviations) {
    return Arrays.stream(deviations).map(v -> v * v).sum() / (deviations.length - 1);
  }

  /** Whether all went down to the level before an interrupt. */
  private boolean descend(double level) {
    double[][] survivors = pilot.survivors(level);
    SliceKernel whole = SliceKernel.recording(level, region, survivors);
    if (!descend(List.of(pilot), level, whole)) {
      return false;
    }
    SliceKernel kernel = whole.scaled(BEYOND_PILOT);
    return descend(replicates, level, kernel);
  }

  private static boolean descend(List<Population> all, double level, SliceKernel kernel) {
    List<Integer> done =
        Parallel.map(
            all.size(),
            r -> {
              all.get(r).descend(level, kernel);
              return r;
            });
    return done.size() == all.size();
  }
}

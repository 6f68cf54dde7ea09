package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Formula;
import cusp.model.Objective;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Measures how the volume near the zeros of K ≥ 0 shrinks, and reads λ and m off (Watanabe 2009,
 * <i>Algebraic Geometry and Statistical Learning Theory</i>, theorem 7.1):
 *
 * <pre>V(ε) = vol{w in the region : K(w) &lt; ε} ~ c ε^λ (−ln ε)^(m−1)   as ε → 0</pre>
 *
 * <p>A formula of one or two variables is counted: boxes are halved until V lies between bounds
 * that are certain (but for the rounding of sums). Anything else, up to some ten dimensions, is
 * sampled level by level, and the scatter of independent replicates is the error. The region must
 * hold no deeper zeros than those that are meant: the λ of a region is the smallest in it.
 *
 * <p>Laws with every m up to 4 and d, with and without a correction, over the lower levels are
 * averaged by their evidence and by odds of 1/4 against each further m. Only laws that have set in
 * count: at the lowest level their logarithms and their correction are small beside what leads. So
 * λ has two errors: a sampling error, and beside it a systematic one from finite ε, in which doubt
 * about m is included, and how far λ̂ still moved over the last two decades, continued. m is the
 * harder one: logarithms and slow corrections look alike over the few decades that can be had.
 *
 * <p>λ̂ is what the scales seen imply. A law that sets in below the lowest level cannot be seen, by
 * this or any other measure of volumes: (x³ − 3y)² + (x²y)⁴ looks like the curve x³ = 3y, with λ =
 * 1/2, until ε is far below 1e−8, and has 11/20. {@link LearningCoefficient} knows no such limit.
 *
 * <p>The verdict is
 *
 * <ul>
 *   <li>INVALID: fewer than 8 volumes are known;
 *   <li>QUALIFIED: no m has a probability of 90 %; or λ̂ is still changing at the lowest level by
 *       more than its other errors explain; or there are too few levels to tell, or fewer than
 *       three decades; or ln V is known only to more than ±0.05 where it should be counted; or the
 *       replicates scatter by more than their mean; or an interrupt came before all was done;
 *   <li>OK otherwise.
 * </ul>
 *
 * <pre>{@code
 * var crossing = Objective.of("x^2*y^2");
 * var counted = VolumeScaling.defaults().withBoxes(50_000);
 * var volumes = counted.estimate(crossing, Box.of(-1, 1), seed(1));
 * show(volumes);
 * show(volumes.chart());
 * var sampled = VolumeScaling.defaults().withMethod(VolumeScaling.Method.SUBSET_SIMULATION);
 * live("Volumes", chart -> sampled.estimate(crossing, Box.of(-1, 1), seed(1),
 *     at -> chart.x("ε").logX().y("V(ε)").logY().add("V", at.level(), at.volume())));
 * }</pre>
 *
 * @param method how V is measured
 * @param halfWidth r of the region |wᵢ − w*ᵢ| ≤ r around a center
 * @param lowest the smallest ε; 0 for 1e−8, or 1e−5 of the highest where that is less
 * @param highest the largest ε; 0 for the one that a fifth of the region lies below
 * @param levels how many ε, in equal ratios, at least 8
 * @param tolerance relative width of the bounds at which counting ends
 * @param boxes that counting looks at, at most
 * @param replicates independent samplings, at least 8
 * @param particles points in each of them, at least 50
 */
public record VolumeScaling(
    Method method,
    double halfWidth,
    double lowest,
    double highest,
    int levels,
    double tolerance,
    int boxes,
    int replicates,
    int particles)
    implements Estimator {

  /** How volumes are measured. */
  public enum Method {
    /** Counted for a formula of one or two variables, otherwise sampled. */
    AUTOMATIC,
    /** Boxes halved adaptively, with hard bounds: formulas of up to four variables. */
    SUBDIVISION,
    /** Sampled level by level: any objective. */
    SUBSET_SIMULATION
  }

  private static final int MOST_COUNTED = 4;
  private static final int COUNTED_BY_DEFAULT = 2;
  private static final int LEAST_REPLICATES = 8;
  private static final int LEAST_PARTICLES = 50;
  private static final int PROBES = 1_000;
  private static final double HIGHEST_SHARE = 0.2;

  /** The lowest level where it is found, if the highest leaves it five decades. */
  private static final double LOWEST = 1e-8;

  private static final double DEPTH = 1e-5;

  /** A K below −ε/1000 is not rounding at the least ε that matters. */
  private static final double ROUNDING = 1e-3;

  /** What rounding leaves of a sum that should vanish, relative to the largest K. */
  private static final double ROUNDED_SUM = 1e-13;

  public VolumeScaling {
    positive("the half-width of the region", halfWidth);
    if (!(lowest >= 0) || Double.isInfinite(lowest)) {
      throw new IllegalArgumentException(
          "the lowest level is positive and finite, or 0 to be found, not " + lowest);
    }
    if (!(highest == 0 || highest > lowest) || Double.isInfinite(highest)) {
      throw new IllegalArgumentException(
          "the highest level is above the lowest, "
              + lowest
              + ", and finite, or 0 to be found, not "
              + highest);
    }
    atLeast("levels", levels, ScalingAverage.LEAST_LEVELS);
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("the tolerance is between 0 and 1, not " + tolerance);
    }
    atLeast("boxes", boxes, 1);
    atLeast("replicates", replicates, LEAST_REPLICATES);
    atLeast("particles", particles, LEAST_PARTICLES);
  }

  private static void positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " is positive and finite, not " + value);
    }
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
  }

  /**
   * 33 levels down to 1e−8, or over five decades at least, in the region of half-width 1; bounds to
   * a ten-thousandth or 400,000 boxes; 32 replicates of 2,000 points.
   */
  public static VolumeScaling defaults() {
    return new VolumeScaling(Method.AUTOMATIC, 1, 0, 0, 33, 1e-4, 400_000, 32, 2_000);
  }

  public VolumeScaling withMethod(Method method) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withHalfWidth(double halfWidth) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withLowest(double lowest) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withHighest(double highest) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withLevels(int levels) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withTolerance(double tolerance) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withBoxes(int boxes) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withReplicates(int replicates) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  public VolumeScaling withParticles(int particles) {
    return new VolumeScaling(
        method, halfWidth, lowest, highest, levels, tolerance, boxes, replicates, particles);
  }

  /**
   * Measures V in the box of half-width {@link #halfWidth()} around a point.
   *
   * @throws IllegalArgumentException if K is NaN or negative somewhere in it, or nowhere below the
   *     lowest level; if the highest level is not below the largest K; if the center has not d
   *     finite coordinates; or if what should be counted is no formula or has too many variables
   * @throws java.util.concurrent.CancellationException if the thread is interrupted before anything
   *     is measured; later an interrupt leaves what there is, with a verdict that says so
   */
  @Override
  public VolumeEstimate estimate(Objective objective, double[] center, Seed seed) {
    return estimate(objective, center, seed, level -> {});
  }

  /**
   * Measures as {@link #estimate(Objective, double[], Seed)} does.
   *
   * @param observer is told of every level as soon as its volume is known, from the highest down
   *     where it is sampled, in this thread, whose interrupt waits meanwhile
   */
  public VolumeEstimate estimate(
      Objective objective, double[] center, Seed seed, Consumer<? super VolumeLevel> observer) {
    return estimate(Region.around(objective, center, halfWidth), seed, observer);
  }

  /**
   * Measures V in a box, as {@link #estimate(Objective, double[], Seed)} does around a point.
   *
   * @throws IllegalArgumentException also if the box is unbounded
   */
  public VolumeEstimate estimate(Objective objective, Box box, Seed seed) {
    return estimate(objective, box, seed, level -> {});
  }

  /** Measures V in a box and tells of every level. */
  public VolumeEstimate estimate(
      Objective objective, Box box, Seed seed, Consumer<? super VolumeLevel> observer) {
    return estimate(Region.of(objective, box), seed, observer);
  }

  private VolumeEstimate estimate(Region whole, Seed seed, Consumer<? super VolumeLevel> observer) {
    Method chosen = method(whole);
    double[] probes = probes(whole, seed);
    double largest = Math.max(Math.abs(probes[0]), probes[PROBES - 1]);
    Region region = whole.withFloor(-Math.max(ROUNDING * lowest, ROUNDED_SUM * largest));
    if (probes[0] < region.floor()) {
      // The same points again: the first below the floor is named.
      probes(region, seed);
    }
    double[] ladder = ladder(probes);
    Consumer<VolumeLevel> tell =
        level ->
            Interrupts.keptAcross(
                () -> {
                  observer.accept(level);
                  return level;
                });
    VolumeReading reading = new VolumeReading(this, region.dimension(), seed);
    return chosen == Method.SUBDIVISION
        ? reading.counted(new Subdivision(region, ladder, tolerance), boxes, tell)
        : reading.sampled(new SubsetSimulation(region, ladder, this, seed), tell);
  }

  private Method method(Region region) {
    int d = region.dimension();
    boolean formula = region.objective() instanceof Formula;
    if (method == Method.AUTOMATIC) {
      return formula && d <= COUNTED_BY_DEFAULT ? Method.SUBDIVISION : Method.SUBSET_SIMULATION;
    }
    if (method == Method.SUBDIVISION && (!formula || d > MOST_COUNTED)) {
      throw new IllegalArgumentException(
          "subdivision is for formulas of up to "
              + MOST_COUNTED
              + " variables, not for "
              + (formula ? d + " variables" : "a " + region.objective().getClass().getSimpleName())
              + ": use subset simulation");
    }
    return method;
  }

  /** What K is at points drawn uniformly, ascending. */
  private static double[] probes(Region region, Seed seed) {
    double[] probes = new double[PROBES];
    RandomStream random = seed.stream("probes").random();
    double[] w = new double[region.dimension()];
    for (int n = 0; n < PROBES; n++) {
      Interrupts.endIfInterrupted("the search for the highest level");
      Arrays.setAll(w, i -> region.low(i) + random.nextDouble() * (region.high(i) - region.low(i)));
      probes[n] = region.loss(w);
    }
    Arrays.sort(probes);
    return probes;
  }

  /** The levels, descending. */
  private double[] ladder(double[] probes) {
    double largest = probes[PROBES - 1];
    double top = highest > 0 ? highest : probes[(int) (HIGHEST_SHARE * PROBES)];
    if (highest > 0 && !(highest < largest)) {
      throw new IllegalArgumentException(
          "the highest level must be below the largest K of the region, about "
              + largest
              + ", not "
              + highest);
    }
    if (!(top > lowest)) {
      throw new IllegalArgumentException(
          "a fifth of the region has K below "
              + top
              + ", and so below the lowest level "
              + lowest
              + ": lower it, or give a highest level");
    }
    double bottom = lowest > 0 ? lowest : Math.min(LOWEST, top * DEPTH);
    double ratio = Math.log(bottom / top) / (levels - 1);
    double[] ladder = new double[levels];
    Arrays.setAll(ladder, k -> k == levels - 1 ? bottom : top * Math.exp(k * ratio));
    return ladder;
  }
}

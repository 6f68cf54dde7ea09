package cusp.develop;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.Seed;
import java.util.List;

/**
 * Finds the transitions of a series with a known rate of false alarms.
 *
 * <p>Where nothing happens, a series is a background (a straight line by default: a drift is no
 * transition) and noise whose correlation falls off from point to point by a factor φ. A jump, a
 * bend or a smooth passage anywhere is tried against that, by the likelihood, with φ fitted anew
 * with and without it; how large the gain gets by chance is simulated for the points at hand and
 * the φ that is seen. Where it is too large, the change is given the most plausible shape (Schwarz
 * 1978), becomes part of the background, and the search goes on. Each place has an interval of 95
 * %, from the likelihood of all places with a threshold that is simulated for jumps and kinks (Eo
 * and Morley 2015, doi:10.3982/QE186). Of k series each is held to the level/k (Bonferroni), so
 * that the rate holds for all together however they depend on each other.
 *
 * <p>The noise must be of this kind. A random walk looks like a series of jumps, and is taken for a
 * noise of φ near 1, in which little can be found: the verdict says so. A series whose background
 * is curved, measured precisely, is not a line with a few changes: give it a background of degree
 * 2, or a shorter range. Errors of the points, where known, set their weights only.
 *
 * <p>The cost is a fraction of a second for 1,000 points.
 *
 * <pre>{@code
 * double[] t = java.util.stream.IntStream.range(0, 100).asDoubleStream().toArray();
 * var noise = seed(1).random();
 * double[] y = Arrays.stream(t).map(x -> Math.max(0, x - 50) + 3 * noise.nextGaussian()).toArray();
 * var found = TransitionDetector.defaults().detect(Series.of("y", t, y), seed(2));
 * show(found);
 * show(found.chart());
 * }</pre>
 *
 * @param level rate of false alarms: how often anything is found in series where nothing happens
 * @param degree of the polynomial background, 0 to 3
 * @param margin points at each end, and on either side of a transition, where no other is sought; 0
 *     for a 25th of the series and at least 4, or 3 of fewer than 16 points
 * @param most transitions of one series
 * @param replicates simulated series, of which 1/(replicates + 1) is the least p-value; of k series
 *     each has 10 k/level if that is more
 */
public record TransitionDetector(double level, int degree, int margin, int most, int replicates) {
  private static final int LEAST_POINTS = 12;
  private static final int MOST_POINTS = 5_000;
  private static final int LEAST_MARGIN = 4;
  private static final int MARGIN_SHARE = 25;
  private static final double LEAST_PER_LEVEL = 10;

  public TransitionDetector {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("the level lies between 0 and 1, not " + level);
    }
    if (degree < 0 || degree > 3) {
      throw new IllegalArgumentException("the background has degree 0 to 3, not " + degree);
    }
    if (margin != 0 && margin < 2) {
      throw new IllegalArgumentException(
          "the margin is at least 2 points, or 0 for a 25th of the series, not " + margin);
    }
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 transition is sought, not " + most);
    }
    if (replicates < LEAST_PER_LEVEL / level) {
      throw new IllegalArgumentException(
          "a level of %s needs at least %.0f replicates, not %d"
              .formatted(level, Math.ceil(LEAST_PER_LEVEL / level), replicates));
    }
  }

  /** Level 0.05, a straight line as background, up to 10 transitions, 999 replicates. */
  public static TransitionDetector defaults() {
    return new TransitionDetector(0.05, 1, 0, 10, 999);
  }

  public TransitionDetector withLevel(double level) {
    return new TransitionDetector(level, degree, margin, most, replicates);
  }

  public TransitionDetector withDegree(int degree) {
    return new TransitionDetector(level, degree, margin, most, replicates);
  }

  public TransitionDetector withMargin(int margin) {
    return new TransitionDetector(level, degree, margin, most, replicates);
  }

  public TransitionDetector withMost(int most) {
    return new TransitionDetector(level, degree, margin, most, replicates);
  }

  public TransitionDetector withReplicates(int replicates) {
    return new TransitionDetector(level, degree, margin, most, replicates);
  }

  /** Looks for the transitions of one series, as {@link #detect(List, Seed)} does. */
  public Transitions detect(Series series, Seed seed) {
    return detect(List.of(series), seed);
  }

  /**
   * Looks for the transitions of each series.
   *
   * @param seed of what is simulated; the series' own noise is in the series
   * @throws IllegalArgumentException if there is no series, two have one name, one has fewer than
   *     12 points or than four margins, or more than 5,000; or if one is exactly its background, as
   *     a constant is: there is no noise to measure a change by
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Transitions detect(List<Series> series, Seed seed) {
    if (series.isEmpty()) {
      throw new IllegalArgumentException("there is no series to look at");
    }
    if (series.stream().map(Series::name).distinct().count() < series.size()) {
      throw new IllegalArgumentException("two series have the same name");
    }
    series.forEach(this::check);
    double each = level / series.size();
    List<Transitions.Reading> readings =
        Parallel.map(
            series.size(), i -> new SeriesSearch(this, series.get(i), each, seed).reading());
    Interrupts.endIfInterrupted("the search for transitions");
    return new Transitions(readings, this, seed);
  }

  private void check(Series series) {
    int n = series.size();
    long least = Math.max(LEAST_POINTS, 4L * margin(n));
    if (n < least || n > MOST_POINTS) {
      throw new IllegalArgumentException(
          "%s has %d points; transitions are sought in %d to %,d%s"
              .formatted(
                  series.name(),
                  n,
                  least,
                  MOST_POINTS,
                  n > MOST_POINTS
                      ? ": average neighbours first"
                      : least > LEAST_POINTS ? ": measure more, or take a smaller margin" : ""));
    }
  }

  /** Enough replicates that a p-value can be well below a level. */
  int replicates(double level) {
    return (int) Math.max(replicates, Math.ceil(LEAST_PER_LEVEL / level));
  }

  /** The margin of a series of n points. */
  int margin(int n) {
    return margin > 0 ? margin : Math.max(Math.min(LEAST_MARGIN, n / 4), n / MARGIN_SHARE);
  }
}

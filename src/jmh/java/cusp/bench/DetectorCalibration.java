package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.develop.Transition;
import cusp.develop.TransitionDetector;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How often a detector of transitions is right, over the seeds 1, 2, 3, …
 *
 * @param detector with its settings
 */
public record DetectorCalibration(TransitionDetector detector) {
  /** What a series can be taken for; the first four are also what it can be. */
  public static final List<String> SHAPES = List.of("none", "jump", "kink", "crossover", "several");

  /** Sizes, in deviations of the noise, at which shapes are to be told apart in 200 points. */
  private static final double JUMP = 4;

  private static final double KINK = 24;
  private static final double CROSSOVER = 6;

  /** The share of series of noise in which a transition is found. */
  public double alarms(int n, double phi, int seeds) {
    return share(
        Parallel.map(seeds, s -> !Planted.none(n, phi, seed(s)).found(detector).all().isEmpty()));
  }

  /**
   * How well planted changes are found and dated.
   *
   * @param power share of series in which a transition is found
   * @param coverage of the interval of the most significant one, where one is found
   * @param narrow share of intervals no wider than a tenth of the series
   */
  public record Dating(double power, double coverage, double narrow) {}

  /** Jumps of a height. */
  public Dating jumps(int n, double phi, double height, int seeds) {
    return dating(n, seeds, seed -> Planted.jump(n, phi, height, seed));
  }

  /** Bends that change the series by a rise over its length. */
  public Dating kinks(int n, double phi, double rise, int seeds) {
    return dating(n, seeds, seed -> Planted.kink(n, phi, rise, seed));
  }

  /** Passages of a height. */
  public Dating crossovers(int n, double phi, double height, int seeds) {
    return dating(n, seeds, seed -> Planted.crossover(n, phi, height, seed));
  }

  private record Found(boolean covers, double width) {}

  private Dating dating(int n, int seeds, Function<Seed, Planted> plant) {
    List<Optional<Found>> all =
        Parallel.map(
            seeds,
            s -> {
              Planted planted = plant.apply(seed(s));
              return planted.found(detector).all().stream()
                  .min(Comparator.comparingDouble(Transition::pValue))
                  .map(Transition::interval)
                  .map(i -> new Found(i.contains(planted.at()), i.high() - i.low()));
            });
    List<Found> found = all.stream().flatMap(Optional::stream).toList();
    return new Dating(
        (double) found.size() / seeds,
        share(found.stream().map(Found::covers).toList()),
        share(found.stream().map(f -> f.width() <= 0.1 * n).toList()));
  }

  /** Row by what a series of 200 points is, column by what it is taken for, as {@link #SHAPES}. */
  public int[][] confusion(double phi, int seeds) {
    int n = 200;
    List<Function<Seed, Planted>> shapes =
        List.of(
            seed -> Planted.none(n, phi, seed),
            seed -> Planted.jump(n, phi, JUMP, seed),
            seed -> Planted.kink(n, phi, KINK, seed),
            seed -> Planted.crossover(n, phi, CROSSOVER, seed));
    int[][] confusion = new int[shapes.size()][SHAPES.size()];
    for (int shape = 0; shape < confusion.length; shape++) {
      Function<Seed, Planted> plant = shapes.get(shape);
      for (String taken : Parallel.map(seeds, s -> shape(plant.apply(seed(s))))) {
        confusion[shape][SHAPES.indexOf(taken)]++;
      }
    }
    return confusion;
  }

  private String shape(Planted planted) {
    List<Transition> all = planted.found(detector).all();
    return all.isEmpty() ? "none" : all.size() > 1 ? "several" : all.get(0).kind().toString();
  }

  private static Seed seed(int index) {
    return Seed.of(index + 1);
  }

  private static double share(List<Boolean> holds) {
    return holds.stream().filter(h -> h).count() / (double) holds.size();
  }
}

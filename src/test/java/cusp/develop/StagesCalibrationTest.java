package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.bench.Planted;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Five series of 100 points that jump together, every other one down, in noise of φ = 0 and of 0.5.
 * It is not run again on a second JDK.
 */
@Tag("seeds")
class StagesCalibrationTest {
  private static final TransitionDetector DETECTOR =
      TransitionDetector.defaults().withReplicates(200);
  private static final int SERIES = 5;
  private static final int POINTS = 100;

  /** Jumps by so many deviations at rows, to and fro, or none. */
  private static Stages stages(int seed, double height, int... rows) {
    double[] x = IntStream.range(0, POINTS).asDoubleStream().toArray();
    List<Series> series =
        IntStream.range(0, SERIES)
            .mapToObj(
                s -> {
                  Seed noise = Seed.of(seed).stream("series", s);
                  double[] y = Planted.none(POINTS, seed % 2 / 2.0, noise).values();
                  for (int r = 0; r < rows.length; r++) {
                    for (int i = rows[r]; i < POINTS; i++) {
                      y[i] += (s + r) % 2 == 0 ? height : -height;
                    }
                  }
                  return Series.of("series " + s, x, y);
                })
            .toList();
    return DETECTOR.detect(series, Seed.of(seed)).stages();
  }

  private static int row(int seed) {
    return 20 + (int) (60 * Seed.of(seed).stream("place").random().nextDouble());
  }

  /** 64 are the 0.2 % point of what 90 % give of 80. */
  @Test
  void aCommonMomentIsCoveredAsPromised() {
    int seeds = 80;
    List<Boolean> covered =
        Parallel.map(
            seeds,
            seed -> {
              int row = row(seed);
              return stages(seed, 3, row).boundaries().stream()
                  .filter(boundary -> boundary.series() > SERIES / 2)
                  .anyMatch(boundary -> boundary.interval().contains(row - 0.5));
            });
    long count = covered.stream().filter(c -> c).count();
    assertTrue(count >= 64, () -> count + " of " + seeds);
  }

  /** False alarms of a series or two make no stage that most series share. */
  @Test
  void twoMomentsMakeTwoBoundaries() {
    int seeds = 20;
    List<Boolean> two =
        Parallel.map(
            seeds,
            seed ->
                stages(seed, 6, 30, 75).boundaries().stream()
                        .filter(boundary -> boundary.series() > SERIES / 2)
                        .count()
                    == 2);
    long count = two.stream().filter(t -> t).count();
    assertTrue(count >= 18, () -> count + " of " + seeds);
  }

  /** 20 are the 99.8 % point of what 5 % give of 200. */
  @Test
  void noiseHasOneStage() {
    int seeds = 200;
    List<Boolean> quiet = Parallel.map(seeds, seed -> stages(seed, 0).boundaries().isEmpty());
    long count = quiet.stream().filter(q -> !q).count();
    assertTrue(count <= 20, () -> count + " of " + seeds);
  }
}
